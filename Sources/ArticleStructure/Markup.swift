/// Markdown's marks of emphasis and links, where they were left in a text: they don't count when a citation is read.
enum Markup {
  static func isIn(_ text: Bytes) -> Bool {
    text.contains { $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "]") }
  }

  /// "(BUTTON) Moth Lett": a browser's word for what one may press.
  static func withoutButton(_ text: Bytes) -> Bytes { text.begins(with: "(BUTTON) ") ? text.tail(9) : text }

  /// The text without them; the text itself where it has none.
  static func plain(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    guard text.contains(where: { $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "]") }) else {
      return text
    }
    var out: [UInt8] = []
    out.reserveCapacity(text.count)
    text.withUnsafeBufferPointer { plain($0, to: &out) }
    return out[...]
  }

  /// Puts the text without them behind another.
  static func plain(_ text: Bytes, to out: inout [UInt8]) {
    var at = 0
    // What stands from here on goes on in one piece.
    var start = 0
    while at < text.count {
      switch text[at] {
      case UInt8(ascii: "*"):
        out.append(contentsOf: text.part(start..<at))
        start = at + 1
      case UInt8(ascii: "_"):
        // Inside a word it belongs to the word.
        let before = at > 0 ? text[at - 1] : 0x20
        let after = at + 1 < text.count ? text[at + 1] : 0x20
        if !before.isAlphanumeric || !after.isAlphanumeric {
          out.append(contentsOf: text.part(start..<at))
          start = at + 1
        }
      case UInt8(ascii: "["):
        if let end = target(text, from: at) {
          out.append(contentsOf: text.part(start..<at))
          plain(text.part((at + 1)..<end.label), to: &out)
          start = end.target
          at = start - 1
        }
      default: break
      }
      at += 1
    }
    out.append(contentsOf: text.tail(start))
  }

  /// "[label](target)": where the label ends and what follows the target begins.
  private static func target(_ text: Bytes, from start: Int) -> (label: Int, target: Int)? {
    guard let close = text[start...].firstIndex(of: UInt8(ascii: "]")), close + 1 < text.count,
      text[close + 1] == UInt8(ascii: "("),
      let end = text[close...].firstIndex(of: UInt8(ascii: ")"))
    else { return nil }
    return (close, end + 1)
  }
}
