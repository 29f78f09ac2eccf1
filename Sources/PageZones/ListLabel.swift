import FettleKit

/// The number at the start of a reference entry: "[6]", "6.", "(6)", "6", "1. 1", "2. [2]".
public struct ListLabel: Sendable, Equatable {
  public var number: Int
  /// Bytes that the label takes, with the white space behind it.
  public var length: Int
  /// Whether nothing follows it in the block.
  public var isAlone: Bool
  /// Whether it has brackets or a period: a bare number may as well be a volume.
  public var isMarked: Bool

  public init?(_ text: ArraySlice<UInt8>) {
    guard let label = text.withUnsafeBufferPointer({ ListLabel($0) }) else { return nil }
    self = label
  }

  init?(_ text: UnsafeBufferPointer<UInt8>) {
    var at = 0
    guard let first = ListLabel.one(text, &at) else { return nil }
    number = first.number
    isMarked = first.isMarked
    // The label may be printed twice: by the list and by the publisher, who may have left out some entries.
    var again = at
    if let second = ListLabel.one(text, &again),
      second.number == first.number || (again == text.count && first.isMarked && second.isMarked)
    {
      at = again
      isMarked = true
    }
    isAlone = at == text.count
    length = at
  }

  private static func one(_ text: UnsafeBufferPointer<UInt8>, _ at: inout Int) -> (number: Int, isMarked: Bool)? {
    var index = at
    while index < text.count, text[index] == UInt8(ascii: "*") || text[index] == UInt8(ascii: "\\") { index += 1 }
    guard index < text.count else { return nil }
    let opening = text[index]
    let isOpened = opening == UInt8(ascii: "[") || opening == UInt8(ascii: "(")
    if isOpened { index += 1 }
    let digits = index
    var number = 0
    while index < text.count, (0x30...0x39).contains(text[index]), index - digits < 4 {
      number = number * 10 + Int(text[index] & 15)
      index += 1
    }
    guard index > digits, number > 0, number < 3000 else { return nil }
    var isMarked = false
    if isOpened {
      guard index < text.count, text[index] == UInt8(ascii: "]") || text[index] == UInt8(ascii: ")") else {
        return nil
      }
      index += 1
      isMarked = true
      if index < text.count, text[index] == UInt8(ascii: ".") { index += 1 }
    } else {
      while index < text.count, text[index] == UInt8(ascii: "*") || text[index] == UInt8(ascii: "\\") { index += 1 }
      if index < text.count, text[index] == UInt8(ascii: ".") || text[index] == UInt8(ascii: ")") {
        index += 1
        isMarked = true
      }
    }
    while index < text.count, text[index] == UInt8(ascii: "*") { index += 1 }
    // Behind the label: white space, or (after a period or bracket) the start of a name or title.
    if index < text.count {
      let next = text[index]
      let isSpace = next <= 0x20 || next == 0xC2
      let isCapital = (0x41...0x5A).contains(next) || next >= 0xC3 || next == UInt8(ascii: "\"")
      // "6.[6]": the second label decides.
      let isBracket = !isOpened && next == UInt8(ascii: "[")
      guard isSpace || (isMarked && (isCapital || isBracket)) else { return nil }
      while index < text.count, text[index] <= 0x20 || text[index] == 0xC2 || text[index] == 0xA0 { index += 1 }
    }
    at = index
    return (number, isMarked)
  }
}
