/// How many words, letters, digits and commas a text has, and how its words begin.
struct WordCounts {
  var words = 0
  /// Words that begin with a capital.
  var capitals = 0
  /// Words of two letters or more that begin with a small letter.
  var small = 0
  var letters = 0
  var digits = 0
  var commas = 0
  /// Characters of scripts that write no spaces.
  var wide = 0

  private static let high: UInt64 = 0x8080_8080_8080_8080
  private static let ones: UInt64 = 0x0101_0101_0101_0101

  /// The high bit of each byte that is at least `low`, for bytes below 0x80.
  @inline(__always)
  private static func atLeast(_ low: UInt64, _ word: UInt64) -> UInt64 { word &+ (0x80 &- low) &* ones }

  @inline(__always)
  private static func isIn(_ low: UInt64, _ past: UInt64, _ word: UInt64) -> UInt64 {
    atLeast(low, word) & ~atLeast(past, word) & high
  }

  mutating func read(_ text: UnsafeBufferPointer<UInt8>) {
    let raw = UnsafeRawBufferPointer(text)
    var isInWord = false
    var at = 0
    while at < raw.count {
      if at &+ 9 <= raw.count {
        let word = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: at, as: UInt64.self))
        if word & WordCounts.high == 0 {
          readPlain(word, next: raw[at &+ 8], &isInWord)
          at &+= 8
          continue
        }
      }
      for index in at..<min(at &+ 8, raw.count) { readByte(text, index, &isInWord) }
      at &+= 8
    }
  }

  /// Eight bytes of ASCII.
  @inline(__always)
  private mutating func readPlain(_ word: UInt64, next: UInt8, _ isInWord: inout Bool) {
    let solid = WordCounts.atLeast(0x21, word) & WordCounts.high
    let isCapital = WordCounts.isIn(0x41, 0x5B, word)
    let isSmall = WordCounts.isIn(0x61, 0x7B, word)
    let starts = solid & ~(solid << 8 | (isInWord ? 0x80 : 0))
    let behind = solid >> 8 | (next > 0x20 ? 1 << 63 : 0)
    letters += (isCapital | isSmall).nonzeroBitCount
    digits += WordCounts.isIn(0x30, 0x3A, word).nonzeroBitCount
    commas += WordCounts.isIn(0x2C, 0x2D, word).nonzeroBitCount
    words += starts.nonzeroBitCount
    capitals += (starts & isCapital).nonzeroBitCount
    small += (starts & isSmall & behind).nonzeroBitCount
    isInWord = solid >> 63 != 0
  }

  private mutating func readByte(_ text: UnsafeBufferPointer<UInt8>, _ index: Int, _ isInWord: inout Bool) {
    let kind = Int(ByteKind.table[Int(text[index])])
    if kind & ByteKind.space != 0 {
      isInWord = false
      return
    }
    letters += kind & 1
    digits += kind >> 1 & 1
    commas += kind >> 2 & 1
    wide += kind >> 3 & 1
    if isInWord { return }
    isInWord = true
    words += 1
    if kind & ByteKind.capital != 0 {
      capitals += 1
    } else if kind & ByteKind.small != 0, index + 1 < text.count, text[index + 1] > 0x20 {
      small += 1
    }
  }
}

/// What a byte says of the text it stands in.
private enum ByteKind {
  static let letter = 1
  static let digit = 2
  static let comma = 4
  /// Leads a character of Chinese, Japanese or another script of that part of Unicode.
  static let wide = 8
  static let space = 16
  static let capital = 32
  static let small = 64

  static let table: [UInt8] = (0..<256).map { value in
    let byte = UInt8(value)
    if byte <= 0x20 { return UInt8(space) }
    var kind = 0
    if (byte | 0x20) &- 0x61 < 26 || byte >= 0xC3 { kind |= letter }
    if byte &- 0x30 < 10 { kind |= digit }
    if byte == 0x2C { kind |= comma }
    if byte >= 0xE3, byte <= 0xED { kind |= wide }
    if byte &- 0x41 < 26 || byte == 0xC3 { kind |= capital }
    if byte &- 0x61 < 26 || byte >= 0xC4 { kind |= small }
    return UInt8(kind)
  }
}
