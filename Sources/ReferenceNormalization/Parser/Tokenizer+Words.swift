/// Words and numbers, and which letters they are made of.
extension Tokenizer {
  /// A word or a number.
  mutating func word(_ end: Int) {
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
