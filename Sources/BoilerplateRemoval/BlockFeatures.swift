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
  private var sums: [SIMD8<Int32>] = [.zero]
  /// By block: the last one before it, and the next behind it, that is prose, a heading, removed.
  private var before: [SIMD4<Int32>] = []
  private var behind: [SIMD4<Int32>] = []

  /// Lanes of the sums.
  private enum Sum {
    static let removed = 0
    static let toolWords = 1
    static let words = 2
    static let short = 3
    static let prose = 4
  }

  /// Lanes of the neighbours.
  private enum Kind {
    static let prose = 0
    static let heading = 1
    static let removed = 2
  }

  /// - Parameter page: with all that the rules decide.
  init(_ page: Page) {
    self.page = page
    sums.reserveCapacity(page.count + 1)
    before.reserveCapacity(page.count)
    behind = [SIMD4<Int32>](repeating: .zero, count: page.count)
    var sum = SIMD8<Int32>.zero
    var last = SIMD4<Int32>(repeating: -1000)
    for index in 0..<page.count {
      let fact = page.facts[index]
      let kinds = kinds(fact)
      before.append(last)
      last.replace(with: Int32(index), where: kinds)
      if kinds[Kind.removed] { sum[Sum.removed] += 1 }
      if kinds[Kind.prose] { sum[Sum.prose] += 1 }
      sum[Sum.toolWords] += Int32(min(fact.toolWords, 30))
      sum[Sum.words] += Int32(min(fact.words, 60))
      if fact.words <= 8, !fact.isSentence { sum[Sum.short] += 1 }
      sums.append(sum)
      behind[index] = kinds.asLanes
    }
    var next = SIMD4<Int32>(repeating: 1_000_000)
    for index in (0..<page.count).reversed() {
      let kinds = behind[index] .!= 0
      behind[index] = next
      next.replace(with: Int32(index), where: kinds)
    }
  }

  /// Whether a block is prose, a heading of the article, removed by a rule of its own.
  private func kinds(_ fact: BlockFacts) -> SIMDMask<SIMD4<Int32>> {
    var kinds = SIMDMask<SIMD4<Int32>>(repeating: false)
    if fact.verdict < 0 {
      kinds[Kind.prose] = fact.isProse && !fact.flags.contains(.site)
      kinds[Kind.heading] = fact.isArticleHeading
    } else {
      kinds[Kind.removed] =
        Int(fact.verdict) < page.rules.builtin.beforeTitle && page.rules.traits[Int(fact.verdict)].isCompany
    }
    return kinds
  }

  private func sum(_ from: Int, _ to: Int) -> SIMD8<Int32> {
    sums[max(0, min(page.count, to))] &- sums[max(0, min(page.count, from))]
  }

  /// The share of words that are a site's, in percent.
  private func toolShare(_ sum: SIMD8<Int32>) -> Int { Int(sum[Sum.toolWords]) * 100 / max(1, Int(sum[Sum.words])) }

  private func clipped(_ distance: Int) -> Int { max(-Self.far, min(Self.far, distance)) }

  /// Whether nothing near a block says anything of tools: no removed block, and no word of its own.
  func isRemote(_ index: Int) -> Bool {
    let fact = page.facts[index]
    return (fact.toolWords == 0 || fact.zone == .body) && sum(index - 12, index + 13)[Sum.removed] == 0
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
    let before = Int32(index) &- self.before[index]
    let behind = self.behind[index] &- Int32(index)
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
    add(min(Self.far, Int(before[Kind.prose])))
    add(min(Self.far, Int(behind[Kind.prose])))
    add(min(Self.far, Int(before[Kind.heading])))
    add(min(Self.far, Int(behind[Kind.heading])))
    add(min(20, Int(before[Kind.removed])))
    add(min(20, Int(behind[Kind.removed])))
    add(Int(sum(index - 4, index)[Sum.removed]))
    add(Int(sum(index + 1, index + 5)[Sum.removed]))
    add(Int(around[Sum.removed]))
    add(toolShare(three.0))
    add(toolShare(three.1))
    add(toolShare(sum(index - 10, index + 11)))
    add(Int(three.0[Sum.words]) / 3)
    add(Int(three.1[Sum.words]) / 3)
    add(Int(sum(index - 5, index + 6)[Sum.short]))
    add(page.isTextNodes)
    add(!page.referenceZones.isEmpty)
    add(page.isTitleSure)
    add(Int(around[Sum.prose]))
    add(toolShare(sum(index - 40, index + 41)))
  }
}

extension SIMDMask<SIMD4<Int32>> {
  /// 1 where it is true, else 0.
  fileprivate var asLanes: SIMD4<Int32> { SIMD4<Int32>.zero.replacing(with: 1, where: self) }
}
