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

  func read() -> Citation {
    var citation = Citation()
    for form in forms { read(form, into: &citation) }
    readHeaders(into: &citation)
    readDates(into: &citation)
    readNames(into: &citation)
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

  /// Bytes that a pattern sees of a page's lines.
  static let windowLength = 300

  private func readHeaders(into citation: inout Citation) {
    let limit = page.isTorn ? 9 : 3
    var window = Window()
    var labels = HeaderGate.LabelMemory(page.count)
    // Behind "Published in", wherever it stands.
    var labelEnd = 0
    for index in 0..<page.count {
      let fact = page.facts[index]
      if fact.roles.contains(.placeLabel) { labelEnd = index + (page.isTorn ? 9 : 5) }
      guard fact.flags.intersection([.short, .zone, .related]) == .short, fact.length < 320, fact.length >= 2 else {
        continue
      }
      let isNear = near.contains(index)
      let ownsDOI = fact.flags.contains(.doi) && holders?.contains(index) ?? false
      // Far from the title only the article's own part of the page counts.
      let isTrusted = isNear || ownsDOI || index < labelEnd
      if !isTrusted, index >= page.firstZone || fact.isRemoved || !fact.flags.contains(.digit) { continue }
      guard ownsDOI || mayBegin(index), reachesNumber(index, limit), holdsNumbers(index, limit),
        HeaderGate.lets(page, index, blocks: limit, bytes: CitationReader.windowLength, &labels)
      else { continue }
      // Most texts go no further, and those few are put together again.
      let mayBeLabelled = HeaderGate.mayBeLabelled(
        page, index, blocks: limit, bytes: CitationReader.windowLength, &labels)
      let isLet = window.withText(page, from: index, blocks: limit, bytes: CitationReader.windowLength) { text, _ in
        HeaderGate.lets(text, mayBeLabelled: mayBeLabelled)
      }
      if isLet { readHeader(at: index, blocks: limit, isTrusted: isTrusted, &window, into: &citation) }
    }
  }

  private func readHeader(
    at index: Int, blocks limit: Int, isTrusted: Bool, _ window: inout Window, into citation: inout Citation
  ) {
    window.withText(page, from: index, blocks: limit, bytes: CitationReader.windowLength) { text, ends in
      patterns.firstMatching(text, place: .header) { pattern in
        guard let found = pattern.read(text) else { return false }
        return apply(found, of: pattern, text, ends, at: index, isTrusted: isTrusted, to: &citation)
      }
    }
  }

  private func apply(
    _ found: (fields: [String: Range<Int>], length: Int), of pattern: CitationPattern,
    _ text: UnsafeBufferPointer<UInt8>, _ ends: [Int], at index: Int, isTrusted: Bool, to citation: inout Citation
  ) -> Bool {
    func value(_ name: String) -> String? { found.fields[name].map { String(decoding: text[$0], as: UTF8.self) } }
    var journal: String?
    if let range = found.fields["journal"] {
      // The journal's name is one line, or a part of one.
      if range.upperBound > ends[0] + 1 { return false }
      // The authors may stand there.
      if range.upperBound >= ends[0], page.nameCount(in: index, limit: 4000) > 1 { return false }
      if pattern.takesWholeLine,
        range.lowerBound > 0 || range.upperBound < ends[0] || !page.facts[index].roles.isEmpty
          || page.facts[index].kind.isKnown || !isTrusted
          || page.facts[index].isRemoved && !page.facts[index].flags.contains(.outside)
      {
        return false
      }
      journal = CitationReader.journal(range, in: text)
      if journal == nil { return false }
    }
    let weight = isTrusted ? pattern.weight : 1
    if let journal {
      let isKnown = CitationReader.isKnown(journal)
      // What boilerplate rules took out for what it says is seldom a journal's name.
      let isButton = page.facts[index].isRemoved && !page.facts[index].flags.contains(.outside) && !isKnown
      citation.journals.vote(journal, isButton ? 1 : weight + (isKnown ? 4 : 0))
    }
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

  /// "Volume 12, Issue 3", "Vol. 7": no title begins so, and none has it behind the name of a journal.
  static func looksLikeLocator(_ text: Bytes) -> Bool {
    guard text.count < 200 else {
      return text.count < 400 && text[0] | 0x20 == UInt8(ascii: "v") && looksLikeLocator(text.head(24))
    }
    var at = 0
    while at + 4 < text.count {
      if text[at] | 0x20 == UInt8(ascii: "v"), text[at + 1] == UInt8(ascii: "o"), text[at + 2] == UInt8(ascii: "l") {
        for mark in volumeMarks where text.tail(at).begins(with: mark) {
          if at + mark.count < text.count, text[at + mark.count].isDigit { return true }
        }
      }
      // "Tome 127", "Band 33".
      if text[at] == UInt8(ascii: "T") || text[at] == UInt8(ascii: "B"), at + 5 < text.count, text[at + 5].isDigit,
        text.tail(at).begins(with: "Tome ") || text.tail(at).begins(with: "Band ")
      {
        return true
      }
      at += 1
    }
    return false
  }

  private static let volumeMarks = [
    "Volume ", "Vol. ", "Vol ", "volume ", "Volume\u{A0}", "vol. ", "VOL. ", "vol.", "Vol.",
  ].map {
    Array($0.utf8)
  }

  // MARK: - Names of journals

  private static func isKnown(_ journal: String) -> Bool { JournalTable.knows(journal) }

  /// The journal's name in a text, without what doesn't belong to it; `nil` where it can't be one.
  private static func journal(_ range: Range<Int>, in text: Bytes) -> String? {
    let name = JournalName.trimmed(text.part(range))
    return JournalName.isPlausible(name) ? name.string : nil
  }
}
