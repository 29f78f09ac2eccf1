import FettleKit

/// Volume, issue, pages and date.
extension LearnedReading {
  mutating func readNumbers() {
    let pages = pages()
    if let range = yearOfVolume(pages) {
      result.item.issued = PartialDate(year: Int(text[range.lowerBound].value))
      note(.issued, range, .volume)
    } else if let range = numbered(.volume).map({ number($0, .volumeWord) }), !range.isEmpty {
      if pages == nil, isPageRange(range) {
        readPages(range, .volume)
      } else {
        readVolume(range, isWithoutPages: pages == nil)
      }
    }
    if let range = numbered(.issue).map({ number($0, .issueWord) }), !range.isEmpty {
      result.item.issue = text.string(range)
      note(.issue, range, .issue)
    }
    if let pages {
      readPages(number(pages, .pageWord), .pages)
    } else if result.item.page == nil {
      readPageBehindDate()
    }
  }

  /// "2017:5998–6008": where the volume is called a year and nothing else is, it is one.
  private func yearOfVolume(_ pages: Range<Int>?) -> Range<Int>? {
    guard pages != nil, result.item.issued == nil, let range = numbered(.volume).map({ number($0, .volumeWord) }),
      range.count == 1, let only = range.first, text[only].isYear, !isAnnounced(only)
    else { return nil }
    return range
  }

  private mutating func readVolume(_ range: Range<Int>, isWithoutPages: Bool) {
    let volume = one(range)
    result.item.volume = text.string(volume).filter { $0 != " " }
    note(.volume, volume, .volume)
    // "517, 565": the page is there too.
    let behind = volume.upperBound..<range.upperBound
    if isWithoutPages, behind.count > 1, text.isComma(behind.lowerBound), text[behind.lowerBound + 1].isNumber {
      readPages(behind.dropFirst(), .volume)
    }
  }

  /// "Synthesis, 997 (1982)", "Genome Biol 1-10": a number with nothing beside it that is too large for a volume, or two of
  /// them, are pages.
  private func isPageRange(_ range: Range<Int>) -> Bool {
    guard segment(.journal) != nil, segment(.issue) == nil, let first = range.first, text[first].isNumber,
      !isAnnounced(first)
    else { return false }
    if range.count == 1 { return text[first].length == 4 && !text[first].isYear }
    return range.count == 3 && text[first + 1].isDash && text[first + 2].isNumber && !text[first + 2].isYear
      && text[first].value > 0 && text[first].value < text[first + 2].value
  }

  private func isAnnounced(_ index: Int) -> Bool {
    let word = text.isDot(index - 1) ? index - 2 : index - 1
    return text.isWord(word) && isAnnouncement(word, .volumeWord)
  }

  /// "39 (1960) 1459": a number behind the year that was taken for a part of the date.
  private mutating func readPageBehindDate() {
    guard segment(.journal) != nil, result.item.volume != nil else { return }
    for segment in segments where segment.label == .date {
      guard let year = segment.tokens.first(where: { text[$0].isYear }) else { continue }
      var range = (year + 1)..<segment.tokens.upperBound
      while let first = range.first, text[first].kind == .mark { range = range.dropFirst() }
      if let first = range.first, text[first].isNumber, text[first].length <= 6,
        text.isMark(first - 1, 0x29) || text.isComma(first - 1) && !text[first].isYear
      {
        readPages(number(range, .pageWord), .date)
      }
      return
    }
  }

  /// "314 2001", "2(8665)", "294, série 11", "115 Number 1", "II, volume 60": the number, without the year, the issue or the
  /// series that stands beside it.
  private func one(_ whole: Range<Int>) -> Range<Int> {
    var range = whole
    for index in whole.dropFirst() where text.isWord(index) && text[index].length > 1 && index + 1 < whole.upperBound {
      let uses = text.lexicon.tokens.uses(of: text.bytes(index), text.lexicon.journals)
      if uses.contains(.volumeWord) { range = number((index + 1)..<whole.upperBound, .volumeWord) }
      if uses.contains(.issueWord), text[index - 1].isNumber { return range.lowerBound..<index }
    }
    guard let first = range.first, text[first].isNumber, !text[first].isYear, first + 1 < range.upperBound else {
      return range
    }
    let next = first + 1
    let isYear = text[next].isNumber && text[next].isSpaced && text[next].isYear
    return isYear || text.isComma(next) || text.isMark(next, 0x3B) || text.isMark(next, 0x29) || text.isMark(next, 0x28)
      ? first..<next : range
  }

  /// The first segment of this label that holds a number, or the first at all.
  private func numbered(_ label: FieldLabel) -> Range<Int>? {
    segments.first { $0.label == label && $0.tokens.contains { text[$0].isNumber } }?.tokens ?? segment(label)
  }

  /// The first segment that holds a range of pages, or else a page.
  private func pages() -> Range<Int>? {
    let ranged = segments.first { segment in
      segment.label == .pages
        && segment.tokens.dropFirst().dropLast().contains {
          text[$0].isDash && text[$0 - 1].isNumber && !text[$0 + 1].isDash
        }
    }
    return ranged?.tokens ?? numbered(.pages)
  }

  /// Past the last three digits of "22,831" and "11 405".
  private func pastThousands(_ index: Int, _ range: Range<Int>) -> Int {
    guard index > range.lowerBound, text[index - 1].isNumber, text[index - 1].length <= 2 else { return index }
    let next = index < range.upperBound && text.isComma(index) ? index + 1 : index
    guard next < range.upperBound, text[next].isNumber, text[next].length == 3,
      text[next].isSpaced == (next == index)
    else { return index }
    return next + 1
  }

  /// The number of a segment without the word that announces it: "Vol. 22,", "(3)", "n° 7", "제17권".
  private func number(_ range: Range<Int>, _ announced: TokenLexicon.Uses) -> Range<Int> {
    var range = unwrapped(range)
    let isNumberLike = { (index: Int) in text[index].isNumber }
    guard range.contains(where: isNumberLike) else {
      // Roman numbers, "Suppl", "Special Issue".
      while range.count > 1, let first = range.first, isAnnouncement(first, announced) || text[first].kind == .mark {
        range = range.dropFirst()
      }
      return unwrapped(range)
    }
    while let first = range.first, !isNumberLike(first) {
      // "S12", "e0133921": a letter that the number is glued to.
      let next = first + 1
      if text.isWord(first), next < range.upperBound, isNumberLike(next), !text[next].isSpaced,
        !isAnnouncement(first, announced) || text[first].length == 1 && text[first].isCapitalized, !isOrdinal(first)
      {
        break
      }
      // "Vol. SE-7"
      if text.isWord(first), text[first].letterCase == .upper, text[first].length <= 4, next + 1 < range.upperBound,
        text[next].isDash, !text[next].isSpaced, isNumberLike(next + 1), !text[next + 1].isSpaced,
        !isAnnouncement(first, announced)
      {
        break
      }
      if text.isWord(first), text[first].letterCase == .upper || text[first].letterCase == .single, isRoman(first),
        next < range.upperBound, !isAnnouncement(first, announced)
      {
        break
      }
      range = range.dropFirst()
    }
    // Behind the number: "26th", "pages", "권".
    while let last = range.last, !isNumberLike(last) {
      let isGlued = text.isWord(last) && !text[last].isSpaced && last > range.lowerBound && isNumberLike(last - 1)
      if isGlued, text[last].length <= 2, text.bytes(last).allSatisfy({ $0 < 0x80 }), !isAnnouncement(last, announced),
        !text.isWord(last, "th"), !text.isWord(last, "st"), !text.isWord(last, "nd"), !text.isWord(last, "rd")
      {
        break
      }
      if text.isWord(last), isRoman(last), announced == .pageWord || text[last].letterCase == .single { break }
      if text.isWord(last), text[last].isSpaced, announced != .pageWord, !isAnnouncement(last, announced) { break }
      range = range.dropLast()
    }
    return range
  }

  private func isRoman(_ index: Int) -> Bool {
    text.bytes(index).allSatisfy { [0x49, 0x56, 0x58, 0x4C, 0x43, 0x69, 0x76, 0x78, 0x6C, 0x63].contains($0) }
  }

  private func isOrdinal(_ index: Int) -> Bool { LocatorWords.builtin.ordinals.contains(Array(text.bytes(index))) }

  private func isAnnouncement(_ index: Int, _ announced: TokenLexicon.Uses) -> Bool {
    guard text.isWord(index) else { return false }
    let uses = text.lexicon.tokens.uses(of: text.bytes(index), text.lexicon.journals)
    if uses.contains(announced) { return true }
    return announced != .pageWord && (uses.contains(.volumeWord) || uses.contains(.issueWord)) && text[index].length > 1
  }

  private mutating func readPages(_ range: Range<Int>, _ label: FieldLabel) {
    // "n. p." and "pp." without one are no pages.
    guard range.contains(where: { text[$0].isNumber || text.isWord($0) && isRoman($0) }) else { return }
    // "12–15, 18": the first range.
    var firstEnd = range.lowerBound
    while firstEnd < range.upperBound, isPagePart(firstEnd, range.lowerBound) { firstEnd += 1 }
    guard firstEnd > range.lowerBound else { return }
    let pastFirst = pastThousands(firstEnd, range)
    if pastFirst < range.upperBound, text[pastFirst].isDash { firstEnd = pastFirst }
    var lastStart = firstEnd
    while lastStart < range.upperBound, text[lastStart].isDash { lastStart += 1 }
    var lastEnd = lastStart
    if lastStart > firstEnd {
      // "pp. 12-p. 15"
      while lastStart < range.upperBound,
        text.isWord(lastStart) && isAnnouncement(lastStart, .pageWord) && text[lastStart].isLower
          && lastStart + 1 < range.upperBound || text.isDot(lastStart)
      { lastStart += 1 }
      lastEnd = lastStart
      while lastEnd < range.upperBound, isPagePart(lastEnd, lastStart) { lastEnd += 1 }
      if firstEnd > range.lowerBound + 1 { lastEnd = pastThousands(lastEnd, lastStart..<range.upperBound) }
    }
    let first = written(range.lowerBound..<firstEnd)
    let last = lastEnd > lastStart ? written(lastStart..<lastEnd) : nil
    result.item.page = Pages.string(first: first, last: last)
    note(.page, range.lowerBound..<max(firstEnd, lastEnd), label)
  }

  /// Without what parts thousands.
  private func written(_ range: Range<Int>) -> ArraySlice<UInt8> {
    let extent = bytes[text.extent(range)]
    return extent.contains(0x20) || extent.contains(0x2C) ? extent.filter { $0 != 0x20 && $0 != 0x2C }[...] : extent
  }

  /// Numbers, and letters glued to them or alone.
  private func isPagePart(_ index: Int, _ start: Int) -> Bool {
    guard text[index].isNumber || text.isWord(index) else { return false }
    return index == start || !text[index].isSpaced
  }

  mutating func readDate() {
    let dates = segments.filter { $0.label == .date || $0.label == .leadingDate }
    for segment in dates {
      guard let index = segment.tokens.first(where: { text[$0].isYear }) else { continue }
      result.item.issued = PartialDate(year: Int(text[index].value))
      note(.issued, index..<(index + 1), segment.label)
      readMonth(segment.tokens)
      return
    }
    // "314 2001": a year that was taken for a part of the volume.
    if let range = numbered(.volume).map({ number($0, .volumeWord) }), one(range).count < range.count,
      text[range.lowerBound + 1].isYear
    {
      result.item.issued = PartialDate(year: Int(text[range.lowerBound + 1].value))
      note(.issued, (range.lowerBound + 1)..<(range.lowerBound + 2), .volume)
    }
  }

  private mutating func readMonth(_ range: Range<Int>) {
    for index in range where text.isWord(index) {
      guard let month = text.lexicon.months.number(of: text.bytes(index)), month > 0 else { continue }
      result.item.issued?.month = month
      for day in [index - 1, index + 1]
      where range.contains(day) && text[day].isNumber && text[day].value >= 1 && text[day].value <= 31 {
        result.item.issued?.day = Int(text[day].value)
        break
      }
      return
    }
  }
}
