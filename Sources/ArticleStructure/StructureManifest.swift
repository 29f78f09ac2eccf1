import FettleKit

/// What `structure` says of itself.
enum StructureManifest {
  static let name = "structure"
  static let tornParagraph = "torn-paragraph"

  static let repeatedTitle = Reason(category: "duplicate", rule: "repeated-title", stage: name)
  static let repeatedCaption = Reason(category: "duplicate", rule: "repeated-caption", stage: name)
  static let titleTail = Reason(category: "access", rule: "title-tail", stage: name)
  static let titleLead = Reason(category: "navigation", rule: "title-lead", stage: name)
  static let citationTail = Reason(category: "citation-tools", rule: "citation-tail", stage: name)

  static let manifest = StageManifest(
    name: name, version: 8,
    summary: "Finds title, authors, abstract, language, headings, figures, statements, and the article's own citation.",
    discussion: """
      Works on plain text, after cleanup and boilerplate. Several pieces of evidence are weighed for each field: the page's \
      own citation of the article, the line that states journal, volume and pages, the browser's title line, dates. What \
      the page doesn't state stays empty; a journal's full title is looked up from its short one. Where evidence \
      disagrees, the record's `quality` names the fields under `disputed`.
      """,
    rules: [
      RuleSpec("repeated-title", "Removes the title where it stands again, alone or with the site's name."),
      RuleSpec("repeated-caption", "Removes a caption that was printed before."),
      RuleSpec("title-tail", "Removes a crumb that is glued to the title, such as “Open Access”."),
      RuleSpec("title-lead", "Removes the kind of the article that is glued before the title: “Research report”."),
      RuleSpec("citation-tail", "Removes a crumb that is glued to the citation line, such as “Cite this article”."),
      RuleSpec(tornParagraph, "Puts pieces of a paragraph together that were torn inside a sentence."),
    ],
    examples: [
      StageExample(
        "the page's own citation states journal, volume, pages and year",
        input: """
          Slow rivers carry more than they show

          Ada Lindqvist, Tomás Ferreira

          Abstract

          Slow rivers are said to carry little. We measured the load of three of them for two years and found that they \
          carry more than they show, most of it at night.

          Cite this article

          Lindqvist, A., Ferreira, T. Slow rivers carry more than they show. Nat Med 23, 272–273 (2017). \
          https://doi.org/10.1038/nm.0000
          """,
        outcome: [
          ("/item/title", "Slow rivers carry more than they show"),
          ("/item/DOI", "10.1038/nm.0000"),
          ("/item/volume", "23"), ("/item/page", "272–273"),
          ("/item/container-title-short", "Nat Med"), ("/item/container-title", "Nature Medicine"),
          ("/item/issued/date-parts/0/0", 2017),
          ("/item/author/0/family", "Lindqvist"), ("/item/author/0/given", "Ada"),
          ("/item/author/1/family", "Ferreira"), ("/item/issue", nil),
        ]),
      StageExample(
        "a caption stays in the body, and is read into a figure with its label",
        input: """
          A short report on the growth of moss on northern walls

          Figure 1: Growth of moss on twelve walls in two winters.
          """,
        outcome: [
          ("/figures/0/label", "Figure 1"), ("/figures/0/caption", "Growth of moss on twelve walls in two winters."),
          ("/body/1/role", "caption"), ("/body/1/text", "Figure 1: Growth of moss on twelve walls in two winters."),
        ]),
    ])
}
