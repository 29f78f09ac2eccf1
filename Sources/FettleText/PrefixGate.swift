/// Says of almost every text that none of many anchored patterns matches it, by one look at its first bytes.
struct PrefixGate: Sendable {
  /// A bit for each digest of so many bytes that some pattern's match may begin with.
  private var long = [UInt64](repeating: 0, count: 1024)
  private var short = [UInt64](repeating: 0, count: 1024)

  private static let longLength = 6
  private static let shortLength = 3

  /// Lets through what a pattern can match; false where too much can be, so that the pattern is none for a gate.
  mutating func add(_ pattern: String) -> Bool {
    if let prefixes = PatternPrefixes.of(pattern, length: PrefixGate.longLength) {
      for prefix in prefixes { PrefixGate.insert(prefix, &long) }
      return true
    }
    guard let prefixes = PatternPrefixes.of(pattern, length: PrefixGate.shortLength) else { return false }
    for prefix in prefixes { PrefixGate.insert(prefix, &short) }
    return true
  }

  private static func insert(_ prefix: [UInt8], _ bits: inout [UInt64]) {
    let digest = digest(prefix.reversed().reduce(0) { $0 << 8 | UInt64($1) })
    bits[digest >> 6] |= 1 << UInt64(digest & 63)
  }

  /// Of a few bytes, the first lowest.
  @inline(__always)
  private static func digest(_ bytes: UInt64) -> Int { Int((bytes &* 0x9E37_79B9_7F4A_7C15) >> 48) }

  @inline(__always)
  func lets(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard text.count >= PrefixGate.longLength else { return true }
    var first = UInt64(text[0]) | UInt64(text[1]) << 8 | UInt64(text[2]) << 16
    var digest = PrefixGate.digest(first)
    if short[digest >> 6] >> UInt64(digest & 63) & 1 != 0 { return true }
    first |= UInt64(text[3]) << 24 | UInt64(text[4]) << 32 | UInt64(text[5]) << 40
    digest = PrefixGate.digest(first)
    return long[digest >> 6] >> UInt64(digest & 63) & 1 != 0
  }
}
