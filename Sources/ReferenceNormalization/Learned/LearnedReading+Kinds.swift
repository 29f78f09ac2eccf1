import FettleKit

/// The signs in brackets behind a title by which GB/T 7714, China's standard for references, says what a source is: "[J]",
/// "[M]", "[C]//", "[EB/OL]".
extension LearnedReading {
  /// CSL types of the signs; what stands behind a stroke says where it is kept ("/OL": online).
  private static let signs: [(sign: StaticString, type: String)] = [
    ("J", "article-journal"), ("M", "book"), ("C", "paper-conference"), ("D", "thesis"), ("N", "article-newspaper"),
    ("R", "report"), ("P", "patent"), ("S", "standard"), ("G", "chapter"), ("Z", "document"), ("EB", "webpage"),
    ("DB", "dataset"), ("DS", "dataset"), ("CP", "software"), ("A", "chapter"), ("CM", "map"),
  ]

  /// The type that the sign at a token says, and the tokens from its bracket to its bracket.
  func sign(at open: Int) -> (type: String, range: Range<Int>)? {
    guard text.isMark(open, 0x5B), text.isWord(open + 1), text[open + 1].letterCase != .lower else { return nil }
    var close = open + 2
    if text.isMark(close, 0x2F), text.isWord(close + 1, "ol") { close += 2 }
    guard text.isMark(close, 0x5D) else { return nil }
    let word = text.bytes(open + 1)
    for (sign, type) in LearnedReading.signs {
      let isSame = sign.withUTF8Buffer { $0.elementsEqual(word) }
      if isSame { return (type, open..<(close + 1)) }
    }
    return nil
  }

  /// A title without the sign at its end, and without a separator that was taken with it.
  func withoutSign(_ title: Range<Int>) -> Range<Int> {
    guard let last = title.last else { return title }
    for open in stride(from: last, through: max(title.lowerBound + 1, last - 5), by: -1) {
      if sign(at: open) != nil { return unwrapped(title.lowerBound..<open) }
    }
    return title
  }

  /// The type that a sign states, where there is just one, behind the title.
  func statedType() -> String? {
    guard let title = result.ranges[.title] else { return nil }
    var type: String?
    for open in 0..<text.count where text[open].start >= title.upperBound {
      guard let sign = sign(at: open) else { continue }
      if type != nil { return nil }
      type = sign.type
    }
    return type
  }
}
