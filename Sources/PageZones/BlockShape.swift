import FettleKit

/// Where a document's blocks begin and end, and how long their texts are, as one number: cutting, joining or rewriting a
/// block changes it. What became of a block doesn't.
struct BlockShape: Sendable, Equatable {
  private let count: Int
  private let digest: UInt64

  init(_ document: borrowing Document) {
    count = document.blocks.count
    // FNV-1a's prime, taken a word at a time.
    var digest: UInt64 = 0xCBF2_9CE4_8422_2325
    for index in document.blocks.indices {
      let range = document.blocks[index].text.sourceRange
      digest = (digest ^ UInt64(truncatingIfNeeded: range.lowerBound)) &* 0x100_0000_01B3
      digest = (digest ^ UInt64(truncatingIfNeeded: range.upperBound)) &* 0x100_0000_01B3
      digest = (digest ^ UInt64(truncatingIfNeeded: document.blocks[index].text.count)) &* 0x100_0000_01B3
    }
    self.digest = digest
  }
}
