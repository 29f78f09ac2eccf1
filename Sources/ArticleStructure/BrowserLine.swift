/// The line that a browser shows above its window: "Title | Site", "Site - Title", "Title in: Journal".
enum BrowserLine {
  private static let marks = [" | ", " - ", " – ", " — ", " in: ", " [", " :: "].map { Array($0.utf8) }

  /// The line, and everything before or behind such a sign.
  static func parts(_ line: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
    var parts: [ArraySlice<UInt8>] = [line]
    line.withUnsafeBufferPointer { text in
      if !mayHoldMark(text) { return }
      for mark in marks where text.count > mark.count {
        for at in 0..<(text.count - mark.count) where text[at] == 0x20 && text.tail(at).begins(with: mark) {
          parts.append(line[..<(line.startIndex + at)])
          parts.append(line[(line.startIndex + at + mark.count)...])
        }
      }
    }
    return parts.filter { $0.count >= 6 }
  }

  /// Calls `body` with each of the pieces between such signs.
  static func forEachSegment(of text: Bytes, _ body: (Bytes) -> Void) {
    var start = 0
    var at = 0
    while at <= text.count {
      var length = 0
      if at == text.count {
        length = 1
      } else if text[at] == 0x20 {
        length = marks.first { text.tail(at).begins(with: $0) }?.count ?? 0
      } else if at == start, text[at] == UInt8(ascii: "|") || text[at] == UInt8(ascii: "-") {
        length = 1
      }
      if length > 0 {
        var end = min(at, text.count)
        while start < end, isOutside(text[start]) { start += 1 }
        while end > start, isOutside(text[end - 1]) { end -= 1 }
        if end > start { body(text.part(start..<end)) }
        at += length
        start = at
      } else {
        at += 1
      }
    }
  }

  /// White space and signs at the ends of a piece.
  private static func isOutside(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == UInt8(ascii: "|") || byte == UInt8(ascii: "]") || byte == UInt8(ascii: "[")
      || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ":")
  }

  /// Whether a space has the first byte of a mark behind it.
  private static func mayHoldMark(_ text: Bytes) -> Bool {
    for at in 1..<max(1, text.count) where text[at - 1] == 0x20 {
      switch text[at] {
      case UInt8(ascii: "|"), UInt8(ascii: "-"), UInt8(ascii: "["), UInt8(ascii: ":"), 0xE2: return true
      case UInt8(ascii: "i"): if text.tail(at).begins(with: "in:") { return true }
      default: break
      }
    }
    return false
  }
}
