import FettleKit

/// Takes a reference string apart by rules: identifiers first, then the names it begins with, then the numbers that say where
/// the work stands, and what lies between is title and container.
public struct ReferenceParser: ReferenceParsing {
  /// Longer strings are no references; only this much is read.
  static let longest = 1 << 21

  public init() {}

  public func parse(_ text: ArraySlice<UInt8>) -> ParsedReference {
    var reading = ReferenceReading(Array(text.prefix(ReferenceParser.longest)))
    reading.read()
    return reading.result
  }
}

/// One string on its way through the rules.
struct ReferenceReading {
  private let bytes: [UInt8]
  private(set) var result = ParsedReference()
  private var body: Range<Int>
  private var text: ReferenceText
  private var yearTokens: Range<Int>?
  private var authors = AuthorList(end: 0, namesEnd: 0)

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    body = 0..<bytes.count
    text = ReferenceText(bytes: bytes, tokens: [])
  }

  mutating func read() {
    findBody()
    let identifiers = IdentifierFinder.find(in: bytes, body)
    take(identifiers)
    let accessed = AccessedDate.find(in: bytes, body, besides: identifiers.map(\.extent))
    var holes = identifiers.map(\.extent)
    if let accessed {
      result.item.accessed = accessed.date
      if accessed.date != nil { result.ranges[.accessed] = accessed.extent }
      holes.append(accessed.extent)
      holes.sort { $0.lowerBound < $1.lowerBound }
    }
    text = ReferenceText(bytes: bytes, tokens: Tokenizer.tokens(of: bytes, in: body, without: holes))
    guard text.count > 0 else { return finish() }
    let start = pastRepeatedAuthor()
    authors = AuthorList.read(text, from: start)
    takeAuthors(from: start)
    let titleStart = readYear(at: authors.end, hasAuthors: !authors.names.isEmpty)
    readRest(from: titleStart)
    finish()
  }

  // MARK: Frame

  /// Leaves out the label, the crumbs, white space, and a second copy of the whole.
  private mutating func findBody() {
    var start = 0
    while start < bytes.count, bytes[start] <= 0x20 { start += 1 }
    if let label = ReferenceLabel.find(in: bytes[start...]) {
      result.ranges[.label] = start..<(start + label.text.utf8.count)
      start += label.length
    }
    var end = bytes.count
    let crumbs = LinkCrumbs.find(in: bytes[start...])
    if let last = crumbs.ranges.last, last.upperBound == bytes.count - start, last.lowerBound > 0 {
      end = start + last.lowerBound
    }
    while end > start, bytes[end - 1] <= 0x20 { end -= 1 }
    body = start..<max(start, end)
    if let again = secondCopy() { body = start..<again }
  }

  /// Some pages print a reference twice in a row, once for a pop-up.
  private func secondCopy() -> Int? {
    let probe = 24
    guard body.count > 4 * probe else { return nil }
    let head = bytes[body.lowerBound..<(body.lowerBound + probe)]
    guard let first = head.first else { return nil }
    // The copies are of about the same length.
    var at = body.lowerBound + body.count * 2 / 5
    while at <= body.lowerBound + body.count * 3 / 5, at + probe <= body.upperBound {
      if bytes[at] == first, bytes[at - 1] <= 0x20, bytes[at..<(at + probe)].elementsEqual(head) { return at }
      at += 1
    }
    return nil
  }

  private mutating func take(_ identifiers: [FoundIdentifier]) {
    for found in identifiers where result.ranges[found.field] == nil {
      result.ranges[found.field] = found.extent
      switch found.field {
      case .DOI: result.item.DOI = found.value
      case .URL: result.item.URL = found.value
      case .PMID: result.item.PMID = found.value
      case .PMCID: result.item.PMCID = found.value
      case .ISBN: result.item.ISBN = found.value
      case .arXiv: result.item.archiveLocation = found.value
      default: break
      }
    }
  }

  /// "———." stands for the authors of the entry before.
  private func pastRepeatedAuthor() -> Int {
    var at = 0
    while at < text.count, text[at].isDash || text.isMark(at, 0x5F) { at += 1 }
    if at > 0 { while text.isDot(at) || text.isComma(at) { at += 1 } }
    return at
  }

  private mutating func takeAuthors(from start: Int) {
    guard !authors.names.isEmpty else { return }
    result.hasEtAl = authors.hasEtAl
    if authors.areEditors {
      result.item.editor = authors.names
      result.ranges[.editor] = text.extent(start..<authors.namesEnd)
    } else {
      result.item.author = authors.names
      result.ranges[.author] = text.extent(start..<authors.namesEnd)
    }
  }

  // MARK: Year

  /// A year right behind the authors: "(2010).", "2010.", ", 2004:". Returns where the title begins.
  private mutating func readYear(at index: Int, hasAuthors: Bool) -> Int {
    var at = index
    while text.isDot(at) || text.isComma(at) { at += 1 }
    guard at < text.count, hasAuthors || at == index else { return index }
    let isOpen = text.isMark(at, 0x28) || text.isMark(at, 0x5B)
    let yearAt = isOpen ? at + 1 : at
    if isOpen, hasAuthors, let past = pastUndated(yearAt) { return past }
    guard let (year, _) = year(yearAt) else { return index }
    if isOpen {
      guard
        let close = (yearAt..<min(text.count, yearAt + 8)).first(where: {
          text.isMark($0, 0x29) || text.isMark($0, 0x5D)
        })
      else { return index }
      setYear(year, yearAt)
      readMonth((yearAt + 1)..<close)
      at = close + 1
    } else {
      guard hasAuthors || index == 0 && !text.isDot(yearAt + 1) else { return index }
      at = yearAt + 1
      // A number that goes on is a locator's: "2009, 124, 1403" has no title; "1995;5:1" neither.
      if text.isMark(at, 0x3B) { return index }
      if at < text.count, text[at].isNumber || text[at].kind == .mixed && !text[at].isSpaced { return index }
      setYear(year, yearAt)
      if at < text.count, text.isWord(at), text[at].letterCase == .lower, text[at].length == 1, !text[at].isSpaced {
        at += 1
      }
    }
    while text.isDot(at) || text.isComma(at) || text.isMark(at, 0x3A) || text.isMark(at, 0x3B) { at += 1 }
    return at
  }

  /// "(in press)", "(n.d.)", "(in preparation)": the index behind it.
  private func pastUndated(_ index: Int) -> Int? {
    let isUndated =
      text.isWord(index, "in") && (text.isWord(index + 1, "press") || text.isWord(index + 1, "preparation"))
      || text.isWord(index, "forthcoming")
      || text.isWord(index, "submitted")
      || text.isWord(index, "n") && text.isDot(index + 1) && text.isWord(index + 2, "d")
    guard isUndated,
      var at = (index..<min(text.count, index + 6)).first(where: { text.isMark($0, 0x29) || text.isMark($0, 0x5D) })
    else { return nil }
    at += 1
    while text.isDot(at) || text.isComma(at) || text.isMark(at, 0x3A) { at += 1 }
    return at
  }

  private func year(_ index: Int) -> (Int, Int)? {
    guard index < text.count else { return nil }
    let token = text[index]
    if token.isYear { return (Int(token.value), index) }
    guard token.kind == .mixed, token.length == 5 else { return nil }
    let bytes = text.bytes(index)
    guard let last = bytes.last, last >= 0x61, last <= 0x7A, bytes.dropLast().allSatisfy(Tokenizer.isDigit) else {
      return nil
    }
    let value = bytes.dropLast().reduce(0) { $0 * 10 + Int($1 - 0x30) }
    return value >= 1450 && value < 2100 ? (value, index) : nil
  }

  private mutating func setYear(_ year: Int, _ index: Int) {
    guard result.item.issued == nil else { return }
    result.item.issued = PartialDate(year: year)
    result.ranges[.issued] = text.extent(index..<(index + 1))
    yearTokens = index..<(index + 1)
  }

  private mutating func readMonth(_ range: Range<Int>) {
    for index in range where text.isWord(index) {
      guard let month = text.lexicon.months.number(of: text.bytes(index)), month > 0, result.item.issued?.month == nil
      else { continue }
      result.item.issued?.month = month
      for day in [index - 1, index + 1]
      where day >= range.lowerBound && day < range.upperBound && text[day].isNumber && text[day].value >= 1
        && text[day].value <= 31
      {
        result.item.issued?.day = Int(text[day].value)
        break
      }
    }
  }

  // MARK: Title, container, locator

  private mutating func readRest(from start: Int) {
    let range = start..<beforeRemark(start)
    guard !range.isEmpty else { return }
    let reader = LocatorReader(text: text, hasYear: result.item.issued != nil)
    let locator = reader.best(in: range)
    if let locator { take(locator) }
    var middleEnd = locator?.tokens.lowerBound ?? range.upperBound
    let hasVolume =
      locator?.volume != nil || locator?.gluedPageAt != nil || (locator?.pageFirst != nil && locator?.issue != nil)
      || (locator?.pageFirst != nil && (locator?.year != nil || yearTokens != nil))
    // A year that stands between container and numbers, or anywhere behind.
    if result.item.issued == nil { findYear(start, locator) }
    if let yearTokens, yearTokens.lowerBound > start, yearTokens.upperBound <= middleEnd,
      onlyMarks(yearTokens.upperBound..<middleEnd)
    {
      middleEnd = beforeDate(yearTokens.lowerBound, start)
    }
    let splitter = TitleSplitter(
      text: text, hasVolume: hasVolume, isAfterYear: yearTokens.map { $0.upperBound <= start } ?? false)
    let middle = start..<max(start, middleEnd)
    var split = splitter.split(middle)
    if !hasVolume, split.container == nil || split.isPart {
      split = withImprint(split, middle, splitter, locator)
    } else if split.isPart {
      split = withImprint(split, middle, splitter, locator)
    }
    take(split, splitter, hasVolume: hasVolume, locator)
  }

  /// "Retrieved from", "Available at", "External Links": what follows is about an address.
  private func beforeRemark(_ start: Int) -> Int {
    for index in start..<text.count where text.isWord(index) && index > start {
      let isFrom =
        text.isWord(index + 1, "from") || text.isWord(index + 1, "at") || text.isWord(index + 1, "online")
        || text.isWord(index + 1, "on")
      let isRemark =
        isFrom && (text.isWord(index, "retrieved") || text.isWord(index, "available") || text.isWord(index, "accessed"))
        && text[index].isCapitalized
        || text.isWord(index, "external") && text.isWord(index + 1, "links")
      if isRemark { return index }
    }
    return text.count
  }

  private func onlyMarks(_ range: Range<Int>) -> Bool {
    range.allSatisfy {
      text[$0].kind == .mark || text[$0].isDash
        || (text[$0].isWord && text.lexicon.months.number(of: text.bytes($0)) != nil)
    }
  }

  /// Takes month and bracket off before a year.
  private func beforeDate(_ index: Int, _ floor: Int) -> Int {
    var at = index
    while at > floor,
      text[at - 1].kind == .mark && !text.isDot(at - 1) && !text[at - 1].isMark(0x29)
        || (text.isWord(at - 1) && text.lexicon.months.number(of: text.bytes(at - 1)) != nil)
    { at -= 1 }
    return at
  }

  private mutating func findYear(_ start: Int, _ locator: Locator?) {
    let inside = locator?.tokens ?? 0..<0
    var best: Int?
    for index in start..<text.count where !inside.contains(index) {
      guard let (_, at) = year(index) else { continue }
      let isFree = index == 0 || !text[index - 1].isDash || index + 1 >= text.count
      let isBracketed = text.isMark(index - 1, 0x28) && text.isMark(index + 1, 0x29)
      let isLast = index + 1 >= text.count || text[index + 1].kind == .mark
      guard isFree, isBracketed || isLast else { continue }
      best = at
    }
    if let best, let (value, _) = year(best) {
      setYear(value, best)
      readMonth(max(start, best - 4)..<best)
    }
  }

  private mutating func take(_ locator: Locator) {
    if let index = locator.year, let (value, _) = year(index) {
      setYear(value, index)
      readMonth(locator.tokens)
    }
    if let glued = locator.gluedPageAt, let first = locator.pageFirst, let last = locator.pageLast {
      let start = Int(text[first.lowerBound].start)
      result.item.volume = String(decoding: bytes[start..<glued], as: UTF8.self)
      result.ranges[.volume] = start..<glued
      let pages = String(decoding: bytes[glued..<Int(text[first.lowerBound].end)], as: UTF8.self)
      result.item.page = pages + "–" + text.string(last)
      result.ranges[.page] = glued..<Int(text[last.lowerBound].end)
      return
    }
    if let volume = locator.volume {
      result.item.volume = text.string(volume).filter { $0 != " " }
      result.ranges[.volume] = text.extent(volume)
    }
    if let issue = locator.issue {
      result.item.issue = text.string(issue)
      result.ranges[.issue] = text.extent(issue)
    }
    if let first = locator.pageFirst {
      let last = locator.pageLast
      result.item.page = Pages.string(first: bytes[text.extent(first)], last: last.map { bytes[text.extent($0)] })
      result.ranges[.page] = text.extent(first.lowerBound..<(last?.upperBound ?? first.upperBound))
    }
  }

  // MARK: Books and proceedings

  private mutating func withImprint(
    _ split: TitleSplit, _ middle: Range<Int>, _ splitter: TitleSplitter, _ locator: Locator?
  ) -> TitleSplit {
    var split = split
    let reader = ImprintReader(text: text)
    let whole = split.container ?? split.title ?? middle
    // Behind the numbers, or before them.
    let behind = locator.map { $0.tokens.upperBound..<text.count }
    if let behind, !behind.isEmpty {
      // A segment of its own at the very start may be the publisher.
      if let imprint = reader.read((behind.lowerBound == 0 ? 0 : behind.lowerBound - 1)..<behind.upperBound) {
        take(imprint)
      }
    }
    if let imprint = reader.read(whole) {
      if result.item.publisher == nil && result.item.publisherPlace == nil { take(imprint) }
      let kept = splitter.trimmed(whole.lowerBound..<max(whole.lowerBound, imprint.start))
      if split.container != nil {
        split.container = kept.isEmpty ? nil : kept
      } else {
        split.title = kept.isEmpty ? nil : kept
      }
    }
    if split.isPart, let container = split.container {
      split.container = container.isEmpty ? nil : partTitle(container, splitter)
    }
    if split.container == nil, let title = split.title { split.title = bookTitle(title, splitter) }
    return split
  }

  private mutating func take(_ imprint: Imprint) {
    if let publisher = imprint.publisher {
      result.item.publisher = text.string(publisher)
      result.ranges[.publisher] = text.extent(publisher)
    }
    if let place = imprint.place {
      result.item.publisherPlace = text.string(place)
      result.ranges[.publisherPlace] = text.extent(place)
    }
    if let edition = imprint.edition {
      result.item.edition = text.string(edition)
      result.ranges[.edition] = text.extent(edition)
    }
  }

  /// The container of a part: without its editors, and up to the place, dates and pages behind it.
  private mutating func partTitle(_ range: Range<Int>, _ splitter: TitleSplitter) -> Range<Int>? {
    var range = range
    let editors = AuthorList.read(text, from: range.lowerBound)
    if !editors.names.isEmpty,
      editors.areEditors || text.isComma(editors.end) && editors.names.count > 1 && editors.end < range.upperBound,
      editors.end < range.upperBound
    {
      if result.item.editor.isEmpty {
        result.item.editor = editors.names
        result.ranges[.editor] = text.extent(range.lowerBound..<editors.namesEnd)
      }
      range = splitter.trimmed(min(editors.end, range.upperBound)..<range.upperBound)
    }
    guard !range.isEmpty else { return nil }
    // Editors behind the title: ", edited by …", ", R. Name, Ed."
    for index in range.dropFirst() {
      if text.isWord(index, "edited") || text.isWord(index, "translated")
        || (text.isWord(index, "ed") && text.isDot(index + 1) && text[index].isLower) || text.isWord(index, "eds")
      {
        if text.isWord(index + 1, "by") || text.isDot(index + 1) {
          let list = AuthorList.read(text, from: text.isDot(index + 1) ? index + 2 : index + 2)
          if text.isWord(index, "edited") || text.isWord(index, "ed"), result.item.editor.isEmpty, !list.names.isEmpty {
            result.item.editor = list.names
            result.ranges[.editor] = text.extent((index + 2)..<list.namesEnd)
          }
        }
        range = splitter.trimmed(range.lowerBound..<index)
        break
      }
    }
    // A stop, a bracket with numbers, a place or a date ends it.
    for index in range.dropFirst() {
      let token = text[index]
      let next = index + 1
      let isStop =
        token.isMark(0x2E) && index > range.lowerBound + 1 && next < range.upperBound && text[next].isSpaced
        && !isShort(index - 1)
      let isBracket =
        token.isMark(0x28) && next < range.upperBound
        && (text[next].isNumber || text.isWord(next, "pp") || text.isWord(next, "vol")
          || text.lexicon.places.contains(text.bytes(next)))
      let isBeforePlace =
        token.isMark(0x2C) && next < range.upperBound && text.isWord(next)
        && (text.lexicon.places.contains(text.bytes(next))
          || next + 1 < range.upperBound && text.lexicon.places.contains(text.bytes(next..<(next + 2)))
          || text.lexicon.months.number(of: text.bytes(next)) != nil && next + 1 < text.count
            && text[next + 1].isNumber)
      let isBeforePages =
        (token.isMark(0x2C) || token.isMark(0x2E))
        && (text.isWord(next, "pp") || text.isWord(next, "pages") || text.isWord(next, "vol")
          || text.isWord(next, "volume"))
      if isStop || isBracket || isBeforePlace || isBeforePages || token.isMark(0x3B) {
        let tail = (index + 1)..<range.upperBound
        if isBeforePlace, result.item.publisherPlace == nil,
          let imprint = ImprintReader(text: text).read((index)..<range.upperBound)
        {
          take(imprint)
        }
        _ = tail
        range = range.lowerBound..<index
        break
      }
    }
    range = splitter.trimmed(range)
    return range.isEmpty ? nil : range
  }

  /// Whether a stop behind this word is an abbreviation's.
  private func isShort(_ index: Int) -> Bool {
    guard text.isWord(index) else { return text[index].isNumber || text[index].kind == .mixed }
    let use = text.lexicon.journals.use(of: text.bytes(index))
    return text[index].letterCase == .single || use.contains(.abbreviation)
      || text[index].length <= 4 && text[index].isCapitalized && !use.contains(.word)
  }

  /// The title of a book: up to a bracket or a remark behind it.
  private mutating func bookTitle(_ range: Range<Int>, _ splitter: TitleSplitter) -> Range<Int> {
    for index in range.dropFirst() {
      let isEditors =
        text.isComma(index)
        && (text.isWord(index + 1, "edited") || text.isWord(index + 1, "trans") || text.isWord(index + 1, "translated")
          || text.isWord(index + 1, "ed"))
      let isEditorsBehindStop =
        text.isDot(index)
        && (text.isWord(index + 1, "edited") || text.isWord(index + 1, "translated") || text.isWord(index + 1, "trans")
          || text.isWord(index + 1, "ed"))
      let isVolume =
        (text.isComma(index) || text.isDot(index))
        && (text.isWord(index + 1, "vol") || text.isWord(index + 1, "volume")) && index + 2 < text.count
      let isEdition =
        text.isMark(index, 0x28) && index + 2 < range.upperBound
        && (text[index + 1].kind == .mixed || text.isWord(index + 1, "rev")) && text.isWord(index + 2, "ed")
      if isEditors || isEditorsBehindStop || isVolume || isEdition {
        let title = splitter.trimmed(range.lowerBound..<index)
        if !title.isEmpty { return title }
      }
    }
    return range
  }

  // MARK: Result

  private mutating func take(_ split: TitleSplit, _ splitter: TitleSplitter, hasVolume: Bool, _ locator: Locator?) {
    if let title = split.title.map(splitter.trimmed), !title.isEmpty {
      result.item.title = text.string(title)
      result.ranges[.title] = text.extent(title)
    }
    guard let container = split.container.map(splitter.trimmed), !container.isEmpty else {
      setType(split, hasVolume: hasVolume)
      return
    }
    var match = text.lexicon.journals.match(text.bytes(container))
    var written = ContainerTitle.string(text, container)
    result.ranges[.containerTitle] = text.extent(container)
    if let letter = sectionLetter(container, locator) {
      match = text.lexicon.journals.match(bytes[letter])
      written = String(decoding: bytes[letter], as: UTF8.self)
      result.ranges[.containerTitle] = letter
      if let volume = result.ranges[.volume] {
        result.ranges[.volume] = letter.upperBound..<volume.upperBound
        result.item.volume = String(decoding: bytes[letter.upperBound..<volume.upperBound], as: UTF8.self)
      }
    }
    switch match {
    case .short(let journal):
      result.item.containerTitle = journal.full
      result.item.containerTitleShort = written
    case .both:
      result.item.containerTitle = written
      result.item.containerTitleShort = written
    default:
      result.item.containerTitle = written
    }
    setType(split, hasVolume: hasVolume)
  }

  /// "Phys. Lett. B511": the letter is the journal's, where the table knows a journal of that name.
  private func sectionLetter(_ container: Range<Int>, _ locator: Locator?) -> Range<Int>? {
    guard let volume = locator?.volume, volume.count == 1, text[volume.lowerBound].kind == .mixed else { return nil }
    let extent = text.extent(volume)
    guard extent.count > 1, Tokenizer.isLetter(bytes[extent.lowerBound]),
      Tokenizer.isDigit(bytes[extent.lowerBound + 1])
    else { return nil }
    let named = text.extent(container).lowerBound..<(extent.lowerBound + 1)
    let gap = text.extent(container).upperBound..<extent.lowerBound
    guard bytes[gap].allSatisfy({ $0 == 0x20 || $0 == 0x2E }) else { return nil }
    return text.lexicon.journals.match(bytes[named]) != nil ? named : nil
  }

  private mutating func setType(_ split: TitleSplit, hasVolume: Bool) {
    result.item.type = ItemType.of(result.item, text, split, hasVolume: hasVolume)
  }

  private mutating func finish() {
    if result.item.type == nil { result.item.type = ItemType.of(result.item, text, TitleSplit(), hasVolume: false) }
    result.confidence = Confidence.of(result)
  }
}
