import FettleKit

/// What the classifier looks at: a block's shape, where on the page it stands, and what stands around it. No word is a
/// feature by itself: words count only as function words, or as a site's words.
///
/// All features are small whole numbers; shares are in percent, distances in blocks.
struct BlockFeatures {
  /// In the order of the values.
  static let names = [
    "words", "bytes", "capitals", "small", "digits", "commas", "ends", "colon", "list-item", "heading", "times",
    "tool-words", "tool-word-count", "function-words", "matches", "article-heading", "affiliation", "metadata",
    "article-type", "sentence", "title-like", "zone", "position", "from-title", "from-body", "from-tail",
    "prose-before", "prose-behind", "heading-before", "heading-behind", "removed-before", "removed-behind",
    "removed-4-before", "removed-4-behind", "removed-around", "tool-words-before", "tool-words-behind",
    "tool-words-around", "words-before", "words-behind", "short-around", "text-nodes", "has-references", "title-sure",
    "prose-around", "tool-words-wide",
  ]
  static let count = names.count
  /// Farther away than this is as far as can be.
  private static let far = 99

  private let page: Page
  /// Running sums over the blocks, one more than there are blocks.
  private var sums: [Sums] = []
  /// By block: the last one before it, and the next behind it, that is prose, a heading, removed.
  private var before: [Neighbours] = []
  private var behind: [Neighbours] = []

  /// Counts of blocks, and of words.
  private struct Sums {
    var removed: Int32 = 0
    var toolWords: Int32 = 0
    var words: Int32 = 0
    var short: Int32 = 0
    var prose: Int32 = 0
  }

  /// The numbers of blocks.
  private struct Neighbours {
    var prose: Int32
    var heading: Int32
    var removed: Int32

    init(_ all: Int32) { (prose, heading, removed) = (all, all, all) }

    /// Takes a block for the nearest of its kind.
    ///
    /// - Returns: whether it was removed by a rule of its own, for what it is by itself.
    @inline(__always)
    mutating func note(_ fact: borrowing BlockFacts, _ index: Int, _ rules: RuleSet) -> Bool {
      let number = Int32(truncatingIfNeeded: index)
      if fact.verdict >= 0 {
        guard Int(fact.verdict) < rules.builtin.beforeTitle, rules.traits[Int(fact.verdict)].isCompany else {
          return false
        }
        removed = number
        return true
      }
      if fact.isProse, !fact.flags.contains(.site) { prose = number }
      if fact.isArticleHeading { heading = number }
      return false
    }
  }

  /// - Parameter page: with all that the rules decide.
  init(_ page: Page) {
    self.page = page
    let count = page.count
    // Bound: each of the three gets as many as there are blocks, and `sums` one more.
    before = [Neighbours](unsafeUninitializedCapacity: count) { before, used in
      sums = [Sums](unsafeUninitializedCapacity: count + 1) { sums, used in
        page.facts.withUnsafeBufferPointer { BlockFeatures.walkDown($0, page.rules, sums, before) }
        used = count + 1
      }
      used = count
    }
    behind = [Neighbours](unsafeUninitializedCapacity: count) { behind, used in
      page.facts.withUnsafeBufferPointer { BlockFeatures.walkUp($0, page.rules, behind) }
      used = count
    }
  }

  private static func walkDown(
    _ facts: UnsafeBufferPointer<BlockFacts>, _ rules: RuleSet, _ sums: UnsafeMutableBufferPointer<Sums>,
    _ before: UnsafeMutableBufferPointer<Neighbours>
  ) {
    var sum = Sums()
    var last = Neighbours(-1000)
    sums.initializeElement(at: 0, to: sum)
    for index in facts.indices {
      before.initializeElement(at: index, to: last)
      if last.note(facts[index], index, rules) { sum.removed += 1 }
      if last.prose == Int32(truncatingIfNeeded: index) { sum.prose += 1 }
      let words = facts[index].words
      sum.toolWords += Int32(min(facts[index].toolWords, 30))
      sum.words += Int32(min(words, 60))
      if words <= 8, !facts[index].isSentence { sum.short += 1 }
      sums.initializeElement(at: index + 1, to: sum)
    }
  }

  private static func walkUp(
    _ facts: UnsafeBufferPointer<BlockFacts>, _ rules: RuleSet, _ behind: UnsafeMutableBufferPointer<Neighbours>
  ) {
    var next = Neighbours(1_000_000)
    for index in facts.indices.reversed() {
      behind.initializeElement(at: index, to: next)
      _ = next.note(facts[index], index, rules)
    }
  }

  /// What stands from a block to before another.
  private func sum(_ from: Int, _ to: Int) -> Sums {
    let (end, start) = (sums[max(0, min(page.count, to))], sums[max(0, min(page.count, from))])
    return Sums(
      removed: end.removed &- start.removed, toolWords: end.toolWords &- start.toolWords,
      words: end.words &- start.words, short: end.short &- start.short, prose: end.prose &- start.prose)
  }

  /// The share of words that are a site's, in percent.
  private func toolShare(_ sum: Sums) -> Int { Int(sum.toolWords) * 100 / max(1, Int(sum.words)) }

  private func clipped(_ distance: Int) -> Int { max(-Self.far, min(Self.far, distance)) }

  /// Whether nothing near a block says anything of tools: no removed block, and no word of its own.
  func isRemote(_ index: Int) -> Bool {
    let fact = page.facts[index]
    return (fact.toolWords == 0 || fact.zone == .body) && sum(index - 12, index + 13).removed == 0
  }

  /// The features of a block.
  ///
  /// - Parameter out: `count` values.
  func values(_ index: Int, into out: inout [Int16]) {
    out.withUnsafeMutableBufferPointer { values(index, into: $0) }
  }

  private func values(_ index: Int, into out: UnsafeMutableBufferPointer<Int16>) {
    let fact = page.facts[index]
    let count = max(1, Int(fact.words))
    var at = 0
    func add(_ value: Int) {
      out[at] = Int16(truncatingIfNeeded: value)
      at += 1
    }
    func add(_ value: Bool) { add(value ? 1 : 0) }
    let around = sum(index - 12, index + 13)
    let three = (sum(index - 3, index), sum(index + 1, index + 4))
    let before = self.before[index]
    let behind = self.behind[index]
    add(min(Int(fact.words), 99))
    add(min(Int(fact.bytes), 400))
    add(Int(fact.capitals) * 100 / count)
    add(Int(fact.small) * 100 / count)
    add(Int(fact.digits) * 100 / max(1, Int(fact.digits) + Int(fact.letters)))
    add(min(Int(fact.commas), 20))
    add(fact.flags.contains(.ends))
    add(fact.flags.contains(.colon))
    add(fact.flags.contains(.listItem))
    add(fact.flags.contains(.heading))
    add(fact.isShort && fact.letters >= 3 ? min(page.times(index), 9) : 0)
    add(Int(fact.toolWords) * 100 / count)
    add(min(Int(fact.toolWords), 20))
    add(Int(fact.functionWords) * 100 / count)
    add(min(Int(fact.matchCount), 3))
    add(fact.isArticleHeading)
    add(fact.isKept(.affiliation))
    add(fact.isKept(.metadata))
    add(fact.isKept(.articleType))
    add(fact.isSentence)
    add(fact.flags.contains(.titleLike))
    add(Int(fact.zone.rawValue))
    add(index * 100 / page.count)
    add(page.title < 0 ? Self.far : clipped(index - page.title))
    add(clipped(index - page.bodyStart))
    add(clipped(index - page.tailStart))
    add(min(Self.far, index - Int(before.prose)))
    add(min(Self.far, Int(behind.prose) - index))
    add(min(Self.far, index - Int(before.heading)))
    add(min(Self.far, Int(behind.heading) - index))
    add(min(20, index - Int(before.removed)))
    add(min(20, Int(behind.removed) - index))
    add(Int(sum(index - 4, index).removed))
    add(Int(sum(index + 1, index + 5).removed))
    add(Int(around.removed))
    add(toolShare(three.0))
    add(toolShare(three.1))
    add(toolShare(sum(index - 10, index + 11)))
    add(Int(three.0.words) / 3)
    add(Int(three.1.words) / 3)
    add(Int(sum(index - 5, index + 6).short))
    add(page.isTextNodes)
    add(!page.referenceZones.isEmpty)
    add(page.isTitleSure)
    add(Int(around.prose))
    add(toolShare(sum(index - 40, index + 41)))
  }
}
