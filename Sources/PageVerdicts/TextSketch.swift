import FettleKit
import FettleText

/// A sketch of a text, by which texts that are nearly the same are found without comparing all with all: of each of 64 parts
/// of the space of hashes, the smallest hash that a run of five words of the text has (Broder 1997; Li, Owen, Zhang 2012:
/// one permutation hashing).
struct TextSketch: Codable, Equatable, Sendable {
  static let bins = 64
  private static let run = 5
  /// Of a bin that no run of words fell into.
  static let empty = UInt32.max
  /// In runs of words: a shorter text has no sketch, since by chance alone it may be like another.
  private static let fewest = 100

  /// `empty` where nothing is; without an element where the text is too short.
  private(set) var smallest: [UInt32]

  /// Of the text that stays, and the abstract.
  init(_ document: borrowing Document) {
    var smallest = [UInt32](repeating: TextSketch.empty, count: TextSketch.bins)
    var words = (UInt64(0), UInt64(0), UInt64(0), UInt64(0), UInt64(0))
    var count = 0
    for index in document.blocks.indices {
      switch document.blocks[index].outcome {
      case .kept, .abstract, .title: break
      default: continue
      }
      document.blocks[index].text.bytes.withUnsafeBufferPointer { text in
        TextSketch.forEachWord(of: text) { word in
          words = (words.1, words.2, words.3, words.4, word)
          count += 1
          guard count >= TextSketch.run else { return }
          var hash = words.0
          for next in [words.1, words.2, words.3, words.4] {
            hash = (hash ^ next).multipliedFullWidth(by: 0xA076_1D64_78BD_642F).low ^ (hash >> 29)
          }
          hash ^= hash >> 32
          hash = hash &* 0xD6E8_FEB8_6659_FD93
          hash ^= hash >> 32
          let bin = Int(hash >> 58)
          let value = UInt32(truncatingIfNeeded: hash)
          if value < smallest[bin] { smallest[bin] = value }
        }
      }
    }
    self.smallest = count - TextSketch.run + 1 >= TextSketch.fewest ? smallest : []
  }

  var isEmpty: Bool { smallest.isEmpty }

  /// Which share of their runs of words two texts have in common (Jaccard's index), estimated with a standard error of at
  /// most 1 / (2 · √64) = 6 %, and 4 % near 0.9.
  func similarity(to other: TextSketch) -> Double {
    if isEmpty || other.isEmpty { return 0 }
    var (same, counted) = (0, 0)
    for (left, right) in zip(smallest, other.smallest) where left != TextSketch.empty || right != TextSketch.empty {
      counted += 1
      if left == right { same += 1 }
    }
    return counted == 0 ? 0 : Double(same) / Double(counted)
  }

  /// Sixteen keys of four bins each: texts of which 85 in a hundred runs are the same share one but for one pair in
  /// 100,000.
  var keys: [UInt64] {
    if isEmpty { return [] }
    return (0..<16).map { band in
      var key = UInt64(band) &+ 1
      for bin in band * 4..<band * 4 + 4 {
        key = (key ^ UInt64(smallest[bin])) &* 0x9E37_79B9_7F4A_7C15
        key ^= key >> 29
      }
      return key
    }
  }

  /// Hashes of the words, in which case and punctuation make no difference.
  @inline(__always)
  private static func forEachWord(of text: UnsafeBufferPointer<UInt8>, _ body: (UInt64) -> Void) {
    var hash: UInt64 = 0
    for byte in text {
      let small = byte &- 0x41 < 26 ? byte | 0x20 : byte
      if small &- 0x61 < 26 || small &- 0x30 < 10 || small >= 0x80 {
        hash = (hash ^ UInt64(small)) &* 0x100_0000_01B3 &+ 0x9E37
      } else if hash != 0 {
        body(hash)
        hash = 0
      }
    }
    if hash != 0 { body(hash) }
  }
}
