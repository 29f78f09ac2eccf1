import FettleKit
import JournalTable

/// What the page states of where the article was published.
struct Citation {
  var journals = Ballot()
  var volumes = Ballot()
  var issues = Ballot()
  var pages = Ballot()
  var years = Ballot()
  /// Of the date lines: the most precise date for a year.
  var dates: [PartialDate] = []
  /// Blocks that are nothing but a statement of the kind, with how many of their bytes it takes.
  var lines: [(block: Int, length: Int)] = []
}

/// Weighs the pieces of evidence for journal, volume, issue, pages and year: citations of the article on its page, lines
/// near its title, dates.
struct CitationReader {
  let page: Page
  let title: FoundTitle?
  let forms: [CitedForm]
  let patterns: CitationPatterns
  /// The blocks that hold the article's DOI.
  let holders: BlockSet?
  let near: Range<Int>

  /// The longest first: "published online" says more than "published".
  private static let published = WordLists.builtin("published").sorted { ($0.utf8.count, $1) > ($1.utf8.count, $0) }
    .map { TextKey.key($0) }

  /// By byte: whether one of them begins with it.
  private static let publishedBytes: [Bool] = (0...255).map { byte in published.contains { $0.first == byte } }

  func read() -> Citation {
    var citation = Citation()
    for form in forms { read(form, into: &citation) }
    readHeaders(into: &citation)
    readDates(into: &citation)
    return citation
  }

  // MARK: - Citations

  private func read(_ form: CitedForm, into citation: inout Citation) {
    form.tail.withUnsafeBufferPointer { text in
      var hasYear = false
      patterns.firstMatching(text, place: .tail) { pattern in
        guard let found = pattern.read(text) else { return false }
        func value(_ name: String) -> String? {
          found.fields[name].map { String(decoding: text[$0], as: UTF8.self) }
        }
        guard let journal = found.fields["journal"].flatMap({ CitationReader.journal($0, in: text) }) else {
          return false
        }
        citation.journals.vote(journal, pattern.weight + (CitationReader.isKnown(journal) ? 4 : 0))
        if let volume = value("volume") { citation.volumes.vote(volume, pattern.weight) }
        if let issue = value("issue") { citation.issues.vote(issue, pattern.weight) }
        if let page = value("page") { citation.pages.vote(page, pattern.weight) }
        if let year = value("year") {
          citation.years.vote(year, pattern.weight)
          hasYear = true
        }
        return true
      }
      if !hasYear, let year = form.year ?? CitationReader.year(in: text) { citation.years.vote(year, 6) }
    }
  }

  /// A year in brackets, or the last one of the text, its DOI left out.
  private static func year(in text: UnsafeBufferPointer<UInt8>) -> String? {
    var found: String?
    var at = 0
    while at + 4 <= text.count {
      guard (0x30...0x39).contains(text[at]) else {
        at += 1
        continue
      }
      var end = at
      while end < text.count, (0x30...0x39).contains(text[end]) { end += 1 }
      let before = at > 0 ? text[at - 1] : 0x20
      let after = end < text.count ? text[end] : 0x20
      if end - at == 4, text[at] == UInt8(ascii: "1") || text[at] == UInt8(ascii: "2"),
        before == 0x20 || before == UInt8(ascii: "("),
        after == 0x20 || after == UInt8(ascii: ")") || after == UInt8(ascii: ".") || after == UInt8(ascii: ",")
          || after == UInt8(ascii: ";"),
        let year = Int(String(decoding: text[at..<end], as: UTF8.self)), (1700...2100).contains(year)
      {
        found = String(year)
        if before == UInt8(ascii: "(") { return found }
      }
      at = end
    }
    return found
  }

  // MARK: - Lines of the page

  private func readHeaders(into citation: inout Citation) {
    let limit = page.isTorn ? 9 : 3
    var window = Window()
    for index in 0..<page.count {
      let fact = page.facts[index]
      guard fact.flags.intersection([.short, .zone, .related]) == .short, fact.length < 320, fact.length >= 2 else {
        continue
      }
      let isNear = near.contains(index)
      let ownsDOI = fact.flags.contains(.doi) && holders?.contains(index) ?? false
      // Far from the title only the article's own part of the page counts.
      if !isNear, !ownsDOI, index >= page.firstZone || fact.isRemoved || !fact.flags.contains(.digit) { continue }
      guard ownsDOI || mayBegin(index), reachesNumber(index, limit), holdsNumbers(index, limit) else { continue }
      window.fill(page, from: index, blocks: limit, bytes: CitationReader.windowLength)
      window.text.withUnsafeBufferPointer { text in
        patterns.firstMatching(text, place: .header) { pattern in
          guard let found = pattern.read(text) else { return false }
          return apply(found, of: pattern, text, window.ends, at: index, isTrusted: isNear || ownsDOI, to: &citation)
        }
      }
    }
  }

  /// Whether a line or one of those that belong to it has a number.
  private func mayBegin(_ index: Int) -> Bool {
    let fact = page.facts[index]
    guard fact.flags.contains(.beginsNew) || fact.first == UInt8(ascii: ".") else { return false }
    for next in index..<min(page.count, index + (page.isTorn ? 4 : 2)) where page.facts[next].flags.contains(.digit) {
      return true
    }
    return fact.words < 12 && fact.length < 90 && near.contains(index)
  }

  /// Whether a number stands where each form has its first: behind the journal's name, which ends with its line at the
  /// latest, and a few words at most, as in "Published online September". One form has no number, but a link.
  private func reachesNumber(_ index: Int, _ limit: Int) -> Bool {
    let fact = page.facts[index]
    let isMarked = fact.mayHold(ByteClass.markup)
    if fact.flags.contains(.digit) {
      return isMarked || beginsAsName(page.bytes(index)) || isLink(index)
    }
    if isMarked || fact.length <= CitationReader.longestLead && fact.words <= CitationReader.mostWords,
      isNumber(soonBehind: index, limit)
    {
      return true
    }
    return isLink(index)
  }

  /// Whether what stands before the first digit of a line may be a journal's name and a few words.
  private func beginsAsName(_ text: Bytes) -> Bool {
    switch text[0] {
    // "Volume", "Articles | Volume", "Published on", "Page(s)".
    case UInt8(ascii: "V"), UInt8(ascii: "v"), UInt8(ascii: "A"), UInt8(ascii: "P"): return true
    default: break
    }
    var words = 1
    for at in 0..<text.count {
      switch text[at] {
      case 0x30...0x39: return true
      case 0x20:
        words += 1
        if words > CitationReader.mostWords || at > CitationReader.longestLead { return false }
      case UInt8(ascii: "|"), UInt8(ascii: ";"), UInt8(ascii: "["): return false
      default: break
      }
    }
    return false
  }

  /// Whether a number follows in the next lines, with three words at most before it.
  private func isNumber(soonBehind index: Int, _ limit: Int) -> Bool {
    var between = 0
    var words = 0
    for next in (index + 1)..<max(index + 1, min(page.count, index + limit)) {
      let rest = page.bytes(next).head(CitationReader.farthest - between)
      let isMarked = page.facts[next].mayHold(ByteClass.markup)
      words += 1
      for byte in rest {
        if byte.isDigit { return true }
        if byte == 0x20 { words += 1 }
        if words > 4, !isMarked { return false }
      }
      between += rest.count + 1
      if between >= CitationReader.farthest { break }
    }
    return false
  }

  /// Bytes and words before the first number: a journal's name has 110 and 14 at most.
  private static let longestLead = 150
  private static let mostWords = 18

  /// Each form has two numbers, but for one that is nothing but pages, and one that is a link.
  private func holdsNumbers(_ index: Int, _ limit: Int) -> Bool {
    var numbers = 0
    var bytes = 0
    for next in index..<min(page.count, index + limit) {
      if bytes >= CitationReader.windowLength { break }
      let fact = page.facts[next]
      if fact.mayHold(ByteClass.digit) {
        var isInside = false
        for byte in page.bytes(next).head(CitationReader.windowLength * 2) {
          if byte.isDigit != isInside {
            isInside.toggle()
            if isInside { numbers += 1 }
            if numbers > 1 { return true }
          }
        }
      }
      bytes += Int(fact.length)
    }
    return page.bytes(index).begins(with: "Page") || isLink(index)
  }

  /// Whether a line is the link to a journal.
  private func isLink(_ index: Int) -> Bool {
    page.bytes(index).holds("Link to") || index + 1 < page.count && page.bytes(index + 1).begins(with: "Link to")
  }

  /// Bytes that a pattern sees of a page's lines.
  private static let windowLength = 300

  /// Bytes between the journal's line and the first number.
  private static let farthest = 64

  private func apply(
    _ found: (fields: [String: Range<Int>], length: Int), of pattern: CitationPattern,
    _ text: UnsafeBufferPointer<UInt8>, _ ends: [Int], at index: Int, isTrusted: Bool, to citation: inout Citation
  ) -> Bool {
    func value(_ name: String) -> String? { found.fields[name].map { String(decoding: text[$0], as: UTF8.self) } }
    var journal: String?
    if let range = found.fields["journal"] {
      // The journal's name is one line, or a part of one.
      if range.upperBound > ends[0] + 1 { return false }
      journal = CitationReader.journal(range, in: text)
      if journal == nil { return false }
    }
    let weight = isTrusted ? pattern.weight : 1
    if let journal { citation.journals.vote(journal, weight + (CitationReader.isKnown(journal) ? 4 : 0)) }
    if let volume = value("volume") { citation.volumes.vote(volume, weight) }
    if let issue = value("issue") { citation.issues.vote(issue, weight) }
    if let page = value("page") { citation.pages.vote(page, weight) }
    if let year = value("year") { citation.years.vote(year, weight) }
    if isTrusted {
      var last = 0
      while last < ends.count, ends[last] < found.length { last += 1 }
      for block in index..<min(page.count, index + last) {
        citation.lines.append((block, Int(page.facts[block].length)))
      }
      // Where marks were left out of the text, its lengths aren't the block's.
      if last < ends.count, Markup.plain(page.text(index + last)).count == page.text(index + last).count {
        let start = last > 0 ? ends[last - 1] : 0
        let length = max(0, found.length - start)
        if length > 0 { citation.lines.append((index + last, min(length, Int(page.facts[index + last].length)))) }
      }
    }
    return true
  }

  // MARK: - Dates

  private func readDates(into citation: inout Citation) {
    var window = Window()
    for index in 0..<page.count {
      let fact = page.facts[index]
      guard fact.flags.intersection([.short, .zone, .related]) == .short, fact.words > 0, fact.length < 330,
        CitationReader.beginsAsDate(fact.first), var weight = dateWeight(index)
      else { continue }
      if !near.contains(index) { weight = index < page.firstZone ? weight - 1 : 1 }
      let date: PartialDate?
      if fact.flags.contains(.digit) {
        date = DateReader.first(in: CitationReader.behindPublished(page.bytes(index)))
      } else {
        window.fill(page, from: index, blocks: 3, bytes: 60)
        date = window.text.withUnsafeBufferPointer { DateReader.first(in: $0) }
      }
      guard let date else { continue }
      citation.years.vote(String(date.year), weight)
      if date.month != nil, weight >= 2 { citation.dates.append(date) }
    }
  }

  /// The first letters of "published", "first published", "online", "date", "issue", "veröffentlicht", "arXiv", "copyright",
  /// "received"; and some signs.
  private static func beginsAsDate(_ byte: UInt8) -> Bool {
    switch byte | 0x20 {
    case UInt8(ascii: "p"), UInt8(ascii: "f"), UInt8(ascii: "o"), UInt8(ascii: "d"), UInt8(ascii: "i"),
      UInt8(ascii: "v"), UInt8(ascii: "a"), UInt8(ascii: "c"), 0xE2, UInt8(ascii: "r"):
      true
    default: false
    }
  }

  /// How much a line's beginning says that a date of publication follows.
  private func dateWeight(_ index: Int) -> Int? {
    let text = page.bytes(index)
    let key = page.key(index)
    let isCopyright = text[0] == 0xC2 && text.count > 1 && text[1] == 0xA9 || text[0] == UInt8(ascii: "C")
    let byte = key.first ?? 0
    if CitationReader.publishedBytes[Int(byte)],
      let label = CitationReader.published.first(where: { key.begins(with: $0) })
    {
      return label == CitationReader.publishedAlone || label.starts(with: "firstpublished".utf8) ? 3 : 2
    }
    if isCopyright, text[0] == 0xC2 || key.begins(with: "copyright") { return 2 }
    if key.begins(with: "arxiv") { return 3 }
    guard page.facts[index].mayHold(ByteClass.colon) else { return nil }
    return CitationReader.place(of: "published:", in: text) != nil ? 2 : nil
  }

  private static let publishedAlone = Array("published".utf8)

  /// "Received: …; Accepted: …; Published: …": what stands behind the last.
  private static func behindPublished(_ text: Bytes) -> Bytes {
    guard place(of: "received", in: text) != nil, let at = place(of: "published:", in: text) else { return text }
    return text.tail(at)
  }

  /// Where the literal, which is small, stands in any case.
  private static func place(of literal: StaticString, in text: Bytes) -> Int? {
    let length = literal.utf8CodeUnitCount
    guard text.count >= length else { return nil }
    let first = literal.utf8Start[0]
    for start in 0...(text.count - length) where text[start] | 0x20 == first {
      // A static string's bytes are there for good, and `length` of them are read.
      if (1..<length).allSatisfy({ text[start + $0] | 0x20 == literal.utf8Start[$0] }) { return start }
    }
    return nil
  }

  /// "Volume 12, Issue 3", "Vol. 7": no title begins so, and none has it behind the name of a journal.
  static func looksLikeLocator(_ text: Bytes) -> Bool {
    guard text.count < 200 else { return false }
    var at = 0
    while at + 4 < text.count {
      if text[at] | 0x20 == UInt8(ascii: "v"), text[at + 1] == UInt8(ascii: "o"), text[at + 2] == UInt8(ascii: "l") {
        for mark in volumeMarks where text.tail(at).begins(with: mark) {
          if at + mark.count < text.count, text[at + mark.count].isDigit { return true }
        }
      }
      at += 1
    }
    return false
  }

  private static let volumeMarks = ["Volume ", "Vol. ", "Vol ", "volume "].map { Array($0.utf8) }

  // MARK: - Names of journals

  private static func isKnown(_ journal: String) -> Bool { JournalTable.builtin.match(Array(journal.utf8)[...]) != nil }

  /// The journal's name in a text, without what doesn't belong to it; `nil` where it can't be one.
  private static func journal(_ range: Range<Int>, in text: Bytes) -> String? {
    let name = JournalName.trimmed(text.part(range))
    return JournalName.isPlausible(name) ? name.string : nil
  }
}
