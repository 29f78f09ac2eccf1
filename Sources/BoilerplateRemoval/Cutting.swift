import FettleKit
import FettleText

/// Cuts phrases off the ends of blocks that they are glued to: "pages 212–215 (2014)Cite this article".
enum Cutting {
  struct Cut {
    var block: Int
    /// In bytes of the block's text.
    var offset: Int
    var removesFirst: Bool
    var rule: Int
  }

  /// Finds the cuts, in the order of the blocks; at most one at each end.
  static func find(in document: borrowing Document, _ page: Page) -> [Cut] {
    var cuts: [Cut] = []
    for index in page.facts.indices where page.facts[index].flags.contains(.mayBeCut) {
      guard page.facts[index].verdict < 0, page.facts[index].zone != .references, index != page.title else { continue }
      page.withText(index) { text in
        if let suffix = page.rules.glued.suffix(of: text), suffix.length + 3 < text.count {
          if let offset = offset(ofSuffix: suffix.length, folded: text, in: document.blocks[index].text) {
            cuts.append(Cut(block: index, offset: offset, removesFirst: false, rule: suffix.rule))
          }
        } else if let prefix = page.rules.glued.prefix(of: text) {
          if let offset = offset(ofPrefix: prefix.length, folded: text, in: document.blocks[index].text) {
            cuts.append(Cut(block: index, offset: offset, removesFirst: true, rule: prefix.rule))
          }
        }
      }
    }
    return cuts
  }

  /// Where a suffix begins: only where it begins with a capital that is glued to what stands before it.
  private static func offset(ofSuffix length: Int, folded: UnsafeBufferPointer<UInt8>, in text: BlockText) -> Int? {
    let bytes = text.bytes
    let skipped = folded[folded.count - length]
    var end = bytes.endIndex
    // Folding takes punctuation from the end; what is left of the phrase has the folded length if it is ASCII.
    while end > bytes.startIndex, Folding.fold(text.string(0..<(end - bytes.startIndex))).count == folded.count {
      end -= 1
    }
    end += 1
    let start = end - length
    guard start > bytes.startIndex, start < bytes.endIndex, bytes[start] | 0x20 == skipped, bytes[start] &- 0x41 < 26
    else { return nil }
    let before = bytes[start - 1]
    guard before &- 0x61 < 26 || before &- 0x30 < 10 || before == 0x29 || before == 0x2E else { return nil }
    return start - bytes.startIndex
  }

  /// Where a prefix ends: only where a capital or a figure is glued to it.
  private static func offset(ofPrefix length: Int, folded: UnsafeBufferPointer<UInt8>, in text: BlockText) -> Int? {
    let bytes = text.bytes
    guard bytes.count > length, folded[length] != 0x20, let first = bytes.first, first | 0x20 == folded[0] else {
      return nil
    }
    let next = bytes[bytes.startIndex + length]
    guard next &- 0x41 < 26 || next &- 0x30 < 10 || next >= 0xC3 else { return nil }
    return length
  }
}
