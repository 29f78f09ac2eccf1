import FettleKit

/// A block with what the rules say of it and what the classifier looks at, for training.
package struct ExaminedBlock {
  /// The rule that removes it, or "".
  package let rule: String
  package let zone: String
  package let isTitle: Bool
  /// Whether the classifier may decide.
  package let isOpen: Bool
  package let values: [Int16]
}

extension BoilerplateStage {
  package static var featureNames: [String] { BlockFeatures.names }

  /// What the rules say of each block of a document, and the features of each.
  package func examine(_ document: inout Document, in context: StageContext) -> [ExaminedBlock] {
    let page = applyRules(&document, in: context)
    let features = BlockFeatures(page)
    var values = [Int16](repeating: 0, count: BlockFeatures.count)
    return (0..<page.count).map { index in
      features.values(index, into: &values)
      let fact = page.facts[index]
      return ExaminedBlock(
        rule: fact.verdict < 0 ? "" : rules.rules[Int(fact.verdict)].name, zone: "\(fact.zone)",
        isTitle: index == page.title, isOpen: BlockClassifier.mayDecide(page, index) && !features.isRemote(index),
        values: values)
    }
  }
}
