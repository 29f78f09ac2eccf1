import CByteScan
import FettleKit

/// Makes one space of every run of white space, and trims the ends.
enum WhiteSpace {
  /// The length in bytes of the white space at `index`, or 0: Unicode's White_Space property.
  @inline(__always)
  static func length(in bytes: Span<UInt8>, at index: Int) -> Int {
    let byte = bytes[index]
    if byte <= 0x20 { return ASCII.isWhite(byte) ? 1 : 0 }
    if byte < 0xC2 { return 0 }
    switch byte {
    case 0xC2:
      guard index + 1 < bytes.count else { return 0 }
      return bytes[index + 1] == 0xA0 || bytes[index + 1] == 0x85 ? 2 : 0
    case 0xE1, 0xE2, 0xE3:
      guard index + 2 < bytes.count else { return 0 }
      switch (byte, bytes[index + 1], bytes[index + 2]) {
      case (0xE1, 0x9A, 0x80), (0xE3, 0x80, 0x80), (0xE2, 0x81, 0x9F): return 3
      case (0xE2, 0x80, 0x80...0x8A), (0xE2, 0x80, 0xA8), (0xE2, 0x80, 0xA9), (0xE2, 0x80, 0xAF): return 3
      default: return 0
      }
    default: return 0
    }
  }

  /// - Parameter keepingLines: A run with a line break in it becomes a line break: for tables.
  static func edits(in bytes: Span<UInt8>, keepingLines: Bool, into edits: inout [TextEdit]) {
    let end = bytes.count
    var at = 0
    while true {
      at = bytes.withUnsafeBufferPointer { fettle_find_white($0.baseAddress, end, at) }
      if at >= end { break }
      let start = at
      var breaks = false
      while at < end {
        let length = length(in: bytes, at: at)
        if length == 0 { break }
        if bytes[at] == 0x0A || bytes[at] == 0x0D { breaks = true }
        at += length
      }
      if at == start {
        at += 1
        continue
      }
      if start == 0 || at == end {
        edits.append(TextEdit(start..<at, TextEdit.nothing))
        continue
      }
      let wanted: UInt8 = breaks && keepingLines ? 0x0A : 0x20
      if at - start == 1, bytes[start] == wanted { continue }
      edits.append(TextEdit(start..<at, wanted == 0x20 ? TextEdit.space : lineBreak))
    }
  }

  private static let lineBreak: [UInt8] = [0x0A]
}
