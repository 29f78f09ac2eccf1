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
