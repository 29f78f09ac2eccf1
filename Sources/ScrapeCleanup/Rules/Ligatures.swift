import FettleKit

/// Spells out U+FB00 to U+FB06, which stand for two or three letters that a search should find.
enum Ligatures {
  static func edits(in bytes: Span<UInt8>, into edits: inout [TextEdit]) {
    var at = 0
    while at + 2 < bytes.count {
      if bytes[at] == 0xEF, bytes[at + 1] == 0xAC, (0x80...0x86).contains(bytes[at + 2]) {
        edits.append(TextEdit(at..<(at + 3), spelled[Int(bytes[at + 2] - 0x80)]))
        at += 3
      } else {
        at += 1
      }
    }
  }

  /// U+FB05 is a long s with a t; it is spelled as Unicode's compatibility decomposition ends: "st".
  private static let spelled: [[UInt8]] = ["ff", "fi", "fl", "ffi", "ffl", "st", "st"].map { Array($0.utf8) }
}
