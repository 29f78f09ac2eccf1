import FettleKit
import PageZones

/// A numbered list whose entries follow one another on a line: "1. Smith J … 2. Doe R …", "[1] … [2] …".
///
/// Ingest may have cut the line, at ends of sentences; so the numbers are followed from block to block.
struct InlineList {
  /// A number that may begin an entry.
  private struct Mark {
    var block: Int
    /// In bytes of the block's text.
    var offset: Int
    var number: Int
    /// The first byte of a label in brackets; what stands behind the number, of any other.
    var form: UInt8
  }

  /// In bytes: a shorter block holds no list.
  private static let shortest = 400
  private var marks: [Mark] = []

  /// Where to cut which block: block indices ascend, and so do the offsets of each.
  typealias Cuts = [(block: Int, offsets: [Int])]

  /// Lists that stand in long blocks, anywhere on the page.
  static func cuts(in document: borrowing Document) -> Cuts {
    var cuts: Cuts = []
    var index = 0
    while index < document.blocks.count {
      guard document.blocks[index].text.count > shortest, document.blocks[index].isKept,
        document.blocks[index].role != .caption
      else {
        index += 1
        continue
      }
      var list = InlineList()
      let first = index
      // A short block between long ones is what the cut of a line left.
      while index < document.blocks.count, document.blocks[index].isKept, document.blocks[index].role != .heading,
        document.blocks[index].role != .caption,
        index == first || document.blocks[index].text.count > shortest
          || (index + 1 < document.blocks.count && document.blocks[index + 1].text.count > shortest)
          || document.blocks[index - 1].text.count > shortest
      {
        list.read(document.blocks[index].text.bytes, block: index)
        index += 1
      }
      cuts += list.cuts(document)
      index = max(index, first + 1)
    }
    return cuts
  }

  /// In a list that was found: where entries begin inside of blocks. `nil` where the list isn't numbered.
  static func cuts(in document: borrowing Document, zone: Range<Int>) -> Cuts? {
    var list = InlineList()
    for index in zone where document.blocks[index].isKept { list.read(document.blocks[index].text.bytes, block: index) }
    let best = list.best()
    guard best.count >= 3, list.isList(best, document) else { return nil }
    // Volumes and parts of titles are numbers too; the list's own come with each entry.
    let years = zone.reduce(0) { $0 + BlockTraits(document.blocks[$1].text.bytes).years }
    return best.count * 4 >= years ? list.cuts(document) : nil
  }

  private mutating func read(_ text: ArraySlice<UInt8>, block: Int) {
    var at = text.startIndex
    while at < text.endIndex {
      let byte = text[at]
      guard byte &- 0x30 < 10 || byte == 0x5B || byte == 0x28 else {
        at += 1
        continue
      }
      let isFirst = at == text.startIndex
      if isFirst || text[at - 1] <= 0x20 || text[at - 1] == 0x5D,
        let label = ListLabel(text[at...].prefix(24)), label.isMarked || isFirst || isBare(text, at, label),
        isFirst || isBehindEnd(text, at)
      {
        var behind = at
        while behind < text.endIndex, text[behind] &- 0x30 < 10 { behind += 1 }
        let form = byte &- 0x30 < 10 ? (label.isMarked && behind < text.endIndex ? text[behind] : 0) : byte
        marks.append(Mark(block: block, offset: at - text.startIndex, number: label.number, form: form))
        at += max(1, label.length)
      } else {
        at += 1
        while at < text.endIndex, text[at] &- 0x30 < 10 { at += 1 }
      }
    }
  }

  /// Whether an entry may end right before a number. "part 2." goes on; link crumbs end in any word.
  private func isBehindEnd(_ text: ArraySlice<UInt8>, _ at: Int) -> Bool {
    var end = at
    while end > text.startIndex, text[end - 1] <= 0x20 { end -= 1 }
    guard end > text.startIndex, (text[end - 1] | 0x20) &- 0x61 < 26 else {
      return end == text.startIndex || text[end - 1] != 0x2C
    }
    var word = end
    while word > text.startIndex, text[word - 1] > 0x20 { word -= 1 }
    if text[word] &- 0x61 >= 26 { return true }
    let before = text[max(text.startIndex, end - 60)..<end]
    return LinkCrumbs.find(in: before).ranges.last?.upperBound == before.count
  }

  /// A number without a mark, but behind the end of a sentence and before a name.
  private func isBare(_ text: ArraySlice<UInt8>, _ at: Int, _ label: ListLabel) -> Bool {
    guard !label.isAlone, at - 2 >= text.startIndex else { return false }
    let before = text[at - 2]
    guard before == 0x2E || before == 0x29 || before == 0x5D || before &- 0x61 < 26 else { return false }
    return NameStart.matches(text[(at + label.length)...].prefix(80))
  }

  private func cuts(_ document: borrowing Document) -> [(block: Int, offsets: [Int])] {
    let best = best()
    guard best.count >= 3, best.contains(where: { marks[$0].offset > 0 }), isList(best, document) else { return [] }
    var cuts: [(block: Int, offsets: [Int])] = []
    for index in best where marks[index].offset > 0 {
      if let last = cuts.last, last.block == marks[index].block {
        cuts[cuts.count - 1].offsets.append(marks[index].offset)
      } else {
        cuts.append((marks[index].block, [marks[index].offset]))
      }
    }
    return cuts
  }

  /// The longest chain of numbers in one form: indices of marks.
  private func best() -> [Int] {
    var best: [Int] = []
    var tried = 0
    for (index, mark) in marks.enumerated() where mark.number == 1 || (mark.offset == 0 && best.isEmpty) {
      let chain = chain(from: index)
      if chain.count > best.count { best = chain }
      tried += 1
      if tried == 6 { break }
    }
    return best
  }

  private func chain(from first: Int) -> [Int] {
    var chain = [first]
    var last = first
    let form = marks[first].form
    while let next = next(after: last, form) {
      chain.append(next)
      last = next
    }
    return chain
  }

  /// The mark with the next number, better at the start of a block than inside of one; or with the one behind it.
  private func next(after last: Int, _ form: UInt8) -> Int? {
    var inside: Int?
    var skipping: Int?
    for index in (last + 1)..<max(last + 1, min(marks.count, last + 2000)) where marks[index].form == form {
      if marks[index].number == marks[last].number + 1 {
        if marks[index].offset == 0 { return skipping == nil || inside == nil ? index : inside }
        if inside == nil, skipping == nil { inside = index }
      } else if marks[index].number == marks[last].number + 2 {
        if inside != nil { return inside }
        if skipping == nil { skipping = index }
      }
    }
    return inside ?? skipping
  }

  /// Most parts must have a year, and be as long as entries are: prose has numbers in brackets too.
  private func isList(_ chain: [Int], _ document: borrowing Document) -> Bool {
    var years = 0
    var bytes = 0
    for (position, index) in chain.enumerated() {
      let mark = marks[index]
      let text = document.blocks[mark.block].text.bytes
      var end = text.endIndex
      if position + 1 < chain.count, marks[chain[position + 1]].block == mark.block {
        end = text.startIndex + marks[chain[position + 1]].offset
      }
      let part = text[(text.startIndex + mark.offset)..<end]
      let traits = BlockTraits(part)
      bytes += traits.length
      if traits.years > 0, traits.initials > 0 || traits.pageRanges > 0 || traits.hasDOI { years += 1 }
    }
    return years * 2 > chain.count && bytes / chain.count < 1200 && bytes / chain.count > 30
  }
}
