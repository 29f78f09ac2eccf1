/// Where a list ends.
extension ZoneScan {
  /// The first block behind the list that begins at `start`.
  mutating func endOfList(from start: Int) -> Int {
    var end = start
    var drought = 0
    var droughtBlocks = 0
    var lastNumber = 0
    var index = start
    while index < count {
      if beginsList(index), lastNumber > 1, isNumberedAnew(index + 1) { return end }
      if let label = label(index), label.number == lastNumber + 1 || (lastNumber == 0 && label.number == 1) {
        lastNumber = label.number
      }
      if endsList(index), !isCrumb(index) || (lastNumber > 1 && blocks[index].text.bytes.last != UInt8(ascii: ":")) {
        // "Cited by" may stand in an entry; then the list's next number comes soon.
        guard lastNumber > 0, let next = nextNumber(after: index, lastNumber + 1) else { return end }
        index = next
        continue
      }
      if isProse(index), label(index) == nil {
        guard let next = nextEntry(after: index, number: lastNumber + 1) else { return end }
        index = next
        continue
      }
      var points = evidence(index)
      if let label = label(index), label.isMarked, !label.isAlone, label.number == lastNumber {
        points = max(points, 3)
      }
      if points >= 2 { end = index + 1 }
      if points >= 1 {
        drought = 0
        droughtBlocks = 0
      } else {
        if blocks[index].role == .heading, !beginsList(index), label(index) == nil { return end }
        drought += fact(index).visibleLength
        droughtBlocks += 1
        // A title alone may take a few hundred bytes; torn into words and commas, some dozens of blocks.
        if drought > 700 || droughtBlocks > 40 {
          // An entry's abstract; but torn to pieces, an issue's number in brackets looks like an entry's.
          guard !isTorn, traits(index).length > 400, lastNumber > 1,
            let next = nextNumber(after: index, lastNumber + 1)
          else { return end }
          drought = 0
          droughtBlocks = 0
          index = next
          continue
        }
      }
      index += 1
    }
    return end
  }

  /// An entry's abstract may stand in a list, or an entry that reads like prose. The block at which the list goes on, if
  /// it does so soon: with the given number, or with references.
  private mutating func nextEntry(after index: Int, number: Int) -> Int? {
    var entries = 0
    var points = 0
    for next in (index + 1)..<max(index + 1, min(index + (isTorn ? 25 : 13), count)) {
      if (endsList(next) || isSection(next)) && !isCrumb(next) { return nil }
      if beginsList(next), isListBelow(next + 1) { return nil }
      if isCrumb(next) || (traits(next).isReferenceLike && traits(next).length < 600 && !isProse(next)) { entries += 1 }
      // Where entries are torn into text nodes, a title alone reads like prose.
      if isTorn, traits(next).length < 220 { points += evidence(next) }
      if entries >= 3 || points >= 10 { return index + 1 }
    }
    return number > 1 ? nextNumber(after: index, number) : nil
  }

  /// The block that begins with the given number, if it comes soon and looks like the start of an entry.
  private mutating func nextNumber(after index: Int, _ number: Int) -> Int? {
    // Under a compound entry, records of a database may take some dozens of blocks.
    for next in (index + 1)..<max(index + 1, min(index + (number > 3 ? 40 : 13), count)) {
      if endsList(next), !isCrumb(next) { return nil }
      guard let label = label(next), label.number == number,
        label.isMarked || (label.isAlone && isCrumb(next - 1))
      else { continue }
      var ahead = 0
      var initials = 0
      for block in next..<min(next + 12, count) {
        ahead += evidence(block)
        initials += traits(block).initials
      }
      if ahead >= 3, initials > 0 { return next }
    }
    return nil
  }
}
