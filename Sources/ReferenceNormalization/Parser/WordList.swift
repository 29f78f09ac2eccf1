import Foundation
import JournalTable

/// Words and phrases from a data file of this module: one a line, "#" begins a remark. Case and punctuation don't count.
struct WordList: Sendable {
  private var keys: Set<JournalKey> = []
  /// The most words that an entry has.
  private(set) var longest = 0
  let entries: [String]

  init(_ name: String) {
    entries = DataFile.lines(name)
    for entry in entries {
      keys.insert(JournalKey(entry.utf8))
      longest = max(longest, entry.utf8.split(separator: 0x20).count)
    }
  }

  func contains(_ word: ArraySlice<UInt8>) -> Bool { keys.contains(JournalKey(word)) }
}

/// The data files of this module.
enum DataFile {
  /// The lines of a file that say something: without remarks, without empty lines.
  static func lines(_ name: String) -> [String] {
    guard let url = Bundle.module.url(forResource: name, withExtension: "txt", subdirectory: "Data"),
      let data = try? Data(contentsOf: url)
    else { return [] }
    return String(decoding: data, as: UTF8.self).split(separator: "\n").map(String.init).filter {
      !$0.hasPrefix("#") && !$0.isEmpty
    }
  }
}
