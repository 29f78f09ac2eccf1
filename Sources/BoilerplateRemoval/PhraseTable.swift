/// Folded phrases by their hash: one look says which rules have a block's whole text for a phrase.
///
/// Open addressing over a power of two; the entries of one phrase are chained.
struct PhraseTable: Sendable {
  private struct Entry: Sendable {
    var rule: Int32
    var next: Int32
  }

  private var keys: [UInt64]
  private var heads: [Int32]
  private var entries: [Entry] = []
  private let mask: Int
  /// A bit for each phrase there is, by other bits of its hash: hardly any line is a phrase.
  private var bits = [UInt64](repeating: 0, count: 1 << 10)

  /// - Parameter phrases: a hash and the rule it belongs to, in the order of the rules.
  init(_ phrases: [(hash: UInt64, rule: Int)]) {
    var size = 64
    while size < phrases.count * 3 { size *= 2 }
    mask = size - 1
    keys = [UInt64](repeating: 0, count: size)
    heads = [Int32](repeating: -1, count: size)
    entries.reserveCapacity(phrases.count)
    for phrase in phrases.reversed() {
      let slot = self.slot(of: phrase.hash)
      keys[slot] = phrase.hash
      entries.append(Entry(rule: Int32(phrase.rule), next: heads[slot]))
      heads[slot] = Int32(entries.count - 1)
      bits[Int(phrase.hash >> 54)] |= 1 << (phrase.hash >> 48 & 63)
    }
  }

  @inline(__always)
  private func slot(of hash: UInt64) -> Int {
    var slot = Int(truncatingIfNeeded: hash ^ (hash >> 32)) & mask
    while heads[slot] >= 0, keys[slot] != hash { slot = (slot + 1) & mask }
    return slot
  }

  /// Calls `body` with each rule that has the phrase, in the order of the rules.
  @inline(__always)
  func forEachRule(of hash: UInt64, _ body: (Int) -> Void) {
    // Bound: 10 bits of a hash, and 1,024 words.
    if bits[Int(hash >> 54)] &>> (hash >> 48 & 63) & 1 == 0 { return }
    var entry = heads[slot(of: hash)]
    while entry >= 0 {
      body(Int(entries[Int(entry)].rule))
      entry = entries[Int(entry)].next
    }
  }
}
