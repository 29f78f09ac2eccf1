import Foundation

extension JournalTable {
  /// The table that comes with the module, read when it is first asked for.
  public static let builtin: JournalTable = {
    guard let file = Bundle.module.url(forResource: "journals", withExtension: "tsv", subdirectory: "Data"),
      let data = try? Data(contentsOf: file)
    else { return JournalTable(table: []) }
    return JournalTable(table: [UInt8](data))
  }()
}
