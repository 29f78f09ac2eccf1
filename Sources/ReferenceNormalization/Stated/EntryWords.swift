import FettleKit
import PageMetadata

/// The words of an entry, to look others up in: runs of letters and digits, ASCII letters in lower case.
struct EntryWords {
  /// What an entry and a statement must have in common to be one reference.
  static let enough = 2

  /// What makes sure of it.
  static let certain = 3

  /// With a space before, between and behind them.
  private let text: [UInt8]
  /// Without any.
  private let glued: [UInt8]

  init(_ text: String) {
    self.text = EntryWords.words(text)
    glued = self.text.filter { $0 != 0x20 }
  }

  /// Whether the letters and digits stand in the entry, whatever it has before and behind them: pages print "1993;5351- 358".
  func holdGlued(words: [UInt8]) -> Bool {
    EntryWords.find(words.filter { $0 != 0x20 }, in: glued, isWhole: false)
  }

  static func words(_ text: String) -> [UInt8] {
    var words: [UInt8] = [0x20]
    words.reserveCapacity(text.utf8.count + 2)
    var text = text
    text.withUTF8 { bytes in
      var at = 0
      while at < bytes.count {
        let byte = bytes[at]
        let isLetter = byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26
        if isLetter {
          words.append(byte &- 0x41 < 26 ? byte | 0x20 : byte)
          at += 1
        } else if byte >= 0x80, byte != 0xC2, !(byte == 0xE2 && at + 1 < bytes.count && bytes[at + 1] < 0x84) {
          words.append(byte)
          at += 1
        } else {
          if words.last != 0x20 { words.append(0x20) }
          at += byte < 0x80 ? 1 : byte == 0xC2 ? 2 : 3
        }
      }
    }
    if words.last != 0x20 { words.append(0x20) }
    return words
  }

  /// Whether the words stand in the entry, one behind the other.
  func hold(_ value: String?) -> Bool {
    guard let value else { return false }
    return hold(words: EntryWords.words(value))
  }

  func hold(words: [UInt8]) -> Bool {
    words.count > 2 && EntryWords.find(words, in: text, isWhole: true)
  }

  private static func find(_ words: [UInt8], in text: [UInt8], isWhole: Bool) -> Bool {
    guard !words.isEmpty, words.count <= text.count else { return false }
    return text.withUnsafeBufferPointer { text in
      words.withUnsafeBufferPointer { words in
        // Whole words begin with a space, which says little of them.
        let first = isWhole ? 1 : 0
        var start = 0
        while start + words.count <= text.count {
          if text[start + first] == words[first] {
            var length = 0
            while length < words.count, text[start + length] == words[length] { length += 1 }
            if length == words.count { return true }
          }
          start += 1
        }
        return false
      }
    }
  }

  /// How many of the fields of a statement the entry has: first author, year, title, volume, first page, DOI. A title counts
  /// for two; a DOI or a number of PubMed alone, which stand in no text, count for enough.
  func agreement(with item: Item) -> Int {
    var points = 0
    var fields = 0
    func ask(_ value: String?, _ worth: Int = 1) {
      guard let value else { return }
      fields += 1
      if hold(value) { points += worth }
    }
    ask(item.author.first.flatMap { $0.family ?? $0.literal })
    ask(item.issued.map { String($0.year) })
    if let title = item.title { ask(EntryWords.beginning(title), 2) }
    ask(item.volume)
    ask(item.page.map { String($0.prefix { $0 != "–" }) })
    if fields == 0 { return EntryWords.enough }
    return fields == 1 && points == 1 ? EntryWords.enough : points
  }

  /// The first words of a title: its end may be written in another way.
  private static func beginning(_ title: String) -> String {
    title.split(separator: " ").prefix(5).joined(separator: " ")
  }
}

/// Which statement of a page's head is of which entry of its list: both are in the same order, and either may lack some.
enum StatedPairing {
  /// How many statements are passed over at most to find an entry's.
  private static let reach = 12

  /// - Returns: for each entry the index of its statement.
  static func pairs(of stated: [StatedReference], with entries: [EntryWords]) -> [Int?] {
    var pairs = [Int?](repeating: nil, count: entries.count)
    guard !stated.isEmpty else { return pairs }
    // Most often one list is the other.
    let isOne = stated.count == entries.count
    var next = 0
    for entry in entries.indices {
      let first = isOne ? entry : next
      let last = isOne ? entry + 1 : min(stated.count, next + reach)
      for candidate in first..<max(first, last) where stated[candidate].item != Item() {
        if entries[entry].agreement(with: stated[candidate].item) >= EntryWords.enough {
          pairs[entry] = candidate
          next = candidate + 1
          break
        }
      }
    }
    return pairs
  }
}
