/// Says of almost every text that none of many anchored patterns matches it, by one look at its first bytes.
struct PrefixGate: Sendable {
  /// What some pattern's match may begin with, by its length in bytes.
  private var beginnings = BeginningSet()
  /// The lengths that there are, in bits.
  private var lengths = 0

  static let shortest = 3
  static let longest = 8
  /// How much of a text is asked for, and how many beginnings of that length are still of help.
  private static let tries = [(longest, 500), (6, 2000), (4, 4000), (shortest, 6000)]

  /// Lets through what a pattern can match; false where too much can be, so that the pattern is none for a gate.
  mutating func add(_ pattern: String) -> Bool {
    for (length, most) in PrefixGate.tries {
      guard let prefixes = PatternPrefixes.of(pattern, length: length, most: most) else { continue }
      for prefix in prefixes {
        lengths |= 1 << prefix.count
        beginnings.insert(PrefixGate.key(prefix.reversed().reduce(0) { $0 << 8 | UInt64($1) }, prefix.count))
      }
      return true
    }
    return false
  }

  /// The first `length` of eight bytes, the first lowest; other lengths have other keys.
  @inline(__always)
  private static func key(_ word: UInt64, _ length: Int) -> UInt64 {
    (word &<< UInt64(64 - 8 * length)) &+ UInt64(length)
  }

  @inline(__always)
  func lets(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard text.count >= PrefixGate.longest else { return true }
    let word = UInt64(littleEndian: UnsafeRawPointer(text.baseAddress!).loadUnaligned(as: UInt64.self))
    for length in PrefixGate.shortest...PrefixGate.longest where lengths &>> length & 1 != 0 {
      if beginnings.mayHold(PrefixGate.key(word, length)) { return true }
    }
    return false
  }
}
