import FettleKit
import Testing

@testable import ScrapeCleanup

@Suite("Markdown")
struct MarkdownTests {
  /// A page that is Markdown beyond doubt, with `text` as its first block.
  private func firstBlock(_ text: String) throws -> Block {
    try cleanedDocument(text + "\n\n[Home](/home) [Log in](https://example.org/login) <https://example.org>").blocks[0]
  }

  @Test(
    "marks go, text stays",
    arguments: [
      ("**bold** and *light* and _both_", "bold and light and both"), ("***x***", "x"),
      ("a **b *c* d** e", "a b c d e"),
      ("_Nature_ **12** , 3\\. edition", "Nature 12 , 3. edition"),
      ("1\\. A \\[note\\] and \\_x\\_", "1. A [note] and _x_"),
      ("(*n* = 3, *p*-value < 0.05*)", "(n = 3, p-value < 0.05*)"), ("## Results ", "Results"),
      ("see <https://doi.org/10.1000/x_y_z>.", "see https://doi.org/10.1000/x_y_z."),
      ("__Go to reference", "Go to reference"),
      ("`a*b*c` stays", "`a*b*c` stays"),
    ])
  func marks(_ text: String, _ wanted: String) throws {
    #expect(try firstBlock(text).text.string == wanted)
  }

  @Test(
    "what only looks like a mark stays",
    arguments: [
      "CYP2D6*4 and CYP2D6*10", "5 * 3 * 2", "snake_case_name", "significant at *, ** and ***", "[Cu(H2O)4](NO3)2",
      "pyrido[2,3-b](1,4)oxazine", "see [12] and [13]", "\\{x\\} \\, y", "_____",
    ])
  func text(_ text: String) throws {
    #expect(try firstBlock(text).text.string == text)
  }

  @Test("a link keeps its text, and its address becomes the block's")
  func links() throws {
    let block = try firstBlock(
      "by [Ada \\[sic\\] *Byron*](https://example.org/a_(b)?c=\\(d\\)), [see](\n /x \"A title\"\n ) and [[6](#B6-x)].")
    #expect(block.text.string == "by Ada [sic] Byron, see and [6].")
    #expect(
      block.links.withoutPlaces == [
        Link(label: "Ada [sic] Byron", url: "https://example.org/a_(b)?c=(d)"), Link(label: "see", url: "/x"),
        Link(label: "A title"), Link(label: "6", url: "#B6-x"),
      ])
  }

  @Test("an image in a link keeps its text and both addresses")
  func images() throws {
    let block = try firstBlock("[ ![Figure 1: A cell](cell.png) ](/figures/1 \"Figure 1: A cell\") shows")
    #expect(block.text.string == "Figure 1: A cell shows")
    #expect(
      block.links.withoutPlaces == [
        Link(label: "Figure 1: A cell", url: "cell.png"), Link(label: "Figure 1: A cell", url: "/figures/1"),
      ])
  }

  @Test("words that only marks parted stay parted")
  func parted() throws {
    #expect(
      try firstBlock("Sciences[Google Scholar](/g)[CAS](/c), [word](/w)s").text.string
        == "Sciences Google Scholar CAS, words")
    #expect(try firstBlock("[![icon](i.png)science](/s)").text.string == "icon science")
  }

  @Test("an address with an unbalanced parenthesis doesn't swallow the text behind it")
  func unbalanced() throws {
    #expect(try firstBlock("[a](http://x.org/(b) and then (more) text").text.string == "a and then (more) text")
    #expect(try firstBlock("[a](http://x.org/ and no end").text.string == "[a](http://x.org/ and no end")
  }

  @Test("a page that isn't Markdown keeps its asterisks and brackets")
  func plain() throws {
    let text = "Values *in italics* differ [see](below), _x_."
    #expect(try cleaned(text) == text)
  }

  @Test("code keeps everything")
  func code() throws {
    var page = document("[a](/a) [b](/b) [c](/c)\n\nx = [f](/g) * 2 * y")
    page.blocks[1].role = .code
    try stage().process(&page, in: StageContext())
    #expect(page.blocks[1].text.string == "x = [f](/g) * 2 * y")
  }

  @Test("an image without a text is removed as invisible, with its source")
  func invisible() throws {
    let block = try firstBlock("![](https://example.org/pixel.gif)")
    #expect(block.text.string == "![](https://example.org/pixel.gif)")
    guard case .removed(let reason) = block.outcome else {
      Issue.record("the block is kept")
      return
    }
    #expect(reason.category == "invisible" && reason.rule == "invisible" && reason.stage == "cleanup")
  }

  @Test("deep nesting and endless targets take no time")
  func hostile() throws {
    let page =
      String(repeating: "[", count: 50_000) + String(repeating: "](x ", count: 50_000)
      + String(repeating: "*a ", count: 50_000)
    let block = try firstBlock(page)
    #expect(block.text.count > 100_000)
  }
}

extension [Link] {
  /// The same links without their places in the source.
  fileprivate var withoutPlaces: [Link] { map { Link(label: $0.label, url: $0.url) } }
}
