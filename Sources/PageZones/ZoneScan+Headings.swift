/// Lists under a heading.
extension ZoneScan {
  mutating func underHeadings() -> [Range<Int>] {
    var zones: [Range<Int>] = []
    var index = 0
    while index < count {
      if beginsList(index), isListBelow(index + 1) {
        let end = endOfList(from: index + 1)
        if end > index + 1 {
          zones.append((index + 1)..<end)
          index = end
          continue
        }
      }
      index += 1
    }
    return zones
  }

  /// Whether what follows looks like a list: within the next blocks (at most 1,600 bytes, at least 6 blocks) there is much
  /// evidence for little text.
  mutating func isListBelow(_ start: Int) -> Bool {
    var bytes = 0
    var references = 0
    var crumbs = 0
    var years = 0
    var initials = 0
    var numbered = 0
    var index = start
    while index < count, bytes < 1600 || index < start + 6, index < start + 90 {
      if index > start, beginsList(index), years < 2 { return false }
      if (endsList(index) && !isCrumb(index)) || isSection(index) { break }
      if isProse(index), references < 2 { return false }
      if traits(index).isReferenceLike { references += 1 }
      if isCrumb(index) || fact(index).isContext { crumbs += 1 }
      years += traits(index).years
      initials += traits(index).initials
      bytes += traits(index).length
      if let label = label(index), label.isMarked, label.number > numbered,
        label.number <= numbered + (numbered == 0 ? 1 : 3)
      {
        let text = label.isAlone ? min(index + 1, count - 1) : index
        if traits(text).length > (label.isAlone ? 20 : 40) {
          numbered += 1
          if numbered >= 3, initials + traits(text).initials > 0 { return true }
        }
      }
      // Dates and the journal's own line stand in front matter too, but not so many names.
      if references >= 3 || (references >= 1 && crumbs >= 2) || (crumbs >= 3 && years >= 2)
        || (years >= 3 && initials >= 6)
      {
        return true
      }
      index += 1
    }
    // A short list.
    return references >= 1 && references + crumbs >= 2 && initials >= 2 || (years >= 1 && initials >= 3 && bytes < 900)
  }
}
