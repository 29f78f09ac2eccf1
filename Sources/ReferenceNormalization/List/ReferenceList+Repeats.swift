import FettleKit
import PageZones

/// What a page shows a second time.
extension ReferenceList {
  /// Indices of pieces that stand a second time in the list, in one piece or torn: around each longer text that comes
  /// again, everything that is the same as around its first place.
  static func repeatedPieces(_ pieces: [Piece]) -> Set<Int> {
    var first: [[UInt8]: Int] = [:]
    var repeated: Set<Int> = []
    for (index, piece) in pieces.enumerated() where piece.key.count >= 30 && !piece.isCrumb {
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

  /// Indices of pieces that together say again what the piece before them says, torn at its fields.
  static func tornRepeats(_ pieces: [Piece], _ document: borrowing Document) -> Set<Int> {
    var repeated: Set<Int> = []
    var whole = 0
    while whole + 2 < pieces.count {
      let key = pieces[whole].key
      let next = pieces[whole + 1]
      guard !pieces[whole].isCrumb, key.count >= 40, !next.isCrumb, next.label == nil, next.key.count >= 8,
        next.key.count < key.count, key.starts(with: next.key)
      else {
        whole += 1
        continue
      }
      let full = letters(document.blocks[pieces[whole].block].text.bytes, behind: pieces[whole].label?.length ?? 0)
      var said: [UInt8] = []
      var index = whole + 1
      while index < pieces.count, index < whole + 40, !pieces[index].isCrumb, said.count < full.count {
        said += letters(document.blocks[pieces[index].block].text.bytes, behind: 0)
        index += 1
      }
      if isSame(said, full) { repeated.formUnion((whole + 1)..<index) }
      whole = isSame(said, full) ? index : whole + 1
    }
    return repeated
  }

  /// Letters and digits, folded as a piece's key is.
  private static func letters(_ bytes: ArraySlice<UInt8>, behind start: Int) -> [UInt8] {
    var out: [UInt8] = []
    for byte in bytes.dropFirst(start) {
      if byte &- 0x61 < 26 || byte &- 0x30 < 10 || byte >= 0x80 {
        out.append(byte)
      } else if byte &- 0x41 < 26 {
        out.append(byte | 0x20)
      }
    }
    return out
  }

  /// Indices of pieces of a database's records: each stands under its entry's links and begins with the entry's number
  /// again, alone, with a letter in a compound entry.
  static func records(_ pieces: [Piece], _ document: borrowing Document) -> Set<Int> {
    var records: Set<Int> = []
    var number = 0
    var isInRecord = false
    for (index, piece) in pieces.enumerated() {
      if let label = piece.label, label.isMarked, label.number == number + 1 {
        number += 1
        isInRecord = false
      } else if isInRecord, piece.isPartOfCompound {
        isInRecord = false
      } else if number > 0, index > 0, pieces[index - 1].isCrumb, piece.saysAlone(number: number, in: document) {
        isInRecord = true
      }
      if isInRecord { records.insert(index) }
    }
    return records
  }

  /// Marks lines that stand behind most entries and before the next one as crumbs.
  static func learnCrumbs(_ pieces: inout [Piece], _ document: borrowing Document) {
    let entries = pieces.count { $0.traits.years > 0 }
    guard entries >= 5 else { return }
    var places: [[UInt8]: [Int]] = [:]
    var order: [[UInt8]] = []
    for (index, piece) in pieces.enumerated()
    where !piece.isCrumb && piece.label == nil && (4...60).contains(piece.traits.length) && piece.traits.years == 0 {
      let bytes = document.blocks[piece.block].text.bytes
      guard let first = bytes.first, first &- 0x41 < 26 || first == 0x5B || first >= 0xC3,
        !bytes.contains(where: { $0 &- 0x30 < 10 })
      else { continue }
      let line = Array(bytes)
      if places[line] == nil { order.append(line) }
      places[line, default: []].append(index)
    }
    for line in order {
      guard let indices = places[line], indices.count >= 5, indices.count * 2 >= entries else { continue }
      let good = indices.count { isBorder($0, pieces, document) }
      guard good * 5 >= indices.count * 4 else { continue }
      for index in indices {
        pieces[index].isCrumb = true
        pieces[index].isLearnedCrumb = true
      }
    }
  }

  /// Whether an entry or a crumb begins behind a piece, and the piece isn't torn from what stands before it.
  private static func isBorder(_ index: Int, _ pieces: [Piece], _ document: borrowing Document) -> Bool {
    guard index > 0, !pieces[index - 1].traits.endsInside else { return false }
    guard index + 1 < pieces.count else { return true }
    let next = pieces[index + 1]
    if next.isCrumb || next.isNameLabel { return true }
    if let label = next.label, label.isMarked { return true }
    return NameStart.matches(document.blocks[next.block].text.bytes.prefix(90))
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
