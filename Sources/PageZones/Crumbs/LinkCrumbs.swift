import FettleKit

/// The links that publishers put behind a reference: "CAS  Article  Google Scholar", "[PubMed] [CrossRef]",
/// "CrossRefView in ScopusGoogle Scholar", with or without their addresses.
public struct LinkCrumbs: Sendable, Equatable {
  /// What to take off the entry: half-open, ascending, disjoint, in bytes counted from the start of the text, with the white
  /// space before each run.
  public var ranges: [Range<Int>] = []
  /// In the order in which they stand.
  public var links: [Link] = []

  public init() {}

  /// Finds the crumbs at the end of an entry, and those on lines of their own within it.
  ///
  /// - Parameter text: the entry, UTF-8. Words such as "Article" or "PubMed" within a title are not crumbs.
  public static func find(in text: ArraySlice<UInt8>) -> LinkCrumbs {
    var found = LinkCrumbs()
    var tail = CrumbRun(text: text)
    tail.read()
    let tailStart = tail.start
    // Lines before the tail that hold nothing else.
    var lineStart = text.startIndex
    var index = text.startIndex
    while index < tailStart {
      if text[index] == 0x0A {
        found.addIfOnlyCrumbs(text, lineStart..<index)
        lineStart = index + 1
      }
      index += 1
    }
    if tailStart < text.endIndex {
      found.ranges.append((tailStart - text.startIndex)..<(text.endIndex - text.startIndex))
      found.links += tail.links
    }
    return found
  }

  /// Whether a line holds link crumbs and nothing else.
  ///
  /// - Parameter line: UTF-8; an empty line doesn't.
  public static func isOnlyCrumbs(_ line: ArraySlice<UInt8>) -> Bool { CrumbLabels.builtin.isOnlyCrumbs(line) }

  /// The links of a line that holds link crumbs and nothing else; `nil` for any other line.
  public static func links(ofLine line: ArraySlice<UInt8>) -> [Link]? {
    if line.count > 65_536 { return nil }
    var run = CrumbRun(text: line)
    run.isWholeLine = true
    run.read()
    guard !run.links.isEmpty else { return nil }
    for byte in line[line.startIndex..<run.start] where !CrumbRun.isDecoration(byte) { return nil }
    return run.links
  }

  private mutating func addIfOnlyCrumbs(_ text: ArraySlice<UInt8>, _ range: Range<Int>) {
    // The first line holds the reference itself.
    guard range.lowerBound > text.startIndex, let links = LinkCrumbs.links(ofLine: text[range]) else { return }
    ranges.append((range.lowerBound - text.startIndex)..<(range.upperBound - text.startIndex))
    self.links += links
  }
}
