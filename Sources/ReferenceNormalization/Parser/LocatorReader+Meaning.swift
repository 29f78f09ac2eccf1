/// What the numbers of a run mean.
extension LocatorReader {
  func interpret(_ atoms: [LocatorAtom], _ tokens: Range<Int>) -> Locator {
    var locator = Locator(tokens: tokens)
    var rest: [LocatorAtom] = []
    for atom in atoms {
      switch atom.label {
      case .volume where locator.volume == nil: locator.volume = atom.tokens
      case .issue where locator.issue == nil: locator.issue = atom.tokens
      case .page where locator.pageFirst == nil:
        locator.pageFirst = atom.first
        locator.pageLast = atom.last
      default: rest.append(atom)
      }
    }
    if let index = yearIndex(rest, hasLabels: rest.count < atoms.count) {
      locator.year = rest[index].first.lowerBound
      let year = rest.remove(at: index)
      // Months and days go with their year: "14 June 2004".
      if index > 0, rest[index - 1].before != 0x3A, text.isWord(rest[index - 1].tokens.upperBound),
        isMonth(rest[index - 1].tokens.upperBound), rest[index - 1].tokens.upperBound < year.first.lowerBound
      {
        rest.remove(at: index - 1)
      }
    }
    if locator.pageFirst == nil, let index = pageIndex(rest, locator) {
      locator.pageFirst = rest[index].first
      locator.pageLast = rest[index].last
      glue(&locator, rest[index])
      rest.remove(at: index)
    }
    if locator.volume == nil, let index = rest.firstIndex(where: { !$0.isInParentheses }) {
      locator.volume = rest[index].tokens
      rest.remove(at: index)
    }
    if locator.issue == nil, locator.volume != nil, let atom = rest.first(where: \.isInParentheses) ?? rest.first {
      locator.issue = atom.tokens
    }
    if locator.gluedPageAt != nil { locator.volume = nil }
    return locator
  }

  private func yearIndex(_ atoms: [LocatorAtom], hasLabels: Bool) -> Int? {
    if hasYear { return atoms.firstIndex { $0.isYear && $0.isInParentheses && $0.last == nil } }
    let years = atoms.indices.filter { atoms[$0].isYear && $0 >= 0 }
    guard let first = years.first else { return nil }
    if let index = years.first(where: { atoms[$0].isInParentheses }) { return index }
    if atoms.count == 1 { return atoms[0].before == 0x3A ? nil : 0 }
    if first == 0, atoms[0].after == 0x3B || atoms.count >= 3 { return 0 }
    if let last = years.last, last == atoms.count - 1, atoms[last].before != 0x3A { return last }
    return years.first { atoms[$0].before != 0x3A }
  }

  private func pageIndex(_ atoms: [LocatorAtom], _ locator: Locator) -> Int? {
    let open = atoms.indices.filter { !atoms[$0].isInParentheses }
    guard let last = open.last else { return nil }
    if let index = open.last(where: { atoms[$0].last != nil }) {
      // "119-120 (2006) 277"
      if index != last, atoms[last].last == nil, locator.volume == nil, index == open.first { return last }
      return index
    }
    if locator.volume != nil || locator.issue != nil {
      return atoms[last].before == 0x3A || atoms[last].hasLetters || open.count > 0 ? last : nil
    }
    if open.count >= 2 { return last }
    return atoms[last].before == 0x3A
      || (atoms[last].hasLetters
        && text.bytes[atoms[last].first.lowerBound < text.count ? Int(text[atoms[last].first.lowerBound].start) : 0]
          == 0x65)
      ? last : nil
  }

  /// "1995;1992- 99": pages of JAMA's archive stand glued to the volume, and the last page tells how long the first is.
  private func glue(_ locator: inout Locator, _ atom: LocatorAtom) {
    guard locator.volume == nil, atom.before == 0x3B, let last = atom.last, text[last.lowerBound].isSpaced,
      text[atom.first.lowerBound].isNumber, text[last.lowerBound].isNumber
    else { return }
    let firstLength = Int(text[atom.first.lowerBound].length)
    let lastLength = Int(text[last.lowerBound].length)
    guard firstLength > lastLength, lastLength > 0 else { return }
    locator.gluedPageAt = Int(text[atom.first.lowerBound].end) - lastLength
  }

  /// How much a run looks like the locator; 0 for none.
  func score(_ locator: Locator, _ atoms: [LocatorAtom], _ range: Range<Int>) -> Int {
    var score = 0
    let hasVolume = locator.volume != nil || locator.gluedPageAt != nil
    if hasVolume { score += 2 }
    if locator.pageFirst != nil { score += 2 }
    if locator.pageLast != nil { score += 2 }
    if hasVolume, locator.pageFirst != nil { score += 3 }
    if locator.issue != nil { score += 1 }
    if locator.year != nil { score += 2 }
    if atoms.contains(where: { $0.label != .none }) { score += 2 }
    if locator.volume == nil, locator.pageFirst == nil, locator.issue == nil { return 0 }
    // "1815-1909": years in a title.
    if atoms.count == 1, atoms[0].label == .none, let last = locator.pageLast, let first = locator.pageFirst,
      text[first.lowerBound].isYear, text[last.lowerBound].isYear
    {
      return 0
    }
    // A lone number among words is a part of the title.
    let end = locator.tokens.upperBound
    let isFollowedByLower =
      end < text.count && text[end].isLower && !text.isWord(end, "in") && !text.isWord(end, "pp")
      && !text.isWord(end, "p")
    if isFollowedByLower, atoms.count < 3 { score -= 4 }
    if atoms.count == 1, atoms[0].label == .none {
      // "Brain Res. 1982", "of 36"
      if !hasYear || end + 1 < range.upperBound { score -= 2 }
      if locator.tokens.lowerBound > range.lowerBound,
        text[locator.tokens.lowerBound - 1].isLower || text[locator.tokens.lowerBound - 1].isDash
      {
        score -= 2
      }
    }
    return score
  }
}
