import FettleKit
import Testing

@testable import ArticleStructure

@Suite("Names of persons")
struct NameTests {
  private func parse(_ text: String) -> Name? { text.withBytes { PersonName.parse($0) } }
  private func cited(_ text: String) -> AuthorList? { text.withBytes { AuthorList.cited($0) } }
  private func byline(_ text: String) -> [String]? {
    var scan = BylineScan()
    return text.withBytes { scan.read($0) }?.map { [$0.given, $0.family].compactMap(\.self).joined(separator: "|") }
  }

  @Test("a name is taken apart whatever marks hang on it")
  func marks() {
    #expect(parse("Ranga B. Myneni5,") == Name(family: "Myneni", given: "Ranga B."))
    #expect(parse("Chris Lu1,2 na1") == Name(family: "Lu", given: "Chris"))
    #expect(parse("Sandra Duffy∥") == Name(family: "Duffy", given: "Sandra"))
    #expect(parse("Chris Lu1,a") == Name(family: "Lu", given: "Chris"))
    #expect(parse("†Eva Nowak (✉)") == Name(family: "Nowak", given: "Eva"))
    #expect(parse("Lamm, Anna a b PhD")?.family == nil)
    #expect(parse("Anna Lamm a b PhD") == Name(family: "Lamm", given: "Anna"))
  }

  @Test("texts of buttons, marks above the line and addresses between names are no names")
  func tails() {
    #expect(
      byline("Rebecca J. Melrose ^a, Sule Tinaz ^a,b, Chantal E. Stern ^a ^b") == [
        "Rebecca J.|Melrose", "Sule|Tinaz", "Chantal E.|Stern",
      ])
    #expect(
      byline("Jason B. Shear, [...] , and Richard H. Scheller +3 authors +1 authors fewerAuthors Info & Affiliations")
        == ["Jason B.|Shear", "Richard H.|Scheller"])
    #expect(
      byline("Silvia Brem sbrem@example.org, Karin Kucian, +5 , and Ulla Richardson -5") == [
        "Silvia|Brem", "Karin|Kucian", "Ulla|Richardson",
      ])
    #expect(byline("Chris Lu1,2 na1,") == ["Chris|Lu"])
    #expect(
      byline("Author links open overlay panelJames K. Kroger a, Leigh E. Nystrom b")
        == ["James K.|Kroger", "Leigh E.|Nystrom"])
  }

  @Test("a name that is a place's, too, counts among others only")
  func places() {
    #expect(byline("Mary London") == nil)
    #expect(byline("Mary London, Eva Nowak") == ["Mary|London", "Eva|Nowak"])
    #expect(byline("Songbai Hong ,") == ["Songbai|Hong"])
  }

  @Test("what stands before a title is a list of authors only where its words may be names")
  func breadcrumbs() {
    #expect(cited("Home Science Advances Vol. 8, No. 24") == nil)
    #expect(cited("Piwowar H, Priem J, Haustein S. 2018.")?.names.map(\.family) == ["Piwowar", "Priem", "Haustein"])
  }

  @Test("letters for affiliations that are glued to all names go")
  func glued() {
    func families(_ text: String) -> [String]? {
      var scan = BylineScan()
      return text.withBytes { scan.read($0) }.map { GluedMarks.removed(from: $0).compactMap(\.family) }
    }
    #expect(
      families("James K. Krogera, Leigh E. Nystromb, Jonathan D. Cohenb, Philip N. Johnson-Lairdb")
        == ["Kroger", "Nystrom", "Cohen", "Johnson-Laird"])
    #expect(families("Aki Tanaka, Ben Kimura, Chie Yamada") == ["Tanaka", "Kimura", "Yamada"])
    #expect(families("Aki Tanaka, Ben Jacob, Eva Nowak") == ["Tanaka", "Jacob", "Nowak"])
  }

  private func king(suffix: String) -> Name {
    var name = Name(family: "King", given: "Martin L.")
    name.suffix = suffix
    return name
  }

  @Test("a suffix in a list of names is its own name's")
  func suffixes() {
    var scan = BylineScan()
    let names = "Wei Guo, William N. William Jr2, Carl Hostetter, Jr., Jian Sun1".withBytes { scan.read($0) }
    #expect(names?.map(\.family) == ["Guo", "William", "Hostetter", "Sun"])
    #expect(names?.map(\.suffix) == [nil, "Jr", "Jr.", nil])
  }

  @Test("particles belong to the family name where they are small, suffixes do not")
  func particles() {
    #expect(parse("Tim van der Berg") == Name(family: "van der Berg", given: "Tim"))
    #expect(parse("Leonardo Da Costa") == Name(family: "Costa", given: "Leonardo Da"))
    #expect(parse("Marcus van Lier-Walqui") == Name(family: "van Lier-Walqui", given: "Marcus"))
    #expect(parse("Martin L. King Jr.") == king(suffix: "Jr."))
    #expect(parse("Martin L. King, III") == king(suffix: "III"))
    #expect(parse("Martin L. King Ivanov") == Name(family: "Ivanov", given: "Martin L. King"))
    #expect(parse("van Gogh") == nil)
  }

  @Test(
    "capitals, apostrophes and letters of other alphabets are no hindrance",
    arguments: [
      ("ALEXANDER SMITHSON", "SMITHSON"), ("Gabriele d'Annunzio", "d'Annunzio"), ("Seán O’Neill", "O’Neill"),
      ("Ángel Ñíguez-Sáez", "Ñíguez-Sáez"), ("Łukasz Żak", "Żak"), ("Анна Каренина", "Каренина"),
      ("Ewan McNamara", "McNamara"),
      ("H.-J. Müller", "Müller"),
    ])
  func letters(_ text: String, _ family: String) { #expect(parse(text)?.family == family) }

  @Test(
    "a word with a capital in its middle, a writing without capitals or an abbreviation is no name",
    arguments: [
      "Big NeuroImage", "My iPhone", "Two DRNAs", "王 小明", "Proc. Acad. Letters.", "A. B.", "Lu", "Ada Lind2b Doe",
    ])
  func oddities(_ text: String) { #expect(parse(text) == nil) }

  @Test("what isn't UTF-8 is a mark")
  func invalid() {
    let bytes: [UInt8] = Array("Ada Lind".utf8) + [0xC3]
    #expect(bytes.withUnsafeBufferPointer { PersonName.parse($0) } == Name(family: "Lind", given: "Ada"))
    let lone: [UInt8] = [0xE2, 0x80]
    #expect(lone.withUnsafeBufferPointer { PersonName.parse($0) } == nil)
  }

  @Test(
    "what isn't a person isn't taken for one",
    arguments: ["Advanced Search", "Department of Physics", "USA", "Google Scholar", "Proc. Natl. Acad. Sci. U.S.A."])
  func strangers(_ text: String) { #expect(parse(text) == nil) }

  @Test("a citation's list of authors is read in each of the usual forms")
  func cited() {
    let two = [Name(family: "Puig", given: "S."), Name(family: "Gutstein", given: "H.")]
    #expect(cited("Puig, S., Gutstein, H.")?.names == two)
    #expect(cited("Puig, S.; Gutstein, H.")?.names == two)
    #expect(cited("Puig, S., & Gutstein, H. (2017).")?.names == two)
    #expect(cited("Puig S, Gutstein H, et al.")?.isCut == true)
    #expect(cited("Two studies, as was said before")?.names == nil)
  }

  @Test("a citation's names may stand in any order, with words or a semicolon between them")
  func citedForms() {
    #expect(
      cited("Zara M. Bergström and David A. Vogelsang (2019)")?.names.map(\.family) == ["Bergström", "Vogelsang"])
    #expect(cited("George MS & Anton RF")?.names.map(\.given) == ["MS", "RF"])
    #expect(cited("Liu, C.; van der Aa, J.; et al.")?.names.map(\.family) == ["Liu", "van der Aa"])
    #expect(cited("Müller, H.-J., Yu, Yu., Li, H.")?.names.map(\.given) == ["H.-J.", "Yu.", "H."])
    #expect(cited("") == nil)
    #expect(cited("2019") == nil)
  }

  @Test(
    "a byline may have ORCIDs, addresses and degrees between its names",
    arguments: [
      (
        "Ada Lind https://orcid.org/0000-0001-6459-9284, Bo Carr bo@example.org, MD, and Cy Doe",
        ["Ada|Lind", "Bo|Carr", "Cy|Doe"]
      ),
      ("Ada Lind1,2,*, Bo Carr2 and Cy Doe‡", ["Ada|Lind", "Bo|Carr", "Cy|Doe"]),
      ("Ada Lind ORCID: orcid.org/0000-0001-6459-92841,3 na1 & Bo Carr", ["Ada|Lind", "Bo|Carr"]),
      ("Ada Lind (0000-0001-6459-9284); Bo Carr", ["Ada|Lind", "Bo|Carr"]),
      ("Ada LindView ORCID profile Bo Carr", ["Ada|Lind", "Bo|Carr"]),
      ("Ada Lind • Bo Carr | Cy Doe", ["Ada|Lind", "Bo|Carr", "Cy|Doe"]),
    ])
  func byline(_ text: String, _ names: [String]) { #expect(byline(text) == names) }

  @Test("a line with a stranger in it is no byline, unless it has eight names for each")
  func strangers() {
    #expect(byline("Ada Lind, the others") == nil)
    #expect(byline("The moss grows, as Ada Lind and Bo Carr have shown, where it is wet.") == nil)
    let many = "Ada Lind, Bo Carr, Cy Doe, Di Eck, Ed Fox, Fay Gray, Gil Hart, Hal Ibsen"
    #expect(byline(many + ", the moss group")?.count == 8)
    #expect(byline("the moss group, " + many)?.count == 8)
    #expect(byline("the moss group, a second one, " + many) == nil)
    #expect(byline("") == nil)
    #expect(byline(", ; | 1 *") == nil)
  }

  @Test("names are counted as they are read", arguments: ["Ada Lind, Bo Carr", "Ada Lind, moss", "Ada Lind PhD", ""])
  func count(_ text: String) {
    var scan = BylineScan()
    let count = text.withBytes { scan.count($0) }
    #expect(count == text.withBytes { scan.read($0) }?.count ?? 0)
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
