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

/// The data files of this module. They are part of the program, so that it gives the same output wherever it is put.
enum DataFile {
  private static let files: [String: [UInt8]] = [
    "arxiv-archives": PackageResources.arxiv_archives_txt,
    "degree-words": PackageResources.degree_words_txt,
    "edition-words": PackageResources.edition_words_txt,
    "editor-words": PackageResources.editor_words_txt,
    "event-words": PackageResources.event_words_txt,
    "given-names": PackageResources.given_names_txt,
    "group-words": PackageResources.group_words_txt,
    "journal-leads": PackageResources.journal_leads_txt,
    "journal-links": PackageResources.journal_links_txt,
    "locator-words": PackageResources.locator_words_txt,
    "long-initials": PackageResources.long_initials_txt,
    "months": PackageResources.months_txt,
    "name-particles": PackageResources.name_particles_txt,
    "name-suffixes": PackageResources.name_suffixes_txt,
    "places": PackageResources.places_txt,
    "publishers": PackageResources.publishers_txt,
    "undated-words": PackageResources.undated_words_txt,
  ]

  /// The lines of a file that say something: without remarks, without empty lines.
  static func lines(_ name: String) -> [String] {
    String(decoding: files[name] ?? [], as: UTF8.self).split(separator: "\n").map(String.init).filter {
      !$0.hasPrefix("#") && !$0.isEmpty
    }
  }
}
