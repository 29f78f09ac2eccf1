/// Says of a text which of many anchored patterns may match it, by one look at its first bytes; of almost every text, that
/// none does.
struct PrefixGate: Sendable {
  /// By a digest of what some pattern's match may begin with: where in `members` the patterns stand that begin so. Slots are
  /// found by going on from the digest's own; a digest of 0 is an empty slot.
  private var digests = FixedArray<UInt64>([])
  private var starts = FixedArray<Int32>([])
  /// Runs of patterns, each ended by -1.
  private var members = FixedArray<Int32>([])
  /// A bit for each digest that there is, so that most texts need no look at the slots.
  private var bits = FixedArray<UInt64>([])
  /// The lengths that there are, in bits.
  private var lengths = 0
  private var known: [UInt64: [Int32]] = [:]

  static let shortest = 3
  static let longest = 8
  /// How much of a text is asked for, and how many beginnings of that length are still of help.
  private static let tries = [(longest, 200), (6, 300), (4, 600), (shortest, 300)]

  /// Takes a pattern; false where it may begin with too much, so that it is none for a gate.
  mutating func add(_ pattern: String, _ number: Int) -> Bool {
    for (length, most) in PrefixGate.tries {
      guard let prefixes = PatternPrefixes.of(pattern, length: length, most: most) else { continue }
      for prefix in prefixes.beginnings {
        lengths |= 1 << prefix.count
        known[PrefixGate.digest(PrefixGate.word(prefix), prefix.count), default: []].append(Int32(number))
      }
      for whole in prefixes.wholes {
        known[PrefixGate.digest(whole: PrefixGate.word(whole), whole.count), default: []].append(Int32(number))
      }
      return true
    }
    return false
  }

  /// Makes it ready for texts: to be called once, when all patterns are there.
  mutating func close() {
    var size = 64
    while size < known.count * 2 { size *= 2 }
    var digests = [UInt64](repeating: 0, count: size)
    var starts = [Int32](repeating: 0, count: size)
    var members: [Int32] = []
    var bits = [UInt64](repeating: 0, count: 1 << 10)
    var runs: [[Int32]: Int32] = [:]
    for (digest, numbers) in known.sorted(by: { $0.key < $1.key }) {
      var slot = Int(truncatingIfNeeded: digest) & (size - 1)
      while digests[slot] != 0 { slot = (slot + 1) & (size - 1) }
      digests[slot] = digest
      if runs[numbers] == nil {
        runs[numbers] = Int32(members.count)
        members += numbers + [-1]
      }
      starts[slot] = runs[numbers] ?? 0
      bits[Int(digest >> 54)] |= 1 << (digest >> 48 & 63)
    }
    known = [:]
    self.digests = FixedArray(digests)
    self.starts = FixedArray(starts)
    self.members = FixedArray(members)
    self.bits = FixedArray(bits)
  }

  /// Up to eight bytes, the first lowest.
  private static func word(_ bytes: [UInt8]) -> UInt64 { bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) } }

  /// Of the first `length` of eight bytes, the first lowest; other lengths have others. Never 0.
  @inline(__always)
  private static func digest(_ word: UInt64, _ length: Int) -> UInt64 {
    let key = (word &<< UInt64(64 - 8 * length)) &+ UInt64(length)
    return (key ^ key >> 32) &* 0x9E37_79B9_7F4A_7C15 | 1
  }

  /// Of a text of fewer than eight bytes as a whole.
  @inline(__always)
  private static func digest(whole word: UInt64, _ length: Int) -> UInt64 {
    (word ^ word >> 32 ^ UInt64(length + 1) &<< 59) &* 0xD6E8_FEB8_6659_FD93 | 1
  }

  /// Calls `body` with the patterns that may match the text, in no order, some of them twice.
  @inline(__always)
  func forEachCandidate(_ text: UnsafeBufferPointer<UInt8>, _ body: (Int) -> Void) {
    var word: UInt64 = 0
    @inline(__always) func look(_ digest: UInt64) {
      // Bound: 10 bits of a digest, and 1,024 words.
      if bits[Int(digest >> 54)] &>> (digest >> 48 & 63) & 1 == 0 { return }
      var place = place(of: digest)
      while place >= 0, members[place] >= 0 {
        body(Int(members[place]))
        place += 1
      }
    }
    if text.count >= PrefixGate.longest {
      word = UInt64(littleEndian: UnsafeRawBufferPointer(text).loadUnaligned(as: UInt64.self))
    } else {
      for byte in text.reversed() { word = word &<< 8 | UInt64(byte) }
      look(PrefixGate.digest(whole: word, text.count))
    }
    var length = PrefixGate.shortest
    while length <= min(text.count, PrefixGate.longest) {
      if lengths &>> length & 1 != 0 { look(PrefixGate.digest(word, length)) }
      length &+= 1
    }
  }

  private func place(of digest: UInt64) -> Int {
    var slot = Int(truncatingIfNeeded: digest) & (digests.count - 1)
    while digests[slot] != 0 {
      if digests[slot] == digest { return Int(starts[slot]) }
      slot = (slot + 1) & (digests.count - 1)
    }
    return -1
  }
}
