import FettleKit

/// The lines that come back on many pages of a source.
public struct RepeatedLines: Codable, Equatable, Sendable {
  struct Source: Codable, Equatable, Sendable {
    var name: String
    /// Sorted.
    var lines: [UInt64]
    /// Of each line: whether it stands on nearly all pages. Its share isn't kept: with it every page that is added to a
    /// batch would change what the batch taught, and have all pages done again.
    var isUsual: [Bool]
  }

  /// Sorted by name; those without such a line are left out.
  private(set) var sources: [Source] = []

  /// A line on fewer pages than this is never taken for the site's, however few pages there are.
  private static let fewestPages = 3
  /// Of the pages of a source: a line on more of them is usual there.
  private static let usual = 0.65

  /// None.
  public init() {}

  /// - Parameters:
  ///   - minimumDocuments: a source with fewer pages teaches nothing; at most `LineSurvey.pagesPerSource`.
  ///   - minimumShare: of a source's pages that a line must stand on.
  public init(_ survey: LineSurvey, minimumDocuments: Int, minimumShare: Double) {
    for (name, pages) in survey.bounded().sources.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }) {
      guard pages.count >= minimumDocuments else { continue }
      var counts: [UInt64: Int] = [:]
      for page in pages { for line in page.lines { counts[line, default: 0] += 1 } }
      var source = Source(name: name, lines: [], isUsual: [])
      for (line, count) in counts.sorted(by: { $0.key < $1.key })
      where count >= RepeatedLines.fewestPages && Double(count) >= minimumShare * Double(pages.count) {
        source.lines.append(line)
        source.isUsual.append(Double(count) >= RepeatedLines.usual * Double(pages.count))
      }
      if !source.lines.isEmpty { sources.append(source) }
    }
  }

  /// The part that counts for a page.
  public func lines(for document: borrowing Document) -> PageLines {
    let names = PageSources.names(of: document)
    return PageLines(sources: names.compactMap { name in sources.first { $0.name == name } })
  }

  public enum Standing: Sendable {
    /// On as many pages as is asked for.
    case frequent
    /// On nearly two thirds of them, or more.
    case usual
  }

  /// What came back on the pages that a page shares its sources with.
  public struct PageLines: Sendable {
    let sources: [Source]

    public var isEmpty: Bool { sources.isEmpty }

    /// How often a line comes back on the pages of a source: of the source where it does so most; `nil` for one that
    /// doesn't.
    public func standing(of line: LineFingerprint) -> Standing? {
      var standing: Standing?
      for source in sources {
        guard let index = PageLines.index(of: line.hash, in: source.lines) else { continue }
        if source.isUsual[index] { return .usual }
        standing = .frequent
      }
      return standing
    }

    private static func index(of line: UInt64, in lines: [UInt64]) -> Int? {
      var (low, high) = (0, lines.count)
      while low < high {
        let middle = (low + high) / 2
        if lines[middle] < line { low = middle + 1 } else { high = middle }
      }
      return low < lines.count && lines[low] == line ? low : nil
    }
  }
}
