import FettleText

/// Tells by a look at the bytes that a text can't be a byline, which most texts can't: small words stand in it that are
/// neither names nor anything that stands between names. What it doesn't rule out is for `AuthorList.byline` to judge.
struct BylineFilter: Sendable {
  static let builtin = BylineFilter()

  /// Small words, up to their first sign that isn't a letter, that a byline may hold.
  private let harmless: Set<UInt64>
  /// Phrases that are cut out of bylines, whatever words they have.
  private let noise: LiteralScan
  private let hasOtherNoise: Bool

  private init() {
    var harmless: Set<UInt64> = []
    for list in ["particle", "degree"] {
      for entry in WordLists.builtin(list) {
        for word in entry.split(separator: " ") {
          var hash = BylineFilter.seed
          for byte in word.utf8.prefix(while: BylineFilter.isSmall) { hash = BylineFilter.hash(hash, byte) }
          harmless.insert(hash)
        }
      }
    }
    for word in ["and", "und", "et", "with"] { harmless.insert(word.utf8.reduce(BylineFilter.seed, BylineFilter.hash)) }
    self.harmless = harmless
    let phrases = AuthorList.noise.map { Array($0.utf8) }
    noise = LiteralScan(phrases.filter { $0.allSatisfy { $0 < 0x80 } })
    hasOtherNoise = phrases.contains { $0.contains { $0 >= 0x80 } }
  }

  /// Whether `AuthorList.byline` would find no names in the text.
  func rulesOut(_ text: Bytes) -> Bool { holdsTooManyStrangers(text) && !mayHoldNoise(text) }

  /// Whether one of the phrases that are cut out of bylines may stand in the text.
  func mayHoldNoise(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    if hasOtherNoise, text.contains(where: { $0 >= 0x80 }) { return true }
    return noise.isAnywhere(in: text)
  }

  /// A list of names may hold one stranger for eight names. Each part with a strange word is a stranger; at most all
  /// others are names.
  private func holdsTooManyStrangers(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    var parts = 1
    var strangers = 0
    var isStrange = false
    var at = 0
    while at < text.count {
      // A word ends at a space only: an address may have commas in it, and goes as a whole.
      let start = at
      var isPlain = true
      while at < text.count, text[at] != 0x20 {
        let byte = text[at]
        if byte >= 0x80 || byte == UInt8(ascii: "@") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "'") {
          isPlain = false
        }
        at += 1
      }
      let word = start..<at
      at += 1
      // A space with a combining mark behind it is no space, nor is a comma a comma.
      let endsSurely = at >= text.count || text[at] < 0x80
      if BylineFilter.isConnector(text, word) {
        parts += 1
        if endsSurely {
          strangers += isStrange ? 1 : 0
          isStrange = false
        }
        continue
      }
      isPlain = isPlain && endsSurely
      var part = start
      for index in word where BylineFilter.isSeparator(text, index) {
        if isPlain, isStrangeWord(text, part..<index, of: word) { isStrange = true }
        parts += 1
        part = index + 1
        if part < text.count, text[part] >= 0x80 { continue }
        strangers += isStrange ? 1 : 0
        isStrange = false
      }
      if isPlain, isStrangeWord(text, part..<word.upperBound, of: word) { isStrange = true }
    }
    strangers += isStrange ? 1 : 0
    let names = parts - strangers
    return strangers > 0 && (names < 6 || strangers * 8 > names)
  }

  /// Comma, semicolon, bar, U+0000, bullet.
  private static func isSeparator(_ text: UnsafeBufferPointer<UInt8>, _ index: Int) -> Bool {
    switch text[index] {
    case UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "|"), 0: return true
    case 0xE2: return index + 2 < text.count && text[index + 1] == 0x80 && text[index + 2] == 0xA2
    default: return false
    }
  }

  /// "and", "&", "und", "et", "with", with or without a comma.
  private static func isConnector(_ text: UnsafeBufferPointer<UInt8>, _ word: Range<Int>) -> Bool {
    var count = word.count
    guard count > 0, count <= 5 else { return false }
    if text[word.upperBound - 1] == UInt8(ascii: ",") { count -= 1 }
    let bytes = UnsafeBufferPointer(rebasing: text[word.lowerBound..<(word.lowerBound + count)])
    return connectors.contains { $0.count == count && $0.elementsEqual(bytes) }
  }

  private static let connectors: [[UInt8]] = ["and", "&", "und", "et", "with"].map { Array($0.utf8) }

  /// Whether a part of a word begins with two small letters or more and is no harmless one.
  private func isStrangeWord(_ text: UnsafeBufferPointer<UInt8>, _ part: Range<Int>, of word: Range<Int>) -> Bool {
    var hash = BylineFilter.seed
    var at = part.lowerBound
    while at < part.upperBound, BylineFilter.isSmall(text[at]) {
      hash = BylineFilter.hash(hash, text[at])
      at += 1
    }
    guard at - part.lowerBound >= 2, !harmless.contains(hash) else { return false }
    // Addresses are left out of bylines.
    return !BylineFilter.has(text, word, "http") && !BylineFilter.has(text, word, "orcid")
  }

  private static func has(_ text: UnsafeBufferPointer<UInt8>, _ word: Range<Int>, _ part: StaticString) -> Bool {
    let count = part.utf8CodeUnitCount
    guard word.count >= count else { return false }
    // A static string's bytes are there for good, and `count` of them are read.
    return part.withUTF8Buffer { part in
      (word.lowerBound...(word.upperBound - count)).contains { start in
        (0..<count).allSatisfy { text[start + $0] == part[$0] }
      }
    }
  }

  private static func isSmall(_ byte: UInt8) -> Bool { byte &- 0x61 < 26 }

  private static let seed: UInt64 = 0xCBF2_9CE4_8422_2325
  private static func hash(_ hash: UInt64, _ byte: UInt8) -> UInt64 { (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
}
