import FettleKit

/// Walks the page from top to bottom and decides, by what stands around a block, what its rules alone don't.
struct Sections {
  /// Removes what rules match by themselves.
  static func applyRules(to page: inout Page) {
    for index in page.matched.lazy.map(Int.init) where index != page.title {
      if isProtected(page, index) { continue }
      if headsStatement(page, index) { continue }
      let rule = page.rule(for: index)
      if rule >= 0 { page.remove(index, by: Int(rule)) }
    }
  }

  /// Removes what rules match that need company, twice, so that company found is company for others.
  static func applyCompany(to page: inout Page) {
    for _ in 0..<2 {
      for index in page.matched.lazy.map(Int.init) where index != page.title {
        guard page.facts[index].verdict < 0 else { continue }
        let isHeld = isProtected(page, index)
        // Behind the references, company may say that a copyright is the site's.
        if isHeld, page.facts[index].zone != .after || page.facts[index].isKept(.caption) { continue }
        let rule = page.rule(for: index, inCompany: true)
        guard rule >= 0, !isHeld || page.rules.traits[Int(rule)].needsCompany else { continue }
        if headsStatement(page, index), !page.rules.traits[Int(rule)].needsCompany { continue }
        page.remove(index, by: Int(rule))
      }
    }
    closeGaps(in: &page)
  }

  /// Whether a line such as "Cite this article" or "Supplementary materials" heads a statement, unless company says
  /// otherwise: before the title, and among tools, it is a link.
  private static func headsStatement(_ page: Page, _ index: Int) -> Bool {
    let fact = page.facts[index]
    return fact.isArticleHeading && (fact.zone == .after || fact.zone == .body)
  }

  /// Whether a keep rule holds a block against rules that would remove it.
  private static func isProtected(_ page: Page, _ index: Int) -> Bool {
    page.facts[index].kept & (Kept.metadata.bit | Kept.caption.bit) != 0 && page.facts[index].bytes > 24
  }

  /// A short line between two removed ones goes with them: not among the article's sections, where a line may be a
  /// table's cell or a formula.
  private static func closeGaps(in page: inout Page) {
    guard page.count > 2 else { return }
    for index in 1..<(page.count - 1) {
      // Few lines have removed ones on both sides.
      guard page.facts[index].verdict < 0, page.facts[index - 1].verdict >= 0, page.facts[index + 1].verdict >= 0 else {
        continue
      }
      let fact = page.facts[index]
      guard index != page.title, fact.zone == .front || fact.zone == .after, fact.words <= 4,
        fact.bytes <= 40, fact.kept == 0, !fact.flags.contains(.heading)
      else { continue }
      if isCompany(page, index - 1), isCompany(page, index + 1) {
        page.remove(index, by: page.rules.builtin.between)
      }
    }
  }

  /// Whether a block was removed for what it is by itself: links on authors' cards and beside figures stand among what
  /// stays.
  private static func isCompany(_ page: Page, _ index: Int) -> Bool {
    let verdict = page.facts[index].verdict
    return verdict >= 0 && page.rules.traits[Int(verdict)].isCompany
  }

  // MARK: runs

  /// Takes along what stands behind headings that announce other articles, tools, forms.
  static func applyRuns(to page: inout Page) {
    var index = 0
    while index < page.count {
      let verdict = page.facts[index].verdict
      guard verdict >= 0, let run = page.rules.traits[Int(verdict)].run else {
        index += 1
        continue
      }
      let zone = page.facts[index].zone
      // Before the title all lines go anyway; and a tool above the abstract takes nothing along: the authors may stand
      // behind it.
      if zone == .beforeTitle || (run == .items && zone != .after && !page.rules.traits[Int(verdict)].isRelated) {
        index += 1
        continue
      }
      let end = runEnd(page, from: index, run)
      for member in index + 1..<max(index + 1, end) where page.facts[member].verdict < 0 && member != page.title {
        if page.facts[member].isKept(.metadata), run == .items || page.facts[member].zone != .after { continue }
        page.remove(member, by: Int(verdict))
      }
      index = max(end, index + 1)
    }
  }

  private static func runEnd(_ page: Page, from start: Int, _ run: Run) -> Int {
    let zone = page.facts[start].zone
    let limit =
      zone == .after || zone == .beforeTitle ? page.count : min(page.count, start + (run == .section ? 160 : 60))
    var index = start + 1
    while index < limit {
      let fact = page.facts[index]
      if fact.zone == .references || index == page.title || fact.flags.contains(.titleLike) { break }
      if fact.isArticleHeading, fact.matchCount == 0 { break }
      if fact.verdict >= 0, page.rules.traits[Int(fact.verdict)].run != nil { break }
      if fact.isKept(.caption), zone != .after { break }
      // Before the article, the heading was a menu's, and what says where authors work is the article's.
      if fact.isKept(.affiliation), run == .section, !fact.flags.contains(.listItem), isBeforeArticle(page, start) {
        index = start + 1
        while index < limit, page.facts[index].flags.contains(.listItem) { index += 1 }
        break
      }
      if fact.isProse, !fact.flags.contains(.site) {
        if run == .items || zone != .after { break }
      }
      if zone == .front || zone == .body, fact.isSentence, run == .items, !fact.flags.contains(.listItem) { break }
      index += 1
    }
    // A run that would swallow a section it shouldn't ends at the zone's border.
    if zone == .front || zone == .body {
      while index > start + 1, page.facts[index - 1].zone != zone { index -= 1 }
    }
    return index
  }

  /// Whether no heading of the article stands before a block.
  private static func isBeforeArticle(_ page: Page, _ index: Int) -> Bool {
    !page.facts[..<index].contains { $0.isArticleHeading }
  }

  // MARK: outside

  /// Removes what stands before the title.
  static func sweepBeforeTitle(_ page: inout Page) {
    guard page.title > 0 else { return }
    for index in 0..<page.title {
      let fact = page.facts[index]
      guard fact.verdict < 0, fact.zone == .beforeTitle else { continue }
      if fact.kept & (Kept.metadata.bit | Kept.articleType.bit) != 0, index + 40 >= page.title || fact.bytes > 40 {
        continue
      }
      if !page.isTitleSure {
        if fact.flags.contains(.titleLike) { continue }
        let isMenu = fact.words <= 8 || (fact.capitals * 3 >= fact.words * 2 && fact.commas == 0)
        if fact.isSentence || !isMenu || fact.isKept(.affiliation) { continue }
      }
      page.remove(index, by: page.rules.builtin.beforeTitle)
    }
  }

  /// Removes lines behind the article. What stands under a heading of the article stays, up to the next heading that is
  /// none of it.
  static func sweepAfterArticle(_ page: inout Page) {
    guard page.panelStart > 0 else { return }
    let anchor = lastAnchor(page)
    var state = page.panelStart < page.tailStart || page.isTextNodes || page.referenceZones.isEmpty ? State.list : .open
    var shortLines = 0
    for index in page.panelStart..<max(page.panelStart, page.count) {
      let fact = page.facts[index]
      if fact.zone == .references {
        // Where sentences are torn into lines, a list's end is hard to see.
        state = page.isTextNodes ? .list : .open
        continue
      }
      if fact.verdict >= 0 {
        if page.rules.traits[Int(fact.verdict)].closes { state = .open }
        continue
      }
      if fact.isKept(.list) || fact.isKept(.caption) {
        state = .list
        continue
      }
      if fact.isArticleHeading {
        state = .statement
        shortLines = 0
        continue
      }
      if fact.isKept(.metadata) { continue }
      // What follows a label such as "Manuscript received:".
      if fact.digits > 0, fact.bytes <= 60, index > 0, page.facts[index - 1].isKept(.metadata) { continue }
      if state != .open, !fact.isSentence, isCrowded(page, behind: index) { state = .open }
      switch state {
      case .list:
        continue
      case .statement:
        if fact.isSentence {
          shortLines = 0
          continue
        }
        shortLines += 1
        if shortLines <= 12 || index < anchor { continue }
      case .open:
        if fact.isSentence || fact.isProse { continue }
      }
      page.remove(index, by: page.rules.builtin.afterArticle)
    }
  }

  /// Whether most of the next blocks were removed and none of them is the article's: the section is over.
  private static func isCrowded(_ page: Page, behind index: Int) -> Bool {
    var removed = 0
    for next in index + 1..<max(index + 1, min(index + 9, page.count)) {
      let fact = page.facts[next]
      if fact.verdict >= 0 {
        if isCompany(page, next) { removed += 1 }
      } else if fact.isArticleHeading || fact.isSentence || fact.kept != 0 {
        return false
      }
    }
    return removed >= 5
  }

  private enum State { case open, statement, list }

  /// The last block that can only be the article's: a statement's heading, a caption, a paragraph that stays.
  private static func lastAnchor(_ page: Page) -> Int {
    for index in page.facts.indices.reversed() {
      let fact = page.facts[index]
      if fact.verdict >= 0 { continue }
      if fact.zone == .references || fact.isArticleHeading || fact.isKept(.caption) || fact.isProse { return index }
    }
    return -1
  }
}
