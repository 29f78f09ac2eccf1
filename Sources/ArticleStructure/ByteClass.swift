/// What a byte of a text is to those who compare and count: one look into a table for each byte.
struct ByteClass {
  let bits: UInt16

  /// The byte as it stands in a key, where it counts there.
  @inline(__always) var folded: UInt8 { UInt8(truncatingIfNeeded: bits) }
  /// 1 for a byte that counts in a key.
  @inline(__always) var counts: Int { Int((bits &>> 8) & 1) }
  @inline(__always) var isMultibyte: Bool { bits & ByteClass.multibyte != 0 }

  /// In a key.
  static let key: UInt16 = 1 << 8
  /// Begins a word, or goes on with one: an ASCII letter, the first byte of any other.
  static let letter: UInt16 = 1 << 9
  static let capital: UInt16 = 1 << 10
  /// A word's, but no beginning of one that counts.
  static let digit: UInt16 = 1 << 11
  /// Neither ends a word nor begins one: an apostrophe, the later bytes of a letter.
  static let neutral: UInt16 = 1 << 12
  /// Part of a letter of any writing.
  static let writing: UInt16 = 1 << 13
  /// What it is, the byte behind it tells: 0xC2, 0xC3, 0xE2.
  static let multibyte: UInt16 = 1 << 15

  /// By byte.
  static let table: [ByteClass] = (0...255).map { (byte: UInt8) -> ByteClass in
    let own = UInt16(byte)
    let bits: UInt16 =
      switch byte {
      case 0x30...0x39: own | key | digit
      case 0x41...0x5A: own | 0x20 | key | letter | capital | writing
      case 0x61...0x7A: own | key | letter | writing
      case UInt8(ascii: "'"): neutral
      case 0xC2, 0xC3, 0xE2: own | multibyte
      case 0x80...0xC1: own | key | neutral | writing
      case 0xC4...0xFF: own | key | letter | writing
      default: 0
      }
    return ByteClass(bits: bits)
  }
}
