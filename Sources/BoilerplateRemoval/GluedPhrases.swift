/// Finds out whether a text is nothing but phrases in a row: "for authors for reviewers for editors", and what phrases
/// stand glued to the ends of a text: "pages 212-215 (2014)cite this article".
struct GluedPhrases: Sendable {
  private var phrases: [[UInt8]] = []
  private var rules: [Int32] = []
  private var cuts: [Bool] = []
  /// By the first two bytes: the phrases that begin so, longest first.
  private var byStart: [[Int32]] = Array(repeating: [], count: 65536 >> 3)
  private var byEnd: [[Int32]] = Array(repeating: [], count: 65536 >> 3)

  /// - Parameter phrases: folded, with the rule each belongs to.
  init(_ all: [(phrase: [UInt8], rule: Int, joins: Bool, cuts: Bool)]) {
    for (phrase, rule, joins, cuts) in all where phrase.count >= 3 && !phrase.contains(0x23) {
      let index = Int32(phrases.count)
      phrases.append(phrase)
      rules.append(Int32(rule))
      self.cuts.append(cuts)
      if joins || cuts { byStart[Self.key(phrase[0], phrase[1])].append(index) }
      if cuts { byEnd[Self.key(phrase[phrase.count - 2], phrase[phrase.count - 1])].append(index) }
    }
    let counts = phrases.map(\.count)
    for key in byStart.indices {
      byStart[key].sort { (counts[Int($0)], Int($1)) > (counts[Int($1)], Int($0)) }
      byEnd[key].sort { (counts[Int($0)], Int($1)) > (counts[Int($1)], Int($0)) }
    }
  }

  private static func key(_ a: UInt8, _ b: UInt8) -> Int { (Int(a) << 8 | Int(b)) * 40503 >> 3 & 0x1FFF }

  private func matches(_ index: Int32, _ text: UnsafeBufferPointer<UInt8>, at: Int) -> Bool {
    let phrase = phrases[Int(index)]
    guard at >= 0, at + phrase.count <= text.count else { return false }
    for offset in 0..<phrase.count where phrase[offset] != text[at + offset] { return false }
    return true
  }

  /// The rule of the longest phrase, where the text is two phrases or more and nothing else but digits and
  /// punctuation; -1 where it isn't.
  func rule(coveringAllOf text: UnsafeBufferPointer<UInt8>) -> Int {
    guard text.count >= 6, text.count <= 400 else { return -1 }
    var best = -1
    var bestLength = 0
    var count = 0
    var budget = 400
    func cover(from start: Int) -> Bool {
      var at = start
      while at < text.count, Self.isBetween(text[at]) { at += 1 }
      if at >= text.count { return true }
      guard at + 1 < text.count, budget > 0 else { return false }
      budget -= 1
      for index in byStart[Self.key(text[at], text[at + 1])] where matches(index, text, at: at) {
        let length = phrases[Int(index)].count
        count += 1
        if cover(from: at + length) {
          if length > bestLength {
            bestLength = length
            best = Int(rules[Int(index)])
          }
          return true
        }
        count -= 1
      }
      return false
    }
    return cover(from: 0) && count >= 2 ? best : -1
  }

  /// The longest cutting phrase that the text begins with: its rule and length; `nil` where there is none or nothing
  /// else is in the text.
  func prefix(of text: UnsafeBufferPointer<UInt8>) -> (rule: Int, length: Int)? {
    guard text.count > 3 else { return nil }
    for index in byStart[Self.key(text[0], text[1])] where cuts[Int(index)] && matches(index, text, at: 0) {
      let length = phrases[Int(index)].count
      if length < text.count { return (Int(rules[Int(index)]), length) }
    }
    return nil
  }

  /// The longest cutting phrase that the text ends with: its rule and length.
  func suffix(of text: UnsafeBufferPointer<UInt8>) -> (rule: Int, length: Int)? {
    guard text.count > 3 else { return nil }
    for index in byEnd[Self.key(text[text.count - 2], text[text.count - 1])] {
      let length = phrases[Int(index)].count
      if length < text.count, matches(index, text, at: text.count - length) { return (Int(rules[Int(index)]), length) }
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
