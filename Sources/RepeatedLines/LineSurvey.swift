import FettleKit

/// Which short lines stand on which pages of a batch, source by source, in bounded memory.
///
/// Of each source at most `pagesPerSource` pages are kept, those whose texts have the smallest digests, and of all together
/// at most `mostPages`, by the same order: an even sample that depends on the pages alone. Keeping the smallest of a set is
/// associative, commutative and idempotent, so that surveys may be merged in any order and grouping, and a page that comes
/// twice counts once. Shares of sources with no more pages than that are exact; of larger ones they are an estimate with a
/// standard error of at most 1 / (2 · √256) = 3.1 %, the same in every run.
///
/// A page takes eight bytes a line and at most 4 KB, a batch at most 128 MB; 100,000 pages of 25 publishers take some 10.
public struct LineSurvey: Mergeable, Codable, Equatable, Sendable {
  public static let pagesPerSource = 256
  static let mostPages = 32_768
  /// Of one page: those with the smallest fingerprints.
  static let mostLines = 512

  struct Page: Codable, Equatable, Sendable {
    /// The first eight bytes of the text's SHA-256.
    var digest: UInt64
    /// Fingerprints, sorted, each once.
    var lines: [UInt64]
  }

  /// By source; sorted by digest, each once.
  private(set) var sources: [String: [Page]] = [:]
  private var count = 0

  public init() {}

  /// What a document says.
  public init(_ document: borrowing Document) {
    var lines: [UInt64] = []
    for index in document.blocks.indices where document.blocks[index].text.count <= LineFingerprint.longest {
      guard !document.blocks[index].isRemoved,
        let line = document.blocks[index].text.bytes.withUnsafeBufferPointer({ LineFingerprint($0) })
      else { continue }
      lines.append(line.hash)
    }
    lines.sort()
    var distinct: [UInt64] = []
    for line in lines where distinct.last != line && distinct.count < LineSurvey.mostLines { distinct.append(line) }
    let page = Page(digest: UInt64(document.source.textSHA256.prefix(16), radix: 16) ?? 0, lines: distinct)
    for source in PageSources.names(of: document) { add([page], to: source) }
  }

  public mutating func merge(_ other: LineSurvey) {
    for (source, pages) in other.sources { add(pages, to: source) }
    if count > 2 * LineSurvey.mostPages { self = bounded() }
  }

  private mutating func add(_ pages: [Page], to source: String) {
    let before = sources[source]?.count ?? 0
    LineSurvey.merge(pages, into: &sources[source, default: []])
    count += (sources[source]?.count ?? 0) - before
  }

  /// Merges sorted pages, and keeps the first of them.
  private static func merge(_ pages: [Page], into known: inout [Page]) {
    if known.count == pagesPerSource, let last = known.last, let first = pages.first, first.digest > last.digest {
      return
    }
    var merged: [Page] = []
    merged.reserveCapacity(min(pagesPerSource, known.count + pages.count))
    var (left, right) = (0, 0)
    while merged.count < pagesPerSource, left < known.count || right < pages.count {
      if right == pages.count || left < known.count && known[left].digest <= pages[right].digest {
        if right < pages.count, known[left].digest == pages[right].digest { right += 1 }
        merged.append(known[left])
        left += 1
      } else {
        merged.append(pages[right])
        right += 1
      }
    }
    known = merged
  }

  /// The survey without the pages beyond `mostPages`. It makes no difference whether that is done before a merge as well:
  /// a merge only ever moves a page back in the order.
  func bounded() -> LineSurvey {
    guard count > LineSurvey.mostPages else { return self }
    let ordered = sources.flatMap { source, pages in pages.map { (source: source, page: $0) } }
      .sorted { ($0.page.digest, $0.source) < ($1.page.digest, $1.source) }
    var kept = LineSurvey()
    for entry in ordered.prefix(LineSurvey.mostPages) { kept.sources[entry.source, default: []].append(entry.page) }
    kept.count = LineSurvey.mostPages
    return kept
  }
}
