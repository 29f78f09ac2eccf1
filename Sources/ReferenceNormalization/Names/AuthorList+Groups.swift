import FettleKit

/// Authors that aren't written as family and given names: collaborations, organizations, East Asian names.
extension AuthorList {
  /// "ATLAS Collaboration, G. Aad et al.": a collaboration, and the names behind it.
  mutating func readCollaboration(_ text: ReferenceText, _ start: Int, _ reader: inout NameReader) {
    var at = start
    while at < min(text.count, start + 8), text.isWord(at), text[at].isCapitalized || at > start,
      !text.isWord(at, "collaboration")
    { at += 1 }
    guard at > start, text.isWord(at, "collaboration"), at + 1 < text.count, text[at + 1].kind == .mark else { return }
    names = [Name(literal: text.string(start..<(at + 1)))]
    end = at + 1
    namesEnd = at + 1
    if text.isComma(at + 1), let first = reader.read(at + 2, .familyOnly) ?? reader.read(at + 2, .givenFirst) {
      append(first, text, &reader)
      style = first.style
      readRest(text, &reader)
    }
  }

  /// Names of two to four East Asian characters, each a word.
  mutating func readEastAsian(_ text: ReferenceText, _ start: Int) {
    var at = start
    var end = start
    while text.isWord(at), text[at].length >= 2, text[at].length <= 4, isEastAsian(text, at) {
      names.append(Name(literal: text.string(at..<(at + 1))))
      end = at + 1
      guard let (next, _) = AuthorList.pastSeparator(text, end) else { break }
      at = next
    }
    // A list ends at a stop, a quote, a bracket or a year.
    let isEnd = end < text.count && (text[end].kind == .mark || text[end].kind == .openQuote || text[end].isYear)
    guard isEnd else {
      names = []
      return
    }
    style = .full
    self.end = end
    namesEnd = end
  }

  private func isEastAsian(_ text: ReferenceText, _ index: Int) -> Bool {
    let first = text.bytes[Int(text[index].start)]
    return first >= 0xE3 && first <= 0xED
  }

  /// The name of a group, up to the mark behind it.
  mutating func readGroup(_ text: ReferenceText, _ start: Int) {
    var at = start
    var hasGroupWord = false
    var words = 0
    while at < min(text.count, start + 24) {
      let token = text[at]
      if token.isMark(0x2E) || token.isMark(0x28) || token.isMark(0x3A) || token.isMark(0x3B) || token.isMark(0x2C)
        || token.isYear
      {
        break
      }
      if token.isWord {
        words += 1
        if text.lexicon.groups.contains(text.bytes(at)) { hasGroupWord = true }
        if token.isLower, !text.lexicon.links.contains(text.bytes(at)) { return }
      } else if !(token.isMark(0x26) || token.isDash || token.kind == .closeQuote) {
        return
      }
      at += 1
    }
    guard words > 0, at < text.count else { return }
    let next = text.isDot(at) || text.isComma(at) ? at + 1 : at
    let isBeforeYear =
      (text.isMark(next, 0x28) && text.isYear(next + 1)) || (text.isYear(next) && next + 1 < text.count && words <= 8)
    let isAcronym = words == 1 && text[start].letterCase == .upper && text.isDot(at) && text[start].length <= 6
    let hasRest = at + 3 < text.count
    guard hasRest, (hasGroupWord && words >= 2 && (text.isDot(at) || isBeforeYear)) || isBeforeYear || isAcronym else {
      return
    }
    if text.lexicon.journals.match(text.bytes(start..<at)) != nil { return }
    // "Folkman and Klagsbrun, 1987": two families.
    if !hasGroupWord, at == start + 3, text.isWord(start + 1, "and") || text.isMark(start + 1, 0x26),
      text[start].letterCase == .title, text[start + 2].letterCase == .title
    {
      names = [Name(family: text.string(start..<(start + 1))), Name(family: text.string((start + 2)..<at))]
      end = at
      namesEnd = at
      return
    }
    names = [Name(literal: text.string(start..<at))]
    end = at
    namesEnd = at
  }
}
