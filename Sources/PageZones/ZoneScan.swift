import CByteScan
import FettleKit
import FettleText

/// The judgement of runs of a page's blocks. A block is looked at when it is first asked for: on a page whose list stands
/// under a heading, most never are.
struct ZoneScan {
  let blocks: [Block]
  /// By block: what its words say, where it is a heading.
  private let headings: [HeadingWords.Kinds]
  /// What is known of the blocks that were looked at, and by block, where that stands; −1 where it wasn't.
  private var facts: [ZoneFact] = []
  private var places: [Int32]
  /// The page's text nodes stand on a line each.
  let isTorn: Bool

  /// How many blocks before it is looked at a text is fetched: so far behind the last look, it is out of the processor's
  /// caches.
  private static let ahead = 8

  /// - Parameter seen: what was seen of the document's blocks before.
  init(_ document: borrowing Document, seen: SeenBlocks? = nil) {
    blocks = document.blocks
    isTorn = document.layout == .textNodes
    let count = document.blocks.count
    var headings = [HeadingWords.Kinds](repeating: [], count: count)
    var places = [Int32](repeating: -1, count: count)
    if let seen {
      var isNew = [Bool](repeating: true, count: count)
      facts = seen.facts
      seen.forEachUnchanged(in: document) { block, number in
        isNew[block] = false
        headings[block] = seen.headings[number]
        places[block] = seen.numbers[number]
      }
      for index in 0..<count where isNew[index] {
        headings[index] = ZoneScan.heading(document.blocks[index].text.memory)
      }
    } else {
      for index in 0..<count {
        if index &+ ZoneScan.ahead < count {
          let next = document.blocks[index &+ ZoneScan.ahead].text.memory
          fettle_prefetch_text(next.baseAddress, next.count)
        }
        headings[index] = ZoneScan.heading(document.blocks[index].text.memory)
      }
    }
    self.headings = headings
    self.places = places
  }

  @inline(__always)
  private static func heading(_ text: UnsafeBufferPointer<UInt8>) -> HeadingWords.Kinds {
    text.count <= ZoneFact.longestHeading ? HeadingWords.builtin.kinds(of: text) : []
  }

  /// What was seen so far.
  ///
  /// - Parameter document: the one that is looked at.
  func seen(of document: borrowing Document) -> SeenBlocks {
    SeenBlocks(document, headings: headings, facts: facts, numbers: places)
  }

  var count: Int { headings.count }

  /// A heading that lists stand under.
  func beginsList(_ index: Int) -> Bool { headings[index].contains(.beginsList) }

  /// A heading of a section of the article.
  func isSection(_ index: Int) -> Bool { headings[index].contains(.section) }

  /// A heading that lists end at, or a copyright line, which stands behind every list.
  mutating func endsList(_ index: Int) -> Bool { facts[place(index)].endsList }

  mutating func isCrumb(_ index: Int) -> Bool { facts[place(index)].isCrumb }

  mutating func traits(_ index: Int) -> BlockTraits { facts[place(index)].traits }

  mutating func label(_ index: Int) -> ListLabel? { facts[place(index)].label }

  mutating func fact(_ index: Int) -> ZoneFact { facts[place(index)] }

  /// Where in `facts` it stands what is known of a block, which is looked at if it wasn't.
  @inline(__always)
  private mutating func place(_ index: Int) -> Int {
    if places[index] < 0 { look(at: index) }
    return Int(places[index])
  }

  private mutating func look(at index: Int) {
    if facts.isEmpty { facts.reserveCapacity(count) }
    places[index] = Int32(truncatingIfNeeded: facts.count)
    // Most blocks are looked at one after the other.
    if index &+ 2 < blocks.count {
      let next = blocks[index &+ 2].text.memory
      fettle_prefetch_text(next.baseAddress, next.count)
    }
    // `blocks` is this value's own, and never changes.
    facts.append(ZoneFact())
    facts[facts.count - 1].read(blocks[index].text.memory, heading: headings[index])
  }

  /// What a block adds to the belief that a list goes on: in points, a whole reference is worth 4.
  mutating func evidence(_ index: Int) -> Int {
    let fact = fact(index)
    if fact.isCrumb || fact.isContext { return 2 }
    let own = fact.traits
    if own.isReferenceLike { return 4 }
    // Hundreds of authors, or prose.
    if fact.visibleLength > 700 { return own.initials >= 20 && own.initials * 4 > own.words ? 2 : 0 }
    return min(own.years, 1) * 2 + min(own.initials, 2) + min(own.pageRanges, 1) + (own.hasDOI ? 1 : 0)
  }

  /// A paragraph of prose: no list goes on through it.
  mutating func isProse(_ index: Int) -> Bool {
    let own = traits(index)
    return own.length > 220 && !own.isReferenceLike && own.lowerWords * 3 > own.words * 2
      && fact(index).visibleLength > 220
  }

  /// Whether a list of its own stands below a heading inside of a list: its numbers begin at 1 again.
  mutating func isNumberedAnew(_ start: Int) -> Bool {
    guard let first = (start..<min(start + 4, count)).first(where: { label($0) != nil }) else { return false }
    return label(first)?.number == 1 && isListBelow(start)
  }
}
