import FettleKit

/// Finds where the article stands on the page: its title, the beginning of its sections, the end of its references.
struct CoreFinder {
  var page: Page

  /// Fills in `title`, `bodyStart`, `tailStart` and each block's zone.
  static func run(on page: inout Page, zones: [Range<Int>]) {
    page.referenceZones = zones.map { trimmed($0, page) }.filter { !$0.isEmpty }
    for zone in page.referenceZones { for index in zone { page.facts[index].zone = .references } }
    let finder = CoreFinder(page: page)
    let abstract = finder.abstractStart()
    let title = finder.title(before: abstract)
    page.title = title.block
    page.isTitleSure = title.isSure
    page.bodyStart = finder.bodyStart(after: max(abstract, title.block + 1))
    page.tailStart = max(finder.tailStart(), page.bodyStart)
    for index in page.facts.indices where page.facts[index].zone != .references {
      page.facts[index].zone =
        index < page.title
        ? .beforeTitle : index < page.bodyStart ? .front : index < page.tailStart ? .body : .after
    }
  }

  /// A zone without what follows a heading that announces other articles, or a form of the site.
  private static func trimmed(_ zone: Range<Int>, _ page: Page) -> Range<Int> {
    let zone = zone.clamped(to: 0..<page.count)
    for index in zone {
      let fact = page.facts[index]
      for at in Int(fact.firstMatch)..<(Int(fact.firstMatch) + Int(fact.matchCount)) {
        let rule = page.rules.rules[Int(page.matches[at])]
        guard fact.words <= 12, !rule.zonesIncludeReferences else { continue }
        if rule.run == .section || ["newsletter", "cookie", "sign-in", "comments"].contains(rule.category) {
          return zone.lowerBound..<index
        }
      }
    }
    return zone
  }

  private func hasRule(_ index: Int) -> Bool { page.facts[index].matchCount > 0 }
  private func isArticleProse(_ index: Int) -> Bool {
    page.facts[index].isProse && !page.facts[index].flags.contains(.site)
  }

  /// The block that the article's text begins with: the heading of the abstract, or the first paragraph of several.
  private func abstractStart() -> Int {
    let limit = page.referenceZones.first { $0.lowerBound > page.count / 5 }?.lowerBound ?? page.count
    var firstProse = -1
    for index in 0..<limit {
      let fact = page.facts[index]
      if fact.isKept(.abstract) {
        for next in index + 1..<min(index + 5, page.count) where page.facts[next].isSentence { return index }
      }
      if firstProse < 0, isArticleProse(index) {
        var more = 0
        for next in index + 1..<max(index + 1, min(index + 16, page.count)) where isArticleProse(next) { more += 1 }
        if more >= 2 { firstProse = index }
      }
      if firstProse >= 0, index > firstProse + 60 { return firstProse }
    }
    if firstProse >= 0 { return firstProse }
    return (0..<limit).first { isArticleProse($0) } ?? (0..<limit).first { page.facts[$0].isSentence } ?? 0
  }

  // MARK: title

  private func title(before end: Int) -> (block: Int, isSure: Bool) {
    let longTexts = citationTexts()
    var best = (block: -1, score: 0.0, isSure: false)
    for index in max(0, end - 400)..<max(0, end) {
      guard let score = titleScore(index, before: end, longTexts) else { continue }
      if score.value > best.score { best = (index, score.value, score.isSure) }
    }
    guard best.block >= 0, best.score >= 2.8 else { return (-1, false) }
    return (bestOccurrence(of: best.block, before: end), best.isSure)
  }

  /// Blocks that may cite the article: those with a DOI or a year beside a longer text.
  private func citationTexts() -> [ArraySlice<UInt8>] {
    var texts: [ArraySlice<UInt8>] = []
    for index in page.facts.indices {
      let fact = page.facts[index]
      guard fact.zone != .references, fact.bytes > 80, fact.isKept(.metadata) || fact.digits >= 8 else { continue }
      if page.referenceZones.contains(where: { $0.contains(index) }) { continue }
      texts.append(page.text(index))
    }
    if page.count > 0 { texts.append(page.text(0)) }
    return texts
  }

  private func titleScore(
    _ index: Int, before end: Int, _ citations: [ArraySlice<UInt8>]
  ) -> (value: Double, isSure: Bool)? {
    let fact = page.facts[index]
    guard fact.flags.contains(.whole), fact.words >= 2, fact.bytes >= 12, fact.bytes <= 350, fact.words <= 45,
      !hasRule(index), fact.kept & ~Kept.heading.bit == 0, fact.letters > fact.digits * 4
    else { return nil }
    var score = 0.0
    var isSure = false
    if fact.words >= 5, fact.words <= 30 { score += 1.5 } else if fact.words >= 4 { score += 0.5 }
    if fact.flags.contains(.heading) { score += 2 }
    if fact.flags.contains(.listItem) { score -= 1.5 }
    if fact.flags.contains(.ends), !isTitleEnd(index) { score -= 1.5 }
    if fact.flags.contains(.cutOff) { score -= 2 }
    if fact.commas >= 3, fact.commas * 3 >= fact.words { score -= 2 }
    let text = page.text(index)
    if fact.words >= 3 {
      for citation in citations where citation.count > text.count && CoreFinder.contains(citation, text) {
        score += 3
        isSure = true
        break
      }
      if repeats(index) { score += 1 }
    }
    if (max(0, index - 3)..<index).contains(where: { page.facts[$0].isKept(.articleType) }) { score += 1.5 }
    let next = index + 1..<min(index + 14, page.count)
    if next.contains(where: { page.facts[$0].isKept(.metadata) }) { score += 0.7 }
    if next.contains(where: { isNames($0) }) { score += 1 }
    if end - index <= 15 { score += 0.8 }
    score -= Double(end - index) * 0.004
    return (score, isSure)
  }

  private func isTitleEnd(_ index: Int) -> Bool { page.facts[index].words >= 5 && page.facts[index].words <= 25 }

  private func repeats(_ index: Int) -> Bool {
    let hash = page.facts[index].hash
    for other in page.facts.indices where other != index && page.facts[other].hash == hash { return true }
    return false
  }

  /// A line that may name authors: capitals, and commas, "and" or figures between them.
  func isNames(_ index: Int) -> Bool {
    let fact = page.facts[index]
    return fact.bytes >= 6 && fact.bytes <= 1200 && fact.capitals >= 2 && !fact.isSentence && !hasRule(index)
      && fact.small * 3 <= fact.capitals && fact.kept == 0 && (fact.commas > 0 || fact.capitals >= 2)
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

  static func contains(_ text: ArraySlice<UInt8>, _ part: ArraySlice<UInt8>) -> Bool {
    guard part.count > 0, part.count <= text.count, let first = part.first else { return false }
    let last = text.endIndex - part.count
    var at = text.startIndex
    while at <= last {
      if text[at] == first, text[at..<(at + part.count)] == part { return true }
      at += 1
    }
    return false
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
    for index in page.facts.indices {
      before.append(total)
      if isArticleProse(index), page.facts[index].zone != .references {
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
}
