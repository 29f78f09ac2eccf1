import FettleKit
import PageZones

/// A document as the readers of this stage see it: its blocks, what one look tells of each, and which headings are known.
/// A reader looks at the page and answers with what it found; nothing is changed before all have answered.
///
/// The page's texts, keys and facts are borrowed: a page is there for the time of `read` only.
struct Page {
  let blocks: [Block]
  let layout: LineLayout
  let facts: UnsafeBufferPointer<BlockFact>
  /// The first block of the longest reference list, or the number of blocks.
  let firstZone: Int
  /// The heading of the abstract: the first of that name with prose behind it (a list of contents has the name, too).
  let abstractHeading: Int?
  /// Short blocks with a DOI outside of reference lists, ascending.
  let shortDOIs: [Int]
  let bylines: BylineMemory

  private let keys: Bytes

  var isTorn: Bool { layout == .textNodes }
  var count: Int { facts.count }

  /// Calls `body` with the document as a page.
  static func read<Result>(_ document: borrowing Document, _ body: (Page) -> Result) -> Result {
    let zones = ReferenceZones.find(in: document).filter { isList($0, in: document) }
    let index = PageIndex(document, zones: Page.lists(zones))
    // A page may show its references before the article, too, and those of other articles: the longest list counts.
    let firstZone = Page.longest(zones)?.lowerBound ?? document.blocks.count
    let layout = document.layout
    return index.withContents { blocks, keys, facts in
      body(Page(blocks: blocks, layout: layout, firstZone: firstZone, keys: keys, facts: facts))
    }
  }

  private init(
    blocks: [Block], layout: LineLayout, firstZone: Int, keys: Bytes, facts: UnsafeBufferPointer<BlockFact>
  ) {
    self.blocks = blocks
    self.layout = layout
    self.firstZone = firstZone
    self.keys = keys
    self.facts = facts
    abstractHeading = Page.abstractHeading(facts, isTorn: layout == .textNodes)
    var shortDOIs: [Int] = []
    for index in facts.indices where facts[index].flags.contains(.doi) && facts[index].length < 90 {
      shortDOIs.append(index)
    }
    self.shortDOIs = shortDOIs
    bylines = BylineMemory(facts.count)
  }

  /// Whether a zone may be a list of references: an entry of a list of contents, or a number of a button, may look like its
  /// heading. References have years.
  private static func isList(_ zone: Range<Int>, in document: borrowing Document) -> Bool {
    let wanted = zone.count < 4 ? 1 : max(2, zone.count / 40)
    var found = 0
    for index in zone {
      let bytes = document.blocks[index].text.bytes
      if bytes.withUnsafeBufferPointer(holdsYear) {
        found += 1
        if found >= wanted { return true }
      }
    }
    return false
  }

  private static func holdsYear(_ text: Bytes) -> Bool {
    var run = 0
    for at in 0...text.count {
      if at < text.count, text[at].isDigit {
        run += 1
        continue
      }
      if run == 4 {
        let first = text[at - 4]
        let second = text[at - 3]
        if first == UInt8(ascii: "1") ? second >= UInt8(ascii: "6") : first == UInt8(ascii: "2") && second == 0x30 {
          return true
        }
      }
      run = 0
    }
    return false
  }

  private static func longest(_ zones: [Range<Int>]) -> Range<Int>? {
    zones.max { ($0.count, -$0.lowerBound) < ($1.count, -$1.lowerBound) }
  }

  /// The zones without the small ones that stand before the longest: lists of contents and of other articles at the head
  /// of a page.
  private static func lists(_ zones: [Range<Int>]) -> [Range<Int>] {
    guard let longest = longest(zones) else { return [] }
    return zones.filter { $0.lowerBound >= longest.lowerBound || $0.count * 5 >= longest.count * 2 }
  }

  private static func abstractHeading(_ facts: UnsafeBufferPointer<BlockFact>, isTorn: Bool) -> Int? {
    for index in facts.indices where facts[index].kind == .abstract {
      var prose = 0
      for next in (index + 1)..<max(index + 1, min(facts.count, index + (isTorn ? 40 : 7))) {
        let fact = facts[next]
        if fact.isRemoved || fact.isInZone { continue }
        if fact.kind.isKnown, fact.kind != .abstractPart, !fact.roles.contains(.abstractPart) { break }
        prose += fact.length >= 40 ? Int(fact.length) : 0
        if prose >= 150 { return index }
      }
    }
    return nil
  }

  // MARK: - Blocks

  @inline(__always)
  func bytes(_ index: Int) -> Bytes {
    // `PageIndex.withContents` says why the text is there.
    Bytes(start: facts[index].text, count: Int(facts[index].length))
  }

  /// Empty for a block of a reference list, and for one that is too long for any reader.
  @inline(__always)
  func key(_ index: Int) -> Bytes {
    // Keys lie within `keys`, as `PageIndex` put them there.
    Bytes(start: keys.baseAddress.map { $0 + Int(facts[index].keyStart) }, count: Int(facts[index].keyLength))
  }

  /// The next block from `start` on whose key holds what is looked for: all keys lie in one run of memory, and to pass over
  /// it is faster than to ask block by block.
  func nextBlock(from start: Int, holding search: KeySearch) -> Int? {
    guard start < count else { return nil }
    var at = Int(facts[start].keyStart)
    while let place = search.place(in: keys.tail(at)) {
      let found = at + place
      // The last block whose key begins there or before; those without a key begin where the next one does.
      var low = start
      var high = count
      while high - low > 1 {
        let middle = (low + high) / 2
        if Int(facts[middle].keyStart) <= found { low = middle } else { high = middle }
      }
      let end = Int(facts[low].keyStart) + Int(facts[low].keyLength)
      if found + search.key.count <= end { return low }
      // It runs from one block into the next.
      at = found + 1
    }
    return nil
  }

  func text(_ index: Int) -> ArraySlice<UInt8> { blocks[index].text.bytes }
  func string(_ index: Int) -> String { bytes(index).string }

  @inline(__always) func isOpen(_ index: Int) -> Bool { facts[index].isOpen }
  @inline(__always) func isHeading(_ index: Int) -> Bool { facts[index].isHeading }

  /// The blocks of a range put together.
  func joined(_ range: Range<Int>) -> [UInt8] {
    var text: [UInt8] = []
    for index in range { Spacing.append(Markup.plain(self.text(index)), to: &text) }
    return text
  }
}
