import CByteScan
import FettleKit
import FettleText
import PageZones

/// Finds where the article stands on the page: its title, the beginning of its sections, the end of its references.
struct CoreFinder {
  var page: Page

  /// Fills in `title`, `bodyStart`, `tailStart` and each block's zone.
  static func run(on page: inout Page, zones: [Range<Int>]) {
    page.referenceZones = zones.map { trimmed($0, page) }.filter { !$0.isEmpty }
    for index in page.facts.indices { page.facts[index].zone = .body }
    for zone in page.referenceZones { for index in zone { page.facts[index].zone = .references } }
    let core = CoreFinder(page: page).core()
    for index in core.title.alike { page.facts[index].flags.insert(.titleLike) }
    page.title = core.title.block
    page.isTitleSure = core.title.isSure
    page.bodyStart = core.bodyStart
    page.tailStart = core.tailStart
    page.panelStart = core.panelStart
    for index in page.facts.indices where page.facts[index].zone != .references {
      page.facts[index].zone =
        index < page.title
        ? .beforeTitle : index < page.bodyStart ? .front : index < page.panelStart ? .body : .after
    }
  }

  /// Where the article stands, as long as the page isn't told of any of it.
  private func core() -> (
    title: (block: Int, isSure: Bool, alike: [Int]), bodyStart: Int, tailStart: Int, panelStart: Int
  ) {
    let abstract = abstractStart()
    let title = title(before: abstract)
    let bodyStart = bodyStart(after: max(abstract, title.block + 1))
    let tailStart = max(tailStart(), bodyStart)
    return (title, bodyStart, tailStart, panelStart(before: tailStart) ?? tailStart)
  }

  /// A zone without what follows a heading that announces other articles. Such a heading near a list's beginning is a
  /// reference's title, or a torn word of one.
  private static func trimmed(_ zone: Range<Int>, _ page: Page) -> Range<Int> {
    let zone = zone.clamped(to: 0..<page.count)
    for index in zone where index * 5 > zone.lowerBound * 5 + zone.count * 3 {
      let fact = page.facts[index]
      guard fact.matchCount > 0, fact.words >= (page.isTextNodes ? 2 : 1), fact.words <= 8 else { continue }
      // "Cited by:", torn from an entry.
      if fact.flags.contains(.colon), LinkCrumbs.isOnlyCrumbs(page.text(index)) { continue }
      for at in Int(fact.firstMatch)..<(Int(fact.firstMatch) + Int(fact.matchCount))
      where page.rules.traits[Int(page.matches[at])].run == .section {
        return zone.lowerBound..<entriesEnd(zone.lowerBound..<index, page)
      }
    }
    return zone.lowerBound..<entriesEnd(zone, page)
  }

  /// Behind the last block that can be (part of) an entry, or a link beside one.
  private static func entriesEnd(_ zone: Range<Int>, _ page: Page) -> Int {
    func isEntry(_ index: Int) -> Bool {
      let fact = page.facts[index]
      return fact.matchCount == 0 && (page.isTextNodes ? fact.digits > 0 : fact.digits >= 4 && fact.bytes >= 24)
    }
    guard let last = zone.last(where: { isEntry($0) || isCrumb($0, page) }) else { return zone.upperBound }
    if page.isTextNodes { return last + 1 }
    // Links of an entry stand right behind it. Behind another short line they are the page's own: "Comment", "Full text".
    let near = max(zone.lowerBound, last - mostStrayLinks)..<last
    guard !isEntry(last), let entry = near.last(where: isEntry), !isCrumb(entry + 1, page),
      (entry + 1..<last).allSatisfy({ isCrumb($0, page) || page.facts[$0].bytes < 24 })
    else { return last + 1 }
    return entry + 1
  }

  private static let mostStrayLinks = 4

  private static func isCrumb(_ index: Int, _ page: Page) -> Bool {
    let fact = page.facts[index]
    for at in Int(fact.firstMatch)..<(Int(fact.firstMatch) + Int(fact.matchCount))
    where !page.rules.traits[Int(page.matches[at])].isCompany {
      return true
    }
    return false
  }

  private func hasRule(_ index: Int) -> Bool { page.facts[index].matchCount > 0 }
  private func isArticleProse(_ index: Int) -> Bool {
    page.facts[index].isProse && !page.facts[index].flags.contains(.site)
  }

  /// The block that the article's text begins with: the heading of the abstract, or the first paragraph of several.
  private func abstractStart() -> Int {
    // The article's own list is the longest: lists of other articles may stand before the title.
    let longest = page.referenceZones.max { $0.count < $1.count }
    let limit = longest.map { $0.lowerBound > page.count / 5 ? $0.lowerBound : page.count } ?? page.count
    let firstProse = firstOfSeveral(before: limit)
    for index in 0..<limit where page.facts[index].isKept(.abstract) {
      if index > firstProse + 60, sectionStands(between: firstProse, and: index) { break }
      if let text = paragraph(behind: index) { return repeated(index, text, before: limit) }
    }
    if firstProse < limit { return firstProse }
    return (0..<limit).first { isArticleProse($0) } ?? (0..<limit).first { page.facts[$0].isSentence } ?? 0
  }

  /// The first paragraph that two others follow closely; `limit` where there is none.
  private func firstOfSeveral(before limit: Int) -> Int {
    for index in 0..<limit where isArticleProse(index) {
      var more = 0
      for next in index + 1..<max(index + 1, min(index + 16, page.count)) where isArticleProse(next) { more += 1 }
      if more >= 2 { return index }
    }
    return limit
  }

  private func paragraph(behind index: Int) -> Int? {
    (index + 1..<max(index + 1, min(index + 4, page.count))).first { page.facts[$0].isProse }
  }

  private func sectionStands(between start: Int, and end: Int) -> Bool {
    (start..<end).contains { page.facts[$0].isKept(.heading) && followedByProse($0) }
  }

  /// Some pages show the abstract twice, the second time with the article: the later heading with the same text.
  private func repeated(_ index: Int, _ text: Int, before limit: Int) -> Int {
    var result = index
    for other in index + 1..<max(index + 1, limit) where page.facts[other].isKept(.abstract) {
      if let again = paragraph(behind: other), again != text, page.text(again).prefix(80) == page.text(text).prefix(80)
      {
        result = other
      }
    }
    return result
  }

  // MARK: title

  private func title(before end: Int) -> (block: Int, isSure: Bool, alike: [Int]) {
    let longTexts = citationTexts()
    var candidates: [(block: Int, score: Double, isSure: Bool)] = []
    for index in max(0, end - 4000)..<max(0, end) {
      guard let score = titleScore(index, before: end, longTexts), score.value >= CoreFinder.leastScore else {
        continue
      }
      candidates.append((index, score.value, score.isSure))
    }
    guard let top = candidates.max(by: { $0.score < $1.score }) else { return (-1, false, []) }
    if top.isSure { return (bestOccurrence(of: top.block, before: end), true, []) }
    // A title stands before authors and affiliations: of what looks much the same, the first.
    let alike = candidates.filter { $0.score >= top.score - 1.2 }
    let first =
      alike.first { $0.score >= top.score - 0.5 && !page.facts[$0.block].flags.contains(.listItem) } ?? top
    return (bestOccurrence(of: first.block, before: end), false, alike.map(\.block))
  }

  /// Blocks that may cite the article: those with a DOI or a year beside a longer text; and the page's first line.
  private func citationTexts() -> [ArraySlice<UInt8>] {
    var texts: [ArraySlice<UInt8>] = []
    if page.count > 0 { texts.append(page.text(0)) }
    for index in page.facts.indices where texts.count < 60 {
      let fact = page.facts[index]
      guard fact.zone != .references, fact.bytes > 80, fact.isKept(.metadata)
      else { continue }
      texts.append(page.text(index))
    }
    return texts
  }

  /// What a line that is no candidate for the title has less than.
  private static let leastScore = 2.5
  /// What the citation of a line is worth.
  private static let cited = 3.0

  /// How much a line looks like the title; `nil` where it can't be it.
  private func titleScore(
    _ index: Int, before end: Int, _ citations: [ArraySlice<UInt8>]
  ) -> (value: Double, isSure: Bool)? {
    let fact = page.facts[index]
    guard fact.flags.contains(.whole), fact.words >= 2, fact.bytes >= 12, fact.bytes <= 350, fact.words <= 45,
      !hasRule(index), fact.kept & ~(Kept.heading.bit | Kept.affiliation.bit) == 0, fact.letters > fact.digits * 4
    else { return nil }
    var score = 0.0
    var isSure = false
    if fact.words >= 5, fact.words <= 30 { score += 1.5 } else if fact.words >= 4 { score += 0.5 }
    if fact.flags.contains(.heading) { score += 2 }
    if fact.flags.contains(.listItem) { score -= 1.5 }
    if fact.flags.contains(.ends) { score -= isTitleEnd(index) ? 0.7 : 1.5 }
    if fact.flags.contains(.cutOff) { score -= 2 }
    if fact.flags.contains(.colon) { score -= 2 }
    if fact.isKept(.affiliation) { score -= fact.capitals * 3 >= fact.words ? 4 : 1.5 }
    // Names and places stand between commas.
    if fact.commas >= 2, fact.small * 3 <= fact.capitals * 2 { score -= 2.5 }
    if fact.small == 0 { score -= fact.words <= 4 || fact.commas > 0 ? 1.5 : 0.7 }
    let times = page.times(index)
    if times == 2 || times == 3, !fact.flags.contains(.listItem) { score += 0.7 } else if times > 3 { score -= 1 }
    let before = max(0, index - 3)..<index
    if before.contains(where: { page.facts[$0].isKept(.articleType) }) { score += 1.5 }
    if before.contains(where: { hasRule($0) || page.facts[$0].isKept(.metadata) }) { score += 0.6 }
    let next = index + 1..<max(index + 1, min(index + 14, page.count))
    if next.contains(where: { page.facts[$0].isKept(.metadata) }) { score += 0.7 }
    if end - index <= 15 { score += 0.5 }
    score -= Double(end - index) * 0.0005
    // What is left to be asked costs more, and may add so much.
    if score + 0.7 + 0.7 + CoreFinder.cited < CoreFinder.leastScore { return nil }
    if next.contains(where: { isNames($0) }) { score += 0.7 }
    if next.prefix(4).contains(where: { isNames($0) && page.facts[$0].hash != fact.hash }) { score += 0.7 }
    score -= toolPenalty(index)
    if score + CoreFinder.cited < CoreFinder.leastScore { return nil }
    let text = page.text(index)
    var isCited = false
    var isJournal = false
    for citation in citations where citation.count > text.count {
      guard let place = CoreFinder.place(of: text, in: citation) else { continue }
      // A reference, and again with where it was published: "Abbot, A., 2019: A study".
      if place == 0, fact.digits >= 4, fact.commas > 0, CoreFinder.beginsWithInitials(text) { return nil }
      // Names of journals are short.
      if fact.words <= 7, CoreFinder.isCountBehind(citation, place + text.count) {
        isJournal = true
      } else {
        isCited = true
      }
    }
    if isJournal {
      score -= 3
    } else if isCited, fact.words >= 3 {
      score += CoreFinder.cited
      isSure = fact.words >= 4
    }
    return (score, isSure)
  }

  /// How much a line looks like a tool, a form or a note: a site's words, fields to fill in, counts in brackets,
  /// an address, a mark before the first word.
  private func toolPenalty(_ index: Int) -> Double {
    let fact = page.facts[index]
    var penalty = 0.0
    let share = Int(fact.toolWords) * 100 / max(1, Int(fact.words))
    if share >= 50 { penalty += 4 } else if share >= 34 { penalty += 2.5 } else if share >= 25 { penalty += 1 }
    if fact.functionWords == 0, fact.words >= 6 { penalty += 0.7 }
    page.withText(index) { text in
      var letters = 0
      var glued = 0
      for at in text.indices {
        letters = text[at] &- 0x61 < 26 ? letters + 1 : 0
        if letters == 18 { glued += 1 }
        let next = at + 1 < text.count ? text[at + 1] : 0
        switch text[at] {
        case 0x40: penalty += 4  // @
        case 0x3C: penalty += 1  // <
        case 0x5F where next == 0x5F: penalty += 1  // __
        case 0x3D where next == 0x22: penalty += 1  // ="
        case 0x28 where next &- 0x30 < 10:  // (3333)
          var end = at + 1
          while end < text.count, text[end] &- 0x30 < 10 { end += 1 }
          if end < text.count, text[end] == 0x29 { penalty += 1.5 }
        default: break
        }
      }
      // A menu whose entries stand without a space between.
      if glued >= 2 { penalty += 3 }
    }
    return penalty
  }

  private func isTitleEnd(_ index: Int) -> Bool { page.facts[index].words >= 5 && page.facts[index].words <= 25 }

  /// A line that may name authors: capitals, and commas, "and" or figures between them.
  func isNames(_ index: Int) -> Bool {
    let fact = page.facts[index]
    return fact.bytes >= 6 && fact.bytes <= 1200 && fact.capitals >= 2 && !fact.isSentence && !hasRule(index)
      && fact.small * 3 <= fact.capitals && fact.kept & ~Kept.affiliation.bit == 0
      && (fact.commas > 0 || fact.capitals >= 2)
  }

  /// Of several lines with the title's words: the last one that the authors follow, else the last one.
  private func bestOccurrence(of block: Int, before end: Int) -> Int {
    let hash = page.facts[block].hash
    let all = (0..<max(end, block + 1)).filter { page.facts[$0].hash == hash && page.facts[$0].flags.contains(.whole) }
    guard all.count > 1 else { return block }
    for index in all.reversed() where index > 1 {
      for next in index + 1..<min(index + 8, page.count) where isNames(next) && page.facts[next].hash != hash {
        return index
      }
    }
    return all.last ?? block
  }

  /// Whether a word, a comma and an initial stand at the beginning of a folded text: "abbot, a. b., 2019".
  private static func beginsWithInitials(_ text: ArraySlice<UInt8>) -> Bool {
    guard let comma = text.firstIndex(of: 0x2C), comma - text.startIndex < 40, comma + 3 < text.endIndex else {
      return false
    }
    return text[comma + 1] == 0x20 && text[comma + 2] &- 0x61 < 26 && text[comma + 3] == 0x2E
  }

  /// Whether a volume or a year stands behind a place of a citation, as behind a journal's name.
  private static func isCountBehind(_ text: ArraySlice<UInt8>, _ place: Int) -> Bool {
    var at = text.startIndex + place
    while at < text.endIndex, text[at] == 0x20 || text[at] == 0x2C || text[at] == 0x2E || text[at] == 0x28 { at += 1 }
    guard at < text.endIndex else { return false }
    return text[at] &- 0x30 < 10 || text[at...].starts(with: "volume".utf8) || text[at...].starts(with: "vol.".utf8)
  }

  /// Where a text holds another, in bytes from its beginning.
  static func place(of part: ArraySlice<UInt8>, in text: ArraySlice<UInt8>) -> Int? {
    text.withUnsafeBufferPointer { text in
      part.withUnsafeBufferPointer { part in
        guard part.count > 0, let wanted = part.baseAddress else { return nil }
        let place = fettle_search(text.baseAddress, text.count, wanted, part.count)
        return place >= 0 ? Int(place) : nil
      }
    }
  }

  // MARK: body and tail

  /// The first heading of a section behind the abstract, or the second paragraph.
  private func bodyStart(after start: Int) -> Int {
    var paragraphs = 0
    for index in start..<page.count {
      let fact = page.facts[index]
      if fact.isKept(.heading), index > start, followedByProse(index) { return index }
      if isArticleProse(index) {
        paragraphs += 1
        if paragraphs >= 2 { return index }
      }
      if fact.isKept(.references),
        page.referenceZones.contains(where: { $0.contains(index) || $0.lowerBound == index + 1 })
      {
        return index
      }
    }
    return min(start, page.count)
  }

  private func followedByProse(_ index: Int) -> Bool {
    for next in index + 1..<max(index + 1, min(index + 4, page.count)) where page.facts[next].isSentence { return true }
    return false
  }

  /// Behind the first list of references that most of the article's paragraphs stand before; without one, behind the last
  /// paragraph.
  private func tailStart() -> Int {
    var total = 0
    var last = -1
    var before: [Int] = []
    before.reserveCapacity(page.count)
    var isInRelated = false
    for index in page.facts.indices {
      before.append(total)
      let fact = page.facts[index]
      if fact.zone == .references || (fact.isArticleHeading && fact.matchCount == 0) {
        isInRelated = false
      } else if fact.matchCount > 0, fact.words <= 8, opensRelated(index) {
        isInRelated = true
      }
      if !isInRelated, fact.zone != .references, isArticleProse(index) {
        total += 1
        last = index
      }
    }
    for zone in page.referenceZones where zone.upperBound <= page.count {
      let behind = total - (zone.upperBound < page.count ? before[zone.upperBound] : total)
      if behind * 4 <= total || behind <= 3 { return zone.upperBound }
    }
    return last + 1
  }

  private func opensRelated(_ index: Int) -> Bool {
    let fact = page.facts[index]
    for at in Int(fact.firstMatch)..<(Int(fact.firstMatch) + Int(fact.matchCount))
    where page.rules.traits[Int(page.matches[at])].run == .section {
      return true
    }
    return false
  }

  /// Where the sections end and a long stretch without a paragraph leads up to the references: the page's panels of tools
  /// and statements. `nil` where the references follow closely.
  private func panelStart(before tailStart: Int) -> Int? {
    guard let zone = page.referenceZones.first(where: { $0.upperBound == tailStart }) else { return nil }
    var last = -1
    for index in 0..<zone.lowerBound
    where isArticleProse(index) || page.facts[index].isKept(.caption) || page.facts[index].isKept(.heading) {
      last = index
    }
    return last >= 0 && zone.lowerBound - last > (page.isTextNodes ? 200 : 50) ? last + 1 : nil
  }
}
