import FettleKit
import PageZones
import Testing

@Suite("Link crumbs")
struct LinkCrumbsTests {
  private func strip(_ text: String) -> (rest: String, labels: [String], urls: [String]) {
    let bytes = Array(text.utf8)
    let crumbs = LinkCrumbs.find(in: bytes[...])
    var rest: [UInt8] = []
    var at = 0
    for range in crumbs.ranges {
      rest += bytes[at..<range.lowerBound]
      at = range.upperBound
    }
    rest += bytes[at...]
    return (String(decoding: rest, as: UTF8.self), crumbs.links.map(\.label), crumbs.links.compactMap(\.url))
  }

  @Test(
    "are taken off the end, however they are glued, spaced and bracketed",
    arguments: [
      ("Brain Res. 626, 332–334 (1993). CAS  Article  Google Scholar ", "CAS|Article|Google Scholar"),
      ("Brain Res. 626, 332–334 (1993).\n\n    CAS  Article  Google Scholar", "CAS|Article|Google Scholar"),
      (
        "Brain Res, 626 (1993), pp. 332-334 CrossRefView in ScopusGoogle Scholar",
        "CrossRef|View in Scopus|Google Scholar"
      ),
      ("Brain Res. 1993;626332- 334Google ScholarCrossref", "Google Scholar|Crossref"),
      ("Brain Res. 1993, 626, 332–334. [Google Scholar] [CrossRef] [PubMed]", "Google Scholar|CrossRef|PubMed"),
      ("Brain Res. 1993, 626, 332–334. [CrossRef], [PubMed], [CAS]", "CrossRef|PubMed|CAS"),
      (
        "Brain Res. 626, 332 (1993). [187]View PDF[188]View article[189]View in Scopus",
        "View PDF|View article|View in Scopus"
      ),
      ("Brain Res. 626: 332. Find this article online", "Find this article online"),
      (
        "Brain Res. 626: 332. CAS ADS PubMed Web of Science® Google Scholar",
        "CAS|ADS|PubMed|Web of Science®|Google Scholar"
      ),
      ("Brain Res. 626: 332. PMC free article PubMed", "PMC free article|PubMed"),
    ])
  func atTheEnd(text: String, labels: String) {
    let (rest, found, _) = strip(text)
    #expect(found.joined(separator: "|") == labels)
    #expect(rest.hasPrefix("Brain Res"))
    #expect(!rest.contains("Scholar") && !rest.contains("PubMed") && !rest.contains("View") && !rest.contains("CAS"))
  }

  @Test("keep their addresses")
  func addresses() {
    let (rest, labels, urls) = strip(
      "Brain Res. 626, 332 (1993).[Article](https://example.org/a) [[PubMed](/link?id=1 \"to PubMed\")] [ Google Scholar ](http://example.org/s?q=a+b)"
    )
    #expect(rest == "Brain Res. 626, 332 (1993).")
    #expect(labels == ["Article", "PubMed", "Google Scholar"])
    #expect(urls == ["https://example.org/a", "/link?id=1", "http://example.org/s?q=a+b"])
  }

  @Test(
    "words of a title are none",
    arguments: [
      "Smith, J. On Article 5 of the Treaty. J. Law 3, 4 (2001).",
      "Smith, J. What the law says about an Article",
      "Smith, J. CAS-9 and its uses. J. Genet. 3, 4 (2001).",
      "Smith, J. PubMed searches of the last decade. J. Libr. 3, 4 (2001).",
      "Smith, J. A history of Medline at fifty (2001).",
      "Smith, J. The missing link",
    ])
  func words(text: String) {
    #expect(strip(text).rest == text)
  }

  @Test(
    "a line of crumbs is known as one",
    arguments: [
      "CAS  Article  Google Scholar", "[PubMed]", "Article", "Go to reference",
      "  * [Google Scholar](http://example.org)",
    ])
  func onlyCrumbs(line: String) { #expect(LinkCrumbs.isOnlyCrumbs(Array(line.utf8)[...])) }

  @Test("any other line isn't", arguments: ["", "  ", "Article 5", "See PubMed", "Nature 5, 3", "Linkage"])
  func otherLines(line: String) { #expect(!LinkCrumbs.isOnlyCrumbs(Array(line.utf8)[...])) }

  @Test("lines of crumbs within an entry are found too")
  func inside() {
    let (rest, labels, _) = strip(
      "Smith, J. Nature 5, 3 (2001).\nGoogle Scholar\nErratum: Nature 6, 1 (2002).\nCrossref")
    #expect(labels == ["Google Scholar", "Crossref"])
    #expect(rest.contains("Erratum"))
    #expect(!rest.contains("Scholar"))
  }
}
