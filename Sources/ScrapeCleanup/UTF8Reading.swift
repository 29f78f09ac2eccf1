import CByteScan

/// Reading scalars out of UTF-8 bytes that were found valid when they were decoded. Broken bytes read as themselves, one
/// at a time, so that nothing here can run past an end.
extension Span where Element == UInt8 {
  /// The scalar at `index` and its length in bytes.
  @inline(__always)
  func scalar(at index: Int) -> (value: UInt32, length: Int) {
    let lead = self[index]
    if lead < 0xC2 { return (UInt32(lead), 1) }
    let length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
    guard index + length <= count else { return (UInt32(lead), 1) }
    var value = UInt32(lead) & (0xFF >> UInt32(length + 1))
    for offset in 1..<length { value = value << 6 | UInt32(self[index + offset] & 0x3F) }
    return (value, length)
  }

  /// The scalar that ends before `index`, or `nil` at the start.
  func scalar(before index: Int) -> UInt32? {
    guard index > 0 else { return nil }
    var start = index - 1
    while start > 0, index - start < 4, self[start] & 0xC0 == 0x80 { start -= 1 }
    return scalar(at: start).value
  }

  /// Where the byte first stands at or after `start`, or the count.
  @inline(__always)
  func find(_ byte: UInt8, from start: Int) -> Int {
    withUnsafeBufferPointer { fettle_find($0.baseAddress, $0.count, start, byte) }
  }

  /// Where the first of one to twelve bytes stands at or after `start`, or the count.
  @inline(__always)
  func find(anyOf bytes: [UInt8], from start: Int) -> Int {
    withUnsafeBufferPointer { text in
      bytes.withUnsafeBufferPointer { wanted in
        // There is at least one, and no more than the function takes.
        guard let first = wanted.baseAddress else { return text.count }
        return fettle_find_any(text.baseAddress, text.count, start, first, wanted.count)
      }
    }
  }

  /// Where the first byte beyond ASCII stands at or after `start`, or the count.
  @inline(__always)
  func findBeyondASCII(from start: Int) -> Int {
    withUnsafeBufferPointer { fettle_find_beyond_ascii($0.baseAddress, $0.count, start) }
  }

  /// The bytes of a range as a string.
  func string(_ range: Range<Int>) -> String {
    extracting(range).withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
  }

  /// Whether these bytes stand at `index`.
  func has(_ other: StaticString, at index: Int) -> Bool {
    let length = other.utf8CodeUnitCount
    guard index >= 0, index + length <= count else { return false }
    return other.withUTF8Buffer { buffer in
      for offset in 0..<length where self[index + offset] != buffer[offset] { return false }
      return true
    }
  }
}

enum ASCII {
  static func isLower(_ byte: UInt8) -> Bool { byte >= 0x61 && byte <= 0x7A }
  static func isUpper(_ byte: UInt8) -> Bool { byte >= 0x41 && byte <= 0x5A }
  static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
  static func isLetter(_ byte: UInt8) -> Bool { isLower(byte | 0x20) }
  static func isAlphanumeric(_ byte: UInt8) -> Bool { isLetter(byte) || isDigit(byte) }
  static func isWhite(_ byte: UInt8) -> Bool { byte == 0x20 || (byte >= 0x09 && byte <= 0x0D) }
}
