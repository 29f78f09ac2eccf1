import FettleKit

/// What the title is, and in which blocks it stands.
struct FoundTitle {
  var text: String
  /// `text`, as keys are compared.
  var key: [UInt8]
  var digest: UInt64
  /// The blocks that are the title, put together. In a torn layout there may be several.
  var blocks: Range<Int>
  /// Of the last of `blocks`: how many bytes are title; what follows is a crumb.
  var length: Int?
  /// Bytes of the first of `blocks` that stand before the title: "Research report".
  var lead = 0
  /// Whether the title was cut out of the line that a browser shows above its window.
  var isFromBrowserLine = false
}

/// Finds the article's title by what speaks for each line of the page: that it is a heading, comes back, stands in the
/// browser's title line or in the citation, is followed by names, stands before the abstract.
struct TitleFinder {
  let page: Page
  let scale: TitleScale
  /// Blocks that may be a citation of the article.
  let citations: [Int]
  /// In a torn layout, blocks with a DOI close behind.
  let beforeDOIs: [Int]
  let patterns: CitationPatterns

  init(_ page: Page, _ patterns: CitationPatterns) {
    self.page = page
    self.patterns = patterns
    scale = TitleScale(page)
    var citations: [Int] = []
    var beforeDOIs: [Int] = []
    for index in 0..<page.count where page.facts[index].flags.contains(.doi) {
      if !page.facts[index].flags.contains(.related), page.facts[index].length > 60, page.facts[index].length < 3000,
        citations.count < 40
      {
        citations.append(index)
      }
      if !page.isTorn { continue }
      for before in max(index - TitleFinder.farthestDOI, (beforeDOIs.last ?? -1) + 1, 0)..<index
      where !page.facts[before].isInZone {
        beforeDOIs.append(before)
      }
    }
    self.citations = citations
    self.beforeDOIs = beforeDOIs
  }

  func find() -> FoundTitle? {
    let highest =
      TitleFinder.cited + TitleFinder.followedByNames + TitleFinder.rightBeforeNames
      + (page.isTorn ? TitleFinder.citedInPieces : 0)
    var candidates = TitleRanking(scale).best(14, margin: TitleFinder.margin, highest: highest, evidence: evidence)
    // The title is the last of its kind before the abstract.
    if let top = candidates.map(\.score).max(),
      let last = candidates.indices.filter({
        candidates[$0].index < scale.firstAbstract && candidates[$0].score + TitleFinder.margin >= top
          && candidates[$0].score >= 6
      }).max(by: { candidates[$0].index < candidates[$1].index })
    {
      candidates[last].score += 3
    }
    let best = candidates.max { ($0.score, -$0.index) < ($1.score, -$1.index) }
    if let torn = torn(), best.map({ isPiece($0, of: torn) }) ?? true { return torn }
    guard let best, best.score >= (opensPage(best) ? 3 : 5) else { return browserLine() }
    return withoutLead(continued(original(of: found(best.index, length: best.length))))
  }

  /// Within so many points of the best, the last before the abstract is the title.
  private static let margin = 5
  private static let cited = 7
  private static let followedByNames = 5
  private static let citedInPieces = 5
  private static let rightBeforeNames = 2

  /// What the rest of the page says of a line: that it is cited, that names follow it.
  private func evidence(for candidate: TitleRanking.Candidate) -> Int {
    var score = 0
    if isCited(candidate) { score += TitleFinder.cited }
    let bylines = BylineReader(page)
    if let names = bylines.beginsByline(after: candidate.index) {
      score += TitleFinder.followedByNames
      if page.nameCount(in: names, limit: 4000) > 1, isNext(names, behind: candidate.index) {
        score += TitleFinder.rightBeforeNames
      }
    } else if bylines.beginsCards(after: candidate.index) {
      score += TitleFinder.followedByNames
    }
    if page.nameCount(in: candidate.index) > 1 || saysWherePublished(candidate) { score -= 10 }
    if isCitedInPieces(candidate) { score += TitleFinder.citedInPieces }
    return score
  }

  private func isNext(_ other: Int, behind index: Int) -> Bool {
    !((index + 1)..<other).contains { page.facts[$0].words > 0 }
  }

  /// Whether a line is the page's first, and of five words or more where no names follow.
  private func opensPage(_ candidate: TitleRanking.Candidate) -> Bool {
    guard candidate.index < 3, !(0..<candidate.index).contains(where: { page.facts[$0].words > 0 }) else {
      return false
    }
    return page.facts[candidate.index].words >= 5 || BylineReader(page).beginsByline(after: candidate.index) != nil
  }

  /// "Journal of Field Soils. 30 November 2023. 440-448": the whole line is one of the forms in which pages say where their
  /// article was published.
  private func saysWherePublished(_ candidate: TitleRanking.Candidate) -> Bool {
    guard page.facts[candidate.index].flags.contains(.digit) else { return false }
    let text = page.bytes(candidate.index).head(candidate.length)
    guard HeaderGate.lets(text) else { return false }
    var isPlace = false
    patterns.firstMatching(text, place: .header) { pattern in
      guard let found = pattern.read(text), found.fields.count > 1, found.length + 4 >= text.count else { return false }
      isPlace = true
      return true
    }
    return isPlace
  }

  func found(_ index: Int, length: Int) -> FoundTitle {
    let bytes = page.text(index).prefix(length)
    let key = TextKey.key(bytes)
    var found = FoundTitle(
      text: TitleFinder.text(bytes), key: key, digest: TextKey.digest(bytes), blocks: index..<(index + 1))
    if length < page.text(index).count { found.length = length }
    return found
  }

  /// One space between words.
  static func text(_ bytes: ArraySlice<UInt8>) -> String {
    bytes.withUnsafeBufferPointer { String(decoding: Spacing.single($0), as: UTF8.self) }
  }

  // MARK: - Citations

  private func isCited(_ candidate: TitleRanking.Candidate) -> Bool {
    isCited(TextKey.key(page.bytes(candidate.index).head(candidate.length)))
  }

  /// Whether a block that may be a citation of the article holds the key.
  func isCited(_ key: [UInt8]) -> Bool {
    guard key.count >= 15 else { return false }
    let search = KeySearch(key)
    return citations.contains { page.facts[$0].keyLength > key.count + 12 && search.isIn(page.key($0)) }
  }

  /// In a torn layout, a citation's title is a block of its own with the DOI close behind.
  private func isCitedInPieces(_ candidate: TitleRanking.Candidate) -> Bool {
    beforeDOIs.contains { page.facts[$0].digest == candidate.digest && $0 != candidate.index }
  }

  /// In blocks.
  private static let farthestDOI = 6

  // MARK: - Titles that are torn, or stand in the browser's line alone

  /// Whether the browser's line says more than a line that looks like the title.
  private func isPiece(_ candidate: TitleRanking.Candidate, of torn: FoundTitle) -> Bool {
    if scale.browserParts.contains(candidate.digest) { return false }
    return page.isTorn || KeySearch(TextKey.key(page.bytes(candidate.index).head(candidate.length))).isIn(torn.key)
  }

  /// A run of blocks that together are what the browser's title line says.
  private func torn() -> FoundTitle? {
    // A block that is longer than any title has as many parts as dashes, each as long as itself.
    guard let first = (0..<min(3, page.count)).first(where: { page.facts[$0].words >= 4 }),
      page.facts[first].length <= 4096
    else { return nil }
    for part in BrowserLine.parts(page.text(first)) {
      let key = TextKey.key(part)
      guard key.count >= 20, let blocks = key.withUnsafeBufferPointer({ pieces(of: $0, behind: first) }) else {
        continue
      }
      let text = TitleFinder.text(page.joined(blocks)[...])
      return FoundTitle(text: text, key: key, digest: TextKey.digest(part), blocks: blocks)
    }
    return nil
  }

  /// Two blocks or more whose keys together are this one.
  private func pieces(of key: Bytes, behind first: Int) -> Range<Int>? {
    for start in (first + 1)..<min(page.count, 6000) where page.facts[start].length > 2 {
      let initial = page.facts[start].first
      if initial.isAlphanumeric, initial.small != key[0] { continue }
      let own = page.key(start)
      guard own.count >= 3, own.count < key.count, key.begins(with: own) else { continue }
      var known = own.count
      var end = start + 1
      while end < min(page.count, start + 14), known < key.count, key.tail(known).begins(with: page.key(end)) {
        known += page.key(end).count
        end += 1
      }
      if known == key.count, end - start > 1 { return start..<end }
    }
    return nil
  }

  private func browserLine() -> FoundTitle? {
    guard page.count > 0, page.facts[0].length < 400, page.facts[0].words >= 4 else { return nil }
    let parts = BrowserLine.parts(page.text(0)).dropFirst()
    guard let longest = parts.filter({ $0.startIndex == page.text(0).startIndex }).min(by: { $0.count < $1.count }),
      longest.count >= 20
    else { return nil }
    var found = found(0, length: longest.count)
    found.isFromBrowserLine = true
    return found
  }
}
