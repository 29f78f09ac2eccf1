/// Lists without a heading.
extension ZoneScan {
  /// Runs of entries that speak for themselves: numbered in order, or each with its crumbs, or references in a row.
  mutating func withoutHeading() -> [Range<Int>] {
    var best: Range<Int>?
    var bestPoints = 0
    var index = 0
    while index < count {
      guard startsEntry(index) else {
        index += 1
        continue
      }
      let end = endOfList(from: index)
      var whole = 0
      var words = 0
      var lowerWords = 0
      for block in index..<max(index + 1, end) {
        if traits(block).isReferenceLike || isCrumb(block) { whole += 1 }
        words += traits(block).words
        lowerWords += traits(block).lowerWords
      }
      // Prose that cites much: names and journals make a list's words less than two thirds lower-case.
      if whole >= 3, whole > bestPoints, lowerWords * 100 <= words * 68 {
        bestPoints = whole
        best = index..<end
      }
      index = max(index + 1, end)
    }
    return best.map { [$0] } ?? []
  }

  /// Where fields stand on lines of their own: the numbers 1, 2 and 3 alone on a line, and a year behind each.
  private mutating func isTornList(_ start: Int) -> Bool {
    var number = 1
    var years = 0
    var last = start
    for index in (start + 1)..<max(start + 1, min(count, start + 200)) {
      years += traits(index).years
      guard let label = label(index), label.isAlone, label.isMarked, label.number == number + 1 else {
        if index - last > 80 { return false }
        continue
      }
      if years == 0 { return false }
      number += 1
      years = 0
      last = index
      if number == 4 { return true }
    }
    return false
  }

  private mutating func startsEntry(_ index: Int) -> Bool {
    if let label = label(index), label.number == 1 {
      if traits(index).isReferenceLike { return true }
      if label.isAlone, index + 1 < count, traits(index + 1).isReferenceLike { return true }
      if isTorn, label.isAlone, label.isMarked { return isTornList(index) }
    }
    guard traits(index).isReferenceLike, traits(index).length < 700, !isProse(index) else { return false }
    // Unnumbered: the next entry or crumbs must follow soon.
    var more = 0
    for next in (index + 1)..<min(count, index + 5) where isCrumb(next) || traits(next).isReferenceLike {
      more += 1
    }
    return more >= 2
  }
}
