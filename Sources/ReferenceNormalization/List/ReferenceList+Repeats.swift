import FettleKit
import PageZones

/// What a page shows a second time.
extension ReferenceList {
  /// Indices of pieces that stand a second time in the list, in one piece or torn: around each longer text that comes
  /// again, everything that is the same as around its first place.
  static func repeatedPieces(_ pieces: [Piece]) -> Set<Int> {
    var first: [[UInt8]: Int] = [:]
    var repeated: Set<Int> = []
    for (index, piece) in pieces.enumerated() where piece.key.count >= 30 {
      // Two copies may differ in a few letters of the page's own at the end.
      let start = Array(piece.key.prefix(30))
      guard let before = first[start], isSame(piece.key, pieces[before].key) else {
        first[start] = index
        continue
      }
      // Under a number of its own, or far off, it is an entry that the list itself has twice.
      let isNumbered = piece.label != nil || (index > 0 && pieces[index - 1].label?.isAlone == true)
      if isNumbered || index - before > 60 { continue }
      var back = 0
      while before - back > 0, index - back - 1 > before, pieces[index - back - 1].key == pieces[before - back - 1].key,
        !pieces[index - back - 1].isCrumb
      {
        back += 1
      }
      var forward = 0
      while index + forward + 1 < pieces.count, before + forward + 1 < index - back,
        pieces[index + forward + 1].key == pieces[before + forward + 1].key, !pieces[index + forward + 1].isCrumb
      {
        forward += 1
      }
      for place in (index - back)...(index + forward) { repeated.insert(place) }
    }
    return repeated
  }

  /// Whether at least half of a list's longer pieces stand in lists that came before it.
  static func isRepeated(_ document: borrowing Document, zone: Range<Int>, seen: Set<[UInt8]>) -> Bool {
    guard !seen.isEmpty else { return false }
    var known = 0
    var total = 0
    for index in zone where document.blocks[index].text.count > 36 && document.blocks[index].isKept {
      let key = Piece(document.blocks[index], index: index).key
      guard key.count >= 30, !CitationContext.isContext(document.blocks[index].text.bytes) else { continue }
      total += 1
      if seen.contains(key) { known += 1 }
    }
    return total > 0 && known * 2 >= total
  }

  private static func isSame(_ one: [UInt8], _ other: [UInt8]) -> Bool {
    let (short, long) = one.count < other.count ? (one, other) : (other, one)
    return long.count - short.count <= 8 && long.starts(with: short)
  }
}
