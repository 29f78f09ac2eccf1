import FettleKit

/// The rules that no phrase states: position, company and repetition decide.
struct BuiltinRules: Sendable {
  let beforeTitle: Int
  let afterArticle: Int
  let contents: Int
  let between: Int
  let repeated: Int
  /// The first of 101: the classifier's decisions by how sure it was, in percent.
  private let firstClassified: Int

  static let classifier = "classifier"

  static let specs: [(name: String, category: String, summary: String)] = [
    ("outside.before-title", "navigation", "a block before the article's title that states nothing about the article"),
    ("outside.after-article", "footer", "a line behind the last block of the article"),
    ("contents.repeats-headings", "navigation", "a list of links to headings that stand elsewhere on the page"),
    ("company.between", "navigation", "a short line between two that were removed"),
    (
      "repeated.line", "repeated",
      "a line that stands on many pages of the same source (where the option `learn` is given)"
    ),
    (
      classifier, "navigation",
      "a block that a trained classifier takes for boilerplate; behind the name, how sure it is in percent"
    ),
  ]

  init(appendingTo rules: inout [Rule]) {
    let base = rules.count
    for spec in BuiltinRules.specs where spec.name != BuiltinRules.classifier {
      rules.append(Rule(name: spec.name, category: spec.category, summary: spec.summary))
    }
    beforeTitle = base
    afterArticle = base + 1
    contents = base + 2
    between = base + 3
    repeated = base + 4
    firstClassified = rules.count
    for percent in 0...100 {
      rules.append(Rule(name: "\(BuiltinRules.classifier).\(percent)", category: "navigation", summary: ""))
    }
  }

  /// The rule of a decision of the classifier.
  func classified(_ percent: Int) -> Int { firstClassified + max(0, min(100, percent)) }
}
