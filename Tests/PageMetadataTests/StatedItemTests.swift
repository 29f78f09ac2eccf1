import FettleKit
import Ingest
import Testing

@testable import PageMetadata

@Suite("What a page's head states")
struct StatedItemTests {
  private func completed(_ html: String) throws -> Document {
    var document = try Ingest.document(bytes: Array(html.utf8), path: "page.html")
    PageMetadata.complete(&document)
    return document
  }

  @Test("Highwire Press tags become the item, and say where they stand")
  func highwire() throws {
    let html = """
      <head><meta name="citation_title" content="On Gates &amp; Keys"><meta name="citation_author" content="Marsh, Ada">
      <meta name="citation_author" content="Karl van Beispiel"><meta name="citation_doi" content="https://doi.org/10.5555/ABC.1">
      <meta name="citation_journal_title" content="Journal of Gates"><meta name="citation_journal_abbrev" content="J. Gates">
      <meta name="citation_volume" content="7"><meta name="citation_issue" content="2"><meta name="citation_firstpage" content="11">
      <meta name="citation_lastpage" content="19"><meta name="citation_publication_date" content="2020/03/14"></head>
      <body><h1>On Gates &amp; Keys</h1><p>Text.</p></body>
      """
    let document = try completed(html)
    let item = document.item
    #expect(item.title == "On Gates & Keys")
    #expect(item.author.map(\.family) == ["Marsh", "Beispiel"])
    #expect(item.author[1].nonDroppingParticle == "van")
    #expect(item.DOI == "10.5555/abc.1")
    #expect(item.containerTitle == "Journal of Gates")
    #expect(item.containerTitleShort == "J. Gates")
    #expect(item.volume == "7" && item.issue == "2" && item.page == "11–19")
    #expect(item.issued == PartialDate(year: 2020, month: 3, day: 14))
    #expect(item.type == "article-journal")
    let origin = try #require(document.markup?.origins.first { $0.field == "volume" })
    #expect(origin.origin == "citation_volume")
    #expect(String(decoding: document.text[origin.range], as: UTF8.self) == "\"7\"")
    guard case .title = document.blocks[0].outcome else {
      Issue.record("the heading that shows the title isn't the title")
      return
    }
  }

  @Test("JSON-LD is read, also where it is broken")
  func linkedData() throws {
    let html = """
      <script type="application/ld+json">
      <!-- {"@context": "https://schema.org", "@graph": [{"@type": "WebSite", "name": "Site"},
       {"@type": ["NewsArticle"], "headline": "A raw
      line end", "datePublished": "2019-05-02T08:00:00Z",
       "author": [{"@type": "Person", "name": "Ada Marsh"}, {"name": "Karl Beispiel",},],
      -->
      </script><p>Text of the page.</p>
      """
    let item = try completed(html).item
    #expect(item.title == "A raw line end")
    #expect(item.author.map(\.family) == ["Marsh", "Beispiel"])
    #expect(item.issued == PartialDate(year: 2019, month: 5, day: 2))
  }

  @Test(
    "what breaks JSON elsewhere breaks nothing here",
    arguments: [
      "{\"@type\": \"Article\", /* \"headline\": \"no {\" */ \"headline\": \"On Gates\",}",
      "{\"@type\": \"Article\", // a \"remark\": {\n \"headline\": \"On Gates\"}",
      "//<![CDATA[\n{\"@type\": \"Article\", \"headline\": \"On Gates\"}\n//]]>",
      "{'@type': 'Article', 'headline': 'On Gates'}",
      "{\"name\": \"x\"}{\"@type\": \"Article\", \"headline\": \"On Gates\"}",
      "{&quot;@type&quot;: &quot;Article&quot;, &quot;headline&quot;: &quot;On Gates&quot;}",
      "{\"@type\": \"Article\" \"description\": \"x\", \"headline\": \"On Gates\"",
      "{\"@type\": \"Article\", \"description\": \"He said \"go\" to them\", \"headline\": \"On Gates\"}",
    ])
  func brokenData(json: String) throws {
    #expect(try completed("<script type='application/ld+json'>\(json)</script><p>Text.</p>").item.title == "On Gates")
  }

  @Test("quotation marks in a string stay in it, control characters don't")
  func quotedWords() {
    #expect(LooseJSON.values(in: "[\"On\u{1} Gates\nand Keys\"]") == [.array([.string("On Gates and Keys")])])
    #expect(LooseJSON.values(in: "[\"He said \"go\" to them\"]") == [.array([.string("He said \"go\" to them")])])
  }

  @Test("microdata describes an article: headline, names, date, DOI, and what it is part of")
  func microdata() throws {
    let html = """
      <body><article itemscope itemtype="http://schema.org/ScholarlyArticle"><h1 itemprop="name">On Gates and Keys</h1>
      <span itemprop="author" itemscope itemtype="http://schema.org/Person"><a itemprop="name" href="/a">Ada Marsh</a></span>
      <span itemprop="author" itemscope itemtype="http://schema.org/Person"><i itemprop="givenName">Karl</i>
      <i itemprop="familyName">Beispiel</i></span><time itemprop="datePublished" datetime="2020-03-14">March</time>
      <a itemprop="sameAs" href="https://doi.org/10.5555/ABC.1">doi</a>
      <div itemprop="isPartOf" itemscope itemtype="http://schema.org/PublicationVolume"><b itemprop="volumeNumber">7</b>
      <div itemprop="isPartOf" itemscope itemtype="http://schema.org/Periodical"><b itemprop="name">Journal of Gates</b></div>
      </div><div itemprop="citation" itemscope itemtype="http://schema.org/ScholarlyArticle">
      <b itemprop="name">Something cited here</b></div></article></body>
      """
    let document = try completed(html)
    #expect(document.item.title == "On Gates and Keys")
    #expect(document.item.author == [Name(family: "Marsh", given: "Ada"), Name(family: "Beispiel", given: "Karl")])
    #expect(document.item.issued == PartialDate(year: 2020, month: 3, day: 14))
    #expect(document.item.DOI == "10.5555/abc.1")
    #expect(document.item.volume == "7" && document.item.containerTitle == "Journal of Gates")
    #expect(document.markup?.origins.first { $0.field == "DOI" }?.origin == "microdata")
  }

  @Test("RDFa does as well; of several articles the page's title says which one it is about")
  func rdfa() throws {
    let card = { (title: String, name: String) in
      "<div vocab='https://schema.org/' typeof='Article'><h2 property='headline'>\(title)</h2>"
        + "<span property='author' typeof='Person'><b property='name'>\(name)</b></span></div>"
    }
    let html =
      "<title>On Gates and Keys | The Site</title>" + card("Another article here", "Jo Doe")
      + card("On Gates and Keys", "Ada Marsh")
    let item = try completed(html).item
    #expect(item.title == "On Gates and Keys")
    #expect(item.author == [Name(family: "Marsh", given: "Ada")])
    #expect(try completed(card("One article here", "Jo Doe") + card("Another one here", "Ada Marsh")).item.author == [])
  }

  @Test(
    "a site's name goes from a tab's title",
    arguments: [
      ("A paper about rain | Journal of Wind", "A paper about rain"),
      ("Site - A paper about rain and wind", "Site - A paper about rain and wind"),
      ("Rain – and more – The Daily", "Rain – and more"), ("Plain", "Plain"),
    ])
  func siteNames(title: String, wanted: String) {
    #expect(SiteName.removed(from: title, siteName: nil) == wanted)
  }

  @Test("a site's name that stands first goes where the page states it")
  func leadingSiteName() {
    #expect(SiteName.removed(from: "Site - A paper", siteName: "Site") == "A paper")
  }

  @Test(
    "dates are as precise as they are sure",
    arguments: [
      ("2020", PartialDate(year: 2020)), ("2020-03", PartialDate(year: 2020, month: 3)),
      ("14 March 2020", PartialDate(year: 2020, month: 3, day: 14)), ("March 2020", PartialDate(year: 2020, month: 3)),
      ("Mar 14, 2020", PartialDate(year: 2020, month: 3, day: 14)), ("03/04/2020", PartialDate(year: 2020)),
    ])
  func dates(text: String, date: PartialDate) {
    #expect(StatedDate.parse(text) == date)
  }

  @Test(
    "names in any order",
    arguments: [
      ("Marsh, Ada", ["Marsh|Ada"]), ("Ada Marsh", ["Marsh|Ada"]), ("Marsh AB", ["Marsh|AB"]),
      ("Ada Marsh, Karl Beispiel and Jo Doe", ["Marsh|Ada", "Beispiel|Karl", "Doe|Jo"]),
      ("Marsh, A.; Beispiel, K.", ["Marsh|A.", "Beispiel|K."]), ("Ludwig van der Berg", ["van der|Berg|Ludwig"]),
      ("van der Berg, Ludwig", ["van der Berg|Ludwig"]),
      ("The Gates Consortium", ["Consortium|The Gates"]), ("Reuters", ["Reuters"]), ("Marsh, Ada, Jr.", ["Marsh|Ada"]),
    ])
  func names(text: String, wanted: [String]) {
    #expect(
      StatedNames.names(in: text).map {
        [$0.nonDroppingParticle, $0.family, $0.given].compactMap { $0 }.joined(separator: "|") + ($0.literal ?? "")
      }
        == wanted)
  }

  @Test("a comma in an element of one author parts family and given names")
  func oneName() {
    #expect(StatedNames.names(in: "Marsh Ruiz, Ada M.", isOne: true) == [Name(family: "Marsh Ruiz", given: "Ada M.")])
  }

  @Test(
    "a DOI is found in what states it",
    arguments: [
      ("doi:10.1234/ABC", "10.1234/abc"), ("https://doi.org/10.1000/x.", "10.1000/x"),
      ("info:doi/10.5555/1?a", "10.5555/1"),
      ("https://journal.example/doi/full/10.5555/x.1", "10.5555/x.1"),
      ("https://a.example/10.5555/x.1.full.pdf", "10.5555/x.1"),
    ])
  func dois(text: String, doi: String) {
    #expect(DOIText.find(in: text) == doi)
  }

  @Test("an archive's stamp states a paper's DOI; a reference that names the archive doesn't")
  func stamps() {
    #expect(ArXivStamp.identifier(in: Array("arXiv:2605.06653v1 [hep-th] 07 May 2026".utf8)) == "2605.06653v1")
    for text in [
      "arXiv:2605.06653v1", "See arXiv:2605.06653 [x]", "arXiv: 2605.06653 [x]", "arXiv:hep-th/9901001 [x]", "arXiv:",
    ] {
      #expect(ArXivStamp.identifier(in: Array(text.utf8)) == nil)
    }
  }

  @Test("nothing is invented where nothing is stated")
  func nothing() throws {
    #expect(try completed("<p>Some text.</p>").item == Item())
  }

  @Test("any bytes are read as JSON without harm")
  func hostile() {
    for text in [
      "{", "[[[[", "{\"a\":", "\"", "{\"a\" 1}", "[1,,2", "{\"\\ud800\":\"\\u12",
      String(repeating: "[", count: 100_000),
    ] {
      _ = LooseJSON.values(in: text)
    }
    #expect(LooseJSON.values(in: "x [1] y {\"a\": \"\\ud83d\\ude00\"}").count == 2)
  }
}
