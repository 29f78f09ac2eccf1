import FettleKit

/// Tells which language a text is written in, by its small words or its writing. A text that is too short, or mixed, stays
/// without an answer.
enum LanguageReader {
  /// BCP 47 tags of the languages that small words tell.
  private static let tags = ["de", "en", "es", "fr", "it", "nl", "pt"]
  /// By word: a bit for each language that has it, in the order of `tags`.
  private static let words: DigestTable<UInt8> = {
    var entries: [(digest: UInt64, value: UInt8)] = []
    for (index, tag) in tags.enumerated() {
      for word in WordLists.builtin("language-\(tag)").sorted() {
        entries.append((Array(word.utf8).withUnsafeBufferPointer { NameWords.hash($0) }, 1 << UInt8(index)))
      }
    }
    return DigestTable(entries, empty: 0) { $0 | $1 }
  }()

  /// Bytes that are read.
  static let longest = 3000
  /// Small words, and signs of a writing, that make an answer.
  private static let fewest = 10
  private static let fewestSigns = 40

  /// Of a line as long as a title is: two small words make an answer, where no other language has as many.
  static func language(ofLine text: Bytes) -> String? {
    let hits = self.hits(in: text)
    guard let best = hits.indices.max(by: { (hits[$0], -$0) < (hits[$1], -$1) }), hits[best] > 1,
      !hits.indices.contains(where: { $0 != best && hits[$0] >= hits[best] })
    else { return nil }
    return tags[best]
  }

  static func language(of text: Bytes) -> String? {
    let text = text.head(longest)
    if let tag = writing(of: text) { return tag }
    let hits = self.hits(in: text)
    guard let best = hits.indices.max(by: { (hits[$0], -$0) < (hits[$1], -$1) }), hits[best] >= fewest else {
      return nil
    }
    let second = hits.indices.filter { $0 != best }.map { hits[$0] }.max() ?? 0
    return hits[best] * 2 >= second * 3 ? tags[best] : nil
  }

  /// How many words of each language a text has.
  private static func hits(in text: Bytes) -> [Int] {
    var hits = [Int](repeating: 0, count: tags.count)
    let words = self.words
    var start = 0
    for at in 0...text.count {
      if at < text.count, (text[at] | 0x20).isSmallLetter || text[at] >= 0x80 { continue }
      if at - start >= 2, at - start <= 8, var languages = words[NameWords.hash(text.part(start..<at))] {
        while languages != 0 {
          hits[languages.trailingZeroBitCount] += 1
          languages &= languages &- 1
        }
      }
      start = at + 1
    }
    return hits
  }

  /// Of writings that one language has, or nearly: kana, Chinese characters without kana, hangul, Cyrillic.
  private static func writing(of text: Bytes) -> String? {
    var others = 0
    for byte in text { others &+= byte >= 0xD0 ? 1 : 0 }
    guard others >= fewestSigns else { return nil }
    var kana = 0
    var han = 0
    var hangul = 0
    var cyrillic = 0
    var latin = 0
    var at = 0
    while at < text.count {
      switch text[at] {
      case 0xD0, 0xD1: cyrillic += 1
      case 0xE3 where at + 1 < text.count && (0x81...0x83).contains(text[at + 1]): kana += 1
      case 0xE4...0xE9: han += 1
      case 0xEA...0xED: hangul += 1
      case 0x41...0x5A, 0x61...0x7A: latin += 1
      default: break
      }
      at += 1
    }
    let most = max(kana + han, hangul, cyrillic)
    guard most >= fewestSigns, most * 2 > latin else { return nil }
    if cyrillic == most { return text.holds("і") || text.holds("ї") ? "uk" : "ru" }
    if hangul == most { return "ko" }
    return kana * 8 > han ? "ja" : "zh"
  }
}
