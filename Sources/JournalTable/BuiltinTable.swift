import JournalData

extension JournalTable {
  /// The table that comes with the module, read when it is first asked for.
  public static let builtin = JournalTable(
    builtin: Array(UnsafeRawBufferPointer(start: fettle_journal_table(), count: Int(fettle_journal_table_size()))))

  /// Further journals, and further short titles of the built-in table's. Many are words of everyday language ("Cities",
  /// "Matter"): they are looked up where a text is known to name a journal, and never tell that it does.
  public static let more = JournalTable(
    builtin: Array(UnsafeRawBufferPointer(start: fettle_more_journals(), count: Int(fettle_more_journals_size()))))

  /// Looks a journal's title up in both tables, the usual one first.
  ///
  /// - Parameter title: UTF-8; case, dots and spaces don't count.
  /// - Returns: `nil` for a title that neither holds.
  public static func lookUp(_ title: ArraySlice<UInt8>) -> JournalMatch? {
    let key = JournalKey(title)
    return builtin.match(key) ?? more.match(key)
  }

  /// Whether the built-in table holds a title, as `match` finds it; asks for nothing more, and is there for many lines.
  public static func knows(_ title: UnsafeBufferPointer<UInt8>) -> Bool {
    guard builtin.mayHold(title) else { return false }
    let key = JournalKey(title)
    return key.length > 0 && builtin.holds(key)
  }

  public static func knows(_ title: String) -> Bool {
    var title = title
    return title.withUTF8 { knows($0) }
  }
}
