/// The form in which titles, headings and captions are compared: letters and digits only, in lower case. What a converter
/// does to spaces, quotes and dashes doesn't count.
enum TextKey {
  /// Calls `body` with each byte of the key and the offset in `text` at which it was read.
  @inline(__always)
  static func forEach(_ text: Bytes, _ body: (UInt8, Int) -> Void) {
    var at = 0
    let end = text.count
    while at < end {
      let byte = text[at]
      switch byte {
      case 0x30...0x39, 0x61...0x7A: body(byte, at)
      case 0x41...0x5A: body(byte | 0x20, at)
      case 0x00..<0x80: break
      case 0xC2:
        at += 1
      case 0xC3:
        if at + 1 < end {
          body(byte, at)
          body(latin(text[at + 1]), at + 1)
        }
        at += 1
      case 0xE2:
        // General punctuation; what else begins so (mathematics, dingbats) counts.
        if at + 1 < end, text[at + 1] == 0x80 {
          at += 2
        } else {
          body(byte, at)
        }
      default: body(byte, at)
      }
      at += 1
    }
  }

  /// Behind 0xC3: the small letter's byte for a capital's.
  @inline(__always)
  static func latin(_ byte: UInt8) -> UInt8 { byte >= 0x80 && byte <= 0x9E && byte != 0x97 ? byte + 0x20 : byte }

  static func key(_ text: Bytes) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: text.count + KeyScan.slack) { key, count in
      guard let base = key.baseAddress else { return }
      // A key is never longer than its text.
      count = ByteClass.table.withUnsafeBufferPointer { KeyScan(text, key: base, table: $0).length }
    }
  }

  static func key(_ text: ArraySlice<UInt8>) -> [UInt8] { text.withUnsafeBufferPointer { key($0) } }

  static func key(_ text: String) -> [UInt8] {
    var text = text
    return text.withUTF8 { key($0) }
  }

  // MARK: - Digests

  /// Of a key: eight bytes at a time, each multiplied to twice its width and folded; 0 for an empty one.
  static func digest(ofKey key: Bytes) -> UInt64 {
    guard key.count > 0 else { return 0 }
    var digest = seed ^ UInt64(truncatingIfNeeded: key.count)
    let raw = UnsafeRawBufferPointer(key)
    var at = 0
    while at + 8 <= raw.count {
      digest = mixed(digest ^ raw.loadUnaligned(fromByteOffset: at, as: UInt64.self))
      at += 8
    }
    var rest: UInt64 = 0
    if raw.count >= 8 {
      // The last eight bytes, some of them again.
      rest = raw.loadUnaligned(fromByteOffset: raw.count - 8, as: UInt64.self)
    } else {
      for byte in raw { rest = rest << 8 | UInt64(byte) }
    }
    return mixed(digest ^ rest) | 1
  }

  private static let seed: UInt64 = 0x9E37_79B9_7F4A_7C15

  @inline(__always)
  private static func mixed(_ value: UInt64) -> UInt64 {
    let product = value.multipliedFullWidth(by: 0xD6E8_FEB8_6659_FD93)
    return product.high ^ product.low
  }

  static func digest(_ text: Bytes) -> UInt64 {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: text.count + KeyScan.slack) { key in
      guard let base = key.baseAddress else { return 0 }
      let length = ByteClass.table.withUnsafeBufferPointer { KeyScan(text, key: base, table: $0).length }
      return digest(ofKey: Bytes(start: base, count: length))
    }
  }

  static func digest(_ text: ArraySlice<UInt8>) -> UInt64 { text.withUnsafeBufferPointer { digest($0) } }

  static func digest(_ text: String) -> UInt64 {
    var text = text
    return text.withUTF8 { digest($0) }
  }

  // MARK: - Places

  /// Where in `text` the key stands: half-open, in bytes from the text's start.
  static func range(of key: [UInt8], in text: Bytes) -> Range<Int>? {
    guard !key.isEmpty, text.count >= key.count else { return nil }
    var folded: [UInt8] = []
    var offsets: [Int32] = []
    folded.reserveCapacity(text.count)
    offsets.reserveCapacity(text.count)
    forEach(text) { byte, offset in
      folded.append(byte)
      offsets.append(Int32(offset))
    }
    guard let start = folded.withUnsafeBufferPointer({ KeySearch(key).place(in: $0) }) else { return nil }
    return Int(offsets[start])..<(Int(offsets[start + key.count - 1]) + 1)
  }

  static func range(of key: [UInt8], in text: ArraySlice<UInt8>) -> Range<Int>? {
    text.withUnsafeBufferPointer { range(of: key, in: $0) }
  }
}
