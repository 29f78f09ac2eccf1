import FettleKit

/// Reads one personal name from a place in a reference.
struct NameReader {
  let text: ReferenceText
  /// Whether the list's initials have no spaces between them: "A.T.", so that a spaced one begins something else.
  var hasGluedInitials = false
  var hasDottedInitials = false

  init(_ text: ReferenceText) { self.text = text }

  var lexicon: Lexicon { text.lexicon }

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

  func made(family: Range<Int>, particles: Range<Int>, given: Range<Int>?, suffix: Range<Int>? = nil) -> Name {
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
}
