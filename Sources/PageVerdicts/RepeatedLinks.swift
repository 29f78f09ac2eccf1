import FettleKit
import FettleText

/// Lists of articles show the same links with each: "PDF", "Abstract", "Full text", "First published: …".
enum RepeatedLinks {
  /// How often the short line stands on the page that stands there most often, runs of the same line counted once.
  static func count(_ document: borrowing Document) -> Int {
    var counts: [UInt64: Int] = [:]
    var most = 0
    var last: UInt64 = 0
    for index in document.blocks.indices where (3...60).contains(document.blocks[index].text.count) {
      let hash = document.blocks[index].text.bytes.withUnsafeBufferPointer { text in
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: text.count) { buffer -> UInt64 in
          guard let base = buffer.baseAddress else { return 0 }
          let folded = UnsafeBufferPointer(start: base, count: Folding.fold(text, into: base))
          // A line of numbers is a table's.
          guard folded.contains(where: { $0 &- 0x61 < 26 || $0 >= 0x80 }) else { return 0 }
          return Folding.hashes(of: folded).numbers
        }
      }
      if hash != 0, hash != last {
        counts[hash, default: 0] += 1
        most = max(most, counts[hash, default: 0])
      }
      last = hash
    }
    return most
  }
}
