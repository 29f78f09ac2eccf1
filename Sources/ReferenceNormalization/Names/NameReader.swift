import FettleKit

/// How a list writes its names.
enum NameStyle: Sendable {
  /// "Volkow, N.D."
  case inverted
  /// "Zhang JX", "Simon O."
  case familyFirst
  /// "A. B. Name", "BA Shaywitz"
  case givenFirst
  /// "Renfrew, Colin"
  case invertedFull
  /// "Robert Darnton"
  case full
  /// "Cao et al."
  case familyOnly
}

/// A name and the tokens it takes up.
struct ReadName {
  var name: Name
  var end: Int
  var style: NameStyle
}

/// Reads one personal name from a place in a reference.
struct NameReader {
  let text: ReferenceText
  /// Whether the list's initials have no spaces between them: "A.T.", so that a spaced one begins something else.
  var hasGluedInitials = false
  var hasDottedInitials = false

  init(_ text: ReferenceText) { self.text = text }

  private var lexicon: Lexicon { text.lexicon }

  // MARK: Parts of names

  private func isParticle(_ index: Int) -> Bool {
    guard text.isWord(index), text[index].length <= 6 else { return false }
    return lexicon.particles.contains(text.bytes(index))
  }

  /// Whether a word may be (part of) a family name.
  private func isFamilyWord(_ index: Int) -> Bool {
    guard text.isWord(index) else { return false }
    switch text[index].letterCase {
    case .title, .camel: return text[index].length >= 2
    case .upper: return text[index].length >= 2
    default: return false
    }
  }

  /// A family name with its particles: the index behind it.
  func family(_ index: Int, most: Int) -> (end: Int, particleEnd: Int)? {
    var at = index
    while at < text.count, at < index + 3, isParticle(at), at + 1 < text.count,
      text.isWord(at + 1) || text[at + 1].kind == .closeQuote
    {
      at += 1
      if text[at].kind == .closeQuote { at += 1 }
    }
    let particleEnd = at
    guard isFamilyWord(at) else {
      // A particle alone is a name where nothing else stands: "Le, Q."
      return at > index && isFamilyWord(index) ? (index + 1, index) : nil
    }
    at += 1
    var words = 1
    while words < most, at < text.count,
      isFamilyWord(at) || (isParticle(at) && (isFamilyWord(at + 1) || (isParticle(at + 1) && isFamilyWord(at + 2))))
        || (text[at].isDash && !text[at].isSpaced && isFamilyWord(at + 1))
    {
      if isParticle(at), isParticle(at + 1), !isFamilyWord(at + 1) || isFamilyWord(at + 2) { at += 1 }
      if isParticle(at) || text[at].isDash { at += 1 }
      at += 1
      words += 1
    }
    return (at, particleEnd)
  }

  /// One or more initials: the index behind them.
  func initials(_ index: Int, afterFamily: Bool) -> Int? {
    var at = index
    var isDotted = false
    var count = 0
    while at < text.count, count < 6 {
      let token = text[at]
      guard token.isWord else { break }
      if count > 0, token.isSpaced {
        if hasGluedInitials, count >= 2 || text.isDot(at + 1) == false { break }
        if beginsJournal(at) { break }
      }
      let hasDot = text.isDot(at + 1)
      switch token.letterCase {
      case .single:
        if isDotted, !hasDot, token.isSpaced { return at }
      case .upper, .camel:
        let bytes = text.bytes(at)
        let isJoined = bytes.contains(0x2D) && token.length <= 4
        guard count == 0 || isJoined else { return at }
        guard token.length <= 4, token.letterCase == .upper || isJoined else { return count > 0 ? at : nil }
        if token.length == 4, !isJoined, !afterFamily { return nil }
      case .title:
        guard hasDot, token.length == 2, lexicon.longInitials.contains(text.bytes(at)) else {
          return count > 0 ? at : nil
        }
      default:
        return count > 0 ? at : nil
      }
      count += 1
      at += 1
      if hasDot {
        isDotted = true
        at += 1
      }
      // "J.-P.", "T.-g."
      if at + 1 < text.count, text[at].isDash, !text[at].isSpaced, text[at + 1].isWord, text[at + 1].length <= 2 {
        at += hasDot || text.isDot(at + 2) ? 1 : 0
      }
      if at < text.count, at > 0, text[at - 1].isDash, text[at].isLower {
        at += 1
        if text.isDot(at) { at += 1 }
      }
    }
    return count > 0 ? at : nil
  }

  /// Whether a known journal begins at this token and ends before a number or a mark.
  func beginsJournal(_ index: Int) -> Bool {
    guard lexicon.journals.use(of: text.bytes(index)).contains(.first) else { return false }
    return knownJournal(index) != nil
  }

  /// A known journal that begins here: the index behind it.
  func knownJournal(_ index: Int) -> Int? {
    var at = index
    var found: Int?
    while at < min(text.count, index + 16) {
      let token = text[at]
      if token.isNumber || token.kind == .mixed || token.kind == .openQuote { break }
      at += 1
      if token.isWord || token.isMark(0x2E) {
        let isAtEnd = at >= text.count || !text[at].isWord
        if isAtEnd, token.isWord || at - index > 2, lexicon.journals.match(text.bytes(index..<at)) != nil {
          if at >= text.count || text[at].isNumber || text.isComma(at) || text[at].kind == .mixed
            || text.isMark(at, 0x28) || text.isDot(at) || text.isMark(at, 0x3A)
          {
            found = at
          }
        }
      }
    }
    return found
  }

  private func pastSuffix(_ index: Int) -> Int {
    var at = index
    if text.isComma(at) { at += 1 }
    guard text.isWord(at) || (at < text.count && text[at].kind == .mixed), lexicon.suffixes.contains(text.bytes(at))
    else { return index }
    at += 1
    return text.isDot(at) ? at + 1 : at
  }

  // MARK: Whole names

  private func made(family: Range<Int>, particles: Range<Int>, given: Range<Int>?, suffix: Range<Int>? = nil) -> Name {
    var name = Name()
    let hasLowerParticle = !particles.isEmpty && text[particles.lowerBound].isLower
    if hasLowerParticle {
      name.nonDroppingParticle = text.string(particles)
      name.family = text.string(particles.upperBound..<family.upperBound)
    } else {
      name.family = text.string(family)
    }
    if let given, !given.isEmpty { name.given = text.string(given) }
    if let suffix, !suffix.isEmpty {
      name.suffix = text.string(
        (text.isComma(suffix.lowerBound) ? suffix.lowerBound + 1 : suffix.lowerBound)..<suffix.upperBound)
    }
    return name
  }

  func read(_ index: Int, _ style: NameStyle) -> ReadName? {
    guard index < text.count else { return nil }
    switch style {
    case .inverted: return inverted(index)
    case .familyFirst: return familyFirst(index)
    case .givenFirst: return givenFirst(index)
    case .invertedFull: return invertedFull(index)
    case .full: return full(index)
    case .familyOnly: return familyOnly(index)
    }
  }

  private func inverted(_ index: Int) -> ReadName? {
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

  private func familyFirst(_ index: Int) -> ReadName? {
    guard let (end, particleEnd) = family(index, most: 3) else { return nil }
    // Initials follow at once; take back words of the family that are themselves initials ("HIMES M" isn't one).
    var familyEnd = end
    if let word = (index..<end).dropFirst().first(where: {
      text[$0].letterCase == .upper && text[$0].length <= 4 && text[$0 - 1].letterCase != .upper
    }) {
      familyEnd = word
    }
    guard familyEnd > particleEnd, let past = initials(familyEnd, afterFamily: true) else { return nil }
    let suffixEnd = pastSuffix(past)
    return ReadName(
      name: made(
        family: index..<familyEnd, particles: index..<min(particleEnd, familyEnd), given: familyEnd..<past,
        suffix: suffixEnd > past ? past..<suffixEnd : nil),
      end: suffixEnd, style: .familyFirst)
  }

  private func givenFirst(_ index: Int) -> ReadName? {
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
    return ReadName(
      name: made(
        family: past..<end, particles: past..<particleEnd, given: index..<past,
        suffix: suffixEnd > end ? end..<suffixEnd : nil),
      end: suffixEnd, style: .givenFirst)
  }

  private func isAtNumber(_ index: Int) -> Bool {
    index < text.count && (text[index].isNumber || text[index].kind == .mixed)
  }

  /// Whether a name may end before this token.
  func isStop(_ index: Int, strict: Bool = false) -> Bool {
    guard index < text.count else { return true }
    let token = text[index]
    if token.isMark(0x2C) || token.isMark(0x3B) || token.isMark(0x26) || token.isMark(0x28) || token.isMark(0x5B) {
      return true
    }
    if text.isWord(index, "and") || text.isWord(index, "und") || text.pastEtAl(index) != nil { return true }
    if token.kind == .openQuote { return true }
    return token.isMark(0x2E) || (!strict && (token.isMark(0x3A) || token.isYear))
  }

  /// "Renfrew, Colin", "Brady, Rodney H."
  private func invertedFull(_ index: Int) -> ReadName? {
    guard let (end, particleEnd) = family(index, most: 2), text.isComma(end) else { return nil }
    var at = end + 1
    var words = 0
    while at < text.count, words < 4, text[at].isWord {
      let token = text[at]
      if token.letterCase == .single || (token.letterCase == .title && token.length == 2 && text.isDot(at + 1)) {
        at += 1
        if text.isDot(at) { at += 1 }
      } else if token.letterCase == .title || token.letterCase == .camel {
        if lexicon.months.number(of: text.bytes(at)) != nil && words == 0 && at + 1 < text.count
          && text[at + 1].isNumber
        {
          return nil
        }
        at += 1
        if text.isWord(at), isParticle(at), text[at].isLower { at += 1 }
      } else if isParticle(at), token.isLower, words > 0 {
        at += 1
      } else {
        break
      }
      words += 1
      // "Diamond, Jared M. Collapse": an initial behind a name is the last of it.
      if words >= 2, text.isDot(at - 1), text.isWord(at), text[at].letterCase != .single { break }
    }
    guard words > 0, words <= 3, isStop(at) || text.isDot(at - 1) else { return nil }
    if lexicon.groups.contains(text.bytes(at - 1)) || lexicon.places.contains(text.bytes((end + 1)..<at)) { return nil }
    let suffixEnd = pastSuffix(at)
    return ReadName(
      name: made(
        family: index..<end, particles: index..<particleEnd, given: (end + 1)..<at,
        suffix: suffixEnd > at ? at..<suffixEnd : nil),
      end: suffixEnd, style: .invertedFull)
  }

  /// "Robert Darnton", "Michael A. Smith", "L Douglas Kiel".
  private func full(_ index: Int) -> ReadName? {
    var at = index
    var words: [Int] = []
    var particleStart: Int?
    while at < text.count, words.count < 5, text[at].isWord {
      let token = text[at]
      if token.letterCase == .single || (token.letterCase == .upper && token.length == 2 && !words.isEmpty) {
        words.append(at)
        at += 1
        if text.isDot(at) { at += 1 }
      } else if token.letterCase == .title || token.letterCase == .camel
        || (token.letterCase == .upper && token.length > 2)
      {
        words.append(at)
        at += 1
      } else if isParticle(at), token.isLower, !words.isEmpty {
        if particleStart == nil { particleStart = at }
        at += 1
      } else {
        break
      }
    }
    guard words.count >= 2, words.count <= 4, let last = words.last, isFamilyWord(last), at == last + 1, isStop(at),
      !text.isMark(at, 0x28) || true
    else { return nil }
    if lexicon.journals.match(text.bytes(index..<at)) != nil { return nil }
    for word in words where lexicon.groups.contains(text.bytes(word)) || lexicon.leads.contains(text.bytes(word)) {
      return nil
    }
    if let particleStart, particleStart > index {
      return ReadName(
        name: made(family: particleStart..<at, particles: particleStart..<last, given: index..<particleStart), end: at,
        style: .full)
    }
    return ReadName(
      name: made(family: last..<at, particles: last..<last, given: index..<last), end: pastSuffix(at), style: .full)
  }

  /// "Cao" before "et al.", or before a year in parentheses.
  private func familyOnly(_ index: Int) -> ReadName? {
    guard let (end, particleEnd) = family(index, most: 2), end < text.count else { return nil }
    // "Popp FA": initials, no second name.
    if end - index == 2, text[end - 1].letterCase == .upper, text[end - 1].length <= 4 { return nil }
    let comma = text.isComma(end) ? end + 1 : end
    guard text.pastEtAl(comma) != nil else { return nil }
    return ReadName(
      name: made(family: index..<end, particles: index..<particleEnd, given: nil), end: end, style: .familyOnly)
  }
}
