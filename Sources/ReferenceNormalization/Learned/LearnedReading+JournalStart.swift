import FettleKit
import JournalTable

/// Where a journal's title begins, when the model's border gives a title that the table of journals doesn't have, and another
/// one close by gives one that it has: "Meier, P. J. Am. Stat. Assoc." has no journal "Am. Stat. Assoc.".
extension LearnedReading {
  /// In words: how far a border is moved.
  private static let farthest = 5

  mutating func settleJournalStart() {
    let journal = FieldLabel.journal.rawValue
    guard let start = labels.firstIndex(of: journal), start > 0 else { return }
    var end = start
    while end < labels.count, labels[end] == journal { end += 1 }
    while end > start, !text[end - 1].isWord, !text[end - 1].isNumber, !text.isMark(end - 1, 0x29) { end -= 1 }
    guard end > start else { return }
    let isRight = isKnown(start..<end)
    if labels[start - 1] == FieldLabel.author.rawValue {
      settleInitial(start, end, isRight: isRight)
    } else if isRight {
      return
    } else if labels[start - 1] == FieldLabel.title.rawValue {
      settleTitleEnd(start, end)
    }
  }

  func isKnown(_ range: Range<Int>) -> Bool {
    !range.isEmpty && text.lexicon.journals.holds(JournalKey(text.bytes(range)))
  }

  /// "J. Cell Science" is "Journal of Cell Science", though the table has it as "J. Cell Sci." only.
  private func isKnownWithInitial(_ range: Range<Int>) -> Bool {
    if isKnown(range) { return true }
    guard text.isWord(range.lowerBound, "j") else { return false }
    var rest = range.dropFirst()
    if let first = rest.first, text.isDot(first) { rest = rest.dropFirst() }
    guard let first = rest.first, text[first].length > 1 else { return false }
    var key = JournalKey.Digest()
    for byte in Array("Journal of ".utf8) + text.bytes(rest) { key.add(byte) }
    return text.lexicon.journals.holds(key.key)
  }

  /// A single capital between names and a journal is an initial, or "J.". Initials of one name are all glued or all spaced:
  /// in "Stroop, J.R. J. Exp. Psychol." the last one is none.
  private mutating func settleInitial(_ start: Int, _ end: Int, isRight: Bool) {
    let (author, journal) = (FieldLabel.author.rawValue, FieldLabel.journal.rawValue)
    var left = start
    if text.isDot(left - 1), labels[left - 1] == author { left -= 1 }
    if left > 1, text[left - 1].letterCase == .single, labels[left - 1] == author, isKnownWithInitial((left - 1)..<end),
      !isRight || isSpacedBehindGlued(left - 1)
    {
      for index in (left - 1)..<start { labels[index] = journal }
      return
    }
    guard !isRight, text[start].letterCase == .single, text.isDot(start + 1), start + 2 < end,
      isKnown((start + 2)..<end), isBehindFamilyName(start)
    else {
      return
    }
    for index in start..<(start + 2) { labels[index] = author }
  }

  /// Whether initials are due: in "Meier, P. and R. Ketterer, Z. Anal. Chem." no more of them are.
  private func isBehindFamilyName(_ start: Int) -> Bool {
    guard text.isComma(start - 1) else { return true }
    var index = start - 2
    while index >= 0, text.isWord(index), text[index].letterCase != .single { index -= 1 }
    return index < 0 || !text.isDot(index) || !text.isWord(index - 1) || text[index - 1].letterCase != .single
  }

  private func isSpacedBehindGlued(_ index: Int) -> Bool {
    index > 4 && text[index].isSpaced && text.isDot(index - 1) && text[index - 2].letterCase == .single
      && !text[index - 2].isSpaced && text.isDot(index - 3) && text[index - 4].letterCase == .single
  }

  /// Behind a title the journal begins at a stop or a comma, and has two words or more.
  private mutating func settleTitleEnd(_ start: Int, _ end: Int) {
    let (title, journal) = (FieldLabel.title.rawValue, FieldLabel.journal.rawValue)
    var words = 0
    var left = start
    while left > 1, words < LearnedReading.farthest, labels[left - 1] == title {
      left -= 1
      guard text[left].isWord else { continue }
      words += 1
      if text[left].isCapitalized, text.isDot(left - 1) || text.isComma(left - 1), labels[left - 1] == title,
        isKnown(left..<end)
      {
        for index in left..<start { labels[index] = journal }
        return
      }
    }
    words = 0
    for right in (start + 1)..<max(start + 1, end - 1) where text[right].isWord {
      words += 1
      guard words <= LearnedReading.farthest else { return }
      if text[right].isCapitalized, text.isDot(right - 1) || text.isComma(right - 1), isKnown(right..<end),
        (right..<end).count(where: { text[$0].isWord }) > 1
      {
        for index in start..<right { labels[index] = title }
        return
      }
    }
  }
}
