import FettleKit
import JournalTable

/// Title and container.
extension LearnedReading {
  mutating func readTitles() {
    if let range = segment(.title).map({ withoutSign(withoutRemarks(unwrapped($0))) }), !range.isEmpty {
      result.item.title = text.string(range)
      note(.title, range, .title)
    }
    let journal = segment(.journal).map(container)
    let book = segment(.bookTitle).map(container)
    if let journal, !journal.isEmpty {
      var written = ContainerTitle.string(text, journal)
      note(.containerTitle, journal, .journal)
      if written.isEmpty { written = text.string(journal) }
      let match = JournalTable.lookUp(text.bytes(journal))
      result.lookedUp = ContainerTitle.put(written, match, into: &result.item)
    } else if let book, !book.isEmpty {
      result.item.containerTitle = text.string(book)
      note(.containerTitle, book, .bookTitle)
    }
    if let range = segment(.series).map(unwrapped), !range.isEmpty { result.item.collectionTitle = text.string(range) }
  }

  /// Without "In:" before it.
  private func container(_ range: Range<Int>) -> Range<Int> {
    var range = unwrapped(range)
    while let first = range.first,
      text.isWord(first, "in") || text.isWord(first, "dans") && text[first].letterCase == .title,
      range.count > 1
    { range = unwrapped(range.dropFirst()) }
    // "J. Med. Microbiol. Vol", "Wirtschaft und Statistik, Nr", "Revue historique, t.": the number's word was taken with it.
    while range.count > 2, let last = range.last, text[last].isWord,
      text.isWord(last, "vol") || text.isWord(last, "volume")
        || (text.isWord(last, "no") || text.isWord(last, "nr")) && text[last - 1].kind == .mark
        || text.isWord(last, "t") && text.isComma(last - 1)
    { range = unwrapped(range.dropLast()) }
    return range
  }

  /// Without "in" before it and "(in German)" behind it, and without who translated it.
  private func withoutRemarks(_ title: Range<Int>) -> Range<Int> {
    var range = title
    if let first = range.first, text.isWord(first, "in"), range.count > 2,
      text[first].isLower || text[first + 1].kind == .openQuote
    {
      range = unwrapped(range.dropFirst())
    }
    if range.count > 5, let last = range.last, text.isMark(last, 0x29) || text.isMark(last, 0x5D),
      let open = range.suffix(5).first(where: { text.isMark($0, 0x28) || text.isMark($0, 0x5B) }),
      text.isWord(open + 1, "in"), last - open <= 3, text[open + 2].isCapitalized, open > range.lowerBound + 1
    {
      range = unwrapped(range.lowerBound..<open)
    }
    for index in range.dropFirst(2) where isTranslator(index) {
      return unwrapped(range.lowerBound..<index)
    }
    return range
  }

  /// "Translated by", "(tr.", "(trans.": behind a stop or a bracket.
  private func isTranslator(_ index: Int) -> Bool {
    guard text.isDot(index - 1) || text.isMark(index - 1, 0x28) || text.isComma(index - 1) else { return false }
    if text.isWord(index, "translated") { return text.isWord(index + 1, "by") }
    let isShort = text.isWord(index, "tr") || text.isWord(index, "trans")
    return isShort && text.isDot(index + 1) && (text.isMark(index - 1, 0x28) || text.isWord(index + 2, "by"))
  }
}
