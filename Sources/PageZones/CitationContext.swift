/// The lines that some publishers put under a reference to show where the article cites it: a letter, an ellipsis in
/// brackets, and some words of the article.
public enum CitationContext {
  public static func isContext(_ text: ArraySlice<UInt8>) -> Bool { text.withUnsafeBufferPointer(isContext) }

  static func isContext(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    let start = text.first == UInt8(ascii: "[") ? 1 : 0
    var at = start
    while at < text.count, text[at] &- 0x61 < 26, at < start + 2 { at += 1 }
    guard at > start, at < text.count, text[at] == 0x20 else { return false }
    while at < text.count, text[at] == 0x20 || text[at] == UInt8(ascii: "\\") { at += 1 }
    return marks.contains { text[at...].starts(with: $0) }
  }

  private static let marks: [[UInt8]] = ["[...", "[…]", "[\\..."].map { Array($0.utf8) }
}
