/// Finds out whether a text is nothing but phrases in a row: "for authors for reviewers for editors", and what phrases
/// stand glued to the ends of a text: "pages 212-215 (2014)cite this article".
struct GluedPhrases: Sendable {
  private struct Phrase: Sendable {
    var start: Int32
    var length: Int32
    var rule: Int32
    var cuts: Bool
    /// Its first eight bytes, the first lowest, and which bits of them count: zeros stand behind a shorter one.
    var word: UInt64
    var mask: UInt64
  }

  /// All phrases one behind the other.
  private var bytes: [UInt8] = []
  /// By a digest of three bytes: the phrases that begin (or end) so, longest first.
  private let byStart: Index
  private let byEnd: Index
  /// How the phrases of `byStart` begin; those of them that are cut off; and how those of `byEnd` end.
  private var beginnings = EdgeSet()
  private var cutBeginnings = EdgeSet()
  private var cutEndings = EdgeSet()

  /// Phrases by a digest, in one array; one more start than there are digests.
  private struct Index: Sendable {
    var starts: [Int32] = [0]
    var members: [Phrase] = []

    init(_ keyed: [(key: Int, phrase: Phrase)]) {
      // Phrases stand in `bytes` in the order in which they are told.
      let sorted = keyed.sorted {
        ($0.key, -$0.phrase.length, $0.phrase.start) < ($1.key, -$1.phrase.length, $1.phrase.start)
      }
      members = sorted.map(\.phrase)
      starts.reserveCapacity(GluedPhrases.keys + 1)
      var at = 0
      for key in 0..<GluedPhrases.keys {
        while at < sorted.count, sorted[at].key == key { at += 1 }
        starts.append(Int32(at))
      }
    }

    @inline(__always)
    subscript(key: Int) -> Range<Int> { Int(starts[key])..<Int(starts[key + 1]) }
  }

  private static let keys = 8192

  /// - Parameter phrases: folded, with the rule each belongs to.
  init(_ all: [(phrase: [UInt8], rule: Int, joins: Bool, cuts: Bool)]) {
    var starting: [(key: Int, phrase: Phrase)] = []
    var ending: [(key: Int, phrase: Phrase)] = []
    for (phrase, rule, joins, cuts) in all where phrase.count >= 3 && !phrase.contains(0x23) {
      let found = Phrase(
        start: Int32(bytes.count), length: Int32(phrase.count), rule: Int32(rule), cuts: cuts,
        word: phrase.prefix(8).reversed().reduce(0) { $0 << 8 | UInt64($1) },
        mask: phrase.count < 8 ? 1 << UInt64(8 * phrase.count) - 1 : .max)
      bytes += phrase
      let edge = phrase.count < 6 ? 3 : 6
      if joins || cuts {
        starting.append((Self.key(phrase[0], phrase[1], phrase[2]), found))
        beginnings.insert(phrase.prefix(edge))
      }
      if cuts {
        let end = phrase.count
        ending.append((Self.key(phrase[end - 3], phrase[end - 2], phrase[end - 1]), found))
        cutBeginnings.insert(phrase.prefix(edge))
        cutEndings.insert(phrase.suffix(edge))
      }
    }
    byStart = Index(starting)
    byEnd = Index(ending)
  }

  private static func key(_ a: UInt8, _ b: UInt8, _ c: UInt8) -> Int {
    Int(((UInt32(a) | UInt32(b) << 8 | UInt32(c) << 16) &* 0x9E37_79B1) >> 19)
  }

  /// Whether a text may begin or end with a phrase that is cut off; hardly any does.
  @inline(__always)
  func mayBeCut(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    text.count > 3 && (cutEndings.mayEnd(text) || cutBeginnings.mayBegin(text, at: 0))
  }

  @inline(__always)
  private func matches(_ phrase: Phrase, _ text: UnsafeBufferPointer<UInt8>, at: Int) -> Bool {
    guard at >= 0, at + Int(phrase.length) <= text.count else { return false }
    if at + 8 <= text.count {
      let word = UnsafeRawBufferPointer(text).loadUnaligned(fromByteOffset: at, as: UInt64.self)
      if (UInt64(littleEndian: word) ^ phrase.word) & phrase.mask != 0 { return false }
    }
    for offset in 0..<Int(phrase.length) where bytes[Int(phrase.start) + offset] != text[at + offset] { return false }
    return true
  }

  /// The rule of the longest phrase, where the text is two phrases or more and nothing else but digits and
  /// punctuation; -1 where it isn't.
  func rule(coveringAllOf text: UnsafeBufferPointer<UInt8>) -> Int {
    guard text.count >= 6, text.count <= 400, Self.isBetween(text[0]) || beginnings.mayBegin(text, at: 0) else {
      return -1
    }
    var cover = Cover()
    return self.cover(text, from: 0, &cover) && cover.count >= 2 ? cover.best : -1
  }

  /// What was found of a text that may be nothing but phrases.
  private struct Cover {
    var best = -1
    var bestLength = 0
    var count = 0
    var budget = 400
  }

  /// Whether all that stands at `start` and behind it is phrases, digits and punctuation.
  private func cover(_ text: UnsafeBufferPointer<UInt8>, from start: Int, _ found: inout Cover) -> Bool {
    var at = start
    while at < text.count, Self.isBetween(text[at]) { at += 1 }
    if at >= text.count { return true }
    guard found.budget > 0, beginnings.mayBegin(text, at: at) else { return false }
    found.budget -= 1
    for place in byStart[Self.key(text[at], text[at + 1], text[at + 2])] {
      let phrase = byStart.members[place]
      guard matches(phrase, text, at: at) else { continue }
      let length = Int(phrase.length)
      found.count += 1
      if cover(text, from: at + length, &found) {
        if length > found.bestLength {
          found.bestLength = length
          found.best = Int(phrase.rule)
        }
        return true
      }
      found.count -= 1
    }
    return false
  }

  /// The longest cutting phrase that the text begins with: its rule and length; `nil` where there is none or nothing
  /// else is in the text.
  func prefix(of text: UnsafeBufferPointer<UInt8>) -> (rule: Int, length: Int)? {
    guard text.count > 3, cutBeginnings.mayBegin(text, at: 0) else { return nil }
    for place in byStart[Self.key(text[0], text[1], text[2])] {
      let phrase = byStart.members[place]
      if phrase.cuts, Int(phrase.length) < text.count, matches(phrase, text, at: 0) {
        return (Int(phrase.rule), Int(phrase.length))
      }
    }
    return nil
  }

  /// The longest cutting phrase that the text ends with: its rule and length.
  func suffix(of text: UnsafeBufferPointer<UInt8>) -> (rule: Int, length: Int)? {
    guard text.count > 3, cutEndings.mayEnd(text) else { return nil }
    let end = text.count
    for place in byEnd[Self.key(text[end - 3], text[end - 2], text[end - 1])] {
      let phrase = byEnd.members[place]
      if Int(phrase.length) < text.count, matches(phrase, text, at: text.count - Int(phrase.length)) {
        return (Int(phrase.rule), Int(phrase.length))
      }
    }
    return nil
  }

  /// What may stand between phrases in a row: space, punctuation, digits.
  private static func isBetween(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x20...0x40, 0x5B...0x60, 0x7B...0x7E: true
    default: false
    }
  }
}
