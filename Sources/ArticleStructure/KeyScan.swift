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

  /// - Parameter key: takes the key, for which it has room: a key is never longer than its text.
  init(short text: Bytes, key: UnsafeMutablePointer<UInt8>) {
    var length = 0
    var words = 0
    var capitals = 0
    var seen: UInt32 = 0
    ByteClass.table.withUnsafeBufferPointer { table in
      var inWord: UInt32 = 0
      var at = 0
      while at < text.count {
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
            words += Int(1 - inWord)
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
        words &+= Int(begins)
        capitals &+= Int(begins & (byte.bits &>> 10))
        inWord = isLetter | (byte.bits &>> 11) & 1 | inWord & (byte.bits &>> 12)
        seen |= byte.bits
        at += 1
      }
    }
    self.length = length
    self.words = words
    self.capitals = capitals
    self.seen = seen
  }

  /// Counts no words.
  ///
  /// - Parameter key: takes the key, for which it has room: a key is never longer than its text.
  init(long text: Bytes, key: UnsafeMutablePointer<UInt8>) {
    var length = 0
    var seen: UInt32 = 0
    ByteClass.table.withUnsafeBufferPointer { table in
      var at = 0
      while at < text.count {
        let byte = table[Int(text[at])]
        if byte.isSpecial {
          seen |= byte.bits
          if text[at] == UInt8(ascii: ".") {
            if KeyScan.isDOI(text, at) { seen |= ByteClass.doi }
            at += 1
            continue
          }
          (at, length) = KeyScan.read(text, at, key, length)
          continue
        }
        key[length] = byte.folded
        length += byte.counts
        seen |= byte.bits
        at += 1
      }
    }
    self.length = length
    self.seen = seen
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
