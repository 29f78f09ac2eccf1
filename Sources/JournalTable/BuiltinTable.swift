import JournalData

extension JournalTable {
  /// The table that comes with the module, read when it is first asked for.
  public static let builtin = JournalTable(
    builtin: Array(UnsafeRawBufferPointer(start: fettle_journal_table(), count: Int(fettle_journal_table_size()))))

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
