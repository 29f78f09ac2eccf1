import FettleKit

/// Reads dates as pages print them: "26 January 2014", "April 22, 2019", "2018-02-13", "25.Jun.2019", "2023 Jan 7", "2016".
enum DateReader {
  private static let months = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
  ].map { Array($0.utf8) }

  /// Of a word's first three letters.
  private static func month(_ word: Bytes) -> Int? {
    months.firstIndex { $0[0] == word[0] | 0x20 && $0[1] == word[1] | 0x20 && $0[2] == word[2] | 0x20 }.map { $0 + 1 }
  }

  /// A number or the name of a month, as dates are made of.
  private struct Token {
    /// 1 to 12, or 0 for a number.
    var month = 0
    var number = 0
    /// Of the number.
    var digits = 0
  }

  /// Of more tokens than these, no date is made.
  private static let mostTokens = 24

  /// Whether a text is nothing but a day: "5 May 2020", "May 5, 2020", "1. feb. 2011".
  static func isDay(_ text: Bytes) -> Bool {
    guard let date = first(in: text), date.month != nil, date.day != nil else { return false }
    var letters = 0
    var digits = 0
    for byte in text {
      if byte.isDigit {
        digits += 1
      } else if byte.isAlphanumeric || byte >= 0x80 {
        letters += 1
      } else if byte != 0x20, byte != UInt8(ascii: "."), byte != UInt8(ascii: ",") {
        return false
      }
    }
    return (3...9).contains(letters) && (5...6).contains(digits)
  }

  /// The first date of a text; as precise as it is stated.
  static func first(in text: Bytes) -> PartialDate? {
    withUnsafeTemporaryAllocation(of: Token.self, capacity: mostTokens) { tokens in
      var count = 0
      var at = 0
      while at < text.count, count < mostTokens {
        let byte = text[at]
        var token = Token()
        if byte.isDigit {
          let start = at
          while at < text.count, text[at].isDigit, at - start < 8 {
            token.number = token.number * 10 + Int(text[at] & 15)
            at += 1
          }
          token.digits = at - start
        } else if byte.isAlphanumeric {
          let start = at
          while at < text.count, text[at].isAlphanumeric || text[at] >= 0x80 { at += 1 }
          guard at - start >= 3, at - start <= 9, let month = month(text.part(start..<(start + 3))) else { continue }
          token.month = month
        } else {
          at += 1
          continue
        }
        tokens.initializeElement(at: count, to: token)
        count += 1
      }
      return date(of: UnsafeBufferPointer(rebasing: tokens[..<count]))
    }
  }

  private static func date(of tokens: UnsafeBufferPointer<Token>) -> PartialDate? {
    func month(_ at: Int) -> Int? {
      tokens.indices.contains(at) && tokens[at].month > 0 ? tokens[at].month : nil
    }
    func number(_ at: Int) -> Int? {
      tokens.indices.contains(at) && (1...2).contains(tokens[at].digits) ? tokens[at].number : nil
    }
    for index in tokens.indices where tokens[index].digits == 4 && (1600...2100).contains(tokens[index].number) {
      var date = PartialDate(year: tokens[index].number)
      if let found = month(index - 1) {
        date.month = found
        if let day = number(index - 2), (1...31).contains(day) { date.day = day }
      } else if let found = month(index - 2), let day = number(index - 1), (1...31).contains(day) {
        date.month = found
        date.day = day
      } else if let found = month(index + 1), index == 0 || month(index - 1) == nil {
        date.month = found
        if let day = number(index + 2), (1...31).contains(day) { date.day = day }
      } else if let found = number(index + 1), (1...12).contains(found), let day = number(index + 2),
        (1...31).contains(day)
      {
        date.month = found
        date.day = day
      }
      return date
    }
    return nil
  }
}
