import FettleKit
import FettleText

/// Rules made ready for matching: phrases in a table, patterns in one automaton, phrases in a row in an index.
struct RuleSet: Sendable {
  /// An object for what depends on just these rules to be kept under.
  final class Identity: Sendable {}
  let identity = Identity()
  let rules: [Rule]
  let traits: [RuleTraits]
  /// By rule: the reason that a removed block gets.
  let reasons: [Reason]
  /// By rule, for one that needs company: by rule, whether a block that it removed is company.
  private let companions: [[Bool]]
  let phrases: PhraseTable
  /// How phrases with a `#` begin and end.
  private let numbered: BeginningSet
  /// In bytes of a folded text: longer ones can't be a phrase.
  let longestPhrase: Int
  /// How much longer a text may be than its phrase, where numbers stand for `#`.
  private static let roomForNumbers = 48
  let glued: GluedPhrases
  /// Patterns for lines (folded, up to `BlockFacts.reach` bytes).
  let linePatterns: PatternSet
  let linePatternRules: [Int32]
  /// Patterns that may take out prose; matched against a paragraph's beginning.
  let prosePatterns: PatternSet
  let prosePatternRules: [Int32]
  let builtin: BuiltinRules
  /// Decides where rules are silent; `nil` where it is left out.
  let classifier: BlockClassifier?

  init(_ rules: [Rule], stage: String, classifies: Bool = true) throws(PatternError) {
    var all = rules
    builtin = BuiltinRules(appendingTo: &all)
    self.rules = all
    traits = all.map(RuleTraits.init)
    companions = all.map { rule in
      guard let near = rule.near else { return [] }
      return all.map { near.categories.isEmpty || near.categories.contains($0.category) }
    }
    reasons = all.map { Reason(category: $0.category, rule: $0.name, stage: stage) }
    var hashed: [(hash: UInt64, rule: Int)] = []
    var joined: [(phrase: [UInt8], rule: Int, joins: Bool, cuts: Bool)] = []
    var longest = 0
    var numbered = BeginningSet()
    // What says how a line begins says more about it than what says that something stands in it, and comes first.
    var starts: [(String, Int32)] = []
    var lines: [(String, Int32)] = []
    var prose: [(String, Int32)] = []
    for (index, rule) in all.enumerated() {
      for phrase in rule.phrases {
        let folded = Folding.fold(phrase, keepingMarks: true)
        hashed.append((folded.withUnsafeBufferPointer { Folding.hashes(of: $0).plain }, index))
        longest = max(longest, folded.count)
        if folded.contains(0x23) { folded.withUnsafeBufferPointer { numbered.insert(RuleSet.outline(of: $0)) } }
        if case .remove = rule.action { joined.append((folded, index, rule.joins, rule.cuts)) }
      }
      for pattern in rule.patterns {
        if pattern.text.hasPrefix("^") {
          starts.append((pattern.text, Int32(index)))
        } else {
          lines.append((pattern.text, Int32(index)))
        }
        if rule.takesProse { prose.append((pattern.text, Int32(index))) }
      }
    }
    phrases = PhraseTable(hashed)
    self.numbered = numbered
    longestPhrase = longest + RuleSet.roomForNumbers
    glued = GluedPhrases(joined)
    classifier = classifies ? BlockClassifier.builtin : nil
    lines = starts + lines
    linePatterns = try PatternSet(lines.map(\.0))
    linePatternRules = lines.map(\.1)
    prosePatterns = try PatternSet(prose.map(\.0))
    prosePatternRules = prose.map(\.1)
  }

  /// Whether a block that a rule removed is the company that another rule needs.
  @inline(__always)
  func isCompany(_ rule: Int, for other: Int) -> Bool { companions[other][rule] }

  /// Whether a folded text that isn't empty may be a phrase with numbers for `#`; hardly any is.
  @inline(__always)
  func mayHaveNumbers(_ text: UnsafeBufferPointer<UInt8>) -> Bool { numbered.mayHold(RuleSet.outline(of: text)) }

  /// The first byte, the second where the first is no digit, and the last, with `#` for digits: the same for a phrase and
  /// the texts that it stands for.
  @inline(__always)
  private static func outline(of text: UnsafeBufferPointer<UInt8>) -> UInt64 {
    func mapped(_ byte: UInt8) -> UInt64 { byte &- 0x30 < 10 ? 0x23 : UInt64(byte) }
    let first = mapped(text[0])
    let second = first == 0x23 || text.count < 2 ? 0 : mapped(text[1])
    return first | second << 8 | mapped(text[text.count - 1]) << 16
  }
}
