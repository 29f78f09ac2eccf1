import JournalTable

/// Looks the titles of journals up: in a user's lists first, then in the tables that come with the program.
struct JournalLookup: Sendable {
  let listed: JournalTable?

  /// - Parameter title: UTF-8, as written.
  /// - Returns: `nil` for a title that isn't known. Of a journal that a list names, the ISSN is the tables'.
  func match(_ title: ArraySlice<UInt8>) -> JournalMatch? {
    guard let match = listed?.match(title) else { return JournalTable.lookUp(title) }
    guard var journal = match.journal, journal.issn == nil,
      let known = JournalTable.lookUp(Array(journal.full.utf8)[...])?.journal,
      JournalKey(known.full.utf8) == JournalKey(journal.full.utf8)
    else { return match }
    journal.issn = known.issn
    switch match {
    case .short: return .short(journal)
    case .full: return .full(journal)
    case .both: return .both(journal)
    case .ambiguous: return .ambiguous
    }
  }
}
