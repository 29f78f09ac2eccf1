/// Where in a container a work stands: "12(3), 145–161 (2016)", "vol. 7, no. 7, pp. 631–651".
struct Locator {
  /// The tokens it takes up.
  var tokens: Range<Int>
  var volume: Range<Int>?
  var issue: Range<Int>?
  /// First and last page, or an article number.
  var pageFirst: Range<Int>?
  var pageLast: Range<Int>?
  /// Tokens of the year.
  var year: Int?
  /// Bytes at which a volume and a page that were run together are to be parted.
  var gluedPageAt: Int?
  var score = 0
}

/// One number of a locator, or a range of two.
struct LocatorAtom {
  enum Label: UInt8 { case none, volume, issue, page, other }

  var first: Range<Int>
  var last: Range<Int>?
  var label: Label
  var isInParentheses: Bool
  var isYear: Bool
  /// The mark before it: a byte, or 0x20 for white space alone.
  var before: UInt8
  var after: UInt8 = 0
  var hasLetters: Bool

  var tokens: Range<Int> { first.lowerBound..<(last?.upperBound ?? first.upperBound) }
}

/// Words that label numbers.
struct LocatorWords: Sendable {
  static let builtin = LocatorWords()
  private var labels: [[UInt8]: LocatorAtom.Label] = [:]
  /// Words behind a number that say what it counts.
  private(set) var counters: [[UInt8]: LocatorAtom.Label] = [:]
  /// Words before a number that say nothing.
  private(set) var ordinals: Set<[UInt8]> = []

  init() {
    for line in DataFile.lines("locator-words") {
      let words = line.split(separator: " ")
      let label: LocatorAtom.Label =
        switch words.first {
        case "volume": .volume
        case "issue": .issue
        case "page": .page
        default: .other
        }
      for word in words.dropFirst() {
        switch words.first {
        case "volume-behind": counters[Array(word.utf8)] = .volume
        case "issue-behind": counters[Array(word.utf8)] = .issue
        case "page-behind": counters[Array(word.utf8)] = .page
        case "ordinal": ordinals.insert(Array(word.utf8))
        default: labels[Array(word.utf8)] = label
        }
      }
    }
  }

  func label(_ word: ArraySlice<UInt8>) -> LocatorAtom.Label? {
    guard word.count <= 10 else { return nil }
    return labels[word.map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 }]
  }
}
