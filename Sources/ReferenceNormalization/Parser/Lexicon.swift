import JournalTable

/// The word lists that the rules of the parser look up.
final class Lexicon: Sendable {
  static let builtin = Lexicon()

  /// All lists at once, a word at a time.
  let tokens = TokenLexicon.builtin
  let journals = JournalTable.builtin
  /// "van", "de la": what may stand before a family name.
  let particles = WordList("name-particles")
  /// "Jr", "III".
  let suffixes = WordList("name-suffixes")
  /// Initials of two letters: "Yu", "Ch".
  let longInitials = WordList("long-initials")
  /// Words that only a group's name has: "Organization", "Consortium".
  let groups = WordList("group-words")
  /// Words that say that a part of a reference names a publisher: "Press", "Verlag".
  let publishers = WordList("publishers")
  /// Cities, states and countries where publishers and conferences are.
  let places = WordList("places")
  /// "Proceedings", "Conference", "Workshop" …
  let events = WordList("event-words")
  /// Words that begin a journal's title: "Journal", "Annals" …
  let leads = WordList("journal-leads")
  /// Little words inside the title of a journal: "of", "and", "für".
  let links = WordList("journal-links")
  /// Months and seasons, long and short.
  let months = Months()
  /// arXiv's archives before 2007.
  let archives = WordList("arxiv-archives")
}

/// Names of months.
struct Months: Sendable {
  private let numbers: [JournalKey: Int]

  init() {
    var numbers: [JournalKey: Int] = [:]
    for line in DataFile.lines("months") {
      let parts = line.split(separator: " ")
      guard let number = parts.first.flatMap({ Int($0) }) else { continue }
      for part in parts.dropFirst() { numbers[JournalKey(part.utf8)] = number }
    }
    self.numbers = numbers
  }

  /// 1 to 12 for a month, 0 for a season, `nil` for any other word.
  func number(of word: ArraySlice<UInt8>) -> Int? {
    word.count <= 12 ? numbers[JournalKey(word)] : nil
  }
}
