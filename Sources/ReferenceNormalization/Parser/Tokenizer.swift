/// Cuts a reference string into tokens, in one pass.
struct Tokenizer {
  private let text: [UInt8]
  private var at = 0
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

  private mutating func add(
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

  /// A word or a number.
  private mutating func word(_ end: Int) {
    let start = at
    var letters = 0
    var digits = 0
    var large = 0
    var isFirstLarge = false
    var value: Int64 = 0
    while at < end {
      let byte = text[at]
      // "제17권": numbers and the counters of East Asian scripts are words of their own.
      if at > start, digits == 0 ? Tokenizer.isDigit(byte) && isCaseless(start) : isCaseless(at) { break }
      if Tokenizer.isDigit(byte) {
        digits += 1
        if digits < 11 { value = value * 10 + Int64(byte - 0x30) }
        at += 1
      } else if Tokenizer.isLetter(byte) {
        if byte < 0x60 {
          large += 1
          if letters == 0 { isFirstLarge = true }
        }
        letters += 1
        at += 1
      } else if byte >= 0x80 {
        let length = nonASCIILetter(at, end)
        if length == 0 { break }
        if isLarge(at) {
          large += 1
          if letters == 0 { isFirstLarge = true }
        }
        letters += 1
        at += length
      } else if byte == 0x27 || byte == 0x2D {
        // Inside a word only.
        guard letters > 0, at + 1 < end, Tokenizer.isLetter(text[at + 1]) || text[at + 1] >= 0xC3, digits == 0 else {
          break
        }
        if text[at + 1] == 0xE2 { break }
        at += 1
      } else {
        break
      }
      if at - start > 1_000_000 { break }
    }
    // A right quotation mark that stands for an apostrophe: "O’Dell".
    if at == start {
      at += 1
      while at < end, text[at] & 0xC0 == 0x80 { at += 1 }
      add(.mark, start)
      return
    }
    if letters == 0 {
      add(.number, start, length: digits, value: digits <= 9 ? Int32(value) : -1)
    } else if digits > 0 {
      add(.mixed, start, letterCase: isFirstLarge ? .title : .lower, length: letters + digits)
    } else {
      let letterCase: Token.Case =
        if large == 0 {
          isCaseless(start) ? .title : .lower
        } else if !isFirstLarge {
          .camel
        } else if letters == 1 {
          .single
        } else if large == letters {
          .upper
        } else if large == 1 {
          .title
        } else {
          .camel
        }
      add(.word, start, letterCase: letterCase, length: letters)
    }
  }

  /// The length of the letter at `index`, or 0 for a space or a mark.
  private func nonASCIILetter(_ index: Int, _ end: Int) -> Int {
    let byte = text[index]
    let second = index + 1 < text.count ? text[index + 1] : 0
    let third = index + 2 < text.count ? text[index + 2] : 0
    if byte == 0xC2 {
      // Marks that stand inside a word are letters that were decoded wrongly.
      let isInside = index > 0 && (Tokenizer.isLetter(text[index - 1]) || text[index - 1] >= 0x80)
      let isLetter = [0xAA, 0xB4, 0xB5, 0xB8, 0xBA].contains(second)
      let isBroken = isInside && second > 0xA0 && ![0xAB, 0xB0, 0xB1, 0xB7, 0xBB].contains(second)
      return isLetter || isBroken ? min(2, end - index) : 0
    }
    if byte == 0xE2 {
      // An apostrophe or a hyphen within a word.
      if second == 0x80, third == 0x99 || third == 0x90 || third == 0x91, index + 3 < end,
        Tokenizer.isLetter(text[index + 3]),
        index > 0, Tokenizer.isLetter(text[index - 1]) || text[index - 1] >= 0x80
      {
        return 3
      }
      if second == 0x88 || second == 0x80 || second == 0x81 { return 0 }
    }
    if byte == 0xE3, second == 0x80 { return 0 }
    if byte == 0xEF, second == 0xBC || second == 0xBB { return 0 }
    var length = 1
    while index + length < end, length < 4, text[index + length] & 0xC0 == 0x80 { length += 1 }
    return length
  }

  /// Whether the non-ASCII letter at `index` is a large one (Latin, Greek, Cyrillic).
  private func isLarge(_ index: Int) -> Bool {
    let second = index + 1 < text.count ? text[index + 1] : 0
    switch text[index] {
    case 0xC3: return second >= 0x80 && second <= 0x9E
    case 0xC4: return second >= 0xB9 ? second & 1 == 1 : second & 1 == 0
    case 0xC5: return second <= 0x88 || second >= 0xB9 ? second & 1 == 1 : second & 1 == 0
    case 0xCE: return second >= 0x86 && second <= 0xAB
    case 0xD0: return second >= 0x80 && second <= 0xAF
    default: return false
    }
  }

  /// Letters of scripts without case count as names do.
  private func isCaseless(_ index: Int) -> Bool { text[index] >= 0xE3 && text[index] <= 0xED }
}
