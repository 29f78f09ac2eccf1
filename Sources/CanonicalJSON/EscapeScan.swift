/// Finds the bytes that JSON can't hold as they are: controls below U+0020, `"` and `\`.
enum EscapeScan {
  /// The index of the first byte at or after `start` that needs an escape, or the count.
  ///
  /// Eight bytes at a time: with `x - 0x20…` a byte below 0x20 borrows into its high bit, and `x ^ c…` turns a byte equal
  /// to `c` into one that is below 1. A borrow can only falsely mark bytes above a true one, so the lowest mark is exact.
  /// The words are loaded from inside the buffer only: the loop ends eight bytes before its end.
  @inline(__always)
  static func firstEscape(in text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    let raw = UnsafeRawBufferPointer(text)
    let highs: UInt64 = 0x8080_8080_8080_8080
    let ones: UInt64 = 0x0101_0101_0101_0101
    var at = start
    while at &+ 8 <= raw.count {
      let word = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: at, as: UInt64.self))
      let quotes = word ^ (ones &* 0x22)
      let slashes = word ^ (ones &* 0x5C)
      let low = (word &- (ones &* 0x20)) & ~word
      let marks = (low | ((quotes &- ones) & ~quotes) | ((slashes &- ones) & ~slashes)) & highs
      if marks != 0 { return at &+ (marks.trailingZeroBitCount >> 3) }
      at &+= 8
    }
    while at < text.count {
      let byte = text[at]
      if byte < 0x20 || byte == 0x22 || byte == 0x5C { return at }
      at &+= 1
    }
    return at
  }
}
