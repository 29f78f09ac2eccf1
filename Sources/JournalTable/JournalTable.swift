/// Short and full titles of journals: a look-up of what a source states, never a guess.
///
/// The format is a table in text: one form a line, `short<TAB>full<TAB>ISSN`, the last column may be empty; lines that begin
/// with "#" are remarks. A journal with several short forms has several lines.
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

  /// Reads a table.
  ///
  /// - Parameter table: UTF-8. A line without a tab is passed over.
  public init(table: [UInt8]) {
    for line in table.split(separator: 0x0A) where line.first != 0x23 {
      let columns = line.split(separator: 0x09, omittingEmptySubsequences: false)
      guard columns.count >= 2 else { continue }
      let index = Int32(journals.count)
      let issn = columns.count > 2 && !columns[2].isEmpty ? String(decoding: columns[2], as: UTF8.self) : nil
      let full = String(decoding: columns[1], as: UTF8.self)
      journals.append(Journal(short: String(decoding: columns[0], as: UTF8.self), full: full, issn: issn))
      let key = JournalKey(columns[0])
      if let other = shorts[key] {
        if other >= 0, journals[Int(other)].full != full { shorts[key] = JournalTable.ambiguous }
      } else {
        shorts[key] = index
      }
      let fullKey = JournalKey(columns[1])
      if fulls[fullKey] == nil { fulls[fullKey] = index }
      note(words: columns[0], isShort: true)
      note(words: columns[1], isShort: false)
    }
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
