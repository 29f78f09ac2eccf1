import FettleKit

extension ContentStage {
  public static var manifest: StageManifest {
    StageManifest(
      name: name, version: 5,
      summary: "Tells what of an HTML page is the article, and takes out the rest. Plain text passes through.",
      discussion: """
        Each block is judged by its text, its links, the elements it stands in and what the page calls them, its neighbors, \
        and its place beside the part of the page that holds most of the prose. A model of decision trees, trained on pages \
        whose articles people marked, weighs all that; 'judge: rules' goes by the container and the names alone.

        On pages of journals and archives only what is clearly not the article goes: bylines, citations and reference lists \
        are left to the stages that read them. On all others the headline becomes the title.
        """,
      options: [
        OptionSpec(
          "judge", .choice(["model", "rules"]), default: "model",
          help: "What decides: the trained model, or rules alone.")
      ],
      rules: RemovalReasons.builtin.all.map { RuleSpec($0.rule, ContentStage.summary(of: $0)) },
      examples: [example])
  }

  private static var example: StageExample {
    let prose =
      "The old harbour has been dredged twice, and each time the town argued for years about who should pay for it."
    return StageExample(
      "of a page, the article stays; what stands around it goes, by name",
      input: """
        <!DOCTYPE html>
        <title>Harbour dredged again | The Daily Tide</title>
        <nav class="main-nav"><a href="/">Home</a></nav>
        <article class="story"><h1>Harbour dredged again</h1>
        <p>\(prose)</p>
        <p>Nobody disputes that the channel is too shallow. \(prose)</p>
        <p>Ferries wait for the tide, and the fishermen for the ferries. \(prose)</p></article>
        <footer class="site-footer">© 2020 The Daily Tide. All rights reserved.</footer>
        """,
      outcome: [
        ("/item/title", "Harbour dredged again"), ("/body/0/text", .string(prose)),
        ("/removed/0/text", "Home"), ("/removed/0/class", "navigation"), ("/removed/1/class", "footer"),
      ])
  }

  private static func summary(of reason: Reason) -> String {
    switch reason.category {
    case "outside": "what stands outside of the article and has no better name"
    case "repeated": "a text that the page shows a second time, as for small screens"
    case "hidden": "what the page hides from a reader"
    default: "what the page's own names or its words show to be of this class, outside of the article"
    }
  }
}
