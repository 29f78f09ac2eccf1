import FettleKit

/// What `cleanup` says of itself.
enum CleanupManifest {
  static let name = "cleanup"

  /// Why a block is removed in which nothing was left to read.
  static let invisible = Reason(category: "invisible", rule: "invisible", stage: name)

  static let manifest = StageManifest(
    name: name, version: 2,
    summary: "Mends white space, invisible and broken characters, and the marks that converters leave in a text.",
    discussion: """
      Each rule can be switched off by its name. Each is idempotent, and counted in the record's `changes`. Code keeps \
      its white space, its quotation marks, its hyphens and its character references; tables keep their lines.

      Addresses that `markdown` takes out of the text, and the numbers that `link-marks` takes out, become links of \
      the block, so that nothing is lost. A block in which nothing is left to read (zero-width characters, an image \
      without a text) is removed as `invisible`, with its source text.
      """,
    options: CleanupRule.allCases.map { rule in
      if rule == .quotes {
        return OptionSpec(
          rule.rawValue, .choice(["keep", "straight", "typographic"]), default: "keep",
          help: "Whether quotation marks stay as the page has them, or become straight or typographic.")
      }
      return OptionSpec(rule.rawValue, .boolean, default: true, help: rule.summary)
    },
    rules: CleanupRule.allCases.map { RuleSpec($0.rawValue, $0.summary) }
      + [RuleSpec(invisible.rule, "Removes a block in which nothing is left to read.")],
    examples: examples)

  private static func example(
    _ title: String, options: [String: JSONValue] = [:], from input: String, becomes text: String
  ) -> StageExample {
    StageExample(title, options: options, input: input, outcome: [("/body/0/text", .string(text))])
  }

  private static let examples: [StageExample] = [
    example(
      "white space of all kinds becomes one space",
      from: "The\u{A0}sample \t was kept  at\u{2009}4 degrees overnight.\n",
      becomes: "The sample was kept at 4 degrees overnight."),
    example(
      "UTF-8 that was read as Windows-1252 is mended",
      from: "It doesnâ€™t follow that the cafÃ© was open.\n", becomes: "It doesn’t follow that the café was open."),
    example(
      "a capital letter that only looks like mojibake stays",
      from: "A EXPRESSÃO “AMANHÃ” APARECE NO TÍTULO.\n", becomes: "A EXPRESSÃO “AMANHÃ” APARECE NO TÍTULO."),
    example(
      "references that were escaped twice are decoded",
      from: "Smith &amp;amp; Sons&nbsp;found p &lt; 0.05 in 3&#x2013;4 cases.\n",
      becomes: "Smith & Sons found p < 0.05 in 3–4 cases."),
    example(
      "ligatures and soft hyphens don't hide words",
      from: "An ef\u{AD}\u{FB01}cient work\u{FB02}ow was de\u{FB01}ned.\n",
      becomes: "An efficient workflow was defined."),
    example(
      "a joiner that writing needs stays",
      from: "The Persian word می\u{200C}خواهم was read al\u{200B}oud by all.\n",
      becomes: "The Persian word می\u{200C}خواهم was read aloud by all."),
    example(
      "a word that a line end broke is joined, if the document spells it so",
      from: """
        The panel wrote down how its members came to a verdict on each of the inter-
        national guidelines. Of the forty guidelines that it read, it kept the nine
        that were international in more than their name, asked two authors for a second
        opinion on each of these, and published all of the opinions together with the
        answers of the authors of the guidelines and of the committees that had asked
        for them.

        """,
      becomes: """
        The panel wrote down how its members came to a verdict on each of the international guidelines. Of \
        the forty guidelines that it read, it kept the nine that were international in more than their name, \
        asked two authors for a second opinion on each of these, and published all of the opinions together \
        with the answers of the authors of the guidelines and of the committees that had asked for them.
        """),
    example(
      "quotation marks become straight where the pipeline says so", options: ["quotes": "straight"],
      from: "They called it a “minor” effect, and that’s what it was.\n",
      becomes: "They called it a \"minor\" effect, and that's what it was."),
    example(
      "Markdown's marks go, and addresses become links",
      from: "See **our** [earlier work](https://example.org/a_(b)), [the data](/data) and the _full_ [code](/code).\n",
      becomes: "See our earlier work, the data and the full code."),
  ]
}
