/// What a byte of a text is to those who compare and count: one look into a table for each byte.
struct ByteClass {
  let bits: UInt32

  /// The byte as it stands in a key, where it counts there.
  @inline(__always) var folded: UInt8 { UInt8(truncatingIfNeeded: bits) }
  /// 1 for a byte that counts in a key.
  @inline(__always) var counts: Int { Int((bits &>> 8) & 1) }
  @inline(__always) var isSpecial: Bool { bits & ByteClass.special != 0 }

  /// In a key.
  static let key: UInt32 = 1 << 8
  /// Begins a word, or goes on with one: an ASCII letter, the first byte of any other.
  static let letter: UInt32 = 1 << 9
  static let capital: UInt32 = 1 << 10
  /// A word's, but no beginning of one that counts.
  static let digit: UInt32 = 1 << 11
  /// Neither ends a word nor begins one: an apostrophe, the later bytes of a letter.
  static let neutral: UInt32 = 1 << 12
  /// Part of a letter of any writing.
  static let writing: UInt32 = 1 << 13
  /// What it is, the bytes around it tell: 0xC2, 0xC3, 0xE2, and the period, which may be that of a DOI.
  static let special: UInt32 = 1 << 14
  /// Markdown may have put it there: "*", "_", "]".
  static let markup: UInt32 = 1 << 15
  static let colon: UInt32 = 1 << 16
  /// Comma or semicolon.
  static let comma: UInt32 = 1 << 17
  /// Titles don't have it: "@", "|", "{", "=", "\", ">".
  static let odd: UInt32 = 1 << 18
  /// Begins a letter or a sign that isn't ASCII.
  static let lead: UInt32 = 1 << 19
  /// Of no byte: "10.1234/" stands in the text.
  static let doi: UInt32 = 1 << 20

  /// All bits of an ASCII character but those that say which it is.
  static func bits(of character: Unicode.Scalar) -> UInt32 { table[Int(character.value)].bits & ~0xFF }

  /// By byte.
  static let table: [ByteClass] = (0...255).map { (byte: UInt8) -> ByteClass in
    let own = UInt32(byte)
    let bits: UInt32 =
      switch byte {
      case 0x30...0x39: own | key | digit
      case 0x41...0x5A: own | 0x20 | key | letter | capital | writing
      case 0x61...0x7A: own | key | letter | writing
      case UInt8(ascii: "'"): neutral
      case UInt8(ascii: "."): special
      case UInt8(ascii: "*"), UInt8(ascii: "_"), UInt8(ascii: "]"): markup
      case UInt8(ascii: ":"): colon
      case UInt8(ascii: ","), UInt8(ascii: ";"): comma
      case UInt8(ascii: "@"), UInt8(ascii: "|"), UInt8(ascii: "{"), UInt8(ascii: "="), UInt8(ascii: "\\"),
        UInt8(ascii: ">"):
        odd
      case 0xC2, 0xC3, 0xE2: own | special | lead
      case 0x80...0xC1: own | key | neutral | writing
      case 0xC4...0xFF: own | key | letter | writing | lead
      default: 0
      }
    return ByteClass(bits: bits)
  }
}
