import FettleKit
import JournalTable

/// How a container's title is put into an item.
enum ContainerTitle {
  /// Puts a title and what a table says of it: a short title gets the full one beside it, a full one its usual abbreviation, and
  /// both the journal's ISSN, unless one is stated. What isn't known, or is short for several journals, stays as written.
  ///
  /// - Returns: the fields that come from the table; the others are as written.
  static func put(_ written: String, _ match: JournalMatch?, into item: inout Item) -> [LookedUpField] {
    var lookedUp: [LookedUpField] = []
    item.containerTitle = written
    item.containerTitleShort = nil
    switch match {
    case .short(let journal):
      item.containerTitle = journal.full
      item.containerTitleShort = written
      lookedUp.append(.containerTitle)
    case .both: item.containerTitleShort = written
    case .full(let journal):
      item.containerTitleShort = journal.short
      lookedUp.append(.containerTitleShort)
    case .ambiguous, nil: break
    }
    if item.ISSN == nil, let issn = match?.journal?.issn {
      item.ISSN = issn
      lookedUp.append(.ISSN)
    }
    return lookedUp
  }

  /// As written; the full stop behind it belongs to it where the title is abbreviated.
  static func string(_ text: ReferenceText, _ range: Range<Int>) -> String {
    let written = text.string(range)
    guard let last = range.last, text.isDot(last + 1), text[last].isWord, !text[last + 1].isSpaced else {
      return written
    }
    let hasStop = range.contains { text.isDot($0) }
    // A letter by itself names a section: "J R Stat Soc B".
    let isAbbreviated =
      text[last].length > 1 && text.lexicon.journals.use(of: text.bytes(last)).contains(.abbreviation)
    return hasStop || (isAbbreviated && range.count > 1) ? written + "." : written
  }
}
