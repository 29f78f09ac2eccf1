/// A hash table from keys to small values. The keys are digests, so that nothing is hashed again, and a look-up is one step in
/// most cases: tables are read for every word of a reference.
struct KeyIndex<Value: Sendable>: Sendable {
  /// 0 where there is nothing: no title has that digest.
  private var digests: [UInt64]
  private var values: [Value]
  private var shift: Int
  private(set) var count = 0
  private let nothing: Value

  /// - Parameters:
  ///   - bits: makes room for 2^bits slots, of which half are used at most.
  ///   - nothing: the value of a key that isn't there.
  init(bits: Int, nothing: Value) {
    digests = [UInt64](repeating: 0, count: 1 << bits)
    values = [Value](repeating: nothing, count: 1 << bits)
    shift = 64 - bits
    self.nothing = nothing
  }

  /// Where the key is, or where it would be.
  @inline(__always)
  private func slot(_ key: JournalKey) -> Int {
    var slot = Int(truncatingIfNeeded: (key.digest &* 0x9E37_79B9_7F4A_7C15) &>> UInt64(shift))
    while digests[slot] != key.digest, digests[slot] != 0 { slot = (slot + 1) & (digests.count - 1) }
    return slot
  }

  subscript(key: JournalKey) -> Value {
    // An empty slot holds the value of nothing.
    values[slot(key)]
  }

  /// Changes the value of a key, from that of nothing where it is new.
  mutating func update(_ key: JournalKey, _ change: (inout Value) -> Void) {
    let slot = slot(key)
    if digests[slot] == 0 {
      digests[slot] = key.digest
      count += 1
    }
    change(&values[slot])
    if count * 2 > digests.count { grow() }
  }

  private mutating func grow() {
    var larger = KeyIndex(bits: 65 - shift, nothing: nothing)
    for (digest, value) in zip(digests, values) where digest != 0 {
      larger.update(JournalKey(digest: digest)) { $0 = value }
    }
    self = larger
  }
}
