/// Markdown's marks of emphasis and links, where they were left in a text: they don't count when a citation is read.
enum Markup {
  static func isIn(_ text: Bytes) -> Bool {
    text.contains { $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "]") }
  }

  /// The text without them; the text itself where it has none.
  static func plain(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    guard text.contains(where: { $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "]") }) else {
      return text
    }
    var out: [UInt8] = []
    out.reserveCapacity(text.count)
    var at = text.startIndex
    while at < text.endIndex {
      let byte = text[at]
      switch byte {
      case UInt8(ascii: "*"):
        at += 1
      case UInt8(ascii: "_"):
        // Inside a word it belongs to the word.
        let before = at > text.startIndex ? text[at - 1] : 0x20
        let after = at + 1 < text.endIndex ? text[at + 1] : 0x20
        if before.isAlphanumeric, after.isAlphanumeric { out.append(byte) }
        at += 1
      case UInt8(ascii: "["):
        guard let end = target(text, from: at) else {
          out.append(byte)
          at += 1
          continue
        }
        out.append(contentsOf: plain(text[(at + 1)..<end.label]))
        at = end.target
      default:
        out.append(byte)
        at += 1
      }
    }
    return out[...]
  }

  /// "[label](target)": where the label ends and what follows the target begins.
  private static func target(_ text: ArraySlice<UInt8>, from start: Int) -> (label: Int, target: Int)? {
    guard let close = text[start...].firstIndex(of: UInt8(ascii: "]")), close + 1 < text.endIndex,
      text[close + 1] == UInt8(ascii: "("),
      let end = text[close...].firstIndex(of: UInt8(ascii: ")"))
    else { return nil }
    return (close, end + 1)
  }
}
