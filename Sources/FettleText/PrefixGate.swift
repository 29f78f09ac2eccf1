/// Says of almost every text that none of many anchored patterns matches it, by one look at its first bytes.
struct PrefixGate: Sendable {
  /// What some pattern's match may begin with.
  private var long = BeginningSet()
  private var short = BeginningSet()

  private static let longLength = 6
  private static let shortLength = 3

  /// Lets through what a pattern can match; false where too much can be, so that the pattern is none for a gate.
  mutating func add(_ pattern: String) -> Bool {
    if let prefixes = PatternPrefixes.of(pattern, length: PrefixGate.longLength) {
      for prefix in prefixes { long.insert(PrefixGate.word(prefix)) }
      return true
    }
    guard let prefixes = PatternPrefixes.of(pattern, length: PrefixGate.shortLength) else { return false }
    for prefix in prefixes { short.insert(PrefixGate.word(prefix)) }
    return true
  }

  private static func word(_ prefix: [UInt8]) -> UInt64 { prefix.reversed().reduce(0) { $0 << 8 | UInt64($1) } }

  @inline(__always)
  func lets(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard text.count >= PrefixGate.longLength else { return true }
    let three = BeginningSet.three(text, at: 0)
    if short.mayHold(three) { return true }
    return long.mayHold(three | BeginningSet.three(text, at: 3) << 24)
  }
}
