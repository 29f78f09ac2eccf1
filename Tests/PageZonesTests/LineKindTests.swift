import Testing

@testable import PageZones

@Suite("Lines of a reference list are told apart")
struct LineKindTests {
  private func bytes(_ text: String) -> ArraySlice<UInt8> { Array(text.utf8)[...] }

  @Test(
    "these are nothing but link crumbs",
    arguments: [
      "CAS", "Google Scholar", "CAS  Article  PubMed  Google Scholar", "[DOI] [PubMed] [Google Scholar]",
      "CrossRefView in ScopusGoogle Scholar", "ArticleGoogle Scholar", "PubMed | Google Scholar",
      "[Article](https://example.org/a) [CAS](/b?c=d)", "Article\u{A0}\u{A0}Google Scholar",
      "CAS PubMed PubMed Central",
    ])
  func crumbs(_ text: String) {
    #expect(CrumbLabels.builtin.isOnlyCrumbs(bytes(text)))
  }

  @Test(
    "these aren't",
    arguments: [
      "", " ", ".", "[]", "Articles of faith", "Nature 171, 737 (1953)", "Google Scholar has it",
      "(https://example.org)",
      "Book, B. The casebook. 1999", "12",
    ])
  func noCrumbs(_ text: String) {
    #expect(!CrumbLabels.builtin.isOnlyCrumbs(bytes(text)))
  }

  @Test(
    "labels are read in any form",
    arguments: [
      ("[6] Smith", 6, 4, false, true), ("6. Smith", 6, 3, false, true), ("6.Smith", 6, 2, false, true),
      ("(6) Smith", 6, 4, false, true), ("6) Smith", 6, 3, false, true), ("6 Smith", 6, 2, false, false),
      ("6", 6, 1, true, false), ("6.", 6, 2, true, true), ("1. 1", 1, 4, true, true), ("1. 1 Smith", 1, 5, false, true),
      ("2. [2] Smith", 2, 7, false, true), ("6.[6] Smith", 6, 6, false, true), ("**6.** Smith", 6, 7, false, true),
      ("123.\u{A0}Smith", 123, 6, false, true),
    ])
  func labels(_ text: String, _ number: Int, _ length: Int, _ isAlone: Bool, _ isMarked: Bool) throws {
    let label = try #require(ListLabel(bytes(text)))
    #expect(label.number == number)
    #expect(label.length == length)
    #expect(label.isAlone == isAlone)
    #expect(label.isMarked == isMarked)
  }

  @Test(
    "these begin with no label",
    arguments: [
      "", "Smith", "1.5 litres", "3rd edition", "12345. Smith", "0. Smith", "[6 Smith", "[a] Smith", "(n = 6)", "6-8",
    ])
  func noLabels(_ text: String) {
    #expect(ListLabel(bytes(text)) == nil)
  }

  @Test("the place where an article cites the entry is told by its letter and ellipsis")
  func contexts() {
    for text in ["a [...] as was shown", "b […] by Abel", "ab \\[...] twice"] {
      #expect(CitationContext.isContext(bytes(text)), "\(text)")
    }
    for text in ["", "a", "a ", "a study of ice", "[...] nothing", "abc [...] x", "A [...] x"] {
      #expect(!CitationContext.isContext(bytes(text)), "\(text)")
    }
  }

  @Test("a block's traits count years, initials, pages and words")
  func traits() {
    let entry = BlockTraits(bytes(Pages.entries[0]))
    #expect(entry.years == 1)
    #expect(entry.initials >= 3)
    #expect(entry.pageRanges == 1)
    #expect(entry.isReferenceLike)
    #expect(entry.endsWhole)
    let prose = BlockTraits(bytes(Pages.prose[0]))
    #expect(prose.years == 0)
    #expect(prose.initials == 0)
    #expect(!prose.isReferenceLike)
    #expect(BlockTraits(bytes(", and others")).beginsInside)
    #expect(BlockTraits(bytes("Smith J,")).endsInside)
    #expect(BlockTraits(bytes("doi:10.1000/182")).hasDOI)
    #expect(BlockTraits(bytes("12345 x2001 1499 2100")).years == 0)
    #expect(BlockTraits(bytes("(2001a) 1999; 1500, 2099.")).years == 4)
  }
}
