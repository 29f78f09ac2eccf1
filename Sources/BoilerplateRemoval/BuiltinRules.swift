import FettleKit

/// The rules that no phrase states: position, company and repetition decide.
struct BuiltinRules: Sendable {
  let beforeTitle: Int
  let afterArticle: Int
  let contents: Int
  let between: Int

  static let specs: [(name: String, category: String, summary: String)] = [
    ("outside.before-title", "navigation", "a block before the article's title that states nothing about the article"),
    ("outside.after-article", "footer", "a line behind the last block of the article"),
    ("contents.repeats-headings", "navigation", "a list of links to headings that stand elsewhere on the page"),
    ("company.between", "navigation", "a short line between two that were removed"),
  ]

  init(appendingTo rules: inout [Rule]) {
    let base = rules.count
    for spec in BuiltinRules.specs {
      rules.append(Rule(name: spec.name, category: spec.category, summary: spec.summary))
    }
    beforeTitle = base
    afterArticle = base + 1
    contents = base + 2
    between = base + 3
  }
}
