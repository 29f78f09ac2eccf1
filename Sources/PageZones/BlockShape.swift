import FettleKit

/// Where a document's blocks begin and end, and how long their texts are, as one number: cutting, joining or rewriting a
/// block changes it. What became of a block doesn't.
struct BlockShape: Sendable, Equatable {
  private let count: Int
  private let digest: UInt64

  init(_ document: borrowing Document) {
    count = document.blocks.count
    // FNV-1a's prime, taken a block at a time: what is multiplied by other odd numbers doesn't wait for the block before.
    var digest: UInt64 = 0xCBF2_9CE4_8422_2325
    for index in document.blocks.indices {
      let range = document.blocks[index].text.sourceRange
      let start = UInt64(truncatingIfNeeded: range.lowerBound) &* 0x9E37_79B9_7F4A_7C15
      let end = UInt64(truncatingIfNeeded: range.upperBound) &* 0xC2B2_AE3D_27D4_EB4F
      let length = UInt64(truncatingIfNeeded: document.blocks[index].text.count) &* 0x1656_67B1_9E37_79F9
      digest = (digest ^ start ^ end ^ length) &* 0x100_0000_01B3
    }
    self.digest = digest
  }
}
