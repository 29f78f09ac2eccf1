/// Looks for "10." and three digits behind it.
enum DOIScan {
  /// Six places at a time: a word of the text, moved by none, one and two bytes, is compared with "1", "0" and "." in all
  /// its bytes at once; a place where all three fit leaves a zero byte (Mycroft 1987).
  static func isAnywhere(in text: Bytes) -> Bool {
    let raw = UnsafeRawBufferPointer(text)
    var at = 0
    while at + 8 <= raw.count {
      let word = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: at, as: UInt64.self))
      let misfits = (word ^ ones &* 0x31) | ((word &>> 8) ^ ones &* 0x30) | ((word &>> 16) ^ ones &* 0x2E)
      let zeros = (misfits &- ones) & ~misfits & ones &* 0x80
      if zeros & 0xFFFF_FFFF_FFFF != 0 {
        for start in at..<(at + 6) where isDOI(text, start) { return true }
      }
      at += 6
    }
    while at + 7 < text.count {
      if isDOI(text, at) { return true }
      at += 1
    }
    return false
  }

  private static let ones: UInt64 = 0x0101_0101_0101_0101

  private static func isDOI(_ text: Bytes, _ at: Int) -> Bool {
    at + 7 < text.count && text[at] == UInt8(ascii: "1") && text[at + 1] == UInt8(ascii: "0")
      && text[at + 2] == UInt8(ascii: ".") && text[at + 3].isDigit && text[at + 4].isDigit && text[at + 5].isDigit
  }
}
