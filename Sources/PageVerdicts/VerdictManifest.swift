import FettleKit

extension VerdictStage {
  static let defaultSimilarity = 0.85

  public static var manifest: StageManifest {
    StageManifest(
      name: "verdict", version: 1,
      summary:
        "Says of a page as a whole whether it is an article, whether all of it is there, and whether it is there twice.",
      discussion: """
        The verdicts are flags of the record's `quality`; each says what it rests on. A page on which an article's text \
        stands is never called anything else, whatever stands around it; where the signs are few, nothing is said.

        `not-an-article`: a captcha, an error message, a form to log in, a search's results, a table of contents, nothing \
        at all (`kind` says which). `paywalled`: an abstract or references, no text, and an offer of access, or abstract and references \
        and no text. `abstract-only`: an abstract and nothing else. `truncated`: the text breaks off. \
        `truncated-references`: the page says that there are more references, or the numbers of those that are there do. \
        `duplicate-of`: another document of the batch states the same DOI or has nearly the same text; the first in the \
        order of the inputs is the one that others are duplicates of, and one with the article's text comes before those without.

        It stands behind `structure` and `references`, whose findings it weighs.
        """,
      options: [
        OptionSpec(
          "quarantine", .list(of: .choice(Verdict.allCases.map(\.rawValue))),
          help: "Verdicts that send a document to quarantine; it gets the flag alone where this doesn't name it."),
        OptionSpec(
          "duplicates", .boolean, default: .bool(false),
          help: "Looks at the whole batch first, and flags documents that say what another one says."),
        OptionSpec(
          "similarity", .number(0.5...1), default: .number(VerdictStage.defaultSimilarity),
          help: "How much of their text two documents must have in common, as a share of their runs of five words."),
      ],
      examples: [
        StageExample(
          "an error page is no article",
          input: """
            Journal of Lost Pages

            Home

            Page not found

            The page that you asked for has moved, or it never was where you looked for it.
            """,
          outcome: [("/quality/not-an-article/kind", "error")]),
        StageExample(
          "a paper about errors is one, short as it is",
          input: """
            Page not found

            We counted how often readers of a library's catalogue met an error message in the course of a year, and what they did next: half of them went to the desk, \
            a quarter tried again, and the rest were never seen in the building again. The messages were changed in spring, which made no difference to anybody. \
            What did help was a bell at the desk, which was rung four times a day on average, and which the staff answered within a minute in all cases but two.
            """,
          outcome: [("/quality/not-an-article", nil)]),
      ])
  }
}
