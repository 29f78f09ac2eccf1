/// The label at the start of a caption: "Figure 1", "Fig. 2a", "Extended Data Fig. 3", "Table S1", "Abb. 1", "图1".
struct FigureLabel: Equatable {
  /// As printed, without the punctuation behind it.
  var text: String
  /// Bytes of label and punctuation and the white space behind them.
  var length: Int
  var isTable: Bool
  /// Whether nothing follows in the block.
  var isAlone: Bool

  private static let figures = [
    "extended data figure", "extended data fig", "supplementary figure", "supplementary fig", "figure", "fig", "scheme",
    "plate", "box", "chart", "abbildung", "abb", "figura", "рис", "рисунок", "图", "図",
  ]
  private static let tables = [
    "extended data table", "supplementary table", "table", "tabelle", "tab", "tableau", "tabla", "tabela", "tabella",
    "таблица", "табл", "表",
  ]

  static func isCaptionStart(_ text: ArraySlice<UInt8>) -> Bool { FigureLabel(text) != nil }

  /// `nil` where the text doesn't begin as a caption does: "Figure 1 shows" isn't one.
  init?(_ text: ArraySlice<UInt8>) {
    guard let first = text.first, text.count >= 4 else { return nil }
    switch first | 0x20 {
    case UInt8(ascii: "f"), UInt8(ascii: "t"), UInt8(ascii: "e"), UInt8(ascii: "s"), UInt8(ascii: "p"),
      UInt8(ascii: "b"), UInt8(ascii: "c"), UInt8(ascii: "a"), 0xD0 | 0x20, 0xD1 | 0x20, 0xE5 | 0x20, 0xE8 | 0x20:
      break
    default: return nil
    }
    guard first < 0x60 || first >= 0x80 else { return nil }
    let head = Array(String(decoding: text.prefix(40), as: UTF8.self).lowercased().utf8)
    guard let (word, isTable) = FigureLabel.word(head) else { return nil }
    var at = text.startIndex + word
    func byte(_ index: Int) -> UInt8 { index < text.endIndex ? text[index] : 0 }
    if byte(at) == UInt8(ascii: ".") { at += 1 }
    while byte(at) == 0x20 || byte(at) == 0xC2 || byte(at) == 0xA0 { at += 1 }
    let number = at
    if byte(at) == UInt8(ascii: "S") || byte(at) == UInt8(ascii: "A") || byte(at) == UInt8(ascii: "B") {
      at += 1
      if byte(at) == UInt8(ascii: ".") { at += 1 }
    }
    let digits = at
    while (0x30...0x39).contains(byte(at)) { at += 1 }
    if at == digits {
      at = number
      while byte(at) == UInt8(ascii: "I") || byte(at) == UInt8(ascii: "V") || byte(at) == UInt8(ascii: "X") { at += 1 }
      guard at > number else { return nil }
    }
    guard at - number <= 6 else { return nil }
    if byte(at) == UInt8(ascii: "."), (0x30...0x39).contains(byte(at + 1)) {
      at += 1
      while (0x30...0x39).contains(byte(at)) { at += 1 }
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
    isAlone = at >= text.endIndex
    // Without a sign between, a capital must follow that begins a caption, and not "(A)" or a verb.
    if !isAlone, !isMarked {
      guard at > labelEnd, (0x41...0x5A).contains(byte(at)) else { return nil }
    }
    self.isTable = isTable
    self.text = String(decoding: text[text.startIndex..<labelEnd], as: UTF8.self)
    length = at - text.startIndex
  }

  private static func word(_ head: [UInt8]) -> (length: Int, isTable: Bool)? {
    for word in tables where head.starts(with: word.utf8) { return end(head, word, true) }
    for word in figures where head.starts(with: word.utf8) { return end(head, word, false) }
    return nil
  }

  private static func end(_ head: [UInt8], _ word: String, _ isTable: Bool) -> (length: Int, isTable: Bool)? {
    let length = word.utf8.count
    guard length < head.count else { return nil }
    switch head[length] {
    case UInt8(ascii: "."), 0x20, 0xC2, 0x30...0x39: return (length, isTable)
    default: return nil
    }
  }
}
