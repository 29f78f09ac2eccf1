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
