import FettleKit
import Testing

@testable import ArticleStructure

@Suite("What a page says of its article")
struct MetadataTests {
  private static let abstract = """
    Abstract
    Slow rivers are said to carry little. We measured the load of three of them for two years and found that they carry more \
    than they show, most of it at night and in the weeks after a storm.
    """

  @Test("a title on two centred lines is one, and the names below are none of it")
  func wrapped() throws {
    let page = ArticlePage(
      """
      Slow rivers carry more than they show at night, in the weeks after a storm and on the way
      from the mountains to the sea
      Ada Lindqvist, Tomás Ferreira

      \(Self.abstract)
      """, layout: .hardWrapped, indents: [0: 3, 1: 34, 2: 34])
    let item = try page.read().item
    #expect(
      item.title
        == "Slow rivers carry more than they show at night, in the weeks after a storm and on the way from the mountains to the sea"
    )
    #expect(item.author.map(\.family) == ["Lindqvist", "Ferreira"])
  }

  @Test("a title that ends in a colon goes on")
  func colon() throws {
    let page = ArticlePage("# From slow rivers to the sea:\nLoads of a night\n\nAda Lindqvist\n\n\(Self.abstract)")
    #expect(try page.read().item.title == "From slow rivers to the sea: Loads of a night")
  }

  @Test("the kind of the article that is glued before the title is cut off")
  func kind() throws {
    let document = try ArticlePage("# Research report Slow rivers carry more than they show\n\n\(Self.abstract)").read()
    #expect(document.item.title == "Slow rivers carry more than they show")
    guard case .removed(let reason) = document.blocks[0].outcome else { throw Failure() }
    #expect(reason.rule == "title-lead")
    guard case .title = document.blocks[1].outcome else { throw Failure() }
  }

  @Test("an address behind the title is none of it")
  func address() throws {
    let document = try ArticlePage(
      "# Slow rivers carry more than they show https://doi.org/10.1000/rivers.1\n\n\(Self.abstract)"
    ).read()
    #expect(document.item.title == "Slow rivers carry more than they show")
    #expect(document.item.DOI == "10.1000/rivers.1")
  }

  @Test("the next article's title isn't the page's")
  func next() throws {
    let item = try ArticlePage(
      """
      Slow rivers carry more than they show
      Ada Lindqvist and Tomás Ferreira
      Nature 574 , 16-17 (2019)
      DOI: 10.1000/rivers.1
      Next article
      Quick rivers carry less than anyone has thought before
      """
    ).read().item
    #expect(item.title == "Slow rivers carry more than they show")
    #expect(item.volume == "574")
    #expect(item.containerTitle == "Nature")
  }

  @Test("names whose words stand on lines of their own are put together, whatever stands between")
  func torn() throws {
    let lines = [
      "Slow rivers carry more than they show", "Sarafa A.", "Iyaniwura", "https://orcid.org/0000-0000-0000-0001", ",",
      "Ruy M.", "Ribeiro", "1", ",", "+2", ",", "Tin", "Phan", ", and", "Alan S.", "Perelson", "asp@example.org", "-2",
      "Authors Info & Affiliations",
    ]
    let item = try ArticlePage(lines.joined(separator: "\n") + "\n\(Self.abstract)", layout: .textNodes).read().item
    #expect(item.author.map(\.family) == ["Iyaniwura", "Ribeiro", "Phan", "Perelson"])
    #expect(item.author.map(\.given) == ["Sarafa A.", "Ruy M.", "Tin", "Alan S."])
  }

  @Test("a whole name behind what is no name, with another behind it, is no list of torn names, and no harm")
  func notTorn() throws {
    let lines = ["Slow rivers carry more than they show", "Published", "Ada Lindqvist", "Tomás Ferreira Lima"]
    let item = try ArticlePage(lines.joined(separator: "\n") + "\n\(Self.abstract)", layout: .textNodes).read().item
    #expect(item.title == "Slow rivers carry more than they show")
    #expect(item.author.map(\.family) == ["Lindqvist", "Lima"])
  }

  @Test("a family name of two words is known by the page's other form of it")
  func family() throws {
    let names = "Valeria M. Reyes Ruiz, Robert Tjarko Lange, Ada Lindqvist"
    let item = try ArticlePage(
      "# Slow rivers carry more than they show\n\(names)\n\n\(Self.abstract)\n\nV.M. Reyes Ruiz wrote the paper."
    ).read().item
    #expect(item.author.map(\.family) == ["Reyes Ruiz", "Lange", "Lindqvist"])
  }

  @Test("the DOI is the article's, not that of a work which is named more often")
  func doi() throws {
    let others = (1...4).map { _ in "See also https://doi.org/10.1000/another.2" }.joined(separator: "\n")
    let item = try ArticlePage(
      """
      # Slow rivers carry more than they show
      Ada Lindqvist, Tomás Ferreira
      \(Self.abstract)
      Introduction
      \(others)
      Cite this article
      Lindqvist, A., Ferreira, T. Slow rivers carry more than they show. Nat Med 23 , 272–273 (2017). https://doi.org/10.1000/rivers.1
      """
    ).read().item
    #expect(item.DOI == "10.1000/rivers.1")
    #expect(item.containerTitle == "Nature Medicine")
    #expect(item.page == "272–273")
  }

  @Test("the journal beside the title in the browser's line counts, the site doesn't")
  func browserLine() throws {
    let item = try ArticlePage(
      """
      Slow rivers carry more than they show | Brain Topography | Wiley Online Library
      # Slow rivers carry more than they show
      Ada Lindqvist, Tomás Ferreira
      \(Self.abstract)
      """
    ).read().item
    #expect(item.containerTitle == "Brain Topography")
  }

  @Test("a subject that is a journal's name, too, is no journal")
  func subject() throws {
    let item = try ArticlePage(
      """
      # Slow rivers carry more than they show
      Ada Lindqvist, Tomás Ferreira
      Natural Hazards
      \(Self.abstract)
      """
    ).read().item
    #expect(item.containerTitle == nil)
    #expect(item.containerTitleShort == nil)
    #expect(item.author.count == 2)
  }

  private struct Failure: Error {}
}
