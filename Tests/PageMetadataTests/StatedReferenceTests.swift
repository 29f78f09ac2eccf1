import FettleKit
import Ingest
import Testing

@testable import PageMetadata

@Suite("What a page's markup states of its references")
struct StatedReferenceTests {
  private func item(_ statement: String) -> Item { CitationReference.item(of: statement) }

  @Test("a meta element with fields gives them; semicolons may stand in a title")
  func fields() {
    let item = item(
      "citation_title=Gates; and keys;citation_author=Z. Cheng;citation_author=Hodges K I;citation_journal_title=J Gates;"
        + "citation_volume=69;citation_issue=12;citation_first_page=1295;citation_last_page=98;citation_publication_date=2007;"
        + "citation_doi=10.5555/X.1;")
    #expect(item.title == "Gates; and keys")
    #expect(item.author == [Name(family: "Cheng", given: "Z."), Name(family: "Hodges", given: "K I")])
    #expect(item.containerTitle == "J Gates" && item.volume == "69" && item.issue == "12" && item.page == "1295–1298")
    #expect(item.issued == PartialDate(year: 2007) && item.DOI == "10.5555/x.1")
  }

  @Test("a journal without a name of its own stands behind the authors, or behind the title")
  func namelessJournal() {
    let behindAuthor = item(
      "citation_title=Gates.; citation_author=Koob  GF; Semin Gates.;  citation_year=1993;  citation_volume=5; ")
    #expect(behindAuthor.containerTitle == "Semin Gates." && behindAuthor.author == [Name(family: "Koob", given: "GF")])
    let behindTitle = item("citation_title=On keys; Ann Gates;  citation_year=1986;  citation_volume=9")
    #expect(behindTitle.title == "On keys" && behindTitle.containerTitle == "Ann Gates")
    #expect(item("citation_title=Gates; and keys;citation_publication_date=2007").title == "Gates; and keys")
  }

  @Test("one in words has no fields")
  func words() { #expect(item("Marsh, A., 2017: Gates = keys. J. Gates, 5, 11.") == Item()) }

  @Test(
    "names in all the forms that publishers write",
    arguments: [
      ("PM Cox, RA Betts", ["Cox|PM", "Betts|RA"]), ("Cox,PM", ["Cox|PM"]), ("Seitanidou  M.", ["Seitanidou|M."]),
      ("Simon  D. T.", ["Simon|D. T."]), ("van der Berg  L.", ["van der|Berg|L."]), ("John Smith", ["Smith|John"]),
      ("P.D. Allison", ["Allison|P.D."]), ("Marsh, Ada", ["Marsh|Ada"]), ("The Consortium", ["Consortium|The"]),
      ("LI Y", ["LI|Y"]), ("WHO", ["WHO"]),
    ])
  func names(text: String, wanted: [String]) {
    let found = ReferenceNames.names(in: text).map {
      [$0.nonDroppingParticle, $0.family, $0.given].compactMap { $0 }.joined(separator: "|") + ($0.literal ?? "")
    }
    #expect(found == wanted)
  }

  @Test("a link to a search holds fields; a DOI and a number of PubMed are links' addresses")
  func links() throws {
    let search =
      "https://scholar.google.com/scholar_lookup?title=Gates%20and+keys&author=Cox%2CPM&author=M.%20Ruiz&publication_year=2000"
      + "&journal=J.+Gates&volume=4&pages=184-187&doi=10.5555%2FA.1&pmid=30967500"
    let item = try #require(ReferenceLink.read(search, range: 3..<5)).item
    #expect(item.title == "Gates and keys" && item.containerTitle == "J. Gates" && item.volume == "4")
    #expect(item.author == [Name(family: "Cox", given: "PM"), Name(family: "Ruiz", given: "M.")])
    #expect(item.page == "184–187" && item.DOI == "10.5555/a.1" && item.PMID == "30967500")
    #expect(ReferenceLink.read("//dx.doi.org/10.5555%2FA.1", range: 0..<1)?.item.DOI == "10.5555/a.1")
    #expect(ReferenceLink.read("https://pubmed.ncbi.nlm.nih.gov/30967500/", range: 0..<1)?.item.PMID == "30967500")
    for other in [
      "https://example.org/10.5555/a", "#r1", "", "https://doi.org/", "https://scholar.google.com/scholar_lookup?",
    ] {
      #expect(ReferenceLink.read(other, range: 0..<1) == nil)
    }
  }

  @Test("microdata of an entry is the cited article's, not the page's")
  func described() throws {
    let html = """
      <article itemscope itemtype="http://schema.org/ScholarlyArticle"><h1 itemprop="name">On Gates</h1><ol>
      <li itemprop="citation" itemscope itemtype="http://schema.org/ScholarlyArticle"><b itemprop="name">Keys of old</b>
      <span itemprop="author" itemscope itemtype="http://schema.org/Person"><b itemprop="name">Ada Marsh</b></span></li></ol>
      </article>
      """
    let document = try Ingest.document(bytes: Array(html.utf8), path: "page.html")
    let markup = try #require(document.markup)
    let described = try #require(DescribedReferences(markup))
    let whole = try #require(described.reference(in: 0..<document.text.count))
    #expect(whole.item.title == "Keys of old" && whole.item.author == [Name(family: "Marsh", given: "Ada")])
    #expect(whole.origin == "microdata")
    #expect(described.reference(in: 0..<10) == nil)
  }
}
