import FettleKit
import PageZones

/// Puts paragraphs together that were torn at links and superscripts, where the break is certainly inside a sentence.
enum ParagraphMender {
  /// - Returns: how many pieces were put behind another.
  static func mend(_ document: inout Document) -> Int {
    guard document.layout == .textNodes else { return 0 }
    var out: [Block] = []
    out.reserveCapacity(document.blocks.count)
    var mended = 0
    var index = 0
    while index < document.blocks.count {
      var end = index + 1
      if isPiece(document.blocks[index]) {
        while end < document.blocks.count, isPiece(document.blocks[end]), end - index < 400,
          isInside(document.blocks[end - 1].text.bytes, document.blocks[end].text.bytes),
          !isOfList(document.blocks[end - 1].text.bytes, document.blocks[end].text.bytes)
        { end += 1 }
      }
      if end - index > 1 {
        out.append(merged(document.blocks[index..<end]))
        mended += end - index - 1
      } else {
        out.append(document.blocks[index])
      }
      index = end
    }
    document.blocks = out
    return mended
  }

  private static func isPiece(_ block: Block) -> Bool {
    block.isKept && (block.role == .line || block.role == .paragraph)
  }

  private static func merged(_ blocks: ArraySlice<Block>) -> Block {
    var block = blocks[blocks.startIndex]
    for next in blocks.dropFirst() {
      let isSpaced = Spacing.needsSpace(block.text.bytes.last ?? 0, next.text.bytes.first ?? 0)
      block.text.append(next.text, separator: isSpaced ? TextEdit.space : TextEdit.nothing)
      block.links += next.links
    }
    if block.text.count >= 120 { block.role = .paragraph }
    return block
  }

  /// Whether a sentence goes on from one piece to the next.
  private static func isInside(_ left: ArraySlice<UInt8>, _ right: ArraySlice<UInt8>) -> Bool {
    guard let last = left.last, let first = right.first else { return false }
    switch last {
    case UInt8(ascii: "("), UInt8(ascii: "["): return true
    default: break
    }
    switch first {
    case UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: ")"), UInt8(ascii: "]"): return true
    case UInt8(ascii: "."), UInt8(ascii: ":"): return right.count == 1 || right.dropFirst().first == 0x20
    default: break
    }
    let endsSentence = last == UInt8(ascii: ".") || last == UInt8(ascii: "?") || last == UInt8(ascii: "!")
    if (0x61...0x7A).contains(first) {
      return left.count >= 3 && !endsSentence && (left.count > 40 || right.count > 40)
    }
    // A number or a name between two pieces of a sentence.
    if endsSentence { return false }
    if left.count >= 60, isLowerOrComma(last), right.count <= 40, (0x30...0x39).contains(first) { return true }
    return false
  }

  /// Behind the links of a reference nothing goes on, and where it is cited is no sentence.
  private static func isOfList(_ left: ArraySlice<UInt8>, _ right: ArraySlice<UInt8>) -> Bool {
    CitationContext.isContext(right) || CitationContext.isContext(left)
      || (left.count < 60 && left.last != UInt8(ascii: "[") && CrumbLabels.builtin.isOnlyCrumbs(left)
        && (0x61...0x7A).contains(right.first ?? 0))
  }

  private static func isLowerOrComma(_ byte: UInt8) -> Bool {
    (0x61...0x7A).contains(byte) || byte == UInt8(ascii: ",") || byte == UInt8(ascii: ")")
  }
}
