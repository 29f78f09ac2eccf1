import FettleText

/// Folded phrases by their hash: one look says which rules have a block's whole text for a phrase.
///
/// Open addressing over a power of two; the entries of one phrase are chained.
struct PhraseTable: Sendable {
  private struct Entry: Sendable, BitwiseCopyable {
    var rule: Int32
    var next: Int32
  }

  private let keys: FixedArray<UInt64>
  private let heads: FixedArray<Int32>
  private let entries: FixedArray<Entry>
  private let mask: Int
  /// A bit for each phrase there is, by other bits of its hash: hardly any line is a phrase.
  private let bits: FixedArray<UInt64>

  /// - Parameter phrases: a hash and the rule it belongs to, in the order of the rules.
  init(_ phrases: [(hash: UInt64, rule: Int)]) {
    var size = 64
    while size < phrases.count * 3 { size *= 2 }
    mask = size - 1
    var keys = [UInt64](repeating: 0, count: size)
    var heads = [Int32](repeating: -1, count: size)
    var entries: [Entry] = []
    var bits = [UInt64](repeating: 0, count: 1 << 10)
    for phrase in phrases.reversed() {
      var slot = PhraseTable.slot(of: phrase.hash) & mask
      while heads[slot] >= 0, keys[slot] != phrase.hash { slot = (slot + 1) & mask }
      keys[slot] = phrase.hash
      entries.append(Entry(rule: Int32(phrase.rule), next: heads[slot]))
      heads[slot] = Int32(entries.count - 1)
      bits[Int(phrase.hash >> 54)] |= 1 << (phrase.hash >> 48 & 63)
    }
    self.keys = FixedArray(keys)
    self.heads = FixedArray(heads)
    self.entries = FixedArray(entries)
    self.bits = FixedArray(bits)
  }

  /// Where a hash is looked for first, once it is cut to the table's size.
  @inline(__always)
  private static func slot(of hash: UInt64) -> Int { Int(truncatingIfNeeded: hash ^ (hash >> 32)) }

  /// Calls `body` with each rule that has the phrase, in the order of the rules.
  @inline(__always)
  func forEachRule(of hash: UInt64, _ body: (Int) -> Void) {
    // Bound: 10 bits of a hash, and 1,024 words.
    if bits[Int(hash >> 54)] &>> (hash >> 48 & 63) & 1 == 0 { return }
    // Bound: a slot is cut to the table's size.
    var slot = PhraseTable.slot(of: hash) & mask
    while heads[slot] >= 0, keys[slot] != hash { slot = (slot + 1) & mask }
    var entry = heads[slot]
    while entry >= 0 {
      body(Int(entries[Int(entry)].rule))
      entry = entries[Int(entry)].next
    }
  }
}
