import FettleKit

/// Takes out U+00AD. Before a line break it says that the word goes on behind it, so the break goes too.
enum SoftHyphen {
  static func edits(in bytes: Span<UInt8>, into edits: inout [TextEdit]) {
    var at = 0
    while at + 1 < bytes.count {
      guard bytes[at] == 0xC2, bytes[at + 1] == 0xAD else {
        at += 1
        continue
      }
      let start = at
      at += 2
      var end = at
      var breaks = false
      while end < bytes.count, ASCII.isWhite(bytes[end]) {
        if bytes[end] == 0x0A || bytes[end] == 0x0D { breaks = true }
        end += 1
      }
      if breaks, start > 0, !ASCII.isWhite(bytes[start - 1]), end < bytes.count { at = end }
      edits.append(TextEdit(start..<at, TextEdit.nothing))
    }
  }
}
