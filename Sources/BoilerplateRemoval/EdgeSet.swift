import FettleText

/// The beginnings, or the ends, of phrases: hardly any text that isn't one of them begins, or ends, so.
struct EdgeSet: Sendable {
  /// Six bytes of the phrases that have so many, and three bytes of shorter ones.
  private var long = BeginningSet()
  private var short = BeginningSet()

  /// - Parameter edge: the first, or the last, bytes of a phrase, at most six of which count. Fewer than six are a phrase's
  ///   first, or last, three.
  mutating func insert(_ edge: some Collection<UInt8>) {
    let bytes = edge.reversed().reduce(0) { $0 << 8 | UInt64($1) }
    if edge.count == 6 { long.insert(bytes) } else { short.insert(bytes) }
  }

  /// Whether a phrase may begin at a place.
  @inline(__always)
  func mayBegin(_ text: UnsafeBufferPointer<UInt8>, at: Int) -> Bool {
    guard at &+ 2 < text.count else { return false }
    if short.mayHold(BeginningSet.three(text, at: at)) { return true }
    return at &+ 6 <= text.count && long.mayHold(EdgeSet.six(text, at: at))
  }

  /// Whether a phrase may end where a text ends.
  @inline(__always)
  func mayEnd(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard text.count >= 3 else { return false }
    if short.mayHold(BeginningSet.three(text, at: text.count &- 3)) { return true }
    return text.count >= 6 && long.mayHold(EdgeSet.six(text, at: text.count &- 6))
  }

  /// Six bytes, the first lowest.
  @inline(__always)
  private static func six(_ text: UnsafeBufferPointer<UInt8>, at: Int) -> UInt64 {
    let bytes = UnsafeRawBufferPointer(text)
    let four = UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: at, as: UInt32.self))
    let two = UInt16(littleEndian: bytes.loadUnaligned(fromByteOffset: at &+ 4, as: UInt16.self))
    return UInt64(four) | UInt64(two) << 32
  }
}
