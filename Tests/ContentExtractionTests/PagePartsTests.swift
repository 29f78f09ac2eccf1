import FettleKit
import Ingest
import Testing

@testable import ContentExtraction

@Suite("What the parts of a page have to do with one another")
struct PagePartsTests {
  private static let page = """
    <body class="post-template single postid-12"><div class="top">Menu</div>
    <article id="post-12" class="post hentry"><h1>Tides</h1><p>One of four words.</p><p>Another of just five words.</p></article>
    <div class="beside"><h3 class="related-title">Mais</h3><article id="post-77" class="post hentry"><p>A third one.</p></article>
    <article id="post-778" class="post hentry"><p>A fourth…</p></article></div></body>
    """

  private func document(_ html: String) throws -> Document {
    try Ingest.document(bytes: Array(html.utf8), path: "page.html")
  }

  private func features(_ html: String) throws -> (features: Features, markup: PageMarkup) {
    let document = try document(html)
    let markup = try #require(document.markup)
    return (Features(document, markup), markup)
  }

  @Test("posts that aren't the page's own are told by their numbers, in no other way")
  func posts() throws {
    func standings(_ html: String) throws -> [PagePosts.Standing] {
      let (features, markup) = try self.features(html)
      let posts = PagePosts(markup)
      return features.blocks.map { posts.standings[Int($0.markup.element)] }
    }
    #expect(try standings(Self.page) == [.unknown, .own, .own, .own, .unknown, .other, .other])
    let unnumbered = Self.page.replacing(" postid-12", with: " postid-")
    #expect(try standings(unnumbered).allSatisfy { $0 == .unknown })
    let list = Self.page.replacing("id=\"post-12\"", with: "id=\"list\"")
    #expect(try standings(list).allSatisfy { $0 == .unknown })
    let (features, markup) = try self.features(Self.page)
    let posts = PagePosts(markup)
    #expect(posts.articles == 3)
    #expect(features.blocks.map { posts.ordinals[Int($0.markup.element)] } == [-1, 0, 0, 0, -1, 1, 2])
  }

  @Test("elements are of one kind whose tag and names are the same, numbers aside")
  func kinds() throws {
    let (features, _) = try self.features(Self.page)
    let kinds = KindStatistics(features.blocks, features.texts, features.elements)
    // The articles around the paragraphs and the title.
    let sum = kinds.sum(of: 2, level: 1)
    #expect(sum.blocks == 5)
    #expect(sum.elements == 3)
    #expect(
      sum.bytes == features.texts[1...3].reduce(0) { $0 + $1.bytes } + features.texts[5...6].reduce(0) { $0 + $1.bytes }
    )
    #expect(kinds.sum(of: 0, level: 0).blocks == 1)
  }

  @Test("a block is told what is believed of the others around it")
  func surroundings() throws {
    let (features, _) = try self.features(Self.page)
    let beliefs: [Float] = [0, 0.25, 1, 0.5, 0, 0.75, 0]
    let surroundings = Surroundings(beliefs, features)
    func row(_ index: Int) -> [Float] {
      var row = [Float](repeating: 9, count: Surroundings.width)
      surroundings.write(index, to: &row, from: 0)
      return row
    }
    let lengths = features.lengths.map(Float.init)
    #expect(Array(row(2)[0...8]) == [-1, -1, 0, 0.25, 1, 0.5, 0, 0.75, 0])
    #expect(row(2)[12] == 1)
    // The others in the article, and in all articles; a paragraph has its element to itself.
    #expect(row(2)[13] == -1)
    #expect(row(2)[15] == (0.25 * lengths[1] + 0.5 * lengths[3]) / (lengths[1] + lengths[3]))
    let others = 0.25 * lengths[1] + 0.5 * lengths[3] + 0.75 * lengths[5]
    #expect(abs(row(2)[16] - others / (lengths[1] + lengths[3] + lengths[5] + lengths[6])) < 1e-6)
    // The heading above, the rest of its section, the next one and the one before.
    #expect(row(3)[20] == 0.25)
    #expect(abs(row(3)[21] - (0.25 * lengths[1] + lengths[2]) / (lengths[1] + lengths[2])) < 1e-6)
    #expect(abs(row(3)[22] - 0.75 * lengths[5] / (lengths[4] + lengths[5] + lengths[6])) < 1e-6)
    #expect(row(3)[23] == 0)
    #expect(row(3)[24] == 99)
    #expect(row(3)[25] == 99)
  }
}
