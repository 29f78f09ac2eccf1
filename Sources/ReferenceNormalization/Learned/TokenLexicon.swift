import JournalTable

/// What the word lists of this module say of a word, all in one look-up.
struct TokenLexicon: Sendable {
  struct Uses: OptionSet, Sendable {
    let rawValue: UInt32
    static let abbreviation = Uses(rawValue: 1)
    static let journalWord = Uses(rawValue: 2)
    static let journalFirst = Uses(rawValue: 4)
    static let place = Uses(rawValue: 8)
    static let publisher = Uses(rawValue: 16)
    static let month = Uses(rawValue: 32)
    static let group = Uses(rawValue: 64)
    static let event = Uses(rawValue: 128)
    static let particle = Uses(rawValue: 256)
    static let suffix = Uses(rawValue: 512)
    static let lead = Uses(rawValue: 1024)
    static let link = Uses(rawValue: 2048)
    static let volumeWord = Uses(rawValue: 4096)
    static let issueWord = Uses(rawValue: 8192)
    static let pageWord = Uses(rawValue: 16384)
    static let editorWord = Uses(rawValue: 32768)
    static let editionWord = Uses(rawValue: 65536)
    static let degreeWord = Uses(rawValue: 131072)
    static let given = Uses(rawValue: 262144)
  }

  static let builtin = TokenLexicon()

  private var uses: [JournalKey: Uses] = [:]

  init() {
    let lists: [(String, Uses)] = [
      ("places", .place), ("publishers", .publisher), ("group-words", .group), ("event-words", .event),
      ("name-particles", .particle), ("name-suffixes", .suffix), ("journal-leads", .lead), ("journal-links", .link),
      ("editor-words", .editorWord), ("edition-words", .editionWord), ("degree-words", .degreeWord),
      ("given-names", .given),
    ]
    for (name, use) in lists { for line in DataFile.lines(name) { add(line, use) } }
    for line in DataFile.lines("months") { add(String(line.drop { $0 != " " }), .month) }
    for line in DataFile.lines("locator-words") {
      let use: Uses? =
        line.hasPrefix("volume")
        ? .volumeWord : line.hasPrefix("issue") ? .issueWord : line.hasPrefix("page") ? .pageWord : nil
      if let use { add(String(line.drop { $0 != " " }), use) }
    }
  }

  /// Every word of the entry.
  private mutating func add(_ entry: String, _ use: Uses) {
    for word in entry.utf8.split(whereSeparator: { $0 == 0x20 || $0 == 0x2D || $0 == 0x26 }) where word.count > 0 {
      // "e-id" announces an article number, "e" is a part of one.
      if word.count == 1, use == .pageWord, word.count < entry.utf8.count { continue }
      uses[JournalKey(word), default: []].insert(use)
    }
  }

  func uses(of word: ArraySlice<UInt8>, _ journals: JournalTable) -> Uses {
    let key = JournalKey(word)
    return (uses[key] ?? []).union(Uses(rawValue: UInt32(journals.use(of: key).rawValue)))
  }
}
