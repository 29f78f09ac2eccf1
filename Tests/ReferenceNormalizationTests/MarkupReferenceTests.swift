import FettleKit
import Ingest
import JournalTable
import PageMetadata
import Testing

@testable import ReferenceNormalization

@Suite("References that a page's markup states")
struct MarkupReferenceTests {
  private func read(_ html: String) throws -> Document {
    var document = try Ingest.document(bytes: Array(html.utf8), path: "page.html")
    document.markup?.kind = .scholarly
    try ReferencesStage(options: StageOptions()).process(&document, in: StageContext())
    return document
  }

  private let list = """
    <h2>References</h2><ol>
    <li><p>Marsh, A. &amp; Ruiz, B. On gates and keys of old. J. Gates 12, 34–56 (2001). <a href="https://doi.org/10.5555/G.1">Article</a>
    <a href="https://scholar.google.com/scholar_lookup?title=On+gates&author=A.+Marsh&publication_year=2001&pmid=12345678">Google Scholar</a></p></li>
    <li><p>Doe, J. Wind over water at night. J. Gates 13, 57–58 (2002).</p></li>
    <li><p>Roe, K. Rain and other things that fall. J. Gates 14, 59–60 (2003).</p></li></ol>
    """

  @Test("links of an entry give what its text doesn't state, and say so; the text stays as it is")
  func links() throws {
    let document = try read("<body>\(list)</body>")
    #expect(document.references.count == 3)
    let first = document.references[0]
    #expect(first.item.DOI == "10.5555/g.1" && first.item.PMID == "12345678")
    #expect(first.origins.map(\.field) == ["DOI", "PMID"])
    #expect(first.origins.map(\.origin) == ["doi.org", "scholar_lookup"])
    #expect(first.item.volume == "12" && first.statedBy == nil)
    // The first words of a title that stands there in full say nothing new.
    #expect(first.item.title == "On gates and keys of old")
    #expect(first.raw.hasPrefix("Marsh, A. & Ruiz, B. On gates and keys of old."))
    #expect(document.references[1].origins.isEmpty)
  }

  @Test("meta elements are told their entries, also where one is missing")
  func metaElements() throws {
    let head = """
      <head><meta name="citation_reference" content="citation_title=Rain and other things that fall;citation_author=K. Roe;citation_publication_date=2003;citation_doi=10.5555/G.3;">
      </head>
      """
    let references = try read(head + "<body>\(list)</body>").references
    #expect(references.map(\.item.DOI) == ["10.5555/g.1", nil, "10.5555/g.3"])
    #expect(references[2].origins.map(\.origin) == ["citation_reference"])
  }

  @Test("what a page prints without spaces the markup tells apart")
  func gluedParts() {
    var reference = Reference(raw: "Koob GFMarkou A On gates of old in the keys. J Gates. 1993;5351- 358", range: 0..<9)
    reference.item.page = "5351–358"
    reference.item.author = [Name(family: "GFMarkou", given: "Koob")]
    var item = Item()
    item.title = "On gates of old in the keys."
    item.author = [Name(family: "Koob", given: "GF"), Name(family: "Markou", given: "A")]
    item.issued = PartialDate(year: 1993)
    item.volume = "5"
    item.page = "351–358"
    let stated = StatedReference(item: item, text: "", origin: "citation_reference", range: 1..<2)
    StatedFields.put(stated, into: &reference, EntryWords(reference.raw), JournalLookup(listed: nil))
    #expect(reference.item.volume == "5" && reference.item.page == "351–358")
    #expect(reference.item.author == item.author)
    #expect(reference.origins.map(\.field) == ["author", "issued", "page", "title", "volume"])
  }

  @Test("a statement of another reference gives nothing")
  func disagreement() throws {
    let head =
      "<head>"
      + String(
        repeating: "<meta name=citation_reference content='citation_title=Quite another;citation_doi=10.5555/Z;'>",
        count: 3)
      + "</head>"
    #expect(try read(head + "<body>\(list)</body>").references.compactMap(\.item.DOI) == ["10.5555/g.1"])
  }

  @Test("without a list to see the references are the statements, and the record says so")
  func statedOnly() throws {
    let html = """
      <head><meta name="citation_reference" content="citation_title=Gates;citation_author=Cox  P. M.;citation_journal_title=Nature;citation_year=2000;">
      <meta name="citation_reference" content="Marsh, A. On gates and keys. J. Gates 12, 34–56 (2001)."></head>
      <body><h1>On gates</h1><p>Some text of the article, which is longer than a line and has no list behind it.</p></body>
      """
    let document = try read(html)
    #expect(document.references.map(\.statedBy) == ["citation_reference", "citation_reference"])
    #expect(document.references[0].item.author == [Name(family: "Cox", given: "P. M.")])
    #expect(document.references[0].item.type == "article-journal")
    #expect(document.references[1].item.volume == "12")
    #expect(document.quality["references-from-markup"] == .bool(true))
    #expect(String(decoding: document.text[document.references[1].range], as: UTF8.self).contains("On gates and keys"))
    _ = try Ledger.check(document)
  }

  @Test("words are looked up whole, whatever stands between them")
  func words() {
    let entry = EntryWords("Cox, P.–M. Łódź & Söhne, 184–187 (2000)")
    #expect(entry.hold("184") && entry.hold("Łódź") && entry.hold("p m") && entry.hold("184-187"))
    #expect(!entry.hold("18") && !entry.hold("") && !entry.hold(nil) && !entry.hold("187 2000 1"))
  }
}
