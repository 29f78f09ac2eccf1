import FettleKit
import FettleText

/// Rules made ready for matching: phrases in a table, patterns in one automaton, phrases in a row in an index.
struct RuleSet: Sendable {
  let rules: [Rule]
  let traits: [RuleTraits]
  /// By rule: the reason that a removed block gets.
  let reasons: [Reason]
  let phrases: PhraseTable
  let glued: GluedPhrases
  /// Patterns for lines (folded, up to `BlockFacts.reach` bytes): those that begin with `^`, and the others.
  let startPatterns: PatternSet
  let startPatternRules: [Int32]
  let linePatterns: PatternSet
  let linePatternRules: [Int32]
  /// Patterns that may take out prose; matched against a paragraph's beginning.
  let prosePatterns: PatternSet
  let prosePatternRules: [Int32]
  let builtin: BuiltinRules

  init(_ rules: [Rule], stage: String) throws(PatternError) {
    var all = rules
    builtin = BuiltinRules(appendingTo: &all)
    self.rules = all
    traits = all.map(RuleTraits.init)
    reasons = all.map { Reason(category: $0.category, rule: $0.name, stage: stage) }
    var hashed: [(hash: UInt64, rule: Int)] = []
    var joined: [(phrase: [UInt8], rule: Int, joins: Bool, cuts: Bool)] = []
    var starts: [(String, Int32)] = []
    var lines: [(String, Int32)] = []
    var prose: [(String, Int32)] = []
    for (index, rule) in all.enumerated() {
      for phrase in rule.phrases {
        let folded = Folding.fold(phrase, keepingMarks: true)
        hashed.append((folded.withUnsafeBufferPointer { Folding.hashes(of: $0).plain }, index))
        if case .remove = rule.action { joined.append((folded, index, rule.joins, rule.cuts)) }
      }
      for pattern in rule.patterns {
        if pattern.text.hasPrefix("^"), !pattern.text.contains("|^") {
          starts.append((String(pattern.text.dropFirst()), Int32(index)))
        } else {
          lines.append((pattern.text, Int32(index)))
        }
        if rule.takesProse { prose.append((pattern.text, Int32(index))) }
      }
    }
    phrases = PhraseTable(hashed)
    glued = GluedPhrases(joined)
    startPatterns = try PatternSet(starts.map(\.0), anchored: true)
    startPatternRules = starts.map(\.1)
    linePatterns = try PatternSet(lines.map(\.0))
    linePatternRules = lines.map(\.1)
    prosePatterns = try PatternSet(prose.map(\.0))
    prosePatternRules = prose.map(\.1)
  }
}
