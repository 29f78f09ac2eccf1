/// The parts that names are made of.
extension NameReader {
  func isParticle(_ index: Int) -> Bool {
    guard text.isWord(index), text[index].length <= 6 else { return false }
    return lexicon.particles.contains(text.bytes(index))
  }

  /// Whether a word may be (part of) a family name.
  func isFamilyWord(_ index: Int) -> Bool {
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
    // "Das SK", "Al MJ": a name that is a particle elsewhere, and initials.
    if at == index + 1, text[index].letterCase == .title, text[at].letterCase == .upper, text[at].length <= 3 {
      return (index + 1, index)
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
      // A particle that nothing follows is a word like others: "Le".
      if at + 1 < text.count, isParticle(at) || text[at].isDash { at += 1 }
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

  func pastSuffix(_ index: Int) -> Int {
    var at = index
    if text.isComma(at) { at += 1 }
    guard text.isWord(at) || (at < text.count && text[at].kind == .mixed), lexicon.suffixes.contains(text.bytes(at))
    else { return index }
    at += 1
    return text.isDot(at) ? at + 1 : at
  }
}
