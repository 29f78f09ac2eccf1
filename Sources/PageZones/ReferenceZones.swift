import FettleKit

/// Finds where on a page reference lists stand, so that boilerplate removal leaves them alone and the references stage
/// knows what to cut into entries.
public enum ReferenceZones {
  /// Ranges of block indices, in order and disjoint, headings left out. Removed blocks may lie inside.
  public static func find(in document: borrowing Document) -> [Range<Int>] {
    let shape = BlockShape(document)
    let known = document.memo[Known.self]
    if let known, known.shape == shape { return known.zones }
    var scan = ZoneScan(document, seen: known?.seen)
    return zones(&scan)
  }

  /// The same, and remembers it until a block is cut or rewritten; and what was seen of the others beyond that.
  public static func find(for document: inout Document) -> [Range<Int>] {
    let shape = BlockShape(document)
    let known = document.memo[Known.self]
    if let known, known.shape == shape { return known.zones }
    var scan = ZoneScan(document, seen: known?.seen)
    let zones = zones(&scan)
    document.memo[Known.self] = Known(shape: shape, zones: zones, seen: scan.seen(of: document))
    return zones
  }

  private static func zones(_ scan: inout ZoneScan) -> [Range<Int>] {
    let zones = scan.underHeadings()
    return zones.isEmpty ? scan.withoutHeading() : withoutMenus(zones, &scan)
  }

  /// Without what looks like a list but stands before the page's first paragraph, where a longer list follows: menus have
  /// "References" in them too, and volumes and dates beside it, but nothing that is numbered from 1.
  private static func withoutMenus(_ zones: [Range<Int>], _ scan: inout ZoneScan) -> [Range<Int>] {
    guard zones.count > 1, let longest = zones.map(\.count).max() else { return zones }
    let first = (0..<zones[zones.count - 1].lowerBound).first { scan.isProse($0) } ?? 0
    let isEntry = zones.map { isMenuEntry($0.lowerBound - 1, scan) }
    let hasOther = isEntry.last == false && zones[zones.count - 1].count > 2
    return zones.enumerated().filter { number, zone in
      // "Abstract", "Introduction", "References": a menu beside the article, with title and authors behind it.
      if hasOther, isEntry[number], !zone.contains(where: { scan.label($0)?.number == 1 }) { return false }
      return zone.upperBound > first || zone.count == longest || zone.contains { scan.label($0)?.number == 1 }
    }.map(\.element)
  }

  /// Whether a heading stands in a list of short lines: three items of a list, or names of sections one after the other.
  private static func isMenuEntry(_ heading: Int, _ scan: ZoneScan) -> Bool {
    guard heading >= 2 else { return false }
    let lines = (heading - 2)...heading
    guard lines.allSatisfy({ scan.blocks[$0].text.count < 40 }) else { return false }
    return lines.allSatisfy { scan.blocks[$0].role == .listItem }
      || lines.dropLast().allSatisfy { scan.isSection($0) && scan.blocks[$0].role != .heading }
  }

  private struct Known: Sendable {
    let shape: BlockShape
    let zones: [Range<Int>]
    let seen: SeenBlocks
  }
}
