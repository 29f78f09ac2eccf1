import FettleKit
import FettleText

/// A document as the stage sees it: what one look at each block says, and which rules its text matches.
struct Page {
  let rules: RuleSet
  var facts: [BlockFacts] = []
  /// The folded beginnings of all blocks.
  var folded: [UInt8] = []
  /// The remove rules that match, block by block.
  var matches: [Int32] = []
  /// Half-open ranges of blocks.
  var referenceZones: [Range<Int>] = []
  /// The title's block, or -1.
  var title = -1
  /// Whether the page itself says that this is the title: it stands there twice, or in the line that cites the article.
  var isTitleSure = false
  /// The first block of the article's sections, and the first behind the references.
  var bodyStart = 0
  var tailStart = 0
  let isTextNodes: Bool

  init(_ document: borrowing Document, rules: RuleSet) {
    self.rules = rules
    isTextNodes = document.layout == .textNodes
    let blocks = document.blocks
    var capacity = 0
    for block in blocks { capacity += min(block.text.count, BlockFacts.reach) }
    var facts: [BlockFacts] = []
    facts.reserveCapacity(blocks.count)
    var matches: [Int32] = []
    folded = [UInt8](unsafeUninitializedCapacity: capacity) { buffer, used in
      guard let base = buffer.baseAddress else { return }
      for block in blocks {
        var fact = BlockFacts(block: block, foldingInto: base + used)
        fact.start = Int32(used)
        let text = UnsafeBufferPointer(start: UnsafePointer(base + used), count: Int(fact.length))
        fact.firstMatch = Int32(matches.count)
        Page.match(text, &fact, rules, &matches)
        fact.matchCount = Int16(clamping: matches.count - Int(fact.firstMatch))
        used += Int(fact.length)
        facts.append(fact)
      }
    }
    self.facts = facts
    self.matches = matches
  }

  var count: Int { facts.count }

  func text(_ index: Int) -> ArraySlice<UInt8> {
    let start = Int(facts[index].start)
    return folded[start..<(start + Int(facts[index].length))]
  }

  func withText<Result>(_ index: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    let fact = facts[index]
    return folded.withUnsafeBufferPointer { buffer in
      body(UnsafeBufferPointer(rebasing: buffer[Int(fact.start)..<Int(fact.start + fact.length)]))
    }
  }

  /// Finds the rules that match a folded text.
  static func match(
    _ text: UnsafeBufferPointer<UInt8>, _ fact: inout BlockFacts, _ rules: RuleSet, _ matches: inout [Int32]
  ) {
    guard text.count > 0 else { return }
    var kept: UInt16 = 0
    var site = false
    func note(_ rule: Int) {
      switch rules.rules[rule].action {
      case .keep(let what): kept |= what.bit
      case .remove:
        if !(matches.count > Int(fact.firstMatch) && matches[matches.count - 1] == Int32(rule)) {
          matches.append(Int32(rule))
        }
      }
    }
    if fact.flags.contains(.whole) {
      let (plain, numbers) = Folding.hashes(of: text)
      fact.hash = plain
      rules.phrases.forEachRule(of: plain, note)
      if numbers != plain { rules.phrases.forEachRule(of: numbers, note) }
      let skip = Page.numberingLength(text)
      if skip > 0, skip < text.count {
        let rest = UnsafeBufferPointer(rebasing: text[skip...])
        rules.phrases.forEachRule(of: Folding.hashes(of: rest).plain) { rule in
          if case .keep = rules.rules[rule].action { note(rule) }
        }
      }
      if !fact.isProse || text.count < 300 {
        rules.linePatterns.forEachMatch(in: text) { note(Int(rules.linePatternRules[$0])) }
        if matches.count == Int(fact.firstMatch), !fact.isSentence {
          let rule = rules.glued.rule(coveringAllOf: text)
          if rule >= 0 { note(rule) }
        }
      }
    }
    if fact.isProse {
      let start = UnsafeBufferPointer(rebasing: text.prefix(300))
      rules.prosePatterns.forEachMatch(in: start) { index in
        site = true
        note(Int(rules.prosePatternRules[index]))
      }
    }
    if site { fact.flags.insert(.site) }
    fact.kept = kept
  }

  /// How many bytes of a heading are its number: "2.1 ", "iv. ", "a) ".
  private static func numberingLength(_ text: UnsafeBufferPointer<UInt8>) -> Int {
    var at = 0
    while at < text.count, text[at] &- 0x30 < 10 || text[at] == 0x2E { at += 1 }
    if at == 0 {
      while at < text.count, text[at] == 0x69 || text[at] == 0x76 || text[at] == 0x78 { at += 1 }
      guard at > 0, at < text.count, text[at] == 0x2E || text[at] == 0x29 else { return 0 }
      at += 1
    }
    if at < text.count, text[at] == 0x29 { at += 1 }
    guard at < text.count, text[at] == 0x20 || text[at] >= 0x61 else { return 0 }
    while at < text.count, text[at] == 0x20 { at += 1 }
    return at
  }

  /// The first remove rule that matches a block and counts in the block's zone, or -1.
  func rule(for index: Int, inCompany: Bool = false) -> Int32 {
    let fact = facts[index]
    for at in Int(fact.firstMatch)..<(Int(fact.firstMatch) + Int(fact.matchCount)) {
      let rule = rules.rules[Int(matches[at])]
      guard rule.zones & fact.zone.bit != 0 else { continue }
      if fact.isProse, !rule.takesProse { continue }
      if let most = rule.atMostWords, Int(fact.words) > most { continue }
      if rule.needsListItem, !fact.flags.contains(.listItem) { continue }
      if let near = rule.near {
        guard inCompany, hasCompany(index, near) else { continue }
      }
      return matches[at]
    }
    return -1
  }

  /// Whether a removed block of one of the classes stands within so many blocks.
  private func hasCompany(_ index: Int, _ near: Rule.Company) -> Bool {
    for other in max(0, index - near.within)...min(count - 1, index + near.within) where other != index {
      let verdict = facts[other].verdict
      guard verdict >= 0 else { continue }
      if near.categories.isEmpty || near.categories.contains(rules.rules[Int(verdict)].category) { return true }
    }
    return false
  }

  mutating func remove(_ index: Int, by rule: Int) {
    if facts[index].verdict < 0 { facts[index].verdict = Int32(rule) }
  }
}
