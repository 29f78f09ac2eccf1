import FettleKit
import JournalTable

/// What is known of the name of a journal as a page writes it.
struct JournalName {
  private static let strangers = [
    "article", "citation", "abstract", "volume", "issue", "pages", "published", "in", "issues", "archive", "archives",
    "articles", "journal", "journals", "current", "contents", "news", "all",
  ].map { Array($0.utf8) }
  /// Words of buttons, which are no part of a name that the table doesn't know.
  private static let strangeWords = WordLists.builtin("not-a-journal").sorted().map { Array($0.utf8) }
  private static let publishers = WordLists.builtin("publisher-end").sorted().map { Array($0.utf8) }

  private static func isStranger(_ word: Bytes) -> Bool {
    strangeWords.contains { $0.count == word.count && begins(word, with: $0) }
  }

  /// Whether a short line is a publisher's name: "Johns Hopkins University Press".
  static func isPublisher(_ page: Page, _ index: Int) -> Bool {
    let fact = page.facts[index]
    guard fact.length < 60, fact.words > 1, fact.words == fact.capitals, !fact.flags.contains(.digit) else {
      return false
    }
    let text = page.bytes(index)
    guard let space = text.lastIndex(of: 0x20) else { return false }
    let last = text.tail(space + 1)
    return publishers.contains { $0.count == last.count && begins(last, with: $0) }
  }

  /// Words before which no name stands, where more follows.
  private static let leads = ["Volume", "Vol.", "Published", "Citation:"].map { Array($0.utf8) }

  /// Whether a text may be the name of a journal at all.
  static func isPlausible(_ text: Bytes) -> Bool {
    guard text.count >= 2, text.count <= 110 else { return false }
    if JournalTable.knows(text) { return true }
    if strangers.contains(where: { $0.count == text.count && begins(text, with: $0) }) { return false }
    var words = 0
    // Words in lower case.
    var lower = 0
    var first = text
    var last = text
    var start = 0
    for at in 0...text.count where at == text.count || text[at] == 0x20 {
      if at > start {
        if words == 0 { first = text.part(start..<at) }
        words += 1
        last = text.part(start..<at)
        if isStranger(last) { return false }
        if at - start > 4, ScalarTraits.read(text, start).traits.contains(.small),
          !text.part(start..<at).contains(where: \.isCapital)
        {
          lower += 1
        }
      }
      start = at + 1
    }
    guard (1...14).contains(words) else { return false }
    if words > 1, publishers.contains(where: { $0.count == last.count && begins(last, with: $0) }) { return false }
    if words > 1, leads.contains(where: { $0.count == first.count && first.begins(with: $0) }) { return false }
    // Names of journals have few words in lower case.
    return lower * 3 <= words * 2
  }

  private static func begins(_ text: Bytes, with word: [UInt8]) -> Bool {
    for index in word.indices where text[index].small != word[index] { return false }
    return true
  }

  /// Takes away what doesn't belong to a name that a pattern found: "In: ", punctuation behind it.
  static func trimmed(_ text: Bytes) -> Bytes {
    var text = text
    // "Cureus logoLink to Cureus": the text of an image and of its link.
    if let link = text.firstPlace(of: "Link to "), link >= 4, link + 8 < text.count,
      text.part((link - 4)..<link).begins(with: "logo")
    {
      text = text.tail(link + 8)
    }
    for address: StaticString in [" www.", " http"] {
      if let at = text.firstPlace(of: address), at > 3 { text = text.head(at) }
    }
    text = withoutLead(text)
    if text.begins(with: "In: ") { text = text.tail(4) }
    if text.begins(with: "In ") { text = text.tail(3) }
    // "Cite this as: eLife"
    if let colon = text.firstIndex(of: UInt8(ascii: ":")), colon < 32, colon + 2 < text.count,
      CitedFormFinder.isLabel(TextKey.digest(text.head(colon)))
    {
      text = PersonName.trimmed(text.tail(colon + 1))
    }
    while let last = text.last {
      switch last {
      case UInt8(ascii: ","), 0x20, UInt8(ascii: ":"): break
      case UInt8(ascii: ".") where !isAbbreviation(text): break
      default: return text
      }
      text = text.head(text.count - 1)
    }
    return text
  }

  /// "ORIGINAL ARTICLES • Rev. Saúde Rural", "K. Tanabe and P. J. Quill, Green Chem.": the name is what stands last.
  private static func withoutLead(_ text: Bytes) -> Bytes {
    if let bullet = text.lastPlace(of: " • "), bullet >= 4 { return text.tail(bullet + 5) }
    guard let comma = text.lastPlace(of: ", "), text.head(comma).contains(UInt8(ascii: ".")),
      AuthorList.cited(text.head(comma)) != nil
    else { return text }
    return text.tail(comma + 2)
  }

  /// "Geosci." keeps its period, "Arch Gen Psychiatry." and "Sensors." don't: a name with one period at its end only and
  /// no shortened word before it.
  private static func isAbbreviation(_ text: Bytes) -> Bool {
    var words = 0
    var shortened = 0
    var hasShort = false
    var start = 0
    for at in 0...text.count where at == text.count || text[at] == 0x20 {
      if at > start {
        words += 1
        if text[at - 1] == UInt8(ascii: ".") {
          shortened += 1
          if text.part(start..<at).reduce(0, { $0 + ($1 & 0xC0 == 0x80 ? 0 : 1) }) <= 5 { hasShort = true }
        }
      }
      start = at + 1
    }
    return shortened > 1 || words == 1 && text.count < 9 || words > 1 && shortened == 1 && hasShort
  }

  // MARK: - Short forms

  /// The words of a name that count when names are compared, small.
  struct Words {
    fileprivate var bytes: [UInt8] = []
    fileprivate var ranges: [Range<Int>] = []
    fileprivate var length = 0

    private static let small = ["of", "the", "and", "for", "in", "on", "de", "der", "für", "et", "la", "&", "to"]
      .map { Array($0.utf8) }

    init() {}

    init(_ text: String) {
      var text = text
      text.withUTF8 { fill($0) }
    }

    /// How many words count.
    var count: Int { ranges.count }
    /// Bytes of those that count.
    var letters: Int { ranges.reduce(0) { $0 + $1.count } }
    /// Their first bytes, small.
    var initials: [UInt8] { ranges.map { bytes[$0.lowerBound] } }

    /// Takes the words of another name.
    mutating func fill(_ text: Bytes) {
      bytes.removeAll(keepingCapacity: true)
      ranges.removeAll(keepingCapacity: true)
      length = text.count
      var start = 0
      for at in 0...text.count {
        if at < text.count {
          bytes.append(at > 0 && text[at - 1] == 0xC3 ? TextKey.latin(text[at]) : text[at].small)
          switch text[at] {
          case 0x20, UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: "-"), UInt8(ascii: ":"): break
          default: continue
          }
        }
        if at > start, !isSmall(start..<at) { ranges.append(start..<at) }
        start = at + 1
      }
    }

    private func isSmall(_ range: Range<Int>) -> Bool {
      range.count <= 4 && Words.small.contains { $0.elementsEqual(bytes[range]) }
    }
  }

  /// Whether one name is a shortened form of the other: "Clim. Past" of "Climate of the Past". Each word of the short
  /// name begins as the word does that it stands for and has its letters in the same order.
  static func abbreviates(_ short: String, _ full: String) -> Bool { abbreviates(Words(short), Words(full)) }

  static func abbreviates(_ left: Words, _ right: Words) -> Bool {
    guard !left.ranges.isEmpty, !right.ranges.isEmpty, left.length < right.length else { return false }
    for (index, word) in left.ranges.enumerated() {
      guard index < right.ranges.count else {
        return left.ranges[index...].allSatisfy { isCountry(left.bytes[$0]) }
      }
      guard isShort(left.bytes[word], of: right.bytes[right.ranges[index]]) else { return false }
    }
    return left.ranges.count == right.ranges.count
  }

  /// A country behind the name.
  private static func isCountry(_ word: ArraySlice<UInt8>) -> Bool {
    countries.contains { $0.elementsEqual(word) }
  }

  private static let countries = ["usa", "u", "s", "a", "uk"].map { Array($0.utf8) }

  private static func isShort(_ short: ArraySlice<UInt8>, of full: ArraySlice<UInt8>) -> Bool {
    guard short.first == full.first, short.count <= full.count else { return false }
    var at = short.startIndex
    for byte in full where at < short.endIndex && byte == short[at] { at += 1 }
    return at == short.endIndex
  }
}
