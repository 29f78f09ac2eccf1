import FettleKit
import FettleText

/// The stage `cleanup`: mends what the way from a page to a text did to the characters. What each rule does is said in
/// its file; how often it did it, in the record's `changes`.
///
/// A block's bytes are scanned once; most blocks hold nothing that a rule could act on, and are left as they are.
public struct CleanupStage: Stage {
  public static var manifest: StageManifest { CleanupManifest.manifest }

  private let rules: RuleSet
  private let quotes: Quotes

  public init(options: StageOptions) throws(Diagnostics) {
    quotes = Quotes(rawValue: options.string(CleanupRule.quotes.rawValue, default: Quotes.keep.rawValue)) ?? .keep
    var rules = RuleSet()
    for rule in CleanupRule.allCases where rule != .quotes {
      rules[rule] = options.bool(rule.rawValue, default: true)
    }
    rules[.quotes] = quotes != .keep
    self.rules = rules
  }

  public func process(_ document: inout Document, in context: StageContext) throws(StageError) {
    var features: [ByteFeatures] = []
    features.reserveCapacity(document.blocks.count)
    for index in document.blocks.indices {
      features.append(document.blocks[index].isRemoved ? [] : ByteFeatures.scan(document.blocks[index].text.memory))
    }
    let survey = CleanupSurvey(of: document, features: features, rules: rules)
    var pass = BlockCleanup(rules: rules, quotes: quotes, survey: survey)
    for index in document.blocks.indices
    where !features[index].isDisjoint(with: ByteFeatures.dirty) {
      pass.clean(block: index, of: &document, features: features[index])
    }
    if pass.learnsOfMojibake() {
      for index in document.blocks.indices where !document.blocks[index].isRemoved {
        let features = ByteFeatures.scan(document.blocks[index].text.bytes)
        if features.contains(.mojibake) { pass.clean(block: index, of: &document, features: features) }
      }
    }
    if rules[.quotes] {
      for index in document.blocks.indices where !document.blocks[index].isRemoved {
        pass.setQuotes(of: &document.blocks[index])
      }
    }
    for rule in CleanupRule.allCases {
      document.count(stage: CleanupManifest.name, rule: rule.rawValue, by: pass.counts[rule.index])
    }
  }
}
