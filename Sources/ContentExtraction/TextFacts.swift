import FettleKit
import FettleText

/// What one look at a block's text says.
struct TextFacts {
  var bytes = 0
  var words = 0
  var letters = 0
  var digits = 0
  var capitals = 0
  /// Words that begin with a capital.
  var capitalWords = 0
  var commas = 0
  /// Full stops and the like with a space or nothing behind them.
  var sentences = 0
  var functionWords = 0
  var endsSentence = false
  /// Whether it breaks off with an ellipsis, as teasers do.
  var endsOpen = false
  var startsLower = false
  var hasBar = false
  var hash: UInt64 = 0
  /// Groups of `GroupTable.phrases`.
  var phrases: UInt32 = 0

  /// In bytes: how much of a text phrases are looked for in.
  static let longestPhrase = 240

  init(_ text: UnsafeBufferPointer<UInt8>, scratch: inout [UInt8]) {
    bytes = text.count
    var inWord = false
    var wordHash: UInt64 = 0
    var wordLength = 0
    var whole: UInt64 = 0xCBF2_9CE4_8422_2325
    scratch.removeAll(keepingCapacity: true)
    func endWord(_ facts: inout TextFacts) {
      facts.words += 1
      if wordLength <= 6, FunctionWords.contains(wordHash) { facts.functionWords += 1 }
      wordHash = 0
      wordLength = 0
    }
    for index in 0..<text.count {
      var byte = text[index]
      let isUpper = byte &- 0x41 < 26
      if isUpper { byte |= 0x20 }
      if index < TextFacts.longestPhrase { scratch.append(byte) }
      let isLetter = byte &- 0x61 < 26 || byte >= 0x80
      let isDigit = byte &- 0x30 < 10
      if isLetter || isDigit {
        whole = (whole ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
        if isLetter {
          if byte < 0x80 || byte >= 0xC0 { letters += 1 }
        } else {
          digits += 1
        }
        if isUpper { capitals += 1 }
        if !inWord {
          inWord = true
          if isUpper { capitalWords += 1 }
          if words == 0, byte &- 0x61 < 26, !isUpper { startsLower = true }
        }
        wordHash = wordHash &* 31 &+ UInt64(byte)
        wordLength += 1
      } else {
        if inWord { endWord(&self) }
        inWord = false
        switch byte {
        case UInt8(ascii: ","): commas += 1
        case UInt8(ascii: "|"): hasBar = true
        case UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "?"):
          if index + 1 >= text.count || text[index + 1] == 0x20 || text[index + 1] == 0x22 { sentences += 1 }
        default: break
        }
      }
    }
    if inWord { endWord(&self) }
    hash = whole
    endsSentence = TextFacts.endsSentence(text)
    endsOpen = TextFacts.endsOpen(text)
    if !scratch.isEmpty { phrases = scratch.withUnsafeBufferPointer(GroupTable.phrases.groups(in:)) }
  }

  private static func endsOpen(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    var end = text.count
    if end > 0, text[end - 1] == 0x5D { end -= 1 }
    guard end >= 3 else { return false }
    return text[end - 1] == 0x2E && text[end - 2] == 0x2E && text[end - 3] == 0x2E
      || text[end - 1] == 0xA6 && text[end - 2] == 0x80 && text[end - 3] == 0xE2
  }

  private static func endsSentence(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    var end = text.count
    while end > 0, text[end - 1] == 0x22 || text[end - 1] == 0x29 || text[end - 1] == 0x5D || text[end - 1] == 0x27 {
      end -= 1
    }
    // A closing quotation mark, U+201D, U+201C, U+2019 or U+00BB.
    if end >= 4, text[end - 3] == 0xE2, text[end - 2] == 0x80, text[end - 1] >= 0x98, text[end - 1] <= 0x9F { end -= 3 }
    if end >= 3, text[end - 2] == 0xC2, text[end - 1] == 0xBB { end -= 2 }
    guard end > 0 else { return false }
    let last = text[end - 1]
    if last == 0x2E || last == 0x21 || last == 0x3F || last == 0x3A { return true }
    if end >= 3, text[end - 3] == 0xE2, text[end - 2] == 0x80, last == 0xA6 { return true }
    return end >= 3 && text[end - 3] == 0xE3 && text[end - 2] == 0x80 && last == 0x82
  }
}

/// Short words that prose is full of, by hash.
enum FunctionWords {
  static func hash(_ word: some Sequence<UInt8>) -> UInt64 { word.reduce(0) { $0 &* 31 &+ UInt64($1) } }

  @inline(__always) static func contains(_ hash: UInt64) -> Bool {
    var slot = Int(truncatingIfNeeded: (hash &* 0x9E37_79B9_7F4A_7C15) >> 55)
    while table[slot] != 0 {
      if table[slot] == hash { return true }
      slot = (slot + 1) & 511
    }
    return false
  }

  private static let table: [UInt64] = {
    var table = [UInt64](repeating: 0, count: 512)
    for line in PackageResources.function_words_txt.split(separator: 0x0A) where line.first != UInt8(ascii: "#") {
      for word in line.split(separator: 0x20) {
        let hash = hash(word)
        var slot = Int(truncatingIfNeeded: (hash &* 0x9E37_79B9_7F4A_7C15) >> 55)
        while table[slot] != 0, table[slot] != hash { slot = (slot + 1) & 511 }
        table[slot] = hash
      }
    }
    return table
  }()
}
