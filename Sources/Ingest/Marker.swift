import FettleKit

/// What stands at the start of a line and says what the line is.
enum Marker {
  /// Whether a marker of any kind may begin with this byte: no letter begins one.
  static func mayBegin(_ byte: UInt8) -> Bool { byte | 0x20 < UInt8(ascii: "a") || byte | 0x20 > UInt8(ascii: "z") }

  /// The length of a list bullet with the white space behind it, or 0.
  static func bulletLength(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Int {
    let start = range.lowerBound
    let length: Int
    switch text[start] {
    case UInt8(ascii: "*"), UInt8(ascii: "-"), UInt8(ascii: "+"):
      length = 1
    case 0xE2 where start + 2 < range.upperBound:
      switch (text[start + 1], text[start + 2]) {
      // • ‣ ‧ ◦ ▪ ▫ □ ■ ○ ● ♦ ➢ ✓
      case (0x80, 0xA2), (0x80, 0xA3), (0x80, 0xA7), (0x97, 0xA6), (0x96, 0xAA), (0x96, 0xAB), (0x96, 0xA1),
        (0x96, 0xA0), (0x97, 0x8B), (0x97, 0x8F), (0x99, 0xA6), (0x9E, 0xA2), (0x9C, 0x93):
        length = 3
      default:
        return 0
      }
    case 0xC2 where start + 1 < range.upperBound && text[start + 1] == 0xB7:
      length = 2
    default:
      return 0
    }
    var at = start + length
    let isLetterBullet = length == 1
    guard at < range.upperBound else { return 0 }
    guard !isLetterBullet || text[at] == 0x20 || text[at] == 0x09 || text[at] == 0xC2 else { return 0 }
    while at < range.upperBound {
      let space = Separator.length(in: text, at: at)
      if space == 0 { break }
      at += space
    }
    return at < range.upperBound ? at - start : 0
  }

  /// Whether the line begins with a list number: "1.", "12)", "(3)", "[4]", followed by white space.
  static func isNumbered(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Bool {
    var at = range.lowerBound
    let opening = text[at]
    if opening == UInt8(ascii: "(") || opening == UInt8(ascii: "[") { at += 1 }
    let digits = at
    while at < range.upperBound, (0x30...0x39).contains(text[at]), at - digits < 4 { at += 1 }
    guard at > digits, at < range.upperBound else { return false }
    let closing = text[at]
    let isClosed: Bool
    switch opening {
    case UInt8(ascii: "("): isClosed = closing == UInt8(ascii: ")")
    case UInt8(ascii: "["): isClosed = closing == UInt8(ascii: "]")
    default: isClosed = closing == UInt8(ascii: ".") || closing == UInt8(ascii: ")")
    }
    guard isClosed else { return false }
    return at + 1 == range.upperBound || Separator.length(in: text, at: at + 1) > 0
  }

  /// A Markdown heading: how many `#`, and how many bytes they take with the white space behind them.
  static func heading(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> (level: Int, length: Int)? {
    var at = range.lowerBound
    while at < range.upperBound, text[at] == UInt8(ascii: "#") { at += 1 }
    let level = at - range.lowerBound
    guard (1...6).contains(level), at < range.upperBound, text[at] == 0x20 else { return nil }
    while at < range.upperBound, text[at] == 0x20 { at += 1 }
    return at < range.upperBound ? (level, at - range.lowerBound) : nil
  }

  /// The level that a line of only `=` or only `-` gives the line above it, or 0.
  static func underlineLevel(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Int {
    let first = text[range.lowerBound]
    guard range.count >= 3, first == UInt8(ascii: "=") || first == UInt8(ascii: "-") else { return 0 }
    for index in range where text[index] != first { return 0 }
    return first == UInt8(ascii: "=") ? 1 : 2
  }
}
