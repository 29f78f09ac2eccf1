import FettleKit

/// The year, wherever it stands, and the month and day beside it.
extension ReferenceReading {
  /// A year right behind the authors: "(2010).", "2010.", ", 2004:". Returns where the title begins.
  mutating func readYear(at index: Int, hasAuthors: Bool) -> Int {
    var at = index
    while text.isDot(at) || text.isComma(at) { at += 1 }
    guard at < text.count, hasAuthors || at == index else { return index }
    let isOpen = text.isMark(at, 0x28) || text.isMark(at, 0x5B)
    let yearAt = isOpen ? at + 1 : at
    if isOpen, hasAuthors, let past = pastUndated(yearAt) { return past }
    guard let (year, _) = year(yearAt) else { return index }
    if isOpen {
      guard
        let close = (yearAt..<min(text.count, yearAt + 8)).first(where: {
          text.isMark($0, 0x29) || text.isMark($0, 0x5D)
        })
      else { return index }
      setYear(year, yearAt)
      readMonth((yearAt + 1)..<close)
      at = close + 1
    } else {
      guard hasAuthors || index == 0 && !text.isDot(yearAt + 1) else { return index }
      at = yearAt + 1
      // A number that goes on is a locator's: "2009, 124, 1403" has no title; "1995;5:1" neither.
      if text.isMark(at, 0x3B) { return index }
      if at < text.count, text[at].isNumber || text[at].kind == .mixed && !text[at].isSpaced { return index }
      setYear(year, yearAt)
      if at < text.count, text.isWord(at), text[at].letterCase == .lower, text[at].length == 1, !text[at].isSpaced {
        at += 1
      }
    }
    while text.isDot(at) || text.isComma(at) || text.isMark(at, 0x3A) || text.isMark(at, 0x3B) { at += 1 }
    return at
  }

  /// "(in press)", "(n.d.)", "(in preparation)": the index behind it.
  private func pastUndated(_ index: Int) -> Int? {
    let isUndated =
      text.isWord(index, "in") && (text.isWord(index + 1, "press") || text.isWord(index + 1, "preparation"))
      || text.isWord(index, "forthcoming")
      || text.isWord(index, "submitted")
      || text.isWord(index, "n") && text.isDot(index + 1) && text.isWord(index + 2, "d")
    guard isUndated,
      var at = (index..<min(text.count, index + 6)).first(where: { text.isMark($0, 0x29) || text.isMark($0, 0x5D) })
    else { return nil }
    at += 1
    while text.isDot(at) || text.isComma(at) || text.isMark(at, 0x3A) { at += 1 }
    return at
  }

  func year(_ index: Int) -> (Int, Int)? {
    guard index < text.count else { return nil }
    let token = text[index]
    if token.isYear { return (Int(token.value), index) }
    guard token.kind == .mixed, token.length == 5 else { return nil }
    let bytes = text.bytes(index)
    guard let last = bytes.last, last >= 0x61, last <= 0x7A, bytes.dropLast().allSatisfy(Tokenizer.isDigit) else {
      return nil
    }
    let value = bytes.dropLast().reduce(0) { $0 * 10 + Int($1 - 0x30) }
    return value >= 1450 && value < 2100 ? (value, index) : nil
  }

  mutating func setYear(_ year: Int, _ index: Int) {
    guard result.item.issued == nil else { return }
    result.item.issued = PartialDate(year: year)
    result.ranges[.issued] = text.extent(index..<(index + 1))
    yearTokens = index..<(index + 1)
  }

  mutating func readMonth(_ range: Range<Int>) {
    for index in range where text.isWord(index) {
      guard let month = text.lexicon.months.number(of: text.bytes(index)), month > 0, result.item.issued?.month == nil
      else { continue }
      result.item.issued?.month = month
      for day in [index - 1, index + 1]
      where day >= range.lowerBound && day < range.upperBound && text[day].isNumber && text[day].value >= 1
        && text[day].value <= 31
      {
        result.item.issued?.day = Int(text[day].value)
        break
      }
    }
  }

  func onlyMarks(_ range: Range<Int>) -> Bool {
    range.allSatisfy {
      text[$0].kind == .mark || text[$0].isDash
        || (text[$0].isWord && text.lexicon.months.number(of: text.bytes($0)) != nil)
    }
  }

  /// Takes month and bracket off before a year.
  func beforeDate(_ index: Int, _ floor: Int) -> Int {
    var at = index
    while at > floor,
      text[at - 1].kind == .mark && !text.isDot(at - 1) && !text[at - 1].isMark(0x29)
        || (text.isWord(at - 1) && text.lexicon.months.number(of: text.bytes(at - 1)) != nil)
    { at -= 1 }
    return at
  }

  mutating func findYear(_ start: Int, _ locator: Locator?) {
    let inside = locator?.tokens ?? 0..<0
    var best: Int?
    for index in start..<text.count where !inside.contains(index) {
      guard let (_, at) = year(index) else { continue }
      let isFree = index == 0 || !text[index - 1].isDash || index + 1 >= text.count
      let isBracketed = text.isMark(index - 1, 0x28) && text.isMark(index + 1, 0x29)
      let isLast = index + 1 >= text.count || text[index + 1].kind == .mark
      guard isFree, isBracketed || isLast else { continue }
      best = at
    }
    if let best, let (value, _) = year(best) {
      setYear(value, best)
      readMonth(max(start, best - 4)..<best)
    }
  }
}
