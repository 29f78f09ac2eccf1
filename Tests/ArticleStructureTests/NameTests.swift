import FettleKit
import Testing

@testable import ArticleStructure

@Suite("Names of persons")
struct NameTests {
  @Test("a name is taken apart whatever marks hang on it")
  func marks() {
    #expect(PersonName.parse("Ranga B. Myneni5,") == Name(family: "Myneni", given: "Ranga B."))
    #expect(PersonName.parse("Chris Lu1,2 na1") == Name(family: "Lu", given: "Chris"))
    #expect(PersonName.parse("Sandra Duffy∥") == Name(family: "Duffy", given: "Sandra"))
    #expect(PersonName.parse("Tim van der Berg") == Name(family: "van der Berg", given: "Tim"))
  }

  @Test(
    "what isn't a person isn't taken for one",
    arguments: ["Advanced Search", "Department of Physics", "USA", "Google Scholar", "Proc. Natl. Acad. Sci. U.S.A."])
  func strangers(_ text: String) { #expect(PersonName.parse(text) == nil) }

  @Test("a citation's list of authors is read in each of the usual forms")
  func cited() {
    let two = [Name(family: "Puig", given: "S."), Name(family: "Gutstein", given: "H.")]
    #expect(AuthorList.cited("Puig, S., Gutstein, H.")?.names == two)
    #expect(AuthorList.cited("Puig, S.; Gutstein, H.")?.names == two)
    #expect(AuthorList.cited("Puig, S., & Gutstein, H. (2017).")?.names == two)
    #expect(AuthorList.cited("Puig S, Gutstein H, et al.")?.isCut == true)
    #expect(AuthorList.cited("Two studies, as was said before")?.names == nil)
  }

  @Test("a byline may have ORCIDs, addresses and degrees between its names")
  func byline() {
    let names = "Ada Lind https://orcid.org/0000-0001-6459-9284, Bo Carr bo@example.org, MD, and Cy Doe".withBytes {
      AuthorList.byline($0)
    }
    #expect(names?.map(\.family) == ["Lind", "Carr", "Doe"])
  }

  @Test("given names come from the byline, the order and the family names from the citation")
  func reconciled() {
    let cited = AuthorList(names: [Name(family: "Boer Castelo", given: "J.M."), Name(family: "Stern", given: "C.")])
    let byline = [Name(family: "Stern", given: "Chantal"), Name(family: "Castelo", given: "J. Mimi Boer")]
    #expect(
      BylineReader.reconcile(byline, all: byline, with: cited) == [
        Name(family: "Boer Castelo", given: "J. Mimi"), Name(family: "Stern", given: "Chantal"),
      ])
  }
}
