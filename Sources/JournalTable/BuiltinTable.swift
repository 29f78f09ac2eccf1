extension JournalTable {
  /// The table that comes with the module, read when it is first asked for.
  public static let builtin = JournalTable(table: PackageResources.journals_tsv)
}
