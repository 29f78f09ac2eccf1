import FettleKit

/// Finds where on a page reference lists stand, so that boilerplate removal leaves them alone and the references stage
/// knows what to cut into entries.
public enum ReferenceZones {
  /// Ranges of block indices, in order and disjoint, headings left out. Removed blocks may lie inside.
  public static func find(in document: borrowing Document) -> [Range<Int>] {
    let scan = ZoneScan(document)
    var zones = scan.underHeadings()
    if zones.isEmpty { zones = scan.withoutHeading() }
    return zones
  }
}

/// The traits of all blocks of a page, and the judgement of runs of them.
struct ZoneScan {
  let traits: [BlockTraits]
  let isCrumb: [Bool]
  /// Where the article cites the entry: "a [...] as was shown before".
  let isContext: [Bool]
  let labels: [ListLabel?]
  let beginsList: [Bool]
  let endsList: [Bool]
  let isSection: [Bool]
  let gaps: [Bool]
  let isHeading: [Bool]
  /// The page's text nodes stand on a line each.
  let isTorn: Bool

  init(_ document: borrowing Document) {
    let count = document.blocks.count
    var traits: [BlockTraits] = []
    var isCrumb: [Bool] = []
    var contexts: [Bool] = []
    var labels: [ListLabel?] = []
    var begins: [Bool] = []
    var ends: [Bool] = []
    var sections: [Bool] = []
    var gaps: [Bool] = []
    var headings: [Bool] = []
    traits.reserveCapacity(count)
    isCrumb.reserveCapacity(count)
    labels.reserveCapacity(count)
    begins.reserveCapacity(count)
    ends.reserveCapacity(count)
    for index in 0..<count {
      let bytes = document.blocks[index].text.bytes
      let own = bytes.isEmpty ? BlockTraits([]) : BlockTraits(bytes)
      traits.append(own)
      isCrumb.append(own.length < 400 && !bytes.isEmpty && CrumbLines.builtin.isOnlyCrumbs(bytes))
      contexts.append(CitationContext.isContext(bytes))
      labels.append(ListLabel(bytes))
      let isShort = own.length <= 64 && own.length > 1
      begins.append(isShort && HeadingWords.builtin.beginsList(bytes))
      // A copyright line stands behind every list.
      ends.append(bytes.starts(with: [0xC2, 0xA9]) || (isShort && HeadingWords.builtin.endsList(bytes)))
      sections.append(isShort && HeadingWords.builtin.isSection(bytes))
      gaps.append(document.blocks[index].isAfterGap)
      headings.append(document.blocks[index].role == .heading)
    }
    self.traits = traits
    self.isCrumb = isCrumb
    isContext = contexts
    self.labels = labels
    beginsList = begins
    endsList = ends
    isSection = sections
    self.gaps = gaps
    isHeading = headings
    isTorn = document.layout == .textNodes
  }

  /// What a block adds to the belief that a list goes on: in points, a whole reference is worth 4.
  func evidence(_ index: Int) -> Int {
    if isCrumb[index] || isContext[index] { return 2 }
    let own = traits[index]
    if own.isReferenceLike { return 4 }
    if own.length > 700 { return 0 }
    return min(own.years, 1) * 2 + min(own.initials, 2) + min(own.pageRanges, 1) + (own.hasDOI ? 1 : 0)
  }

  /// A paragraph of prose: no list goes on through it.
  func isProse(_ index: Int) -> Bool {
    let own = traits[index]
    return own.length > 220 && !own.isReferenceLike && own.lowerWords * 3 > own.words * 2
  }

  // MARK: - Under a heading

  func underHeadings() -> [Range<Int>] {
    var zones: [Range<Int>] = []
    var index = 0
    while index < traits.count {
      if beginsList[index], isListBelow(index + 1) {
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
  private func isListBelow(_ start: Int) -> Bool {
    var bytes = 0
    var references = 0
    var crumbs = 0
    var years = 0
    var initials = 0
    var numbered = 0
    var index = start
    while index < traits.count, bytes < 1600 || index < start + 6, index < start + 90 {
      if index > start, beginsList[index], years < 2 { return false }
      if (endsList[index] && !isCrumb[index]) || isSection[index] { break }
      if isProse(index), references < 2 { return false }
      if traits[index].isReferenceLike { references += 1 }
      if isCrumb[index] || isContext[index] { crumbs += 1 }
      years += traits[index].years
      initials += traits[index].initials
      bytes += traits[index].length
      if let label = labels[index], label.isMarked, label.number == numbered + 1 {
        let text = label.isAlone ? min(index + 1, traits.count - 1) : index
        if traits[text].length > 40 {
          numbered += 1
          if numbered >= 3, initials + traits[text].initials > 0 { return true }
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
  func endOfList(from start: Int) -> Int {
    var end = start
    var drought = 0
    var droughtBlocks = 0
    var lastNumber = 0
    var index = start
    while index < traits.count {
      if beginsList[index], lastNumber > 1, isNumberedAnew(index + 1) { return end }
      if let label = labels[index], label.number == lastNumber + 1 || (lastNumber == 0 && label.number == 1) {
        lastNumber = label.number
      }
      if endsList[index], !isCrumb[index] {
        // "Cited by:" may stand in an entry; then the list's next number comes soon.
        guard lastNumber > 0, let next = nextNumber(after: index, lastNumber + 1) else { return end }
        index = next
        continue
      }
      if isProse(index), labels[index] == nil {
        guard let next = nextEntry(after: index, number: lastNumber + 1) else { return end }
        index = next
        continue
      }
      var points = evidence(index)
      if let label = labels[index], label.isMarked, !label.isAlone, label.number == lastNumber {
        points = max(points, 3)
      }
      if points >= 2 { end = index + 1 }
      if points >= 1 {
        drought = 0
        droughtBlocks = 0
      } else {
        if isHeading[index], !beginsList[index], labels[index] == nil { return end }
        drought += traits[index].length
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
  private func nextEntry(after index: Int, number: Int) -> Int? {
    var entries = 0
    var points = 0
    for next in (index + 1)..<max(index + 1, min(index + 13, traits.count)) {
      if (endsList[next] || isSection[next]) && !isCrumb[next] { return nil }
      if beginsList[next], isListBelow(next + 1) { return nil }
      if isCrumb[next] || (traits[next].isReferenceLike && traits[next].length < 600 && !isProse(next)) { entries += 1 }
      // Where entries are torn into text nodes, a title alone reads like prose.
      if isTorn, traits[next].length < 220 { points += evidence(next) }
      if entries >= 3 || points >= 10 { return index + 1 }
    }
    return number > 1 ? nextNumber(after: index, number) : nil
  }

  /// Whether a list of its own stands below a heading inside of a list: its numbers begin at 1 again.
  private func isNumberedAnew(_ start: Int) -> Bool {
    guard let first = (start..<min(start + 4, traits.count)).first(where: { labels[$0] != nil }) else { return false }
    return labels[first]?.number == 1 && isListBelow(start)
  }

  /// The block that begins with the given number, if it comes soon and looks like the start of an entry.
  private func nextNumber(after index: Int, _ number: Int) -> Int? {
    for next in (index + 1)..<max(index + 1, min(index + 9, traits.count)) {
      guard let label = labels[next], label.number == number, label.isMarked else { continue }
      var ahead = 0
      for block in next..<min(next + 12, traits.count) { ahead += evidence(block) }
      if ahead >= 4 { return next }
    }
    return nil
  }

  // MARK: - Without a heading

  /// Runs of entries that speak for themselves: numbered in order, or each with its crumbs, or references in a row.
  func withoutHeading() -> [Range<Int>] {
    var best: Range<Int>?
    var bestPoints = 0
    var index = 0
    while index < traits.count {
      guard startsEntry(index) else {
        index += 1
        continue
      }
      let end = endOfList(from: index)
      var whole = 0
      for block in index..<max(index + 1, end) where traits[block].isReferenceLike || isCrumb[block] {
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

  private func startsEntry(_ index: Int) -> Bool {
    if let label = labels[index], label.number == 1 {
      if traits[index].isReferenceLike { return true }
      if label.isAlone, index + 1 < traits.count, traits[index + 1].isReferenceLike { return true }
    }
    guard traits[index].isReferenceLike, traits[index].length < 700, !isProse(index) else { return false }
    // Unnumbered: the next entry or crumbs must follow soon.
    var more = 0
    for next in (index + 1)..<min(traits.count, index + 5) where isCrumb[next] || traits[next].isReferenceLike {
      more += 1
    }
    return more >= 2
  }
}
