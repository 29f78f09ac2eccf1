import JournalTable

/// What is seen of one token by itself.
struct TokenTraits {
  /// Of the kinds that the transitions know; less than `TokenTraits.kinds`.
  var kind: UInt8
  /// Of the bytes, in lower case.
  var word: UInt64
  /// Of how it is written: runs of large and small letters and digits.
  var shape: UInt64
  /// The first and the last eight bytes in lower case, first byte lowest.
  var head: UInt64
  var tail: UInt64
  var length: Int
  var uses: TokenLexicon.Uses

  static let kinds = 40

  enum Kind {
    static let lower: UInt8 = 0
    static let title: UInt8 = 1
    static let upper: UInt8 = 2
    static let single: UInt8 = 3
    static let camel: UInt8 = 4
    static let year: UInt8 = 5
    static let number: UInt8 = 6
    static let gluedNumber: UInt8 = 7
    static let dot: UInt8 = 8
    static let comma: UInt8 = 9
    static let colon: UInt8 = 10
    static let semicolon: UInt8 = 11
    static let open: UInt8 = 12
    static let close: UInt8 = 13
    static let openQuote: UInt8 = 14
    static let closeQuote: UInt8 = 15
    static let dash: UInt8 = 16
    static let and: UInt8 = 17
    static let question: UInt8 = 18
    static let mark: UInt8 = 19
    static let identifier: UInt8 = 20
    static let inWord: UInt8 = 21
    static let et: UInt8 = 22
    static let al: UInt8 = 23
    static let volumeWord: UInt8 = 24
    static let issueWord: UInt8 = 25
    static let pageWord: UInt8 = 26
    static let editorWord: UInt8 = 27
    static let month: UInt8 = 28
    static let particle: UInt8 = 29
    static let titleAfterStop: UInt8 = 30
    static let titleAfterComma: UInt8 = 31
    static let abbreviation: UInt8 = 32
    static let gluedWord: UInt8 = 33
    static let degree: UInt8 = 34
    static let lowerAfterStop: UInt8 = 35
  }

  init(_ token: Token, _ bytes: [UInt8], _ lexicon: Lexicon) {
    var word: UInt64 = 0xCBF2_9CE4_8422_2325
    var shape: UInt64 = 0x5A
    var head: UInt64 = 0
    var tail: UInt64 = 0
    var previous: UInt8 = 0
    var run = 0
    let range = token.range
    for (index, at) in range.prefix(64).enumerated() {
      var byte = bytes[at]
      var form: UInt8 = 3
      if byte >= 0x41, byte <= 0x5A {
        form = 1
        byte |= 0x20
      } else if byte >= 0x61, byte <= 0x7A {
        form = 2
      } else if byte >= 0x30, byte <= 0x39 {
        form = 4
      } else if byte < 0x80 {
        form = byte
      } else if byte >= 0x80, byte <= 0x9E, at > 0, bytes[at - 1] == 0xC3 {
        byte |= 0x20
      }
      word = (word ^ UInt64(byte)) &* 0x100_0000_01B3
      if index < 8 { head |= UInt64(byte) << UInt64(8 * index) }
      tail = tail << 8 | UInt64(byte)
      // Runs count up to a length that tells "J" from "Jr" from "Journal", and years from pages.
      if form == previous { run += 1 } else { run = 0 }
      previous = form
      if run < (form == 4 ? 6 : form == 1 ? 4 : 2) { shape = (shape ^ UInt64(form)) &* 0x100_0000_01B3 }
    }
    self.head = head
    self.tail = tail
    self.word = Hash.mix(word, 1)
    self.shape = Hash.mix(shape, 2)
    length = range.count
    uses = token.isWord ? lexicon.tokens.uses(of: bytes[range], lexicon.journals) : []
    kind = TokenTraits.kind(token, uses, head, range.count)
    if kind == Kind.year { self.shape = Hash.mix(self.shape, 3) }
    // Pages and volumes are too many to be known by themselves.
    if token.isNumber, range.count > 2 { self.word = self.shape }
  }

  private static func kind(_ token: Token, _ uses: TokenLexicon.Uses, _ head: UInt64, _ length: Int) -> UInt8 {
    switch token.kind {
    case .identifier: return Kind.identifier
    case .dash: return Kind.dash
    case .openQuote: return Kind.openQuote
    case .closeQuote: return Kind.closeQuote
    case .number, .mixed: return token.isYear ? Kind.year : token.isSpaced ? Kind.number : Kind.gluedNumber
    case .mark:
      switch token.byte {
      case 0x2E: return Kind.dot
      case 0x2C: return Kind.comma
      case 0x3A: return Kind.colon
      case 0x3B: return Kind.semicolon
      case 0x28, 0x5B: return Kind.open
      case 0x29, 0x5D: return Kind.close
      case 0x26: return Kind.and
      case 0x3F, 0x21: return Kind.question
      default: return Kind.mark
      }
    case .word:
      if length == 2, head == 0x6E69 { return Kind.inWord }
      if length == 3, head == 0x646E61 { return Kind.and }
      if length == 2, head == 0x7465 { return Kind.et }
      if length == 2, head == 0x6C61 { return Kind.al }
      if uses.contains(.editorWord) { return Kind.editorWord }
      if token.letterCase == .single { return Kind.single }
      if uses.contains(.volumeWord) { return Kind.volumeWord }
      if uses.contains(.issueWord) { return Kind.issueWord }
      if uses.contains(.pageWord) { return Kind.pageWord }
      if uses.contains(.month), token.length > 2 { return Kind.month }
      if uses.contains(.degreeWord) { return Kind.degree }
      switch token.letterCase {
      case .lower:
        if uses.contains(.particle) { return Kind.particle }
        return token.isSpaced ? Kind.lower : Kind.gluedWord
      case .title, .none:
        return uses.contains(.abbreviation) && !uses.contains(.journalWord) ? Kind.abbreviation : Kind.title
      case .upper: return Kind.upper
      case .single: return Kind.single
      case .camel: return Kind.camel
      }
    }
  }
}

/// Mixes of 64 bits, the same on every machine.
enum Hash {
  @inline(__always)
  static func mix(_ a: UInt64, _ b: UInt64) -> UInt64 {
    let product = (a ^ 0x9E37_79B9_7F4A_7C15).multipliedFullWidth(
      by: b &* 0xD6E8_FEB8_6659_FD93 ^ 0xA076_1D64_78BD_642F)
    return product.high ^ product.low
  }
}
