import CByteScan

/// What each form of a header (`Data/citation-patterns.yaml`) needs and costs little to look for: most lines that are put
/// to the forms match none, and to run all forms over them takes long. A text that the gate stops, no form matches.
///
/// Forms without a number need a phrase, or begin with a word of their own. In the others the first number of the text is
/// the volume or the year, with signs behind it that tell so, or some number has "volume" or the like right before it.
enum HeaderGate {
  private static let beginnings = WordLists.builtin("header-beginning").sorted().map { Array($0.utf8) }
  private static let phrases = PhraseScan(WordLists.builtin("header-phrase").sorted().map { Array($0.utf8) })
  private static let labels = WordLists.builtin("volume-label").sorted().map { Array($0.utf8) }
  /// By byte, which is small: whether one of `labels` ends with it.
  private static let labelEnds: [Bool] = (0...255).map { byte in labels.contains { $0.last == byte } }

  /// Whether a form may match that begins with the text's first byte.
  static func lets(_ text: Bytes) -> Bool {
    let at = number(in: text, from: 0)
    if phrases.isAnywhere(in: text.head(at)) { return true }
    if at < text.count, isVolumeOrYear(text, at, isWhole: true) || isDate(text, at, isWhole: true) { return true }
    return isAnyLabelled(in: text, from: at) || beginnings.contains { text.beginsSmall(with: $0) }
  }

  /// Whether a form may match that begins with a line of a page, as far as the line and those behind it tell before they are
  /// put together.
  ///
  /// - Parameters:
  ///   - limit: of blocks that are put together.
  ///   - bytes: no more blocks are put to so many bytes, nor twice as many of a block.
  ///   - memory: of what was found out of the page's blocks.
  static func lets(
    _ page: Page, _ index: Int, blocks limit: Int, bytes: Int, _ memory: inout LabelMemory
  ) -> Bool {
    let text = page.bytes(index)
    let at = number(in: text, from: 0)
    // The first number stands in a later line, or marks are left out.
    if at == text.count || page.facts[index].mayHold(ByteClass.markup) { return true }
    if isVolumeOrYear(text, at, isWhole: false) || isDate(text, at, isWhole: false)
      || phrases.isAnywhere(in: text.head(at))
    {
      return true
    }
    for next in index..<min(page.count, index + limit)
    where page.facts[next].mayHold(ByteClass.markup) || memory.mayLabel(page, next, bytes * 2) { return true }
    return beginnings.contains { text.beginsSmall(with: $0) }
  }

  /// Which of a page's blocks hold a volume's label before a number, or may have one before the number of the next block.
  struct LabelMemory {
    private var known: [Bool?]

    /// - Parameter count: of the page's blocks.
    init(_ count: Int) { known = [Bool?](repeating: nil, count: count) }

    /// - Parameter limit: bytes of the block that are read.
    mutating func mayLabel(_ page: Page, _ index: Int, _ limit: Int) -> Bool {
      if let known = known[index] { return known }
      let text = page.bytes(index).head(limit)
      let mayLabel =
        HeaderGate.isAnyLabelled(in: text, from: HeaderGate.number(in: text, from: 0))
        || HeaderGate.isLabel(HeaderGate.withoutSigns(text))
        // "Issue", torn from "number".
        || HeaderGate.labelStarts.contains { text.endsSmall(with: $0) }
        // "Bd", torn from its period.
        || index + 1 < page.count && page.facts[index + 1].first == UInt8(ascii: ".")
      known[index] = mayLabel
      return mayLabel
    }
  }

  /// The text without spaces and colons at its end.
  @inline(__always)
  private static func withoutSigns(_ text: Bytes) -> Bytes {
    var end = text.count
    while end > 0, text[end - 1] == 0x20 || text[end - 1] == UInt8(ascii: ":") { end -= 1 }
    return text.head(end)
  }

  /// Where the next digit stands, or the text's end.
  @inline(__always)
  private static func number(in text: Bytes, from start: Int) -> Int {
    Int(fettle_find_digit(text.baseAddress, text.count, start))
  }

  /// "Volume 12", "Vol.12", "Band 3": whether such a word ends right before a number.
  private static func isAnyLabelled(in text: Bytes, from first: Int) -> Bool {
    labelEnds.withUnsafeBufferPointer { labelEnds in
      var at = first
      while at < text.count {
        let before = withoutSigns(text.head(at))
        if let last = before.last, labelEnds[Int(last.small)], isLabel(before) { return true }
        while at < text.count, text[at].isDigit { at += 1 }
        at = number(in: text, from: at)
      }
      return false
    }
  }

  /// The first words of labels that have two.
  private static let labelStarts = labels.compactMap { label in label.firstIndex(of: 0x20).map { Array(label[..<$0]) } }

  private static func isLabel(_ text: Bytes) -> Bool { labels.contains { text.endsSmall(with: $0) } }

  /// Whether the first number is a date's, and what counts comes behind it: "30 November 2023. 440", "November 2018. pp. 427",
  /// "2020, Field Letters".
  ///
  /// - Parameter isWhole: whether nothing comes behind the text.
  private static func isDate(_ text: Bytes, _ start: Int, isWhole: Bool) -> Bool {
    var at = start
    while at < text.count, text[at].isDigit { at += 1 }
    func byte(_ index: Int) -> UInt8 { index < text.count ? text[index] : 0 }
    if at - start <= 2 {
      if !isWhole, at == text.count { return true }
      guard byte(at) == 0x20, byte(at + 1).isCapital else { return false }
      guard let space = text.tail(at + 1).firstIndex(of: 0x20) else { return !isWhole }
      return space < 16 && byte(at + space + 2).isDigit
    }
    guard at - start == 4 else { return false }
    if !isWhole, at + 2 >= text.count { return true }
    guard byte(at) == UInt8(ascii: ",") || byte(at) == UInt8(ascii: "."), byte(at + 1) == 0x20 else { return false }
    let next = byte(at + 2)
    return next.isAlphanumeric || next >= 0xC3
  }

  /// Whether the first number may be a volume or a year without a word that says so: "Nature 574, 16", "2001;58(4)",
  /// "Geology (2020) 48", "54 • 2020". A volume has four digits at most, and a letter may hang on it.
  ///
  /// - Parameter isWhole: whether nothing follows the text; else what would stand behind it may be anything.
  private static func isVolumeOrYear(_ text: Bytes, _ start: Int, isWhole: Bool) -> Bool {
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
      return start > 0 && (isOpen(24) || text.tail(at).head(24).contains { $0.isDigit })
    case UInt8(ascii: "("):
      // The year, or the issue: "Suppl. 2", "Database issue".
      let next = byte(at + 1) == 0x20 ? byte(at + 2) : byte(at + 1)
      return isOpen(2) || next.isDigit || next.isCapital
    case UInt8(ascii: ")"):
      return isYear && start > 0 && text[start - 1] == UInt8(ascii: "(") && (isOpen(1) || byte(at + 1) == 0x20)
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
}
