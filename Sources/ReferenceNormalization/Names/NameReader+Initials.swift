/// Names whose given names are initials, and families alone.
extension NameReader {
  func inverted(_ index: Int) -> ReadName? {
    guard let (end, particleEnd) = family(index, most: 3) else { return nil }
    var at = end
    if text.isDot(at), text[end - 1].length <= 3 { at += 1 }
    guard text.isComma(at) else { return nil }
    var givenStart = at + 1
    let beforeSuffix = pastSuffix(at)
    if beforeSuffix > at, text.isComma(beforeSuffix) { givenStart = beforeSuffix + 1 }
    guard let past = initials(givenStart, afterFamily: true) else { return nil }
    var givenEnd = past
    // "Fodor, J. van": a particle behind the initials; "Elliott, Euel W" is not ours.
    if text.isWord(givenEnd), isParticle(givenEnd), text[givenEnd].isLower,
      !text.isWord(givenEnd, "de") || !isFamilyWord(givenEnd + 1)
    {
      var next = givenEnd
      while text.isWord(next), isParticle(next), text[next].isLower { next += 1 }
      if next >= text.count || text[next].kind == .mark { givenEnd = next }
    }
    let suffixEnd = pastSuffix(givenEnd)
    let given = trimmed(givenStart..<givenEnd)
    return ReadName(
      name: made(
        family: index..<end, particles: index..<particleEnd, given: given,
        suffix: suffixEnd > givenEnd
          ? givenEnd..<suffixEnd : (beforeSuffix > at && givenStart > at + 1 ? at..<beforeSuffix : nil)),
      end: suffixEnd, style: .inverted)
  }

  private func trimmed(_ range: Range<Int>) -> Range<Int> { range }

  func familyFirst(_ index: Int) -> ReadName? {
    guard let (end, particleEnd) = family(index, most: 3) else { return nil }
    // Initials follow at once; take back words of the family that are themselves initials ("HIMES M" isn't one).
    var familyEnd = end
    if let word = (index..<end).dropFirst().first(where: {
      text[$0].letterCase == .upper && text[$0].length <= 4 && text[$0 - 1].letterCase != .upper
    }) {
      familyEnd = word
    }
    guard familyEnd > particleEnd || familyEnd == index + 1, let pastInitials = initials(familyEnd, afterFamily: true)
    else { return nil }
    var past = pastInitials
    // "Lesse H de."
    if text.isWord(past), text[past].isLower, isParticle(past), past + 1 >= text.count || text[past + 1].kind == .mark {
      past += 1
    }
    let suffixEnd = pastSuffix(past)
    return ReadName(
      name: made(
        family: index..<familyEnd, particles: index..<min(particleEnd, familyEnd), given: familyEnd..<past,
        suffix: suffixEnd > past ? past..<suffixEnd : nil),
      end: suffixEnd, style: .familyFirst)
  }

  func givenFirst(_ index: Int) -> ReadName? {
    guard let past = initials(index, afterFamily: false) else { return nil }
    // Elsevier sets no mark behind the last author, so a second word of the family must be followed by one.
    guard let (first, particleEnd) = family(past, most: 1) else { return nil }
    var end = first
    if let (longer, _) = family(past, most: 3), longer > first {
      for candidate in [longer, first + 1]
      where candidate <= longer && candidate > first && isStop(candidate, strict: true) && !text[candidate - 1].isDash {
        // "Gusynin Phys. Rev.": the second word is a journal's.
        if text.isDot(candidate), lexicon.journals.use(of: text.bytes(candidate - 1)).contains(.abbreviation) {
          continue
        }
        end = candidate
        break
      }
    }
    // "J. Phys.": an abbreviation, not a name.
    if text.isDot(end), end == past + 1, lexicon.journals.use(of: text.bytes(past)).contains(.abbreviation),
      !isStop(end + 1, strict: true) || isAtNumber(end + 1)
    {
      return nil
    }
    if !text.isDot(past - 1), text[index].letterCase == .single, hasDottedInitials { return nil }
    let suffixEnd = pastSuffix(end)
    // "J. Bradley Chen": the first word of two is a given name.
    let isGivenNext =
      end == past + 2 && particleEnd == past && text[past].letterCase == .title
      && lexicon.tokens.uses(of: text.bytes(past), lexicon.journals).contains(.given)
    let family = isGivenNext ? past + 1 : past
    return ReadName(
      name: made(
        family: family..<end, particles: family..<max(family, particleEnd), given: index..<family,
        suffix: suffixEnd > end ? end..<suffixEnd : nil),
      end: suffixEnd, style: .givenFirst)
  }

  private func isAtNumber(_ index: Int) -> Bool {
    index < text.count && (text[index].isNumber || text[index].kind == .mixed)
  }

  /// "Cao" before "et al.", or before a year in parentheses.
  func familyOnly(_ index: Int) -> ReadName? {
    guard let (end, particleEnd) = family(index, most: 2), end < text.count else { return nil }
    // "Popp FA": initials, no second name.
    if end - index == 2, text[end - 1].letterCase == .upper, text[end - 1].length <= 4 { return nil }
    let comma = text.isComma(end) ? end + 1 : end
    guard text.pastEtAl(comma) != nil else { return nil }
    return ReadName(
      name: made(family: index..<end, particles: index..<particleEnd, given: nil), end: end, style: .familyOnly)
  }
}
