import FettleKit

/// "Accessed 5 May 2020", "(accessed on March 3, 2019)", "Retrieved May 5, 2010, from".
struct AccessedDate {
  var date: PartialDate?
  var extent: Range<Int>

  private static let words: [StaticString] = ["accessed", "retrieved", "visited"]

  /// - Parameter taken: stretches that identifiers hold; they end it.
  static func find(in bytes: [UInt8], _ range: Range<Int>, besides taken: [Range<Int>]) -> AccessedDate? {
    // Only addresses are accessed.
    guard !taken.isEmpty, let start = begin(bytes, range) else { return nil }
    let tokens = Tokenizer.tokens(of: bytes, in: start..<min(range.upperBound, start + 120), without: taken)
    let text = ReferenceText(bytes: bytes, tokens: tokens)
    var date: PartialDate?
    var month: Int?
    var day: Int?
    var end = 1
    while end < min(text.count, 12) {
      let token = text[end]
      if token.isYear {
        date = PartialDate(year: Int(token.value), month: month, day: month == nil ? nil : day)
        end += 1
        if text.isComma(end), text.isWord(end + 1, "from") { end += 2 }
        if text.isMark(end, 0x29) { end += 1 }
        break
      } else if token.isNumber, token.value >= 1, token.value <= 31 {
        day = Int(token.value)
      } else if token.isWord, let number = text.lexicon.months.number(of: text.bytes(end)) {
        month = number > 0 ? number : nil
      } else if !(token.isWord && token.isLower) && token.kind != .mark && token.kind != .mixed {
        break
      }
      end += 1
    }
    guard date != nil, let last = tokens[..<min(end, text.count)].last else { return nil }
    var first = start
    while first > range.lowerBound, [0x20, 0x28, 0x5B].contains(bytes[first - 1]) { first -= 1 }
    return AccessedDate(date: date, extent: first..<Int(last.end))
  }

  private static func begin(_ bytes: [UInt8], _ range: Range<Int>) -> Int? {
    for index in range where (bytes[index] | 0x20 == 0x61 || bytes[index] | 0x20 == 0x72 || bytes[index] | 0x20 == 0x76)
    {
      if index > range.lowerBound, Tokenizer.isLetter(bytes[index - 1]) { continue }
      for word in words where index + word.utf8CodeUnitCount <= range.upperBound {
        let matches = word.withUTF8Buffer { buffer in
          for offset in 0..<buffer.count where bytes[index + offset] | 0x20 != buffer[offset] { return false }
          return true
        }
        if matches { return index }
      }
    }
    return nil
  }
}
