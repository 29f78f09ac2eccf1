import FettleKit

/// Finds where on a page reference lists stand, so that boilerplate removal leaves them alone and the references stage
/// knows what to cut into entries.
public enum ReferenceZones {
  /// Ranges of block indices, in order and disjoint, headings left out. Removed blocks may lie inside.
  public static func find(in document: borrowing Document) -> [Range<Int>] {
    var scan = ZoneScan(document)
    var zones = scan.underHeadings()
    if zones.isEmpty { zones = scan.withoutHeading() }
    return zones
  }
}

/// The judgement of runs of a page's blocks. A block is looked at when it is first asked for: on a page whose list stands
/// under a heading, most never are.
struct ZoneScan {
  let blocks: [Block]
  private var facts: [ZoneFact]
  /// The page's text nodes stand on a line each.
  private let isTorn: Bool
  private let crumbs = CrumbLabels.builtin

  init(_ document: borrowing Document) {
    blocks = document.blocks
    isTorn = document.layout == .textNodes
    let headings = HeadingWords.builtin
    facts = [ZoneFact](repeating: ZoneFact(), count: blocks.count)
    for index in facts.indices where blocks[index].text.count <= ZoneFact.longestHeading {
      facts[index].heading = headings.kinds(of: blocks[index].text.bytes)
    }
  }

  var count: Int { facts.count }

  // MARK: - Blocks

  /// A heading that lists stand under.
  private func beginsList(_ index: Int) -> Bool { facts[index].heading.contains(.beginsList) }

  /// A heading of a section of the article.
  private func isSection(_ index: Int) -> Bool { facts[index].heading.contains(.section) }

  /// A heading that lists end at, or a copyright line, which stands behind every list.
  private mutating func endsList(_ index: Int) -> Bool { fact(index).heading.contains(.endsList) }

  private mutating func isCrumb(_ index: Int) -> Bool { fact(index).isCrumb }

  private mutating func traits(_ index: Int) -> BlockTraits { fact(index).traits }

  private mutating func label(_ index: Int) -> ListLabel? { fact(index).label }

  private mutating func fact(_ index: Int) -> ZoneFact {
    if !facts[index].isKnown { facts[index].look(at: blocks[index].text.bytes, crumbs: crumbs) }
    return facts[index]
  }

  /// What a block adds to the belief that a list goes on: in points, a whole reference is worth 4.
  mutating func evidence(_ index: Int) -> Int {
    let fact = fact(index)
    if fact.isCrumb || fact.isContext { return 2 }
    let own = fact.traits
    if own.isReferenceLike { return 4 }
    if own.length > 700 { return 0 }
    return min(own.years, 1) * 2 + min(own.initials, 2) + min(own.pageRanges, 1) + (own.hasDOI ? 1 : 0)
  }

  /// A paragraph of prose: no list goes on through it.
  mutating func isProse(_ index: Int) -> Bool {
    let own = traits(index)
    return own.length > 220 && !own.isReferenceLike && own.lowerWords * 3 > own.words * 2
  }

  // MARK: - Under a heading

  mutating func underHeadings() -> [Range<Int>] {
    var zones: [Range<Int>] = []
    var index = 0
    while index < count {
      if beginsList(index), isListBelow(index + 1) {
        let end = endOfList(from: index + 1)
        if end > index + 1 {
          zones.append((index + 1)..<end)
          index = end
          continue
        }
      }
      index += 1
    }
    return zones
  }

  /// Whether what follows looks like a list: within the next blocks (at most 1,600 bytes, at least 6 blocks) there is much
  /// evidence for little text.
  private mutating func isListBelow(_ start: Int) -> Bool {
    var bytes = 0
    var references = 0
    var crumbs = 0
    var years = 0
    var initials = 0
    var numbered = 0
    var index = start
    while index < count, bytes < 1600 || index < start + 6, index < start + 90 {
      if index > start, beginsList(index), years < 2 { return false }
      if (endsList(index) && !isCrumb(index)) || isSection(index) { break }
      if isProse(index), references < 2 { return false }
      if traits(index).isReferenceLike { references += 1 }
      if isCrumb(index) || fact(index).isContext { crumbs += 1 }
      years += traits(index).years
      initials += traits(index).initials
      bytes += traits(index).length
      if let label = label(index), label.isMarked, label.number == numbered + 1 {
        let text = label.isAlone ? min(index + 1, count - 1) : index
        if traits(text).length > 40 {
          numbered += 1
          if numbered >= 3, initials + traits(text).initials > 0 { return true }
        }
      }
      // Dates and the journal's own line stand in front matter too, but not so many names.
      if references >= 3 || (references >= 1 && crumbs >= 2) || (crumbs >= 3 && years >= 2)
        || (years >= 3 && initials >= 6)
      {
        return true
      }
      index += 1
    }
    // A short list.
    return references >= 1 && references + crumbs >= 2 && initials >= 2 || (years >= 1 && initials >= 3 && bytes < 900)
  }

  /// The first block behind the list that begins at `start`.
  mutating func endOfList(from start: Int) -> Int {
    var end = start
    var drought = 0
    var droughtBlocks = 0
    var lastNumber = 0
    var index = start
    while index < count {
      if beginsList(index), lastNumber > 1, isNumberedAnew(index + 1) { return end }
      if let label = label(index), label.number == lastNumber + 1 || (lastNumber == 0 && label.number == 1) {
        lastNumber = label.number
      }
      if endsList(index), !isCrumb(index) {
        // "Cited by:" may stand in an entry; then the list's next number comes soon.
        guard lastNumber > 0, let next = nextNumber(after: index, lastNumber + 1) else { return end }
        index = next
        continue
      }
      if isProse(index), label(index) == nil {
        guard let next = nextEntry(after: index, number: lastNumber + 1) else { return end }
        index = next
        continue
      }
      var points = evidence(index)
      if let label = label(index), label.isMarked, !label.isAlone, label.number == lastNumber {
        points = max(points, 3)
      }
      if points >= 2 { end = index + 1 }
      if points >= 1 {
        drought = 0
        droughtBlocks = 0
      } else {
        if blocks[index].role == .heading, !beginsList(index), label(index) == nil { return end }
        drought += traits(index).length
        droughtBlocks += 1
        // A title alone may take a few hundred bytes; torn into words and commas, some dozens of blocks.
        if drought > 700 || droughtBlocks > 40 { return end }
      }
      index += 1
    }
    return end
  }

  /// An entry's abstract may stand in a list, or an entry that reads like prose. The block at which the list goes on, if
  /// it does so soon: with the given number, or with references.
  private mutating func nextEntry(after index: Int, number: Int) -> Int? {
    var entries = 0
    var points = 0
    for next in (index + 1)..<max(index + 1, min(index + 13, count)) {
      if (endsList(next) || isSection(next)) && !isCrumb(next) { return nil }
      if beginsList(next), isListBelow(next + 1) { return nil }
      if isCrumb(next) || (traits(next).isReferenceLike && traits(next).length < 600 && !isProse(next)) { entries += 1 }
      // Where entries are torn into text nodes, a title alone reads like prose.
      if isTorn, traits(next).length < 220 { points += evidence(next) }
      if entries >= 3 || points >= 10 { return index + 1 }
    }
    return number > 1 ? nextNumber(after: index, number) : nil
  }

  /// Whether a list of its own stands below a heading inside of a list: its numbers begin at 1 again.
  private mutating func isNumberedAnew(_ start: Int) -> Bool {
    guard let first = (start..<min(start + 4, count)).first(where: { label($0) != nil }) else { return false }
    return label(first)?.number == 1 && isListBelow(start)
  }

  /// The block that begins with the given number, if it comes soon and looks like the start of an entry.
  private mutating func nextNumber(after index: Int, _ number: Int) -> Int? {
    for next in (index + 1)..<max(index + 1, min(index + 9, count)) {
      guard let label = label(next), label.number == number, label.isMarked else { continue }
      var ahead = 0
      for block in next..<min(next + 12, count) { ahead += evidence(block) }
      if ahead >= 4 { return next }
    }
    return nil
  }

  // MARK: - Without a heading

  /// Runs of entries that speak for themselves: numbered in order, or each with its crumbs, or references in a row.
  mutating func withoutHeading() -> [Range<Int>] {
    var best: Range<Int>?
    var bestPoints = 0
    var index = 0
    while index < count {
      guard startsEntry(index) else {
        index += 1
        continue
      }
      let end = endOfList(from: index)
      var whole = 0
      for block in index..<max(index + 1, end) where traits(block).isReferenceLike || isCrumb(block) {
        whole += 1
      }
      if whole >= 3, whole > bestPoints {
        bestPoints = whole
        best = index..<end
      }
      index = max(index + 1, end)
    }
    return best.map { [$0] } ?? []
  }

  private mutating func startsEntry(_ index: Int) -> Bool {
    if let label = label(index), label.number == 1 {
      if traits(index).isReferenceLike { return true }
      if label.isAlone, index + 1 < count, traits(index + 1).isReferenceLike { return true }
    }
    guard traits(index).isReferenceLike, traits(index).length < 700, !isProse(index) else { return false }
    // Unnumbered: the next entry or crumbs must follow soon.
    var more = 0
    for next in (index + 1)..<min(count, index + 5) where isCrumb(next) || traits(next).isReferenceLike {
      more += 1
    }
    return more >= 2
  }
}
