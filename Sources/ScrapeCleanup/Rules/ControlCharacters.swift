import FettleKit

/// Takes out what a terminal or a layout engine obeys and a reader never sees: C0 and C1 controls but white space, and
/// bidirectional controls. U+FFFD stays: it says that something was lost.
enum ControlCharacters {
  static func edits(in bytes: Span<UInt8>, into edits: inout [TextEdit]) {
    var at = 0
    while at < bytes.count {
      let length = length(in: bytes, at: at)
      if length > 0 { edits.append(TextEdit(at..<(at + length), TextEdit.nothing)) }
      at += max(length, 1)
    }
  }

  private static func length(in bytes: Span<UInt8>, at index: Int) -> Int {
    let byte = bytes[index]
    if byte < 0x20 || byte == 0x7F { return ASCII.isWhite(byte) ? 0 : 1 }
    if byte < 0xC2 || index + 1 >= bytes.count { return 0 }
    let next = bytes[index + 1]
    switch byte {
    // U+0080…U+009F but NEL, which is white space.
    case 0xC2: return next < 0xA0 && next != 0x85 ? 2 : 0
    // U+061C, the Arabic letter mark.
    case 0xD8: return next == 0x9C ? 2 : 0
    case 0xE2:
      guard index + 2 < bytes.count else { return 0 }
      switch (next, bytes[index + 2]) {
      // Marks, embeddings and overrides; isolates; the deprecated format characters.
      case (0x80, 0x8E...0x8F), (0x80, 0xAA...0xAE), (0x81, 0xA6...0xAF): return 3
      default: return 0
      }
    default: return 0
    }
  }
}
