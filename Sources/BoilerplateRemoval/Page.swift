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
  /// The first block behind the sections; before `tailStart` where panels of tools stand before the references.
  var panelStart = 0
  let isTextNodes: Bool

  /// The hashes of the lines, sorted: how often a line stands on the page.
  var hashes: [UInt64] = []

  /// - Parameter zones: where reference lists stand; no pattern is tried there.
  init(_ document: borrowing Document, rules: RuleSet, zones: [Range<Int>]) {
    self.rules = rules
    isTextNodes = document.layout == .textNodes
    let blocks = document.blocks
    var capacity = 0
    for index in blocks.indices { capacity += min(blocks[index].text.count, BlockFacts.reach) }
    var facts: [BlockFacts] = []
    facts.reserveCapacity(blocks.count)
    var matches: [Int32] = []
    var hashes: [UInt64] = []
    folded = [UInt8](unsafeUninitializedCapacity: capacity) { buffer, used in
      guard let base = buffer.baseAddress else { return }
      var zone = 0
      for index in blocks.indices {
        while zone < zones.count, zones[zone].upperBound <= index { zone += 1 }
        var fact = BlockFacts(block: blocks[index], foldingInto: base + used)
        fact.start = Int32(used)
        let text = UnsafeBufferPointer(start: UnsafePointer(base + used), count: Int(fact.length))
        fact.firstMatch = Int32(matches.count)
        if zone < zones.count, zones[zone].contains(index) { fact.zone = .references }
        Page.match(text, &fact, rules, &matches)
        if fact.zone != .references, fact.isShort, fact.letters >= 3 { hashes.append(fact.hash) }
        fact.matchCount = Int16(clamping: matches.count - Int(fact.firstMatch))
        used += Int(fact.length)
        facts.append(fact)
      }
    }
    self.facts = facts
    self.matches = matches
    hashes.sort()
    self.hashes = hashes
  }

  var count: Int { facts.count }

  /// How often a block's text stands on the page, reference lists left out.
  func times(_ index: Int) -> Int {
    let hash = facts[index].hash
    var low = 0
    var high = hashes.count
    while low < high {
      let middle = (low + high) / 2
      if hashes[middle] < hash { low = middle + 1 } else { high = middle }
    }
    var end = low
    while end < hashes.count, hashes[end] == hash { end += 1 }
    return end - low
  }

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
      let keeps = rules.traits[rule].kept
      if keeps != 0 {
        kept |= keeps
      } else if !(matches.count > Int(fact.firstMatch) && matches[matches.count - 1] == Int32(rule)) {
        matches.append(Int32(rule))
      }
    }
    if fact.flags.contains(.whole) {
      let (plain, numbers) = Folding.hashes(of: text)
      fact.hash = plain
      rules.phrases.forEachRule(of: plain, note)
      if numbers != plain { rules.phrases.forEachRule(of: numbers, note) }
      if fact.flags.contains(.listItem) {
        // An item of a table of contents has the list's number before the heading's own.
        let marker = Page.markerLength(text)
        if marker > 0 { fact.hash = Folding.hashes(of: UnsafeBufferPointer(rebasing: text[marker...])).plain }
      }
      let skip = Page.numberingLength(text)
      if skip > 0, skip < text.count {
        let rest = UnsafeBufferPointer(rebasing: text[skip...])
        rules.phrases.forEachRule(of: Folding.hashes(of: rest).plain) { rule in
          if rules.traits[rule].kept != 0 { note(rule) }
        }
      }
      if fact.zone != .references, fact.letters >= 2 || text.count >= 3, !fact.isProse || text.count < 300 {
        rules.startPatterns.forEachMatch(in: text) { note(Int(rules.startPatternRules[$0])) }
        rules.linePatterns.forEachMatch(in: text) { note(Int(rules.linePatternRules[$0])) }
      }
      if kept == 0, matches.count == Int(fact.firstMatch), !fact.isSentence, fact.letters >= 6 {
        let rule = rules.glued.rule(coveringAllOf: text)
        if rule >= 0 { note(rule) }
      }
    }
    if fact.isProse, fact.zone != .references {
      let start = UnsafeBufferPointer(rebasing: text.prefix(300))
      rules.prosePatterns.forEachMatch(in: start) { index in
        site = true
        note(Int(rules.prosePatternRules[index]))
      }
    }
    if site { fact.flags.insert(.site) }
    fact.kept = kept
  }

  /// How many bytes a list's own number takes: "12. ".
  private static func markerLength(_ text: UnsafeBufferPointer<UInt8>) -> Int {
    var at = 0
    while at < text.count, text[at] &- 0x30 < 10 { at += 1 }
    guard at > 0, at + 2 < text.count, text[at] == 0x2E, text[at + 1] == 0x20 else { return 0 }
    return at + 2
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
      let candidate = Int(matches[at])
      let rule = rules.traits[candidate]
      guard rule.zones & fact.zone.bit != 0 else { continue }
      if fact.isProse, !rule.takesProse { continue }
      if fact.words > rule.atMostWords { continue }
      if rule.needsListItem, !fact.flags.contains(.listItem) { continue }
      if rule.atLeastTimes > 0, times(index) < Int(rule.atLeastTimes) { continue }
      if rule.needsCompany {
        guard inCompany, let near = rules.rules[candidate].near, hasCompany(index, near) else { continue }
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
