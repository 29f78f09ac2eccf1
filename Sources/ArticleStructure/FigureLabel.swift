/// The label at the start of a caption: "Figure 1", "Fig. 2a", "Extended Data Fig. 3", "Table S1", "Abb. 1", "图1".
struct FigureLabel: Equatable {
  /// As printed, without the punctuation behind it.
  var text: String
  /// Bytes of label and punctuation and the white space behind them.
  var length: Int
  var isTable: Bool
  /// Whether nothing follows in the block.
  var isAlone: Bool

  /// The words that labels begin with, small; a longer one stands before those that it begins with.
  private struct Word: Sendable {
    let bytes: [UInt8]
    let isTable: Bool
  }

  private static let words: [Word] =
    [
      "extended data table", "supplementary table", "table", "tabelle", "tab", "tableau", "tabla", "tabela", "tabella",
      "таблица", "табл", "表",
    ].map { Word(bytes: Array($0.utf8), isTable: true) }
    + [
      "extended data figure", "extended data fig", "supplementary figure", "supplementary fig", "figure", "fig",
      "scheme", "plate", "box", "chart", "abbildung", "abb", "figura", "рис", "рисунок", "图", "図",
    ].map { Word(bytes: Array($0.utf8), isTable: false) }

  /// The first two bytes of each of `words`.
  private static let heads: [UInt16] = words.map { UInt16($0.bytes[0]) << 8 | UInt16($0.bytes[1]) }

  /// Whether a label may begin with a byte: a capital of one of the words. Capitals of Cyrillic letters begin with another
  /// byte than small ones.
  @inline(__always)
  static func mayBegin(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "C"), UInt8(ascii: "E"), UInt8(ascii: "F"), UInt8(ascii: "P"),
      UInt8(ascii: "S"), UInt8(ascii: "T"), 0xD0, 0xD1, 0xE5, 0xE8:
      true
    default: false
    }
  }

  static func isCaptionStart(_ text: Bytes) -> Bool { FigureLabel(text) != nil }

  /// `nil` where the text doesn't begin as a caption does: "Figure 1 shows" isn't one.
  init?(_ text: Bytes) {
    guard let first = text.first, text.count >= 4, FigureLabel.mayBegin(first),
      let (word, isTable) = FigureLabel.word(text)
    else { return nil }
    var at = word
    func byte(_ index: Int) -> UInt8 { index < text.count ? text[index] : 0 }
    if byte(at) == UInt8(ascii: ".") { at += 1 }
    while byte(at) == 0x20 || byte(at) == 0xC2 || byte(at) == 0xA0 { at += 1 }
    let number = at
    if byte(at) == UInt8(ascii: "S") || byte(at) == UInt8(ascii: "A") || byte(at) == UInt8(ascii: "B") {
      at += 1
      if byte(at) == UInt8(ascii: ".") { at += 1 }
    }
    let digits = at
    while byte(at).isDigit { at += 1 }
    if at == digits {
      at = number
      while byte(at) == UInt8(ascii: "I") || byte(at) == UInt8(ascii: "V") || byte(at) == UInt8(ascii: "X") { at += 1 }
      guard at > number else { return nil }
    }
    guard at - number <= 6 else { return nil }
    if byte(at) == UInt8(ascii: "."), byte(at + 1).isDigit {
      at += 1
      while byte(at).isDigit { at += 1 }
    }
    let labelEnd = at
    var isMarked = false
    switch byte(at) {
    case UInt8(ascii: "."), UInt8(ascii: ":"), UInt8(ascii: "|"):
      isMarked = true
      at += 1
    default: break
    }
    while byte(at) == 0x20 || (byte(at) == 0xC2 && byte(at + 1) == 0xA0) || byte(at) == 0xA0 { at += 1 }
    if !isMarked {
      if byte(at) == UInt8(ascii: "|") || (byte(at) == UInt8(ascii: "-") && byte(at + 1) == 0x20) {
        isMarked = true
        at += 1
      } else if byte(at) == 0xE2, byte(at + 1) == 0x80, byte(at + 2) == 0x93 || byte(at + 2) == 0x94 {
        isMarked = true
        at += 3
      }
      while byte(at) == 0x20 { at += 1 }
    }
    isAlone = at >= text.count
    // Without a sign between, a capital must follow that begins a caption, and not "(A)" or a verb.
    if !isAlone, !isMarked {
      guard at > labelEnd, byte(at).isCapital else { return nil }
    }
    self.isTable = isTable
    self.text = text.head(labelEnd).string
    length = at
  }

  /// The first of the words that the text begins with, if something may follow it.
  private static func word(_ text: Bytes) -> (length: Int, isTable: Bool)? {
    // ASCII is folded byte by byte; other writings are few.
    if text[0] >= 0x80 {
      let small = Array(text.head(40).string.lowercased().utf8)
      return small.withUnsafeBufferPointer { word(folded: $0) }
    }
    return word(folded: text.head(40))
  }

  private static func word(folded text: Bytes) -> (length: Int, isTable: Bool)? {
    let head = UInt16(text[0].small) << 8 | UInt16(text[1].small)
    guard let first = heads.firstIndex(of: head) else { return nil }
    for word in words[first...] where begins(text, word.bytes) {
      guard word.bytes.count < text.count else { return nil }
      switch text[word.bytes.count] {
      case UInt8(ascii: "."), 0x20, 0xC2, 0x30...0x39: return (word.bytes.count, word.isTable)
      default: return nil
      }
    }
    return nil
  }

  private static func begins(_ text: Bytes, _ word: [UInt8]) -> Bool {
    guard word.count <= text.count else { return false }
    for index in word.indices where text[index].small != word[index] { return false }
    return true
  }
}
