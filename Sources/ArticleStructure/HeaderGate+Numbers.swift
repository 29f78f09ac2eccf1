/// What the first number of a header may be, by the signs and words around it.
extension HeaderGate {
  /// Whether the first number is a date's, and what counts comes behind it: "30 November 2023. 440", "November 2018. pp. 427",
  /// "12 March 2020 | Sec. 2", "2020, Field Letters".
  ///
  /// - Parameter isWhole: whether nothing comes behind the text.
  static func isDate(_ text: Bytes, _ start: Int, isWhole: Bool) -> Bool {
    var at = start
    while at < text.count, text[at].isDigit { at += 1 }
    func byte(_ index: Int) -> UInt8 { index < text.count ? text[index] : 0 }
    if at - start <= 2 {
      if !isWhole, at == text.count { return true }
      guard byte(at) == 0x20, byte(at + 1).isCapital else { return false }
      guard let space = text.tail(at + 1).firstIndex(of: 0x20) else { return !isWhole }
      guard space < 16 else { return false }
      at += space + 2
      return isYear(text, at, isWhole: isWhole) && mayFollowDate(text, at + 4, isWhole: isWhole)
    }
    guard at - start == 4 else { return false }
    if !isWhole, at + 2 >= text.count { return true }
    guard byte(at) == UInt8(ascii: ",") || byte(at) == UInt8(ascii: "."), byte(at + 1) == 0x20 else { return false }
    let next = byte(at + 2)
    return next.isAlphanumeric || next >= 0xC3
  }

  /// Whether four digits stand at a place, as far as the text goes.
  private static func isYear(_ text: Bytes, _ start: Int, isWhole: Bool) -> Bool {
    if isWhole, start + 4 > text.count { return false }
    return text.tail(start).head(4).allSatisfy { $0.isDigit }
  }

  /// Whether what stands behind a date may be what a form has there: a sign, or the section of a journal.
  private static func mayFollowDate(_ text: Bytes, _ end: Int, isWhole: Bool) -> Bool {
    let rest = text.tail(end)
    let own = rest.first == 0x20 ? rest.tail(1) : rest
    switch own.first {
    case UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "."), UInt8(ascii: "|"): return true
    case UInt8(ascii: "S"): return own.begins(with: "Sec") || !isWhole && own.count < 3
    case nil: return !isWhole
    default: return false
    }
  }

  /// Whether the first number may be a volume or a year without a word that says so: "Nature 574, 16", "2001;58(4)",
  /// "Geology (2020) 48", "54 • 2020". A volume has four digits at most, and a letter may hang on it.
  ///
  /// - Parameter isWhole: whether nothing follows the text; else what would stand behind it may be anything.
  static func isVolumeOrYear(_ text: Bytes, _ start: Int, isWhole: Bool) -> Bool {
    var at = start
    while at < text.count, text[at].isDigit { at += 1 }
    guard at - start <= 4 else { return false }
    let isYear = at - start == 4 && (text[start] == UInt8(ascii: "1") || text[start] == UInt8(ascii: "2"))
    func byte(_ index: Int) -> UInt8 { index < text.count ? text[index] : 0 }
    if byte(at).isCapital { at += 1 }
    while byte(at) == 0x20 { at += 1 }
    /// Whether so many bytes behind the sign aren't known.
    func isOpen(_ count: Int) -> Bool { !isWhole && at + count >= text.count }
    switch byte(at) {
    case UInt8(ascii: ","), UInt8(ascii: ":"):
      // A page, a volume or a year follows, perhaps behind "Article number: ".
      return start > 0
        && (isOpen(24) || text.tail(at).head(24).contains { $0.isDigit } && isNumberOrWord(text.tail(at + 1)))
    case UInt8(ascii: "("):
      // The year, or the issue: "Suppl. 2", "Database issue".
      return isOpen(32) || isInBrackets(text.tail(at + 1), isFirst: start == 0)
    case UInt8(ascii: ")"):
      // "Geology (2020) 48", "Bones & Joints xxx (2019) xxx".
      guard isYear, start > 0, text[start - 1] == UInt8(ascii: "(") else { return false }
      return isOpen(2) || byte(at + 1) == 0x20 && (byte(at + 2).isDigit || byte(at + 2) == UInt8(ascii: "x"))
    case UInt8(ascii: "/"): return isYear
    case 0xE2: return byte(at + 1) == 0x80 && byte(at + 2) == 0xA2
    default: break
    }
    if isOpen(0) { return true }
    guard isYear else { return false }
    // "2012 Nov 26;41": month and day may stand between.
    guard let semicolon = text.tail(at).head(16).firstIndex(of: UInt8(ascii: ";")) else { return isOpen(16) }
    at += semicolon + 1
    return isOpen(1) || (byte(at) == 0x20 ? byte(at + 1) : byte(at)).isDigit
  }

  /// How words begin, small, that may stand between a number and the next: "Article number", "pp.".
  private static let between = WordLists.builtin("header-between").sorted().map { Array($0.utf8) }

  /// Whether what stands behind a number and a comma or colon may be a number, or a word that one follows.
  private static func isNumberOrWord(_ text: Bytes) -> Bool {
    var at = 0
    // "2022, , 86": what a page left out.
    while at < text.count, text[at] == 0x20 || text[at] == UInt8(ascii: ",") { at += 1 }
    let rest = text.tail(at)
    guard let first = rest.first else { return false }
    if first.isDigit || first >= 0x80 { return true }
    let letters = rest.firstIndex { !($0 | 0x20).isSmallLetter } ?? rest.count
    // "e1234", "PE12": a page.
    if letters == 0 { return false }
    if letters <= 2, letters < rest.count, rest[letters].isDigit { return true }
    return between.contains { rest.beginsSmall(with: $0) } || rest.tail(letters).begins(with: " issue")
  }

  /// Whether what stands behind a number and an opening bracket may be an issue or a year, with what comes behind these.
  ///
  /// - Parameter isFirst: whether nothing stands before the number: without a journal's name it is a volume, and pages may
  ///   stand right behind its issue.
  private static func isInBrackets(_ text: Bytes, isFirst: Bool) -> Bool {
    func byte(_ index: Int) -> UInt8 { index < text.count ? text[index] : 0 }
    let start = byte(0) == 0x20 ? 1 : 0
    if byte(start).isCapital {
      let rest = text.tail(start)
      if rest.begins(with: "Suppl") { return true }
      return rest.tail(rest.dropFirst().firstIndex { !$0.isSmallLetter } ?? rest.count).begins(with: " issue")
    }
    var at = start
    while byte(at).isDigit { at += 1 }
    let digits = at - start
    if digits == 0 { return false }
    // "1-2", "1–2", "1/2".
    if byte(at) == UInt8(ascii: "-") || byte(at) == UInt8(ascii: "/") || byte(at) == 0xE2 {
      at += byte(at) == 0xE2 ? 3 : 1
      while byte(at).isDigit { at += 1 }
    }
    if byte(at) == 0x20 { at += 1 }
    guard byte(at) == UInt8(ascii: ")") else { return false }
    at += 1
    if byte(at) == 0x20 { at += 1 }
    switch byte(at) {
    case UInt8(ascii: ","), UInt8(ascii: ":"), UInt8(ascii: "p"), 0xE2: return true
    default: break
    }
    guard isFirst || digits == 4 else { return false }
    var letters = 0
    while letters < 2, (byte(at + letters) | 0x20).isSmallLetter { letters += 1 }
    return byte(at + letters).isDigit
  }
}
