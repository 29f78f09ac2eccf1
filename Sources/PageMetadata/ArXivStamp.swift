import FettleKit

/// The stamp of a paper on arXiv: "arXiv:2605.06653v1 [hep-th] 07 May 2026". arXiv registers the DOI 10.48550/arXiv.ID for each
/// paper (https://info.arxiv.org/help/doi.html), so the stamp states it.
public enum ArXivStamp {
  /// In bytes.
  private static let longest = 80

  static func read(_ document: inout Document) {
    for block in document.blocks where block.text.count <= longest && block.text.count >= 15 {
      if case .reference = block.outcome { continue }
      guard let identifier = identifier(in: Array(block.text.bytes)) else { continue }
      document.item.archiveLocation = "arXiv:" + identifier
      document.item.DOI = "10.48550/arxiv." + identifier
      return
    }
  }

  /// Whether a page is a paper of arXiv's: its stamp stands there with its date. In a list of papers each has a stamp, so the
  /// page must have one alone.
  public static func isAlone(in document: borrowing Document) -> Bool {
    var found: String?
    for block in document.blocks where block.text.count <= longest && block.text.count >= 15 {
      let text = Array(block.text.bytes)
      guard let identifier = identifier(in: text), text.suffix(5).first == 0x20,
        text.suffix(4).allSatisfy({ $0 &- 0x30 < 10 })
      else { continue }
      if let found, found != identifier { return false }
      found = identifier
    }
    return found != nil
  }

  /// The identifier of a text that is a stamp: with the archive's name before it, and a class in brackets behind it.
  static func identifier(in text: [UInt8]) -> String? {
    let lead = Array("arxiv:".utf8)
    guard text.count > lead.count, zip(text, lead).allSatisfy({ $0 | 0x20 == $1 || $0 == $1 }) else { return nil }
    var end = lead.count
    while end < text.count, text[end] > 0x20 { end += 1 }
    let identifier = Array(text[lead.count..<end])
    guard identifier.count >= 9, identifier.prefix(4).allSatisfy({ $0 &- 0x30 < 10 }),
      identifier[4] == UInt8(ascii: "."),
      identifier.dropFirst(5).allSatisfy({ $0 &- 0x30 < 10 || $0 == UInt8(ascii: "v") }),
      end + 1 < text.count, text[end + 1] == UInt8(ascii: "[")
    else { return nil }
    return String(decoding: identifier, as: UTF8.self)
  }
}
