/// Finds which of many literals stand in a text, by their first three bytes: a set of 65,536 bits says of almost every
/// place of a text that no literal begins there, without waiting for what was found at the place before.
///
/// Capital ASCII letters of the text count as small ones.
struct GramScan: Sendable {
  /// A bit for each digest of three bytes that a literal begins with.
  private var bits = [UInt64](repeating: 0, count: 1024)
  /// By the lowest bits of the digest: the first of the literals that begin so, or −1; and which one comes behind it.
  private var heads = [Int16](repeating: -1, count: GramScan.buckets)
  private var chain: [Int16] = []
  /// All literals one behind the other; one more start than there are literals.
  private var starts: [Int32] = [0]
  private var bytes: [UInt8] = []

  private static let buckets = 2048
  static let shortest = 3
  /// How many literals there may be.
  static let most = Int(Int16.max)

  /// - Parameter literals: of `shortest` bytes or more each, ASCII letters small.
  init(_ literals: [[UInt8]]) {
    for (index, literal) in literals.enumerated() {
      let digest = GramScan.digest(
        UInt32(literal[0]) | UInt32(literal[1]) << 8 | UInt32(literal[2]) << 16)
      bits[Int(digest >> 6)] |= 1 << UInt64(digest & 63)
      let bucket = Int(digest) & (GramScan.buckets - 1)
      chain.append(heads[bucket])
      heads[bucket] = Int16(index)
      bytes += literal
      starts.append(Int32(bytes.count))
    }
  }

  /// Of three bytes, the first lowest; letters of both cases alike.
  @inline(__always)
  private static func digest(_ gram: UInt32) -> UInt32 {
    ((gram & 0xFF_FFFF | 0x20_2020) &* 0x9E37_79B1) >> 16
  }

  /// Calls `body` with each literal at each place where it begins, until `body` says that it has seen enough.
  @inline(__always)
  func forEach(in text: UnsafeBufferPointer<UInt8>, _ body: (Int) -> Bool) {
    let raw = UnsafeRawBufferPointer(text)
    bits.withUnsafeBufferPointer { bits in
      @inline(__always) func holds(_ digest: UInt32) -> Bool {
        // Bound: a digest has 16 bits, and there are 65,536.
        bits[Int(digest >> 6)] >> UInt64(digest & 63) & 1 != 0
      }
      var at = 0
      while at &+ 8 <= raw.count {
        let word = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: at, as: UInt64.self))
        for offset in 0..<6 {
          let digest = GramScan.digest(UInt32(truncatingIfNeeded: word >> UInt64(8 * offset)))
          if holds(digest), !verify(text, at &+ offset, digest, body) { return }
        }
        at &+= 6
      }
      while at &+ 3 <= raw.count {
        let digest = GramScan.digest(
          UInt32(raw[at]) | UInt32(raw[at &+ 1]) << 8 | UInt32(raw[at &+ 2]) << 16)
        if holds(digest), !verify(text, at, digest, body) { return }
        at &+= 1
      }
    }
  }

  /// Compares what stands at a place with the literals that begin like it; returns whether to go on.
  @inline(never)
  private func verify(
    _ text: UnsafeBufferPointer<UInt8>, _ at: Int, _ digest: UInt32, _ body: (Int) -> Bool
  ) -> Bool {
    var literal = Int(heads[Int(digest) & (GramScan.buckets - 1)])
    while literal >= 0 {
      let start = Int(starts[literal])
      let length = Int(starts[literal + 1]) - start
      if at + length <= text.count {
        var same = 0
        while same < length {
          let byte = text[at + same]
          if bytes[start + same] != (byte &- 0x41 < 26 ? byte | 0x20 : byte) { break }
          same += 1
        }
        if same == length, !body(literal) { return false }
      }
      literal = Int(chain[literal])
    }
    return true
  }
}
