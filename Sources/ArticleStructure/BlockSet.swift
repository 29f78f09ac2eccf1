/// A set of blocks, by their indices.
struct BlockSet {
  private var words: [UInt64]

  /// - Parameter count: indices are below it.
  init(_ count: Int) { words = [UInt64](repeating: 0, count: (count + 63) / 64) }

  func contains(_ index: Int) -> Bool { words[index / 64] >> UInt64(index % 64) & 1 != 0 }

  mutating func remove(_ index: Int) { words[index / 64] &= ~(1 << UInt64(index % 64)) }

  mutating func insert(_ index: Int) { words[index / 64] |= 1 << UInt64(index % 64) }
}
