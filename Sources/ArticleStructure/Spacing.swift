/// White space between pieces of a text that a converter tore apart.
enum Spacing {
  /// Puts a piece behind a text: with a space, unless a closing or opening sign says otherwise.
  static func append(_ piece: Bytes, to text: inout [UInt8]) {
    guard let first = piece.first else { return }
    if let last = text.last, needsSpace(last, first) { text.append(0x20) }
    text.append(contentsOf: piece)
  }

  static func append(_ piece: ArraySlice<UInt8>, to text: inout [UInt8]) {
    piece.withUnsafeBufferPointer { append($0, to: &text) }
  }

  /// The text with one space between words, and none at its ends.
  static func single(_ text: Bytes) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(text.count)
    var isSpaced = false
    var at = 0
    while at < text.count {
      let space = length(text, at)
      if space > 0 {
        isSpaced = true
        at += space
        continue
      }
      if isSpaced, !out.isEmpty { out.append(0x20) }
      isSpaced = false
      out.append(text[at])
      at += 1
    }
    return out
  }

  /// How many bytes the white space has that begins at a byte of the text; 0 where none does.
  @inline(__always)
  private static func length(_ text: Bytes, _ at: Int) -> Int {
    let byte = text[at]
    if byte == 0x20 || byte &- 0x09 < 5 { return 1 }
    guard byte == 0xC2 || byte & 0xFC == 0xE0, at + 1 < text.count else { return 0 }
    if byte == 0xC2 { return text[at + 1] == 0xA0 || text[at + 1] == 0x85 ? 2 : 0 }
    guard at + 2 < text.count else { return 0 }
    switch (byte, text[at + 1], text[at + 2]) {
    case (0xE1, 0x9A, 0x80), (0xE2, 0x80, 0x80...0x8A), (0xE2, 0x80, 0xA8...0xA9), (0xE2, 0x80, 0xAF),
      (0xE2, 0x81, 0x9F),
      (0xE3, 0x80, 0x80):
      return 3
    default: return 0
    }
  }

  static func needsSpace(_ last: UInt8, _ first: UInt8) -> Bool {
    switch first {
    case UInt8(ascii: ","), UInt8(ascii: "."), UInt8(ascii: ";"), UInt8(ascii: ":"), UInt8(ascii: ")"),
      UInt8(ascii: "]"), UInt8(ascii: "!"), UInt8(ascii: "?"), UInt8(ascii: "%"):
      return false
    default: break
    }
    return last != UInt8(ascii: "(") && last != UInt8(ascii: "[") && last != 0x20
  }
}
