import FettleKit
import FettleText

/// Whether a page's text breaks off: its last block ends in the midst of a sentence, or what it ends in says that it goes on
/// elsewhere.
enum TextEnd {
  /// - Parameter words: of the body.
  static func finding(_ document: borrowing Document, words: Int) -> Finding? {
    guard document.layout != .textNodes, words >= 60, let last = document.blocks.indices.last else { return nil }
    if isProse(document, last), document.blocks[last].text.bytes.withUnsafeBufferPointer(breaksOff) {
      return found("the last sentence has no end", document, last)
    }
    // The last paragraph that stays ends in an ellipsis, and "Continue reading" stands behind it.
    guard let end = document.blocks.indices.last(where: { isProse(document, $0) }), end < last else { return nil }
    let next = document.blocks[end + 1].text.bytes
    guard document.blocks[end].text.bytes.withUnsafeBufferPointer(endsInEllipsis),
      next.withUnsafeBufferPointer({ PhraseList.builtin.kind(of: $0) }) == .cut, document.references.isEmpty
    else { return nil }
    return found("the text goes on elsewhere", document, end)
  }

  private static func found(_ what: String, _ document: borrowing Document, _ index: Int) -> Finding {
    Finding(.truncated, "truncated: \(what)", at: document.blocks[index].range)
  }

  private static func isProse(_ document: borrowing Document, _ index: Int) -> Bool {
    guard case .kept = document.blocks[index].outcome, document.blocks[index].role == .paragraph else { return false }
    let shape = ProseShape(document.blocks[index].text.bytes)
    return shape.words >= 15 && shape.small * 3 >= shape.words * 2
  }

  /// Whether a sentence's last word is followed by nothing, by a comma or by a hyphen.
  private static func breaksOff(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let last = text.last else { return false }
    return last &- 0x61 < 26 || last == UInt8(ascii: ",") || last == UInt8(ascii: "-") || last == UInt8(ascii: "(")
  }

  private static func endsInEllipsis(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    let end = text.suffix(5)
    return end.count == 5
      && (end.suffix(3).elementsEqual("...".utf8) || end.suffix(3).elementsEqual("…".utf8)
        || end.elementsEqual("[...]".utf8) || end.elementsEqual("[…]".utf8))
  }
}
