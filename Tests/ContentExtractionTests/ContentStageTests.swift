import FettleKit
import Ingest
import TestSupport
import Testing

@testable import ContentExtraction

@Suite("The article of a page")
struct ContentStageTests {
  private static let prose =
    "The old harbour has been dredged twice since the war, and each time the town argued for years about who should pay for it."

  private static let page = """
    <html><head><title>Harbour dredged again | The Daily Tide</title><meta property="og:title" content="Harbour dredged again">
    </head><body><nav class="main-nav"><ul><li><a href="/">Home</a></li><li><a href="/news">News</a></li></ul></nav>
    <main><article class="story"><h1>Harbour dredged again</h1><div class="story-body">
    <p>\(prose)</p><p>\(prose) Nobody disputes that the channel is too shallow.</p><h2>Who pays</h2><p>Ferries wait for the tide. \(prose)</p>
    <p>\(prose) The council meets on Monday.</p></div></article></main>
    <aside class="related-stories"><h3>Related stories</h3><ul><li><a href="/a">Ferry delayed by fog</a></li>
    <li><a href="/b">Mussels return to the bay</a></li></ul></aside>
    <footer class="site-footer"><p>© 2020 The Daily Tide. All rights reserved.</p></footer></body></html>
    """

  private func processed(_ html: String, judge: String = "model") throws -> Document {
    var document = try Ingest.document(bytes: Array(html.utf8), path: "page.html")
    let stage = try ContentStage(options: StageOptions(values: ["judge": OptionValue(value: .string(judge))]))
    try stage.process(&document, in: StageContext())
    return document
  }

  @Test("a title that is never closed, with a bar in every word, is read in one go", .timeLimit(.minutes(1)))
  func endlessTitle() throws {
    let words = String(repeating: "a | ", count: 50_000)
    let document = try processed("<html><body><p>Home</p><p>\(Self.prose)</p></body><title>Home | \(words)")
    #expect(document.blocks.contains { $0.text.string == Self.prose })
  }

  @Test("the article stays, what is around it goes by name", arguments: ["model", "rules"])
  func article(judge: String) throws {
    let document = try processed(Self.page, judge: judge)
    let kept = document.blocks.filter(\.isKept).map { $0.text.string }
    #expect(kept.count == 5, "\(kept)")
    #expect(kept.contains("Who pays"))
    #expect(document.item.title == "Harbour dredged again")
    var classes: [String: String] = [:]
    for block in document.blocks {
      if case .removed(let reason) = block.outcome { classes[block.text.string] = reason.category }
    }
    #expect(classes["Home"] == "navigation")
    #expect(classes["Related stories"] == "related")
    #expect(classes["© 2020 The Daily Tide. All rights reserved."] == "footer")
    #expect(document.markup?.kind == .general)
    _ = try Ledger.check(document)
  }

  @Test("a popup is called one, and one that asks about cookies by what it asks")
  func popups() throws {
    let popups = """
      <div class="help-popup"><p>Press ? to show this help</p><p>Press Esc to close it</p></div>
      <div class="modal"><p>We use cookies to see which pages are read and to remember what you have chosen. You can change this at any time on the page of settings.</p></div>
      """
    let document = try processed(Self.page.replacing("<main>", with: popups + "<main>"))
    var classes: [String: String] = [:]
    for block in document.blocks {
      if case .removed(let reason) = block.outcome { classes[String(block.text.string.prefix(14))] = reason.category }
    }
    #expect(classes["Press ? to sho"] == "popup")
    #expect(classes["Press Esc to c"] == "popup")
    #expect(classes["We use cookies"] == "cookie")
  }

  @Test(
    "a page with arXiv's stamp is a paper, also without a list of references; a list of papers is none",
    arguments: [
      (["arXiv:2605.01234v1 [math.CO] 07 May 2026"], PageMarkup.Kind.scholarly),
      (["arXiv:2605.01234v1 [math.CO] 07 May 2026", "arXiv:2605.04321v1 [math.CO] 07 May 2026"], .general),
      (["arXiv:2605.01234 [math.CO]"], .general), (["arXiv stamps of 07 May 2026"], .general),
    ])
  func stamps(stamps: [String], kind: PageMarkup.Kind) throws {
    let blocks = stamps.map { "<div>\($0)</div>" }.joined()
    let document = try processed("<h1>On tides</h1>\(blocks)<p>\(Self.prose)</p><p>\(Self.prose) It rains.</p>")
    #expect(document.markup?.kind == kind)
  }

  @Test(
    "a post with another number than the page's own goes, however much it looks like one",
    arguments: ["model", "rules"])
  func otherPost(judge: String) throws {
    let other =
      "Mussels have come back to the bay, the keeper of the lighthouse says, and he has counted them twice to be sure."
    let document = try processed(
      "<body class='single postid-12'><article id='post-12'><h1>Harbour dredged again</h1><p>\(Self.prose)</p>"
        + "<p>\(Self.prose) Nobody disputes it.</p></article><article id='post-7'><p>\(other)</p><p>\(other) He is old.</p></article>",
      judge: judge)
    let kept = document.blocks.filter(\.isKept).map { $0.text.string }
    #expect(kept.contains(Self.prose))
    #expect(!kept.contains { $0.hasPrefix(other) })
  }

  @Test("a second copy of the article goes, with its headings")
  func repeated() throws {
    let parts = Self.page.split(separator: "</article>")
    let story = try #require(parts.first?.split(separator: "<div class=\"story-body\">").last)
    let copy = "<div class=\"story-body\">" + story
    let document = try processed(String(parts[0]) + copy + "</article>" + parts[1])
    let kept = document.blocks.filter(\.isKept).map { $0.text.string }
    #expect(kept.filter { $0 == "Who pays" }.count == 1, "\(kept)")
    #expect(kept.count == 5, "\(kept)")
  }

  @Test("plain text passes through")
  func plainText() throws {
    var document = try Ingest.document(bytes: Array("Home\n\nSome text.\n".utf8), path: "page.txt")
    try ContentStage(options: StageOptions()).process(&document, in: StageContext())
    #expect(!document.blocks.contains { !$0.isKept })
  }

  @Test("a page that states a citation is a journal's")
  func scholarly() throws {
    let html = "<meta name=citation_title content='On gates'>" + Self.page
    #expect(try processed(html).markup?.kind == .scholarly)
  }

  @Test("the model asks for no feature that there isn't")
  func widths() throws {
    let document = try Ingest.document(bytes: Array(Self.page.utf8), path: "page.html")
    let markup = try #require(document.markup)
    let features = Features(document, markup)
    #expect(features.values.count == features.width * features.count)
    let model = try #require(ContentModel.builtin)
    #expect(model.fits(width: features.width))
    #expect(model.probabilities(of: features).allSatisfy { (0...1).contains($0) })
  }

  @Test("a broken model is refused, wherever it is cut off")
  func brokenModel() {
    let bytes = ContentModel.file
    for length in [0, 1, 7, 100, bytes.count / 2, bytes.count - 1] {
      #expect(ContentModel(Array(bytes.prefix(length))) == nil)
    }
  }

  @Test("the logistic function is right to six digits")
  func logistic() {
    for (x, y) in [(Float(0), Float(0.5)), (1, 0.731_058_6), (-1, 0.268_941_4), (5, 0.993_307_1), (-12, 0.000_006_144)]
    {
      #expect(abs(Logistic.of(x) - y) < 1e-6)
    }
  }
}
