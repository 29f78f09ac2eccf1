import FettleKit

extension BoilerplateStage {
  public static var manifest: StageManifest {
    StageManifest(
      name: "boilerplate", version: 5,
      summary: "Takes out what the publisher's site put around the article.",
      discussion: """
        Rules are YAML files, one a class. A rule knows phrases that are a whole block, or patterns; where on the page \
        they count; what must stand near; and what shape the block must have. Where rules are silent, position decides: \
        what stands before the title or behind the last block of the article goes, unless it states something about the \
        article. What is still open then is decided by a small trained classifier that looks at shape, place and company; \
        `rule` says `classifier` and how sure it was, in percent, and `without: [classifier]` leaves it out.

        Paragraphs stay unless a rule says that it takes prose. A block that is taken out keeps its text, its class and \
        the name of the rule.
        """,
      options: [
        OptionSpec(
          "rules", .list(of: .file(or: ["builtin"])), default: .array(["builtin"]),
          help: "Rule files, in the order in which they are asked; 'builtin' stands for those that come with the stage."
        ),
        OptionSpec(
          "without", .list(of: .string),
          help: "Classes or rules to leave out, such as 'metrics' or 'figure-crumbs.full-size'."),
        Learning.option,
      ],
      rules: ruleSpecs,
      examples: examples)
  }

  private static var ruleSpecs: [RuleSpec] {
    var specs = BuiltinRules.specs.map { RuleSpec($0.name, $0.summary) }
    if case .success(let rules) = BuiltinRuleFiles.rules {
      for rule in rules {
        if case .remove = rule.action { specs.append(RuleSpec(rule.name, rule.summary)) }
      }
    }
    return specs
  }

  private static var examples: [StageExample] {
    [
      StageExample(
        "a line that offers access goes, the same word in a sentence stays",
        input: """
          A study of gates

          Gates are opened by those who hold a key, and access options differ from town to town, as older surveys of the region show in detail.

          Access options
          """,
        outcome: [("/removed/0/class", "access"), ("/removed/0/text", "Access options")])
    ]
  }
}
