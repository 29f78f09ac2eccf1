/// What may stand between blocks without being accounted for: ASCII white space, and the spaces and joiners that scrapes
/// put in its place (U+00A0, U+2002, U+2003, U+2009, U+200B, U+202F, U+FEFF). Anything else belongs to a block.
public enum Separator {
  /// The length in bytes of the separator at `index`, or 0.
  @inlinable
  public static func length(in bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Int {
    let byte = bytes[index]
    if byte <= 0x20 { return byte == 0x20 || (byte >= 0x09 && byte <= 0x0D) ? 1 : 0 }
    if byte < 0x80 { return 0 }
    if byte == 0xC2 { return index + 1 < bytes.count && bytes[index + 1] == 0xA0 ? 2 : 0 }
    guard byte == 0xE2 || byte == 0xEF, index + 2 < bytes.count else { return 0 }
    return isWide(byte, bytes[index + 1], bytes[index + 2]) ? 3 : 0
  }

  /// The length in bytes of the separator that ends at `end`, or 0.
  @inlinable
  public static func length(in bytes: UnsafeBufferPointer<UInt8>, endingAt end: Int) -> Int {
    let byte = bytes[end - 1]
    if byte <= 0x20 { return byte == 0x20 || (byte >= 0x09 && byte <= 0x0D) ? 1 : 0 }
    if byte < 0x80 { return 0 }
    if byte == 0xA0, end >= 2, bytes[end - 2] == 0xC2 { return 2 }
    guard end >= 3 else { return 0 }
    return isWide(bytes[end - 3], bytes[end - 2], byte) ? 3 : 0
  }

  /// The range without separators at its ends.
  public static func trimmed(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Range<Int> {
    var start = range.lowerBound
    var end = range.upperBound
    let whole = UnsafeBufferPointer(rebasing: bytes[0..<end])
    while start < end {
      let length = length(in: whole, at: start)
      if length == 0 { break }
      start += length
    }
    while end > start {
      let length = length(in: bytes, endingAt: end)
      if length == 0 { break }
      end -= length
    }
    return start..<max(start, end)
  }

  @inlinable
  static func isWide(_ a: UInt8, _ b: UInt8, _ c: UInt8) -> Bool {
    if a == 0xE2, b == 0x80 { return c == 0x82 || c == 0x83 || c == 0x89 || c == 0x8B || c == 0xAF }
    return a == 0xEF && b == 0xBB && c == 0xBF
  }
}
