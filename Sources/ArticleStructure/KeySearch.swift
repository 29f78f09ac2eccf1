/// Looks for one run of bytes in many, and passes over most of their bytes (Horspool 1980).
struct KeySearch {
  let key: [UInt8]
  /// By byte: how far the key may be moved on where this byte stands below its last.
  private let shift: [UInt8]

  init(_ key: [UInt8]) {
    self.key = key
    var shift = [UInt8](repeating: UInt8(clamping: key.count), count: 256)
    for (index, byte) in key.dropLast().enumerated() { shift[Int(byte)] = UInt8(clamping: key.count - 1 - index) }
    self.shift = shift
  }

  /// Where the key first stands; an empty one stands nowhere.
  func place(in text: Bytes) -> Int? {
    guard !key.isEmpty, text.count >= key.count else { return nil }
    // Bound: `at` is at most `text.count - 1`, and the key's bytes before it are in the text as `at` begins at the key's
    // last; `shift` has an element for each byte.
    return key.withUnsafeBufferPointer { key in
      shift.withUnsafeBufferPointer { shift in
        let last = key.count - 1
        let end = key[last]
        var at = last
        while at < text.count {
          let byte = text[at]
          if byte == end {
            var left = 1
            while left <= last, text[at - left] == key[last - left] { left += 1 }
            if left > last { return at - last }
          }
          at += Int(shift[Int(byte)])
        }
        return nil
      }
    }
  }

  func isIn(_ text: Bytes) -> Bool { place(in: text) != nil }
}
