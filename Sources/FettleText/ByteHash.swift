/// A hash of bytes for tables in memory, eight bytes at a time. The same on every machine, but of no use against people who
/// look for collisions: whoever asks a table compares the bytes as well, or doesn't mind.
public enum ByteHash {
  @inline(__always)
  public static func of(_ bytes: UnsafeBufferPointer<UInt8>, seed: UInt64 = 0) -> UInt64 {
    let raw = UnsafeRawBufferPointer(bytes)
    var hash = seed ^ 0x9E37_79B9_7F4A_7C15 ^ UInt64(truncatingIfNeeded: raw.count) &* 0xD6E8_FEB8_6659_FD93
    var at = 0
    while at &+ 8 <= raw.count {
      hash = mix(hash, UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: at, as: UInt64.self)))
      at &+= 8
    }
    // What is left, the first byte lowest: read in one piece where there are eight bytes to read.
    let left = raw.count &- at
    let shift = UInt64(truncatingIfNeeded: left) &* 8
    var rest: UInt64 = 0
    if left > 0 {
      if raw.count >= 8 {
        rest =
          UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: raw.count &- 8, as: UInt64.self)) &>> (64 &- shift)
      } else if left >= 4 {
        let low = UInt32(littleEndian: raw.loadUnaligned(fromByteOffset: 0, as: UInt32.self))
        let high = UInt32(littleEndian: raw.loadUnaligned(fromByteOffset: left &- 4, as: UInt32.self))
        rest = UInt64(low) | UInt64(high) &<< (shift &- 32)
      } else {
        // One, two or three bytes: the first, the middle and the last.
        let middle = left &>> 1
        rest =
          UInt64(raw[0]) | UInt64(raw[middle]) &<< (UInt64(truncatingIfNeeded: middle) &* 8)
          | UInt64(raw[left &- 1]) &<< (shift &- 8)
      }
    }
    return mix(hash, rest ^ shift)
  }

  /// Whether two runs of bytes are the same, eight at a time.
  @inline(__always)
  public static func areEqual(_ left: UnsafeBufferPointer<UInt8>, _ right: UnsafeBufferPointer<UInt8>) -> Bool {
    guard left.count == right.count else { return false }
    let (left, right) = (UnsafeRawBufferPointer(left), UnsafeRawBufferPointer(right))
    var at = 0
    while at &+ 8 <= left.count {
      let a = left.loadUnaligned(fromByteOffset: at, as: UInt64.self)
      if a != right.loadUnaligned(fromByteOffset: at, as: UInt64.self) { return false }
      at &+= 8
    }
    while at < left.count {
      if left[at] != right[at] { return false }
      at &+= 1
    }
    return true
  }

  @inline(__always)
  private static func mix(_ hash: UInt64, _ word: UInt64) -> UInt64 {
    let product = (hash ^ word).multipliedFullWidth(by: 0xA076_1D64_78BD_642F)
    return product.high ^ product.low
  }
}
