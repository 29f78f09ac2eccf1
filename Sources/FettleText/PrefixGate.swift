/// Says of almost every text that none of many anchored patterns matches it, by one look at its first bytes.
struct PrefixGate: Sendable {
  /// What some pattern's match may begin with: for each beginning two bits of many, so that a text which begins like none
  /// hardly ever finds both set.
  private var bits = [UInt64](repeating: 0, count: 1 << 12)
  /// The lengths that there are, in bits.
  private var lengths = 0

  static let shortest = 3
  static let longest = 8
  /// How much of a text is asked for, and how many beginnings of that length are still of help.
  private static let tries = [(longest, 200), (6, 300), (4, 600), (shortest, 6000)]

  /// Lets through what a pattern can match; false where too much can be, so that the pattern is none for a gate.
  mutating func add(_ pattern: String) -> Bool {
    for (length, most) in PrefixGate.tries {
      guard let prefixes = PatternPrefixes.of(pattern, length: length, most: most) else { continue }
      for prefix in prefixes {
        lengths |= 1 << prefix.count
        let (first, second) = PrefixGate.places(prefix.reversed().reduce(0) { $0 << 8 | UInt64($1) }, prefix.count)
        bits[first >> 6] |= 1 << UInt64(first & 63)
        bits[second >> 6] |= 1 << UInt64(second & 63)
      }
      return true
    }
    return false
  }

  /// The places of the first `length` of eight bytes, the first lowest; other lengths have others.
  @inline(__always)
  private static func places(_ word: UInt64, _ length: Int) -> (Int, Int) {
    let key = (word &<< UInt64(64 - 8 * length)) &+ UInt64(length)
    let digest = (key ^ key >> 32) &* 0x9E37_79B9_7F4A_7C15
    return (Int(digest >> 46), Int(digest >> 28 & 0x3FFFF))
  }

  @inline(__always)
  func lets(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard text.count >= PrefixGate.longest else { return true }
    let word = UInt64(littleEndian: UnsafeRawPointer(text.baseAddress!).loadUnaligned(as: UInt64.self))
    // Bound: a place has 18 bits, and there are 64 times 4,096.
    return bits.withUnsafeBufferPointer { bits in
      for length in PrefixGate.shortest...PrefixGate.longest where lengths &>> length & 1 != 0 {
        let (first, second) = PrefixGate.places(word, length)
        if bits[first >> 6] &>> UInt64(first) & bits[second >> 6] &>> UInt64(second) & 1 != 0 { return true }
      }
      return false
    }
  }
}
