/// "2.1. ", "IV. ", "A.3 " at the start of a heading.
struct SectionNumber {
  /// Bytes with the white space behind it; 0 where there is no number.
  let length: Int
  /// How many parts it has.
  let depth: Int

  init(_ text: Bytes) { (length, depth) = SectionNumber.read(text) }

  private static func read(_ text: Bytes) -> (length: Int, depth: Int) {
    guard let first = text.first, first.isDigit || first.isCapital else { return (0, 0) }
    var at = 0
    var depth = 0
    while at < text.count, depth < 5 {
      let start = at
      while at < text.count, text[at].isDigit, at - start < 2 { at += 1 }
      if at == start, depth == 0 {
        while at < text.count, at - start < 5,
          text[at] == UInt8(ascii: "I") || text[at] == UInt8(ascii: "V") || text[at] == UInt8(ascii: "X")
        { at += 1 }
        if at == start, at < text.count, (0x41...0x46).contains(text[at]) { at += 1 }
        guard at < text.count, text[at] == UInt8(ascii: ".") else { return (0, 0) }
      }
      if at == start { break }
      depth += 1
      if at < text.count, text[at] == UInt8(ascii: ".") { at += 1 } else { break }
    }
    guard depth > 0, at < text.count else { return (0, 0) }
    if text[at] == UInt8(ascii: ")") || text[at] == UInt8(ascii: "|") { at += 1 }
    let gap = at
    while at < text.count, text[at] == 0x20 || text[at] == 0x09 || text[at] == 0xC2 || text[at] == 0xA0 { at += 1 }
    return at > gap && at < text.count ? (at, depth) : (0, 0)
  }
}
