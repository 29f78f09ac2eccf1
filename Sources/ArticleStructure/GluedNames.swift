/// Lists of names that lost the signs between them.
enum GluedNames {
  /// Beginnings of family names that have a capital inside: "McNamara", "LaBarge", "DeVitto", "FitzGerald".
  private static let beginnings = ["mc", "mac", "la", "le", "de", "di", "du", "da", "van", "von", "fitz"].map {
    Array($0.utf8)
  }
  private static let longest = 2000

  /// The text with a comma where one name ends and the next begins; `nil` where that is fewer than two times, or where the
  /// text has signs between names already.
  static func parted(_ text: Bytes) -> [UInt8]? {
    guard text.count >= 24, text.count <= longest, text[0].isCapital || text[0] >= 0xC3 else { return nil }
    var places: [Int] = []
    // Where the letters begin that stand before the byte in question.
    var run = 0
    for at in 1..<(text.count - 1) {
      let byte = text[at]
      if byte == UInt8(ascii: ","), text[at + 1] == 0x20 { return nil }
      guard byte.isCapital else {
        if !byte.isSmallLetter, byte < 0x80 { run = at + 1 }
        continue
      }
      let before = text[at - 1]
      let isBehindMark = before.isDigit || before == UInt8(ascii: "*") || before == UInt8(ascii: ")")
      if text[at + 1].isSmallLetter || text[at + 1] >= 0xC3,
        isBehindMark || (before.isSmallLetter || before >= 0x80) && !isBeginning(text.part(run..<at))
      {
        places.append(at)
      }
      run = at
    }
    guard places.count > 1 else { return nil }
    var out: [UInt8] = []
    out.reserveCapacity(text.count + 2 * places.count)
    var start = 0
    for place in places {
      out.append(contentsOf: text.part(start..<place))
      out.append(UInt8(ascii: ","))
      out.append(0x20)
      start = place
    }
    out.append(contentsOf: text.tail(start))
    return out
  }

  private static func isBeginning(_ word: Bytes) -> Bool {
    word.count < 2
      || beginnings.contains { own in own.count == word.count && own.indices.allSatisfy { word[$0].small == own[$0] } }
  }
}
