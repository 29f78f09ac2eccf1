/// The form in which titles, headings and captions are compared: letters and digits only, in lower case. What a converter
/// does to spaces, quotes and dashes doesn't count.
enum TextKey {
  /// Calls `body` with each byte of the key and the offset in `text` at which it was read.
  @inline(__always)
  static func forEach(_ text: UnsafeBufferPointer<UInt8>, from start: Int = 0, _ body: (UInt8, Int) -> Void) {
    var at = start
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
          let next = text[at + 1]
          body(byte, at)
          body(next >= 0x80 && next <= 0x9E && next != 0x97 ? next + 0x20 : next, at + 1)
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

  static func key(_ text: ArraySlice<UInt8>) -> [UInt8] {
    var key: [UInt8] = []
    key.reserveCapacity(text.count)
    text.withUnsafeBufferPointer { forEach($0) { byte, _ in key.append(byte) } }
    return key
  }

  static func key(_ text: String) -> [UInt8] { key(Array(text.utf8)[...]) }

  /// FNV-1a of the key; 0 for an empty one.
  static func digest(_ text: UnsafeBufferPointer<UInt8>, from start: Int = 0) -> UInt64 {
    var digest: UInt64 = 0xcbf2_9ce4_8422_2325
    var isEmpty = true
    forEach(text, from: start) { byte, _ in
      digest = (digest ^ UInt64(byte)) &* 0x100_0000_01b3
      isEmpty = false
    }
    return isEmpty ? 0 : digest
  }

  static func digest(_ text: ArraySlice<UInt8>) -> UInt64 { text.withUnsafeBufferPointer { digest($0) } }
  static func digest(_ text: String) -> UInt64 { digest(Array(text.utf8)[...]) }

  /// Where in `text` the key stands: half-open, in bytes from the text's start.
  static func range(of key: [UInt8], in text: ArraySlice<UInt8>) -> Range<Int>? {
    guard !key.isEmpty, text.count >= key.count else { return nil }
    var folded: [UInt8] = []
    var offsets: [Int32] = []
    folded.reserveCapacity(text.count)
    offsets.reserveCapacity(text.count)
    text.withUnsafeBufferPointer {
      forEach($0) { byte, offset in
        folded.append(byte)
        offsets.append(Int32(offset))
      }
    }
    guard let start = find(key, in: folded) else { return nil }
    return Int(offsets[start])..<(Int(offsets[start + key.count - 1]) + 1)
  }

  /// The first place of one run of bytes in another.
  static func find(_ needle: [UInt8], in text: [UInt8]) -> Int? {
    guard !needle.isEmpty, text.count >= needle.count else { return nil }
    let first = needle[0]
    var at = 0
    let last = text.count - needle.count
    while at <= last {
      if text[at] == first {
        var index = 1
        while index < needle.count, text[at + index] == needle[index] { index += 1 }
        if index == needle.count { return at }
      }
      at += 1
    }
    return nil
  }
}
