import Testing

@testable import BoilerplateRemoval

@Suite("A reference list and its links are left to the references stage")
struct ReferenceListTests {
  static let page = """
    A title that has six words

    Abstract

    A paragraph stands here so that the page has an article, and it goes on for long enough to be taken for one by whoever counts its words, which are more than twenty-five.

    References

    1. Example, A. J. Invent. 12, 3–9 (1999).

    CAS  Article  Google Scholar

    2. Sample, B. & Example, A. Ann. Places 4, 100–112 (2004).

    Article  Google Scholar

    3. Other, C. J. Invent. 14, 33–39 (2001).

    CAS  Article  PubMed  Google Scholar

    Download references

    About this article

    Cite this article

    Example, A., Sample, B. A title that has six words. J Invent 30, 1–2 (2010). https://doi.org/10.9999/x.1

    Download citation
    """

  @Test("the links beside entries stay, the last entry's too; the list's tools go")
  func crumbs() throws {
    let page = try TestPage(Self.page)
    #expect(page.removed == ["Download references", "Download citation"])
  }

  @Test("the heading of the line that cites the article stays")
  func citationHeading() throws {
    #expect(try TestPage(Self.page).kept.contains("Cite this article"))
  }
}
