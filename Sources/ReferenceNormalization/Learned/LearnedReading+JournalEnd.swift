import FettleKit
import JournalTable

/// Where the model's labels leave a journal too short, or call it something else, and the table of journals knows better.
extension LearnedReading {
  /// "Periodontol 2000 2015;68:333": the number is a part of the journal's title, if only then the table has it.
  mutating func settleJournalEnd() {
    let journal = FieldLabel.journal.rawValue
    guard let start = labels.firstIndex(of: journal) else { return }
    var end = start
    while end < labels.count, labels[end] == journal { end += 1 }
    var last = end
    while last > start, !text[last - 1].isWord { last -= 1 }
    guard last > start, last == end, end + 1 < labels.count, text[end].isNumber, text[end + 1].isNumber,
      text[end + 1].isSpaced, isKnown(start..<(end + 1))
    else { return }
    labels[end] = journal
  }

  /// "A. Kirkpatrick and J. Greer, AIP Conf. Proc., 475: 405": where a volume has no container, and what was taken for the
  /// title is a journal of the table, or ends with one behind a stop, that is the journal.
  mutating func settleTitleThatIsJournal() {
    let (title, journal) = (FieldLabel.title.rawValue, FieldLabel.journal.rawValue)
    guard labels.contains(FieldLabel.volume.rawValue), !labels.contains(journal),
      !labels.contains(FieldLabel.bookTitle.rawValue), let start = labels.firstIndex(of: title)
    else { return }
    var past = start
    while past < labels.count, labels[past] == title { past += 1 }
    guard past < labels.count, labels[past] == FieldLabel.volume.rawValue || labels[past] == FieldLabel.date.rawValue
    else { return }
    var end = past
    while end > start, !text[end - 1].isWord { end -= 1 }
    for left in start..<end where text[left].isWord && text[left].isCapitalized {
      guard left == start || text.isDot(left - 1) || text.isComma(left - 1) || text[left - 1].kind == .closeQuote,
        isKnown(left..<end)
      else { continue }
      for index in left..<past { labels[index] = journal }
      return
    }
  }

  /// "C. Patrignani et al. (Particle Data Group), Chin. Phys. C": a group in brackets behind the names is no title.
  mutating func settleTitleThatIsGroup() {
    let title = FieldLabel.title.rawValue
    guard let start = labels.firstIndex(of: title), start > 0 else { return }
    var end = start
    while end < labels.count, labels[end] == title { end += 1 }
    var last = end
    while last > start, text.isDot(last - 1) || text.isComma(last - 1) { last -= 1 }
    let isOpen = text.isMark(start, 0x28) || text.isMark(start - 1, 0x28)
    guard isOpen, last > start + 1, last - start <= 12, text.isMark(last - 1, 0x29), text.isWord(last - 2),
      !(start + 1..<last - 1).contains(where: { text.isMark($0, 0x28) || text.isMark($0, 0x29) }),
      text.lexicon.tokens.uses(of: text.bytes(last - 2), text.lexicon.journals).contains(.group)
    else { return }
    for index in start..<end { labels[index] = FieldLabel.note.rawValue }
  }
}
