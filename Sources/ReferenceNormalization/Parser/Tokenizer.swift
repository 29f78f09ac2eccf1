/// Cuts a reference string into tokens, in one pass.
struct Tokenizer {
  let text: [UInt8]
  var at = 0
  private var tokens: [Token] = []
  private var isSpaced = false
  private var isAfterLineEnd = false
  private var isInQuotes = false

  private init(_ text: [UInt8]) { self.text = text }

  /// - Parameters:
  ///   - text: UTF-8; ranges of tokens count in it.
  ///   - range: the part to cut.
  ///   - holes: ascending ranges that are passed over like white space (identifiers that were read before).
  static func tokens(of text: [UInt8], in range: Range<Int>, without holes: [Range<Int>] = []) -> [Token] {
    var tokenizer = Tokenizer(text)
    tokenizer.tokens.reserveCapacity(range.count / 4 + 8)
    tokenizer.at = range.lowerBound
    for hole in holes where hole.lowerBound >= range.lowerBound && hole.upperBound <= range.upperBound {
      tokenizer.read(upTo: hole.lowerBound)
      tokenizer.at = max(tokenizer.at, hole.upperBound)
      tokenizer.isSpaced = true
    }
    tokenizer.read(upTo: range.upperBound)
    return tokenizer.tokens
  }

  private mutating func read(upTo end: Int) {
    while at < end {
      let byte = text[at]
      if byte <= 0x20 {
        isSpaced = true
        isAfterLineEnd = isAfterLineEnd || byte == 0x0A
        at += 1
      } else if Tokenizer.isDigit(byte) || Tokenizer.isLetter(byte) {
        word(end)
      } else if byte < 0x80 {
        ascii(byte, end)
      } else {
        other(end)
      }
    }
  }

  static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
  static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7A }

  mutating func add(
    _ kind: Token.Kind, _ start: Int, byte: UInt8 = 0, letterCase: Token.Case = .none, length: Int = 1,
    value: Int32 = -1
  ) {
    tokens.append(
      Token(
        start: Int32(truncatingIfNeeded: start), end: Int32(truncatingIfNeeded: at), kind: kind, letterCase: letterCase,
        byte: byte, isSpaced: isSpaced,
        isAfterLineEnd: isAfterLineEnd, length: UInt8(clamping: length), value: value))
    isSpaced = false
    isAfterLineEnd = false
  }

  private mutating func ascii(_ byte: UInt8, _ end: Int) {
    let start = at
    at += 1
    switch byte {
    case 0x2D:
      while at < end, text[at] == 0x2D { at += 1 }
      add(.dash, start, byte: 0x2D)
    case 0x22:
      // Straight quotes alternate; where they stand says less than their order, since scrapes shift spaces.
      add(isInQuotes ? .closeQuote : .openQuote, start, byte: byte)
      isInQuotes.toggle()
    case 0x27 where apostropheArticle(end): break
    case 0x27 where opensQuote(start): add(.openQuote, start, byte: byte)
    case 0x27: add(.closeQuote, start, byte: byte)
    case 0x60:
      if at < end, text[at] == 0x60 { at += 1 }
      add(.openQuote, start, byte: 0x22)
    default: add(.mark, start, byte: byte)
    }
  }

  /// "'t Hooft": an article that begins with an apostrophe is a word.
  private mutating func apostropheArticle(_ end: Int) -> Bool {
    guard at + 1 < end, text[at] == 0x74 || text[at] == 0x73, text[at + 1] == 0x20 else { return false }
    let start = at - (text[at - 1] == 0x27 ? 1 : 3)
    guard start == 0 || isSpaced || tokens.isEmpty else { return false }
    at += 1
    add(.word, start, letterCase: .lower)
    return true
  }

  /// A straight quote opens where a space or a bracket stands before it and none behind it.
  private func opensQuote(_ index: Int) -> Bool {
    let isFreeBefore =
      index == 0 || isSpaced || text[index - 1] <= 0x20 || text[index - 1] == 0x28 || text[index - 1] == 0x5B
    return isFreeBefore && index + 1 < text.count && text[index + 1] > 0x20
  }

  /// Non-ASCII: a space, a dash, a quotation mark, a mark, or the start of a word.
  private mutating func other(_ end: Int) {
    let start = at
    let byte = text[at]
    let second = at + 1 < text.count ? text[at + 1] : 0
    let third = at + 2 < text.count ? text[at + 2] : 0
    func skip(_ count: Int) { at = min(at + count, end) }
    if byte == 0xC2, second >= 0xA0, second <= 0xBF, second != 0xAA, second != 0xB5, second != 0xBA {
      skip(2)
      switch second {
      case 0xA0, 0xAD: isSpaced = isSpaced || second == 0xA0
      case 0xAB: add(.openQuote, start, byte: 0x22)
      case 0xBB: add(.closeQuote, start, byte: 0x22)
      default: add(.mark, start)
      }
    } else if byte == 0xE2, second >= 0x80, second <= 0x81 {
      skip(3)
      if second == 0x80 {
        switch third {
        case 0x80...0x8F, 0xA8...0xAF: isSpaced = true
        case 0x90...0x95: add(.dash, start, byte: 0x2D)
        case 0x98 where apostropheArticle(end), 0x99 where apostropheArticle(end): break
        case 0x9A where at < end && text[at] <= 0x20: add(.mark, start, byte: 0x2C)  // a low quote in place of a comma
        case 0x98, 0x9A: add(.openQuote, start, byte: 0x27)
        case 0x9C, 0x9E: add(.openQuote, start, byte: 0x22)
        case 0x99: add(.closeQuote, start, byte: 0x27)
        case 0x9D: add(.closeQuote, start, byte: 0x22)
        default: add(.mark, start)
        }
      } else {
        add(.mark, start)
      }
    } else if byte == 0xE2, second == 0x88, third == 0x92 {
      skip(3)
      add(.dash, start, byte: 0x2D)
    } else if byte == 0xE3, second == 0x80 {
      skip(3)
      switch third {
      case 0x80: isSpaced = true
      case 0x81: add(.mark, start, byte: 0x2C)
      case 0x82: add(.mark, start, byte: 0x2E)
      case 0x8A, 0x8C, 0x8E: add(.openQuote, start, byte: 0x22)
      case 0x8B, 0x8D, 0x8F: add(.closeQuote, start, byte: 0x22)
      default: add(.mark, start)
      }
    } else if byte == 0xEF, second == 0xBB, third == 0xBF {
      skip(3)
      isSpaced = true
    } else if byte == 0xEF, second == 0xBC {
      skip(3)
      // Full-width forms of ASCII.
      let plain = third &- 0x60
      if third >= 0x81, third <= 0x9A, plain != 0 {
        add(.mark, start, byte: plain)
      } else {
        add(.mark, start, byte: plain)
      }
    } else {
      word(end)
    }
  }
}
