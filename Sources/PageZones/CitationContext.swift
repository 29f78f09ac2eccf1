/// The lines that some publishers put under a reference to show where the article cites it: a letter, an ellipsis in
/// brackets, and some words of the article.
public enum CitationContext {
  public static func isContext(_ text: ArraySlice<UInt8>) -> Bool {
    var at = text.startIndex
    while at < text.endIndex, (0x61...0x7A).contains(text[at]), at - text.startIndex < 2 { at += 1 }
    guard at > text.startIndex, at < text.endIndex, text[at] == 0x20 else { return false }
    while at < text.endIndex, text[at] == 0x20 || text[at] == UInt8(ascii: "\\") { at += 1 }
    return marks.contains { text[at...].starts(with: $0) }
  }

  private static let marks: [[UInt8]] = ["[...", "[…]", "[\\..."].map { Array($0.utf8) }
}
