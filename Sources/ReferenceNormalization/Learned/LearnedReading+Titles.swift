import FettleKit

/// Title and container.
extension LearnedReading {
  mutating func readTitles() {
    if let range = segment(.title).map(unwrapped), !range.isEmpty {
      result.item.title = text.string(range)
      note(.title, range, .title)
    }
    let journal = segment(.journal).map(container)
    let book = segment(.bookTitle).map(container)
    if let journal, !journal.isEmpty {
      var written = ContainerTitle.string(text, journal)
      note(.containerTitle, journal, .journal)
      let match = text.lexicon.journals.match(text.bytes(journal))
      switch match {
      case .short(let journal):
        result.item.containerTitle = journal.full
        result.item.containerTitleShort = written
      case .both:
        result.item.containerTitle = written
        result.item.containerTitleShort = written
      default:
        if written.isEmpty { written = text.string(journal) }
        result.item.containerTitle = written
      }
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
    // "J. Med. Microbiol. Vol": the volume's word was taken with it.
    while range.count > 2, let last = range.last, text[last].isWord,
      text.isWord(last, "vol") || text.isWord(last, "volume") || text.isWord(last, "no") && text[last - 1].kind == .mark
    { range = unwrapped(range.dropLast()) }
    return range
  }
}
