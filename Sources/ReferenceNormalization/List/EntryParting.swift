import FettleKit
import PageZones

/// Cuts blocks of reference lists so that no block holds parts of two entries, or an entry's text and its links.
enum EntryParting {
  static func part(_ document: inout Document) {
    for cut in InlineList.cuts(in: document).reversed() { split(&document, cut.block, cut.offsets) }
    for zone in ReferenceZones.find(for: &document).reversed() { part(&document, zone) }
  }

  private static func part(_ document: inout Document, _ zone: Range<Int>) {
    let tail = RepeatedTail(document, zone)
    let numbered = InlineList.cuts(in: document, zone: zone)
    for index in zone.reversed() where document.blocks[index].isKept {
      let text = document.blocks[index].text
      var offsets: [Int] = []
      if let numbered {
        offsets = numbered.first { $0.block == index }?.offsets ?? []
      } else {
        offsets = EntryBorders.cuts(text.bytes, tail: tail, layout: document.layout)
      }
      // A cut that leaves nothing on one side is none.
      let cuts = split(&document, index, offsets)
      for part in (index...(index + cuts)).reversed() where document.blocks[part].text.count > 30 {
        partLinks(&document, part, tail)
      }
    }
  }

  /// - Returns: how many cuts there were.
  @discardableResult
  private static func split(_ document: inout Document, _ block: Int, _ offsets: [Int]) -> Int {
    offsets.reversed().count { $0 > 0 && document.split(block: block, atTextOffset: $0) }
  }

  /// Parts the links at an entry's end from the entry: they show where entries end, and glued ones ("358Google Scholar")
  /// make no word with the last number.
  private static func partLinks(_ document: inout Document, _ block: Int, _ tail: RepeatedTail) {
    partCrumbs(&document, block)
    guard let start = tail.start(in: document.blocks[block].text.bytes) else { return }
    document.split(block: block, atTextOffset: start)
    partCrumbs(&document, block)
  }

  private static func partCrumbs(_ document: inout Document, _ block: Int) {
    let bytes = document.blocks[block].text.bytes
    guard let crumbs = LinkCrumbs.find(in: bytes).ranges.last, crumbs.upperBound == bytes.count, crumbs.lowerBound > 0
    else { return }
    document.split(block: block, atTextOffset: crumbs.lowerBound)
  }
}
