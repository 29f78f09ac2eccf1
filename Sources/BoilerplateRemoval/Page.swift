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
  /// The blocks that remove rules match.
  private(set) var matched: [Int32] = []
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

  /// Which short lines stand on the page more than once.
  private(set) var twins: LineTwins

  /// How many blocks at the end of a reference list may be none of it.
  private static let listEnd = 16

  /// - Parameters:
  ///   - zones: where reference lists stand; no pattern is tried there, but for the last blocks.
  ///   - memo: what was seen of lines before, by the same rules.
  init(_ document: borrowing Document, rules: RuleSet, zones: [Range<Int>], memo: LineMemo) {
    self.rules = rules
    isTextNodes = document.layout == .textNodes
    let count = document.blocks.count
    var capacity = 0
    for index in 0..<count { capacity += min(document.blocks[index].text.count, BlockFacts.reach) }
    var facts = [BlockFacts](repeating: BlockFacts(), count: count)
    var matches: [Int32] = []
    matches.reserveCapacity(count / 2)
    var matched: [Int32] = []
    let words = ToolWords.builtin
    let lines = Page.lines(of: document, zones: zones, memo)
    folded = [UInt8](unsafeUninitializedCapacity: capacity) { buffer, used in
      guard let base = buffer.baseAddress else { return }
      facts.withUnsafeMutableBufferPointer { facts in
        for index in 0..<count {
          if index &+ 8 < count { memo.prefetchHash(lines[index &+ 8]) }
          if index &+ 3 < count { memo.prefetch(lines[index &+ 3]) }
          let firstMatch = matches.count
          let role = document.blocks[index].role
          Page.look(
            at: document.blocks[index].text.memory, role: role, lines[index], rules, words, memo,
            foldingInto: base + used, &facts[index], &matches)
          facts[index].start = Int32(used)
          facts[index].firstMatch = Int32(firstMatch)
          facts[index].matchCount = Int16(clamping: matches.count - firstMatch)
          if matches.count > firstMatch { matched.append(Int32(truncatingIfNeeded: index)) }
          used += Int(facts[index].length)
        }
      }
    }
    self.facts = facts
    self.matches = matches
    self.matched = matched
    twins = LineTwins(facts)
  }

  /// By block: what the memo needs to know of it. All of them before anything else, so that the memo's slots can be on
  /// their way before they are asked for.
  private static func lines(
    of document: borrowing Document, zones: [Range<Int>], _ memo: LineMemo
  ) -> [LineMemo.Line] {
    let count = document.blocks.count
    var lines = [LineMemo.Line](repeating: LineMemo.Line(), count: count)
    var zone = 0
    for index in 0..<count {
      while zone < zones.count, zones[zone].upperBound <= index { zone += 1 }
      // What follows a list may have been taken for its last entries.
      let isReference =
        zone < zones.count && zones[zone].contains(index) && zones[zone].upperBound - index > Page.listEnd
      let role = document.blocks[index].role
      let kind: UInt8 = (role == .listItem ? 1 : role == .heading ? 2 : 0) | (isReference ? 4 : 0)
      lines[index] = LineMemo.Line(document.blocks[index].text.memory, kind: kind)
    }
    return lines
  }

  /// What one look at a block's text says, and which rules match it.
  ///
  /// - Parameter fact: of no block yet.
  @inline(__always)
  private static func look(
    at text: UnsafeBufferPointer<UInt8>, role: Role, _ line: LineMemo.Line, _ rules: RuleSet, _ toolWords: ToolWords,
    _ memo: LineMemo, foldingInto out: UnsafeMutablePointer<UInt8>, _ fact: inout BlockFacts, _ matches: inout [Int32]
  ) {
    let mayRecall = line.mayBeKnown
    if mayRecall, memo.recall(text, line, fact: &fact, foldingInto: out, matches: &matches) { return }
    fact.read(text, role: role, foldingInto: out)
    let folded = UnsafeBufferPointer(start: UnsafePointer(out), count: Int(fact.length))
    // Now that the text is at hand.
    if fact.flags.contains(.whole), rules.glued.mayBeCut(folded) { fact.flags.insert(.mayBeCut) }
    let firstMatch = matches.count
    fact.firstMatch = Int32(firstMatch)
    let isReference = line.kind & 4 != 0
    if isReference { fact.zone = .references }
    match(folded, &fact, rules, &matches)
    if !isReference, !fact.isProse {
      let words = toolWords.count(in: folded)
      fact.toolWords = Int16(clamping: words.tool)
      fact.functionWords = Int16(clamping: words.function)
    }
    if mayRecall { memo.remember(text, line, fact: fact, folded: folded, matches: matches[firstMatch...]) }
  }

  var count: Int { facts.count }

  /// How often a block's text stands on the page, reference lists left out.
  func times(_ index: Int) -> Int { twins.times(of: index, facts[index].hash) }

  /// The next block behind `position` with the same text, where that stands on the page more than once.
  func twin(of index: Int, behind position: Int) -> Int? {
    twins.twin(of: index, facts[index].hash, behind: position)
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
    let first = matches.count
    var found = Found(first: first)
    if fact.flags.contains(.whole) {
      fact.hash = ByteHash.of(text)
      if text.count <= rules.longestPhrase {
        rules.phrases.forEachRule(of: fact.hash) { found.note($0, rules, &matches) }
        if fact.digits > 0, rules.mayHaveNumbers(text) {
          let numbers = Folding.hashes(of: text).numbers
          if numbers != fact.hash { rules.phrases.forEachRule(of: numbers) { found.note($0, rules, &matches) } }
        }
      }
      if fact.flags.contains(.listItem) {
        // An item of a table of contents has the list's number before the heading's own.
        let marker = Page.markerLength(text)
        if marker > 0 { fact.hash = ByteHash.of(UnsafeBufferPointer(rebasing: text[marker...])) }
      }
      let skip = Page.numberingLength(text)
      if skip > 0, skip < text.count, text.count <= rules.longestPhrase {
        let rest = UnsafeBufferPointer(rebasing: text[skip...])
        rules.phrases.forEachRule(of: ByteHash.of(rest)) { rule in
          if rules.traits[rule].kept != 0 { found.note(rule, rules, &matches) }
        }
      }
      if fact.zone != .references, fact.letters >= 2 || text.count >= 3, !fact.isProse || text.count < 300 {
        rules.linePatterns.forEachMatch(in: text) { found.note(Int(rules.linePatternRules[$0]), rules, &matches) }
      }
      if found.kept == 0, matches.count == first, !fact.isSentence, fact.letters >= 6 {
        let rule = rules.glued.rule(coveringAllOf: text)
        if rule >= 0 { found.note(rule, rules, &matches) }
      }
    }
    if fact.isProse, fact.zone != .references {
      let start = UnsafeBufferPointer(rebasing: text.prefix(300))
      rules.prosePatterns.forEachMatch(in: start) { index in
        fact.flags.insert(.site)
        found.note(Int(rules.prosePatternRules[index]), rules, &matches)
      }
    }
    fact.kept = found.kept
  }

  /// What was found of a block so far.
  private struct Found {
    /// How many matches there were before it.
    let first: Int
    var kept: UInt16 = 0

    @inline(__always)
    mutating func note(_ rule: Int, _ rules: RuleSet, _ matches: inout [Int32]) {
      let keeps = rules.traits[rule].kept
      if keeps != 0 {
        kept |= keeps
      } else if !(matches.count > first && matches[matches.count - 1] == Int32(rule)) {
        matches.append(Int32(rule))
      }
    }
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
        guard inCompany, hasCompany(index, candidate) else { continue }
      }
      return matches[at]
    }
    return -1
  }

  /// Whether a removed block stands near a block that is the company that a rule needs.
  private func hasCompany(_ index: Int, _ rule: Int) -> Bool {
    let within = Int(rules.traits[rule].companyWithin)
    for other in max(0, index - within)...min(count - 1, index + within) where other != index {
      let verdict = facts[other].verdict
      if verdict >= 0, rules.isCompany(Int(verdict), for: rule) { return true }
    }
    return false
  }

  mutating func remove(_ index: Int, by rule: Int) {
    if facts[index].verdict < 0 { facts[index].verdict = Int32(rule) }
  }
}
