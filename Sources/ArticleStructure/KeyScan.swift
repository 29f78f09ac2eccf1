import CByteScan

/// What one pass over a text tells that writes its key.
struct KeyScan {
  /// Bytes of the key.
  var length = 0
  /// Words that begin with a letter.
  var words = 0
  /// Of these, words that begin with a capital of ASCII.
  var capitals = 0
  /// All classes that a byte of the text has.
  var seen: UInt32 = 0

  /// In bytes: so much more room than its text has a key must have.
  static let slack = 16

  /// - Parameters:
  ///   - text: of which nothing behind it is read.
  ///   - key: takes the key, with room for `slack` bytes more than the text has.
  ///   - table: `ByteClass.table`.
  init(_ text: Bytes, key: UnsafeMutablePointer<UInt8>, table: UnsafeBufferPointer<ByteClass>) {
    guard let start = text.baseAddress, let classes = table.baseAddress else { return }
    var scan = fettle_key_scan()
    // What isn't ASCII is read byte by byte, with the fifteen bytes around it.
    while true {
      // A class is nothing but its bits, and there is one for each byte.
      classes.withMemoryRebound(to: UInt32.self, capacity: 256) {
        fettle_scan_key(start, text.count, key, $0, ByteClass.doi, &scan)
      }
      if scan.at >= text.count { break }
      KeyScan.read(text, upTo: scan.at + 16, key, table, &scan)
    }
    length = scan.length
    words = Int(scan.words)
    capitals = Int(scan.capitals)
    seen = scan.seen
  }

  /// Reads bytes one at a time, up to `limit` or the end of what stands there.
  private static func read(
    _ text: Bytes, upTo limit: Int, _ key: UnsafeMutablePointer<UInt8>, _ table: UnsafeBufferPointer<ByteClass>,
    _ scan: inout fettle_key_scan
  ) {
    let limit = min(text.count, limit)
    var length = scan.length
    var inWord = scan.in_word
    var seen: UInt32 = 0
    var at = scan.at
    while at < limit {
      let byte = table[Int(text[at])]
      if byte.isSpecial {
        seen |= byte.bits
        if text[at] == UInt8(ascii: ".") {
          if KeyScan.isDOI(text, at) { seen |= ByteClass.doi }
          inWord = 0
          at += 1
          continue
        }
        if text[at] == 0xE2, at + 1 < text.count, text[at + 1] == 0x80 {
          inWord = 0
        } else if text[at] != 0xC2 {
          scan.words += Int64(1 - inWord)
          inWord = 1
          seen |= ByteClass.writing
        }
        (at, length) = KeyScan.read(text, at, key, length)
        continue
      }
      key[length] = byte.folded
      length += byte.counts
      let isLetter = (byte.bits &>> 9) & 1
      let begins = isLetter & (1 &- inWord)
      scan.words &+= Int64(begins)
      scan.capitals &+= Int64(begins & (byte.bits &>> 10))
      inWord = isLetter | (byte.bits &>> 11) & 1 | inWord & (byte.bits &>> 12)
      seen |= byte.bits
      at += 1
    }
    scan.at = at
    scan.length = length
    scan.in_word = inWord
    scan.seen |= seen
  }

  /// Whether a period is that of "10." with three digits behind it, and more.
  @inline(__always)
  private static func isDOI(_ text: Bytes, _ period: Int) -> Bool {
    period >= 2 && period + 5 < text.count && text[period - 1] == UInt8(ascii: "0")
      && text[period - 2] == UInt8(ascii: "1") && text[period + 1].isDigit && text[period + 2].isDigit
      && text[period + 3].isDigit
  }

  /// Reads what begins with 0xC2, 0xC3 or 0xE2, as `TextKey.forEach` does; returns where the next begins, and the key's
  /// length.
  @inline(__always)
  private static func read(
    _ text: Bytes, _ at: Int, _ key: UnsafeMutablePointer<UInt8>, _ length: Int
  ) -> (at: Int, length: Int) {
    let second = at + 1 < text.count ? text[at + 1] : 0
    if text[at] == 0xC2 { return (at + 2, length) }
    if text[at] == 0xC3 {
      if second == 0 { return (at + 2, length) }
      key[length] = 0xC3
      key[length + 1] = TextKey.latin(second)
      return (at + 2, length + 2)
    }
    if second == 0x80 { return (at + 3, length) }
    key[length] = text[at]
    return (at + 1, length + 1)
  }
}
