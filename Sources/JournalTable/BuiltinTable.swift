import JournalData

extension JournalTable {
  /// The table that comes with the module, read when it is first asked for.
  public static let builtin = JournalTable(
    table: Array(UnsafeRawBufferPointer(start: fettle_journal_table(), count: Int(fettle_journal_table_size()))))
}
