/// How many words a text has, and whether they are prose.
public struct ProseShape: Sendable {
  public private(set) var words = 0
  /// Words of two letters or more that begin with a small letter.
  public private(set) var small = 0

  /// - Parameter text: UTF-8. Chinese and Japanese write no spaces: two of their characters are taken for a word.
  public init(_ text: UnsafeBufferPointer<UInt8>) {
    var wide = 0
    var isInWord = false
    for index in 0..<text.count {
      let byte = text[index]
      if byte <= 0x20 {
        isInWord = false
      } else if !isInWord {
        isInWord = true
        words += 1
        if index + 1 < text.count, text[index + 1] > 0x20, ProseShape.isSmall(byte, text[index + 1]) { small += 1 }
      }
      if byte >= 0xE3 && byte <= 0xE9 { wide += 1 }
    }
    if wide >= 8 {
      words = max(words, wide / 2)
      small = max(small, wide / 2)
    }
  }

  public init(_ text: ArraySlice<UInt8>) { self = text.withUnsafeBufferPointer { ProseShape($0) } }

  /// A paragraph: 25 words or more, most of them small.
  public var isProse: Bool { words >= 25 && small * 2 >= words }

  /// Whether a word begins with a small letter: Latin, Greek or Cyrillic.
  private static func isSmall(_ first: UInt8, _ second: UInt8) -> Bool {
    switch first {
    case 0x61...0x7A, 0xCF, 0xD1: true
    case 0xC3: second >= 0x9F
    case 0xCE: second >= 0xAC
    case 0xD0: second >= 0xB0
    default: false
    }
  }
}
