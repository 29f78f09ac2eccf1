import FettleKit
import JournalTable

/// Names of journals that a page shows without more: in the browser's line, and on lines of their own near the title.
extension CitationReader {
  func readNames(into citation: inout Citation) {
    guard let title else { return }
    readBrowserLine(title, into: &citation)
    readLines(around: title, into: &citation)
  }

  /// Sites that show journals of many names.
  private static let sites = Set(WordLists.builtin("site").map { TextKey.digest($0) })

  /// "Title | Journal | Site", "Journal - Title": what stands beside the title.
  private func readBrowserLine(_ title: FoundTitle, into citation: inout Citation) {
    guard title.key.count >= 12 else { return }
    let search = KeySearch(title.key)
    for index in 0..<min(3, page.count) where page.facts[index].length < 400 {
      let key = page.key(index)
      guard key.count > title.key.count, search.isIn(key),
        let range = TextKey.range(of: title.key, in: page.bytes(index))
      else { continue }
      let text = page.bytes(index)
      BrowserLine.forEachSegment(of: text.head(range.lowerBound)) { vote(for: $0, beside: index, &citation) }
      BrowserLine.forEachSegment(of: text.tail(range.upperBound)) { vote(for: $0, beside: index, &citation) }
      return
    }
  }

  private func vote(for segment: Bytes, beside index: Int, _ citation: inout Citation) {
    let name = JournalName.trimmed(segment)
    let digest = TextKey.digest(name)
    guard digest != 0, !CitationReader.sites.contains(digest), JournalName.isPlausible(name) else { return }
    if JournalTable.knows(name) {
      citation.journals.vote(name.string, 6)
    } else if !name.contains(where: \.isDigit),
      let line = (0..<page.count).first(where: { page.facts[$0].digest == digest }), line != index
    {
      citation.journals.vote(name.string, 2)
    } else if !name.contains(where: \.isDigit), CitationReader.namesJournal(name) {
      citation.journals.vote(name.string, 2)
    }
  }

  private static let words = Set(WordLists.builtin("journal-word").map { TextKey.digest($0) })

  /// "Invented Proceedings of the Society": two words or more, one of which journals have in their names.
  private static func namesJournal(_ name: Bytes) -> Bool {
    let words = PersonName.words(of: name, in: 0..<name.count)
    return words.count > 1 && words.contains { Self.words.contains(TextKey.digest(name.part($0))) }
  }

  /// Lines that are the name of a journal that the table knows.
  private func readLines(around title: FoundTitle, into citation: inout Citation) {
    let reach = page.isTorn ? 80 : 40
    var seen: Set<UInt64> = []
    // Of the way from the publisher to the article, the last station that is a journal.
    var way: String?
    for index in max(0, title.blocks.lowerBound - reach)..<min(page.count, title.blocks.upperBound + reach) {
      let fact = page.facts[index]
      guard fact.flags.intersection([.short, .zone, .related]) == .short, (1...12).contains(fact.words),
        fact.capitals > 0, fact.length < 110, fact.digest != title.digest
      else { continue }
      let line = CitationReader.withoutNumber(page.bytes(index))
      let name = CitationReader.withoutArrow(line)
      guard name.count >= 4, JournalTable.knows(name),
        seen.insert(TextKey.digest(name)).inserted
      else { continue }
      // "Science" may be an entry of a menu, "Natural Hazards" a subject: a volume behind it says that it is neither.
      if isLocator(near: index) { citation.journals.vote(name.string, 2) }
      if name.count < line.count, index < title.blocks.lowerBound { way = name.string }
    }
    if let way { citation.journals.vote(way, 2) }
    if let only = onlyName(before: title.blocks.lowerBound) { citation.journals.vote(only, 2) }
  }

  /// The only journal of three words or more that the page names on a line of its own before the title.
  private func onlyName(before end: Int) -> String? {
    var only: (digest: UInt64, name: String)?
    for index in 0..<end {
      let fact = page.facts[index]
      guard fact.flags.intersection([.short, .zone, .related]) == .short, (3...12).contains(fact.words),
        fact.capitals >= 2, fact.length < 110, fact.digest != only?.digest,
        JournalTable.knows(page.bytes(index))
      else { continue }
      if only != nil { return nil }
      only = (fact.digest, page.string(index))
    }
    return only?.name
  }

  /// Whether a line just before or soon behind it states a volume.
  private func isLocator(near index: Int) -> Bool {
    var seen = 0
    var next = index - 1
    if next >= 0, CitationReader.looksLikeLocator(page.bytes(next)) { return true }
    next = index + 1
    while next < min(page.count, index + 12), seen < 4 {
      if CitationReader.looksLikeLocator(page.bytes(next)) { return true }
      if page.facts[next].words > 0 { seen += 1 }
      next += 1
    }
    return false
  }

  private static let arrows = [" >", " ›", " »", ">"].map { Array($0.utf8) }

  /// "Human Brain Mapping >": an entry of the way to the article.
  private static func withoutArrow(_ text: Bytes) -> Bytes {
    guard let last = text.last, last == UInt8(ascii: ">") || last >= 0x80 else { return text }
    return arrows.first { text.ends(with: $0) }.map { text.head(text.count - $0.count) } ?? text
  }

  /// "2. Brain Topography", an entry of a list.
  private static func withoutNumber(_ text: Bytes) -> Bytes {
    var at = 0
    while at < text.count, text[at].isDigit { at += 1 }
    guard at > 0, at + 2 < text.count, text[at] == UInt8(ascii: "."), text[at + 1] == 0x20 else { return text }
    return text.tail(at + 2)
  }
}
