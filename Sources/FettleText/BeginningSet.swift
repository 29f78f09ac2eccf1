/// A set of beginnings of a few bytes, as 65,536 bits by a digest: it may hold more than was put in, never less. Small enough
/// to stay near the processor, so that a text which begins like nothing in it costs one look.
public struct BeginningSet: Sendable {
  @usableFromInline var bits = [UInt64](repeating: 0, count: 1024)

  public init() {}

  /// Up to eight bytes, the first lowest.
  @inlinable @inline(__always)
  static func digest(_ bytes: UInt64) -> Int { Int((bytes &* 0x9E37_79B9_7F4A_7C15) >> 48) }

  public mutating func insert(_ bytes: UInt64) {
    let digest = BeginningSet.digest(bytes)
    bits[digest >> 6] |= 1 << UInt64(digest & 63)
  }

  @inlinable @inline(__always)
  public func mayHold(_ bytes: UInt64) -> Bool {
    // Bound: a digest has 16 bits, and there are 65,536.
    let digest = BeginningSet.digest(bytes)
    return bits[digest >> 6] >> UInt64(digest & 63) & 1 != 0
  }

  /// Three bytes of a text as `insert` and `mayHold` take them.
  @inlinable @inline(__always)
  public static func three(_ text: UnsafeBufferPointer<UInt8>, at: Int) -> UInt64 {
    UInt64(text[at]) | UInt64(text[at + 1]) << 8 | UInt64(text[at + 2]) << 16
  }
}
