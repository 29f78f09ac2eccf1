/// Short and full titles of journals: a look-up of what a source states, never a guess.
///
/// A journal with several short forms has several entries. A short form of more than one journal is ambiguous: known, but not
/// looked up.
public struct JournalTable: Sendable {
  /// In the order of the table; one for each line.
  public private(set) var journals: [Journal] = []
  private var shorts: [JournalKey: Int32] = [:]
  private var fulls: [JournalKey: Int32] = [:]
  private var words: [JournalKey: WordUse] = [:]

  /// How the table uses a word.
  public struct WordUse: OptionSet, Sendable {
    public let rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }
    /// As a shortened word: "Neurosci.".
    public static let abbreviation = WordUse(rawValue: 1)
    /// In full titles, or unshortened in short ones.
    public static let word = WordUse(rawValue: 2)
    /// As the first word of a title.
    public static let first = WordUse(rawValue: 4)
  }

  private static let ambiguous: Int32 = -1

  /// Reads a table in text: one form a line, `short<TAB>full<TAB>ISSN`, the last column may be empty; lines that begin with
  /// "#" are remarks.
  ///
  /// - Parameter table: UTF-8. A line without a tab is passed over.
  public init(table: [UInt8]) {
    for line in table.split(separator: 0x0A) where line.first != 0x23 {
      let columns = line.split(separator: 0x09, omittingEmptySubsequences: false)
      guard columns.count >= 2 else { continue }
      add(columns[0], columns[1], issn: columns.count > 2 ? columns[2] : [])
    }
  }

  /// Makes a table of these entries, in this order.
  public init(_ journals: [Journal]) {
    for journal in journals {
      add(Array(journal.short.utf8)[...], Array(journal.full.utf8)[...], issn: Array((journal.issn ?? "").utf8)[...])
    }
  }

  private mutating func add(_ short: ArraySlice<UInt8>, _ full: ArraySlice<UInt8>, issn: ArraySlice<UInt8>) {
    let index = Int32(journals.count)
    journals.append(
      Journal(
        short: String(decoding: short, as: UTF8.self), full: String(decoding: full, as: UTF8.self),
        issn: issn.isEmpty ? nil : String(decoding: issn, as: UTF8.self)))
    let fullKey = JournalKey(full)
    if fulls[fullKey] == nil { fulls[fullKey] = index }
    let key = JournalKey(short)
    if let other = shorts[key] {
      if other >= 0, JournalKey(journals[Int(other)].full.utf8) != fullKey { shorts[key] = JournalTable.ambiguous }
    } else {
      shorts[key] = index
    }
    note(words: short, isShort: true)
    note(words: full, isShort: false)
  }

  private mutating func note(words title: ArraySlice<UInt8>, isShort: Bool) {
    var isFirst = true
    for word in title.split(separator: 0x20) where word.count > 1 || isFirst {
      var use: WordUse = isShort && word.last == 0x2E ? .abbreviation : .word
      if isFirst { use.insert(.first) }
      isFirst = false
      words[JournalKey(word), default: []].formUnion(use)
    }
  }

  /// Looks a title up, as written.
  ///
  /// - Parameter title: UTF-8; case, dots and spaces don't count.
  /// - Returns: `nil` for a title that the table doesn't hold.
  public func match(_ title: ArraySlice<UInt8>) -> JournalMatch? { match(JournalKey(title)) }

  /// Whether the table holds a title of this key, short or full.
  public func holds(_ key: JournalKey) -> Bool { shorts[key] != nil || fulls[key] != nil }

  private func match(_ key: JournalKey) -> JournalMatch? {
    if key.length == 0 { return nil }
    if let full = fulls[key] {
      // "Neuroscience" is its own short title; "Cell" is no short title of "Cell Reports".
      return shorts[key] == nil ? .full(journals[Int(full)]) : .both(journals[Int(full)])
    }
    guard let short = shorts[key] else { return nil }
    return short == JournalTable.ambiguous ? .ambiguous : .short(journals[Int(short)])
  }

  /// How titles of the table use a word.
  ///
  /// - Parameter word: UTF-8, with or without its dot.
  public func use(of word: ArraySlice<UInt8>) -> WordUse { use(of: JournalKey(word)) }

  /// How titles of the table use the word of this key.
  public func use(of word: JournalKey) -> WordUse { words[word] ?? [] }
}
