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

  /// The first date of a text; as precise as it is stated.
  static func first(in text: Bytes) -> PartialDate? {
    enum Token { case number(Int, Int), month(Int) }
    var tokens: [Token] = []
    var at = 0
    while at < text.count, tokens.count < 24 {
      let byte = text[at]
      if byte.isDigit {
        var value = 0
        let start = at
        while at < text.count, text[at].isDigit, at - start < 8 {
          value = value * 10 + Int(text[at] & 15)
          at += 1
        }
        tokens.append(.number(value, at - start))
      } else if byte.isAlphanumeric {
        let start = at
        while at < text.count, text[at].isAlphanumeric || text[at] >= 0x80 { at += 1 }
        if at - start >= 3, at - start <= 9, let month = month(text.part(start..<(start + 3))) {
          tokens.append(.month(month))
        }
      } else {
        at += 1
      }
    }
    for (index, token) in tokens.enumerated() {
      guard case .number(let year, 4) = token, (1600...2100).contains(year) else { continue }
      var date = PartialDate(year: year)
      func month(_ at: Int) -> Int? {
        if tokens.indices.contains(at), case .month(let month) = tokens[at] { return month }
        return nil
      }
      func number(_ at: Int) -> Int? {
        if tokens.indices.contains(at), case .number(let value, let digits) = tokens[at], digits <= 2 { return value }
        return nil
      }
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
