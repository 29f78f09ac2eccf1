/// What each form of a header (`Data/citation-patterns.yaml`) needs and costs little to look for: most lines that are put
/// to the forms match none, and to run all forms over them takes long. A text that the gate stops, no form matches.
///
/// Forms without a number need a phrase, or begin with a word of their own. In the others the first number of the text is
/// the volume or the year, with signs behind it that tell so, or some number has "volume" or the like right before it.
enum HeaderGate {
  private static let beginnings = WordLists.builtin("header-beginning").sorted().map { Array($0.utf8) }
  private static let phrases = PhraseScan(WordLists.builtin("header-phrase").sorted().map { Array($0.utf8) })
  private static let labels = WordLists.builtin("volume-label").sorted().map { Array($0.utf8) }
  /// Those that end with each byte.
  private static let labelsByEnd: [[[UInt8]]] = (0...255).map { (byte: UInt8) in labels.filter { $0.last == byte } }
  /// By byte, which is small: whether one of `labels` ends with it (1), and whether it is the last but one of some (2).
  private static let labelEnds: [UInt8] = (0...255).map { (byte: UInt8) -> UInt8 in
    (labels.contains { $0.last == byte } ? 1 : 0) | (labels.contains { $0.dropLast().last == byte } ? 2 : 0)
  }

  /// Whether a form may match that begins with the text's first byte.
  ///
  /// - Parameter mayBeLabelled: whether a volume's label may stand before one of the text's numbers.
  static func lets(_ text: Bytes, mayBeLabelled: Bool = true) -> Bool {
    let at = text.digit(from: 0)
    if phrases.isAnywhere(in: text.head(at)) { return true }
    if at < text.count, isVolumeOrYear(text, at, isWhole: true) || isDate(text, at, isWhole: true) { return true }
    return mayBeLabelled && isAnyLabelled(in: text, from: at) || beginnings.contains { text.beginsSmall(with: $0) }
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
    let text = Markup.withoutButton(page.bytes(index))
    let at = text.digit(from: 0)
    // The first number stands in a later line, or marks are left out.
    if at == text.count || page.facts[index].mayHold(ByteClass.markup) { return true }
    if isVolumeOrYear(text, at, isWhole: false) || isDate(text, at, isWhole: false)
      || phrases.isAnywhere(in: text.head(at))
    {
      return true
    }
    return mayBeLabelled(page, index, blocks: limit, bytes: bytes, &memory)
      || beginnings.contains { text.beginsSmall(with: $0) }
  }

  /// Whether a volume's label may stand before a number of a line or of those behind it. Parameters as of `lets`.
  static func mayBeLabelled(
    _ page: Page, _ index: Int, blocks limit: Int, bytes: Int, _ memory: inout LabelMemory
  ) -> Bool {
    for next in index..<min(page.count, index + limit)
    where page.facts[next].mayHold(ByteClass.markup) || memory.mayLabel(page, next, bytes * 2) { return true }
    return false
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
        HeaderGate.isAnyLabelled(in: text, from: text.digit(from: 0))
        || HeaderGate.endsInLabel(text)
        // "Bd", torn from its period.
        || index + 1 < page.count && page.facts[index + 1].first == UInt8(ascii: ".")
      known[index] = mayLabel
      return mayLabel
    }
  }

  /// What may stand between a label and its number.
  @inline(__always)
  private static func isSign(_ byte: UInt8) -> Bool { byte == 0x20 || byte == UInt8(ascii: ":") }

  /// Whether a text ends in a label, or in the first word of one: "Issue", torn from "number".
  private static func endsInLabel(_ text: Bytes) -> Bool {
    var end = text.count
    while end > 0, isSign(text[end - 1]) { end -= 1 }
    guard end > 0 else { return false }
    return labelEnds.withUnsafeBufferPointer { isLabel(text.head(end), $0) }
      || labelStarts.contains { text.endsSmall(with: $0) }
  }

  /// "Volume 12", "Vol.12", "Band 3": whether such a word ends right before a number.
  private static func isAnyLabelled(in text: Bytes, from first: Int) -> Bool {
    labelEnds.withUnsafeBufferPointer { labelEnds in
      var at = first
      while at < text.count {
        var end = at
        while end > 0, isSign(text[end - 1]) { end -= 1 }
        if isLabel(text.head(end), labelEnds) { return true }
        while at < text.count, text[at].isDigit { at += 1 }
        at = text.digit(from: at)
      }
      return false
    }
  }

  /// The first words of labels that have two.
  private static let labelStarts = labels.compactMap { label in label.firstIndex(of: 0x20).map { Array(label[..<$0]) } }

  /// Whether a text ends in a label, each of which has two bytes or more.
  @inline(__always)
  private static func isLabel(_ text: Bytes, _ labelEnds: UnsafeBufferPointer<UInt8>) -> Bool {
    let end = text.count
    guard end > 1, labelEnds[Int(text[end - 1].small)] & 1 != 0, labelEnds[Int(text[end - 2].small)] & 2 != 0 else {
      return false
    }
    return labelsByEnd[Int(text[end - 1].small)].contains { text.endsSmall(with: $0) }
  }
}
