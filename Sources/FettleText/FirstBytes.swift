/// The bytes that a text may begin with which a pattern matches at its start.
struct FirstBytes: Sendable, BitwiseCopyable {
  /// A bit for each byte.
  private var bits = SIMD4<UInt64>()

  /// Any byte.
  static let any = FirstBytes(bits: SIMD4(repeating: .max))

  private init(bits: SIMD4<UInt64>) { self.bits = bits }

  /// - Returns: `nil` where the pattern isn't one for the start of a text, or where nothing is known of its beginnings.
  init?(_ pattern: String) {
    guard PatternSet.beginsAtStart(pattern), let known = PatternPrefixes.of(pattern, length: 1, shortest: 1, most: 256)
    else { return nil }
    for beginning in known.beginnings { bits[Int(beginning[0] >> 6)] |= 1 << UInt64(beginning[0] & 63) }
    // A text may match that is nothing but what ends there, but none of those that are asked about is empty.
  }

  @inline(__always)
  func lets(_ text: UnsafeBufferPointer<UInt8>) -> Bool { text.count == 0 || holds(text[0]) }

  @inline(__always)
  func holds(_ first: UInt8) -> Bool { bits[Int(first >> 6)] &>> UInt64(first & 63) & 1 != 0 }
}
