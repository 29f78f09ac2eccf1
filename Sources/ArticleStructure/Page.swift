import FettleKit
import PageZones

/// A document as the readers of this stage see it: its blocks, what one look tells of each, and which headings are known.
/// A reader looks at the page and answers with what it found; nothing is changed before all have answered.
struct Page {
  let blocks: [Block]
  let layout: LineLayout
  let facts: [BlockFact]
  let kinds: [HeadingKind]
  let zones: [Range<Int>]
  /// The first block of the longest reference list, or the number of blocks.
  let firstZone: Int
  /// The heading of the abstract: the first of that name with prose behind it (a list of contents has the name, too).
  let abstractHeading: Int?
  let bylines = BylineReader.Memory()

  var isTorn: Bool { layout == .textNodes }
  var count: Int { blocks.count }

  init(_ document: borrowing Document) {
    blocks = document.blocks
    layout = document.layout
    zones = Page.lists(ReferenceZones.find(in: document))
    var facts: [BlockFact] = []
    var kinds: [HeadingKind] = []
    facts.reserveCapacity(blocks.count)
    kinds.reserveCapacity(blocks.count)
    let list = HeadingList.builtin
    var zone = 0
    for index in blocks.indices {
      while zone < zones.count, zones[zone].upperBound <= index { zone += 1 }
      let isInZone = zone < zones.count && zones[zone].contains(index)
      var kind = HeadingKind.unknown
      var fact = blocks[index].text.bytes.withUnsafeBufferPointer { bytes in
        let fact = BlockFact(bytes)
        if !isInZone, bytes.count <= HeadingList.longest + 12, bytes.count > 2, fact.words > 0, fact.words < 10 {
          kind = list.kind(fact.digest)
          if kind == .unknown {
            let number = Page.sectionNumber(bytes)
            if number.length > 0 { kind = list.kind(TextKey.digest(bytes, from: number.length)) }
          }
        }
        return fact
      }
      if isInZone { fact.flags.insert(.zone) }
      if blocks[index].role == .heading { fact.flags.insert(.heading) }
      if case .removed(let reason) = blocks[index].outcome {
        fact.flags.insert(.removed)
        if reason.rule.hasPrefix("outside.") || reason.rule.hasPrefix("company.") { fact.flags.insert(.outside) }
        if reason.category == "related" || reason.category == "ads" { fact.flags.insert(.related) }
      }
      facts.append(fact)
      kinds.append(kind)
    }
    self.facts = facts
    self.kinds = kinds
    abstractHeading = Page.abstractHeading(kinds, facts, isTorn: document.layout == .textNodes)
    // A page may show its references before the article, too, and those of other articles: the longest list counts.
    firstZone = zones.max { ($0.count, -$0.lowerBound) < ($1.count, -$1.lowerBound) }?.lowerBound ?? blocks.count
  }

  /// The zones without the small ones that stand before the longest: lists of contents and of other articles at the head
  /// of a page.
  private static func lists(_ zones: [Range<Int>]) -> [Range<Int>] {
    guard let longest = zones.max(by: { ($0.count, -$0.lowerBound) < ($1.count, -$1.lowerBound) }) else { return [] }
    return zones.filter { $0.lowerBound >= longest.lowerBound || $0.count * 5 >= longest.count * 2 }
  }

  private static func abstractHeading(_ kinds: [HeadingKind], _ facts: [BlockFact], isTorn: Bool) -> Int? {
    for index in kinds.indices where kinds[index] == .abstract && !facts[index].isInZone {
      var prose = 0
      var next = index + 1
      while next < min(facts.count, index + (isTorn ? 40 : 7)) {
        defer { next += 1 }
        if facts[next].isRemoved || facts[next].isInZone { continue }
        if kinds[next] != .unknown, kinds[next] != .abstractPart,
          !HeadingList.builtin.isAbstractPart(facts[next].digest)
        {
          break
        }
        prose += facts[next].length >= 40 ? Int(facts[next].length) : 0
        if prose >= 150 { return index }
      }
    }
    return nil
  }

  func text(_ index: Int) -> ArraySlice<UInt8> { blocks[index].text.bytes }
  func string(_ index: Int) -> String { blocks[index].text.string }

  /// Kept, and not yet taken by another stage.
  func isOpen(_ index: Int) -> Bool { blocks[index].isKept && !facts[index].isInZone }

  func isHeading(_ index: Int) -> Bool { kinds[index].isKnown || blocks[index].role == .heading }

  /// "2.1. ", "IV. ", "A.3 " at the start: its length with the white space, and how deep it is.
  static func sectionNumber(_ text: UnsafeBufferPointer<UInt8>) -> (length: Int, depth: Int) {
    var at = 0
    var depth = 0
    while at < text.count, depth < 5 {
      let start = at
      while at < text.count, (0x30...0x39).contains(text[at]), at - start < 2 { at += 1 }
      if at == start, depth == 0 {
        while at < text.count, at - start < 5,
          text[at] == UInt8(ascii: "I") || text[at] == UInt8(ascii: "V") || text[at] == UInt8(ascii: "X")
        { at += 1 }
        if at == start, at < text.count, (0x41...0x46).contains(text[at]) { at += 1 }
        guard at < text.count, text[at] == UInt8(ascii: ".") else { return (0, 0) }
      }
      if at == start { break }
      depth += 1
      if at < text.count, text[at] == UInt8(ascii: ".") { at += 1 } else { break }
    }
    guard depth > 0, at < text.count else { return (0, 0) }
    if text[at] == UInt8(ascii: ")") || text[at] == UInt8(ascii: "|") { at += 1 }
    let gap = at
    while at < text.count, text[at] == 0x20 || text[at] == 0x09 || text[at] == 0xC2 || text[at] == 0xA0 { at += 1 }
    return at > gap && at < text.count ? (at, depth) : (0, 0)
  }

  /// Blocks from `start` on put together with the spacing that a reader would give them.
  ///
  /// - Returns: the text, and where in it each block ends; removed blocks are as good as others.
  func window(from start: Int, blocks limit: Int, bytes: Int) -> (text: [UInt8], ends: [Int]) {
    var text: [UInt8] = []
    var ends: [Int] = []
    var index = start
    while index < min(count, start + limit), text.count < bytes {
      Spacing.append(Markup.plain(self.text(index).prefix(bytes * 2)), to: &text)
      ends.append(text.count)
      index += 1
    }
    return (text, ends)
  }

  /// The blocks of a range put together.
  func joined(_ range: Range<Int>) -> [UInt8] {
    var text: [UInt8] = []
    for index in range { Spacing.append(Markup.plain(self.text(index)), to: &text) }
    return text
  }
}

/// White space between pieces of a text that a converter tore apart.
enum Spacing {
  /// Puts a piece behind a text: with a space, unless a closing or opening sign says otherwise.
  static func append(_ piece: ArraySlice<UInt8>, to text: inout [UInt8]) {
    guard let first = piece.first else { return }
    if let last = text.last, needsSpace(last, first) { text.append(0x20) }
    text.append(contentsOf: piece)
  }

  static func needsSpace(_ last: UInt8, _ first: UInt8) -> Bool {
    switch first {
    case UInt8(ascii: ","), UInt8(ascii: "."), UInt8(ascii: ";"), UInt8(ascii: ":"), UInt8(ascii: ")"),
      UInt8(ascii: "]"), UInt8(ascii: "!"), UInt8(ascii: "?"), UInt8(ascii: "%"):
      return false
    default: break
    }
    return last != UInt8(ascii: "(") && last != UInt8(ascii: "[") && last != 0x20
  }
}
