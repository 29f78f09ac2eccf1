import FettleKit

/// Whether a text begins with the name of an author as references write it, its initials before or behind: "Abel, J.",
/// "Abel JM,", "van der Meer, K.", "J. M. Abel,".
enum NameStart {
  /// - Parameter text: UTF-8, without white space before it.
  static func matches(_ text: ArraySlice<UInt8>) -> Bool {
    var at = text.startIndex
    guard at < text.endIndex else { return false }
    if isCapital(text[at]), isInitial(text, at) { return initialsFirst(text, at) }
    at = pastParticles(text, at)
    return familyFirst(text, at)
  }

  /// Whether a text begins with a small particle before a name: "van der Meer", "d'Alembert".
  static func beginsWithParticle(_ text: ArraySlice<UInt8>) -> Bool {
    guard let first = text.first, isSmall(first) else { return false }
    let past = pastParticles(text, text.startIndex)
    return past > text.startIndex && past < text.endIndex && isCapital(text[past])
  }

  /// "J. M. Abel," or "J.-M. Abel and": initials, a family name, and what stands behind a name.
  private static func initialsFirst(_ text: ArraySlice<UInt8>, _ start: Int) -> Bool {
    var at = start
    var count = 0
    while at < text.endIndex, count < 5, isInitial(text, at) {
      at += 2
      if at < text.endIndex, text[at] == 0x2D { at += 1 }
      if at < text.endIndex, text[at] == 0x20 { at += 1 }
      count += 1
    }
    at = pastParticles(text, at)
    let end = pastWord(text, at)
    guard end - at >= 2, isCapital(text[at]), end < text.endIndex else { return false }
    if text[end] == 0x2C || text[end] == 0x3B { return true }
    let behind = text[end...]
    return [" and ", " & ", " et al", " ("].contains { behind.starts(with: $0.utf8) }
  }

  /// "Abel, J." or "Abel JM," or "García López, M.": up to three words, then initials.
  private static func familyFirst(_ text: ArraySlice<UInt8>, _ start: Int) -> Bool {
    var at = start
    for _ in 0..<3 {
      guard at < text.endIndex, isCapital(text[at]) else { return false }
      let end = pastWord(text, at)
      guard end - at >= 2, end < text.endIndex else { return false }
      var next = end
      let hasComma = text[next] == 0x2C
      if hasComma { next += 1 }
      guard next < text.endIndex, text[next] == 0x20 else { return false }
      next += 1
      if areInitials(text, next) { return hasComma || !isRoman(text, next) }
      if hasComma { return false }
      at = next
    }
    return false
  }

  /// One to three capitals, with periods or without, and then no letter.
  private static func areInitials(_ text: ArraySlice<UInt8>, _ start: Int) -> Bool {
    var at = start
    var capitals = 0
    while at < text.endIndex, capitals < 4, isCapital(text[at]) {
      capitals += 1
      at += text[at] < 0x80 ? 1 : 2
      if at < text.endIndex, text[at] == 0x2E { return true }
      if at < text.endIndex, text[at] == 0x2D { at += 1 }
    }
    guard (1...3).contains(capitals), at < text.endIndex else { return false }
    switch text[at] {
    case 0x2C, 0x3B, 0x3A, 0x28, 0x20: return true
    default: return false
    }
  }

  /// "Part II:", "Res. I,": a number.
  private static func isRoman(_ text: ArraySlice<UInt8>, _ start: Int) -> Bool {
    var at = start
    while at < text.endIndex, text[at] == 0x49 || text[at] == 0x56 || text[at] == 0x58 { at += 1 }
    return at > start && !(at < text.endIndex && isCapital(text[at]))
  }

  private static func isInitial(_ text: ArraySlice<UInt8>, _ at: Int) -> Bool {
    at + 1 < text.endIndex && text[at] &- 0x41 < 26 && text[at + 1] == 0x2E
  }

  /// Behind particles and the space or apostrophe that parts them from the name.
  private static func pastParticles(_ text: ArraySlice<UInt8>, _ start: Int) -> Int {
    var at = start
    for _ in 0..<3 {
      var end = at
      while end < text.endIndex, end - at < 8, isSmall(text[end] | 0x20) { end += 1 }
      guard end > at, end < text.endIndex else { return at }
      var past = end
      if text[past] == 0x27 {
        past += 1
      } else if text[past...].starts(with: [0xE2, 0x80, 0x99]) {
        past += 3
      } else if text[past] == 0x20, Lexicon.builtin.particles.contains(text[at..<end]) {
        past += 1
      } else if text[past] == 0x2D, isSmall(text[at]), end - at == 2 {
        past += 1
      } else {
        return at
      }
      // "O'Neill" is a word; "d'Alembert" is one with a particle.
      guard isSmall(text[at]) || text[end] == 0x20 else { return at }
      at = past
    }
    return at
  }

  private static func pastWord(_ text: ArraySlice<UInt8>, _ start: Int) -> Int {
    var at = start
    while at < text.endIndex, isLetter(text[at]) || text[at] == 0x2D || text[at] == 0x27 { at += 1 }
    return at
  }

  private static func isSmall(_ byte: UInt8) -> Bool { byte &- 0x61 < 26 }

  private static func isCapital(_ byte: UInt8) -> Bool { byte &- 0x41 < 26 || (0xC3...0xD5).contains(byte) }

  private static func isLetter(_ byte: UInt8) -> Bool { isSmall(byte | 0x20) || byte >= 0x80 }
}
