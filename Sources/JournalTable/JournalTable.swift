/// Short and full titles of journals: a look-up of what a source states, never a guess.
///
/// A journal with several short forms has several entries. A short form of more than one journal is ambiguous: known, but not
/// looked up.
public struct JournalTable: Sendable {
  /// Lines of `short<TAB>full<TAB>ISSN`.
  private var text: [UInt8] = []
  private var entries: [Entry] = []
  private var shorts = KeyIndex<Int32>(bits: 10, nothing: JournalTable.nothing)
  private var fulls = KeyIndex<Int32>(bits: 10, nothing: JournalTable.nothing)
  /// A bit for each digest of how a title begins, most of which no line of a page has.
  private var beginnings = [UInt64](repeating: 0, count: 512)
  /// A bit for each digest of a title: most that are asked for find none set, and no index is read for them.
  private var titles = [UInt64](repeating: 0, count: 4096)
  /// Empty where `isBuiltin` says so.
  private var words = KeyIndex<WordUse>(bits: 10, nothing: [])
  private var isBuiltin = false

  /// Where the columns of a line end, in `text`.
  private struct Entry: Sendable {
    var start: Int32
    var short: Int32
    var full: Int32
    var issn: Int32
    var fullDigest: UInt64
  }

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

  private static let nothing: Int32 = -1
  private static let ambiguous: Int32 = -2

  /// Reads a table in text: one form a line, `short<TAB>full<TAB>ISSN`, the last column may be empty; lines that begin with
  /// "#" are remarks.
  ///
  /// - Parameter table: UTF-8. A line without a tab is passed over.
  public init(table: [UInt8]) {
    self.init(titles: table)
    words = readWords()
  }

  /// Reads the built-in table, whose words are read when the first of them is asked for: those who only look titles up don't
  /// wait for them.
  init(builtin table: [UInt8]) {
    self.init(titles: table)
    isBuiltin = true
  }

  private init(titles table: [UInt8]) {
    text = table
    let bits = max(10, Int.bitWidth - (table.count / 24).leadingZeroBitCount)
    shorts = KeyIndex(bits: bits, nothing: JournalTable.nothing)
    fulls = KeyIndex(bits: bits, nothing: JournalTable.nothing)
    entries.reserveCapacity(table.count / 48)
    var start = 0
    while start < text.count {
      var tabs: (Int, Int) = (-1, -1)
      var end = start
      while end < text.count, text[end] != 0x0A {
        if text[end] == 0x09 {
          if tabs.0 < 0 { tabs.0 = end } else if tabs.1 < 0 { tabs.1 = end }
        }
        end += 1
      }
      if text[start] != 0x23, tabs.0 >= 0 { add(start, tabs.0, tabs.1 < 0 ? end : tabs.1, end) }
      start = end + 1
    }
  }

  /// Makes a table of these entries, in this order. Tabs and line ends in their titles count as spaces.
  public init(_ journals: [Journal]) {
    var table: [UInt8] = []
    for journal in journals {
      for (index, column) in [journal.short, journal.full, journal.issn ?? ""].enumerated() {
        if index > 0 { table.append(0x09) }
        for byte in column.utf8 { table.append(byte < 0x20 ? 0x20 : byte) }
      }
      table.append(0x0A)
    }
    self.init(table: table)
  }

  /// In the order of the table; one for each line.
  public var journals: [Journal] { entries.indices.map { journal(Int32($0)) } }

  private func journal(_ index: Int32) -> Journal {
    let entry = entries[Int(index)]
    func string(_ start: Int32, _ end: Int32) -> String {
      start < end ? String(decoding: text[Int(start)..<Int(end)], as: UTF8.self) : ""
    }
    let issn = string(entry.full + 1, entry.issn)
    return Journal(
      short: string(entry.start, entry.short), full: string(entry.short + 1, entry.full),
      issn: issn.isEmpty ? nil : issn)
  }

  private mutating func add(_ start: Int, _ short: Int, _ full: Int, _ issn: Int) {
    let fullKey = JournalKey(text[(short + 1)..<full])
    let index = Int32(truncatingIfNeeded: entries.count)
    entries.append(
      Entry(
        start: Int32(truncatingIfNeeded: start), short: Int32(truncatingIfNeeded: short),
        full: Int32(truncatingIfNeeded: full), issn: Int32(truncatingIfNeeded: issn), fullDigest: fullKey.digest))
    fulls.update(fullKey) { if $0 == JournalTable.nothing { $0 = index } }
    let entries = entries
    let shortKey = JournalKey(text[start..<short])
    note(title: fullKey)
    note(title: shortKey)
    shorts.update(shortKey) { known in
      if known == JournalTable.nothing {
        known = index
      } else if known >= 0, entries[Int(known)].fullDigest != fullKey.digest {
        known = JournalTable.ambiguous
      }
    }
    note(beginning: start..<short)
    note(beginning: (short + 1)..<full)
  }

  private mutating func note(title: JournalKey) {
    let bit = JournalTable.titleBit(title)
    titles[bit / 64] |= 1 << UInt64(bit % 64)
  }

  @inline(__always)
  private static func titleBit(_ title: JournalKey) -> Int {
    Int(truncatingIfNeeded: (title.digest &* 0x9E37_79B9_7F4A_7C15) &>> 46)
  }

  private func mayHold(_ title: JournalKey) -> Bool {
    let bit = JournalTable.titleBit(title)
    return titles[bit / 64] &>> UInt64(bit % 64) & 1 != 0
  }

  private mutating func note(beginning title: Range<Int>) {
    if let beginning = text[title].withUnsafeBufferPointer({ JournalKey.beginning(of: $0) }) {
      return note(beginning: beginning)
    }
    var digest = JournalKey.Digest()
    for byte in text[title] {
      // "&" counts as the letters that it stands for, of which four bytes may take one or two.
      var letters = byte == 0x26 ? 3 : 1
      while letters > 0, digest.beginning == nil {
        digest.add(byte == 0x26 ? JournalKey.and[3 - letters] : byte)
        letters -= 1
      }
      if let beginning = digest.beginning { return note(beginning: beginning) }
    }
  }

  private mutating func note(beginning: UInt64) {
    let bit = JournalTable.bit(beginning)
    beginnings[bit / 64] |= 1 << UInt64(bit % 64)
  }

  @inline(__always)
  private static func bit(_ beginning: UInt64) -> Int {
    Int(truncatingIfNeeded: (beginning &* 0x9E37_79B9_7F4A_7C15) &>> 49)
  }

  /// Whether a title of the table may begin as the text does.
  func mayHold(_ title: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let beginning = JournalKey.beginning(of: title) else { return true }
    let bit = JournalTable.bit(beginning)
    return beginnings[bit / 64] &>> UInt64(bit % 64) & 1 != 0
  }

  private static let builtinWords = builtin.readWords()

  /// How all titles use their words.
  private func readWords() -> KeyIndex<WordUse> {
    var words = KeyIndex<WordUse>(bits: 10, nothing: [])
    for entry in entries {
      note(Int(entry.start)..<Int(entry.short), isShort: true, in: &words)
      note(Int(entry.short + 1)..<Int(entry.full), isShort: false, in: &words)
    }
    return words
  }

  private func note(_ title: Range<Int>, isShort: Bool, in words: inout KeyIndex<WordUse>) {
    var start = title.lowerBound
    while start < title.upperBound {
      var end = start
      while end < title.upperBound, text[end] != 0x20 { end += 1 }
      let isFirst = start == title.lowerBound
      if end - start > 1 || isFirst && end > start {
        var use: WordUse = isShort && text[end - 1] == 0x2E ? .abbreviation : .word
        if isFirst { use.insert(.first) }
        words.update(JournalKey(text[start..<end])) { $0.formUnion(use) }
      }
      start = end + 1
    }
  }

  /// Looks a title up, as written.
  ///
  /// - Parameter title: UTF-8; case, dots and spaces don't count.
  /// - Returns: `nil` for a title that the table doesn't hold.
  public func match(_ title: ArraySlice<UInt8>) -> JournalMatch? { match(JournalKey(title)) }

  /// Whether the table holds a title of this key, short or full.
  public func holds(_ key: JournalKey) -> Bool {
    mayHold(key) && (shorts[key] != JournalTable.nothing || fulls[key] != JournalTable.nothing)
  }

  func match(_ key: JournalKey) -> JournalMatch? {
    if key.length == 0 || !mayHold(key) { return nil }
    let full = fulls[key]
    let short = shorts[key]
    if full >= 0 {
      // "Neuroscience" is its own short title; "Cell" is no short title of "Cell Reports".
      return short == JournalTable.nothing ? .full(journal(full)) : .both(journal(full))
    }
    if short == JournalTable.ambiguous { return .ambiguous }
    return short >= 0 ? .short(journal(short)) : nil
  }

  /// How titles of the table use a word.
  ///
  /// - Parameter word: UTF-8, with or without its dot.
  public func use(of word: ArraySlice<UInt8>) -> WordUse { use(of: JournalKey(word)) }

  /// How titles of the table use the word of this key.
  public func use(of word: JournalKey) -> WordUse { isBuiltin ? JournalTable.builtinWords[word] : words[word] }
}
