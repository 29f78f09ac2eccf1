import FettleKit
import Testing

@testable import ArticleStructure

@Suite("Heads of articles as different platforms lay them out")
struct HeadTests {
  private static let abstract = """
    Abstract
    Slow rivers are said to carry little. We measured the load of three of them for two years and found that they carry more \
    than they show, most of it at night and in the weeks after a storm.
    """

  private func item(_ head: String) throws -> Item { try ArticlePage(head + "\n\n" + Self.abstract).read().item }

  private func names(_ item: Item) -> [String] {
    item.author.map { [$0.given, $0.family].compactMap(\.self).joined(separator: " ") }
  }

  @Test("names that lost the signs between them are parted where a capital follows a small letter")
  func glued() throws {
    let item = try item(
      """
      River Load Letters
      Regular Articles
      Slow rivers carry more at night than they show by day
      Ada LindqvistTomás FerreiraNora MacKenzieLi ZhangPaulo DeSouza
      2015 Volume 38 Issue 5 Pages 694-702
      """)
    #expect(item.title == "Slow rivers carry more at night than they show by day")
    #expect(names(item) == ["Ada Lindqvist", "Tomás Ferreira", "Nora MacKenzie", "Li Zhang", "Paulo DeSouza"])
    #expect(item.volume == "38")
    #expect(item.page == "694–702")
  }

  @Test("a name that stands twice, as text and as a link, is one")
  func twice() throws {
    let item = try item(
      """
      CASE REPORT article
      Slow rivers carry more at night than they show by day: a technical report
      Ada LindqvistAda Lindqvist1,2*Tomás FerreiraTomás Ferreira3Nora HoltNora Holt3
      1 Institute of Rivers, University of Lund, Lund, Sweden
      """)
    #expect(names(item) == ["Ada Lindqvist", "Tomás Ferreira", "Nora Holt"])
  }

  @Test("a line of capitals inside words is no list of names")
  func capitalsInside() {
    var scan = BylineScan()
    for line in ["The BioMed and MedChem of LaTeX on GitHub", "Machine LearningOn GitHubFor Open StreetMap"] {
      #expect(Array(line.utf8).withUnsafeBufferPointer { scan.read($0) } == nil, "\(line)")
    }
    let parted = "Ada Lindqvist, Tomás FerreiraNora HoltLi Zhang"
    #expect(Array(parted.utf8).withUnsafeBufferPointer { GluedNames.parted($0) } == nil)
  }

  @Test("letters glued to names go where the lines behind are labelled with them, and stay where they are apart")
  func letters() throws {
    let glued = try item(
      """
      Slow rivers carry more at night than they show by day
      Isabel Campos-Varelaa b , Alberto Ruano-Raviñac *
      a Institute of Rivers, University of Lund, Lund, Sweden.
      b Department of Storms, University of Lund, Lund, Sweden.
      c Area of Night Studies, University of Lund, Lund, Sweden.
      """)
    #expect(names(glued) == ["Isabel Campos-Varela", "Alberto Ruano-Raviña"])
    let apart = try item(
      """
      Slow rivers carry more at night than they show by day
      Marta Silva a, Pavel Bielec b
      a Institute of Rivers, University of Lund, Lund, Sweden.
      b Department of Storms, University of Lund, Lund, Sweden.
      c Area of Night Studies, University of Lund, Lund, Sweden.
      """)
    #expect(names(apart) == ["Marta Silva", "Pavel Bielec"])
  }

  @Test("of a title in two languages the first is the article's")
  func languages() throws {
    let item = try item(
      """
      Gaceta de los Ríos
      Gac Ríos vol.33 n.4 Lund Jul./Aug. 2019  Epub Dec 02, 2019
      ORIGINAL ARTICLES
      The load of slow rivers and of the storms in the weeks after them
      La carga de los ríos lentos y de las tormentas en las semanas que siguen
      Ada Lindqvist, Tomás Ferreira
      """)
    #expect(item.title == "The load of slow rivers and of the storms in the weeks after them")
    #expect(names(item) == ["Ada Lindqvist", "Tomás Ferreira"])
    #expect(item.volume == "33")
    #expect(item.issue == "4")
    #expect(item.issued?.year == 2019)
  }

  @Test("a line that says where the article was published is no title")
  func place() throws {
    let item = try item(
      """
      Slow rivers carry more at night than they show by day
      General information
      Journal
      2020, River Load and Storm Letters, № 1, p. 198-218
      Authors
      Ada Lindqvist, Tomás Ferreira
      """)
    #expect(item.title == "Slow rivers carry more at night than they show by day")
    #expect(item.containerTitle == "River Load and Storm Letters")
    #expect(item.issue == "1")
    #expect(item.page == "198–218")
  }

  @Test("a day before the title is none of it, and says when the article came out")
  func day() throws {
    let item = try item("Open Access\n10 June 2016 Tutorial on slow rivers and on what they carry at night")
    #expect(item.title == "Tutorial on slow rivers and on what they carry at night")
    #expect(item.issued?.year == 2016)
  }

  @Test("a day alone behind the names says when the article came out")
  func dayAlone() throws {
    let item = try item(
      "Slow rivers carry more at night than they show by day\nAda Lindqvist1, Tomás Ferreira2 & Nora Holt1,\n1. feb. 2011"
    )
    #expect(item.issued?.year == 2011)
  }

  @Test("family names before given names, with addresses of ORCID between them")
  func repository() throws {
    let item = try item(
      """
      Slow rivers carry more at night than they show by day
      Lindqvist, Ada ORCID: https://orcid.org/0000-0003-3287-0003 and Ferreira, Tomás 2020. Slow rivers carry more at night \
      than they show by day. Journal of River Loads 41 (6) , pp. 778-793. 10.1234/jrl.2020.17
      """)
    #expect(names(item) == ["Ada Lindqvist", "Tomás Ferreira"])
    #expect(item.containerTitle == "Journal of River Loads")
    #expect(item.volume == "41")
    #expect(item.page == "778–793")
  }

  @Test("whom to write to isn't the list of authors")
  func correspondence() throws {
    let item = try item(
      """
      ORIGINAL ARTICLE
      Year : 2018 | Volume : 11 | Issue : 6 | Page : 521-526
      Slow rivers carry more at night than they show by day
      1 Department of Rivers, Lund Medical College, Lund, Sweden
      Date of Submission12-Jan-2018
      Correspondence Address:
      Ada Lindqvist
      Department of Rivers, Lund Medical College, Lund, Sweden
      """)
    #expect(item.title == "Slow rivers carry more at night than they show by day")
    #expect(item.author.isEmpty)
    #expect(item.page == "521–526")
  }

  @Test("a family name with two initials or more behind it is a name in a list")
  func initialsLast() throws {
    let item = try item(
      "Slow rivers carry more at night than they show by day\nKowalski J.A., Иванова А.Б.1, Holt N. K.")
    #expect(names(item) == ["J.A. Kowalski", "А.Б. Иванова", "N. K. Holt"])
  }

  @Test("a short title at the page's start is one where names follow")
  func short() throws {
    let item = try item("Surface-emitting fibre lasers\nAda Lindqvist, Tomás Ferreira, Nora Holt")
    #expect(item.title == "Surface-emitting fibre lasers")
  }

  @Test("a DOI without a digit behind the slash is the journal's")
  func journalDOI() throws {
    let item = try item(
      "DOI: 10.5555/JRL\nSlow rivers carry more at night than they show by day\nAda Lindqvist, Tomás Ferreira")
    #expect(item.DOI == nil)
  }

  @Test("where a journal of another country says that the article was published")
  func countries() throws {
    let title = "Slow rivers carry more at night than they show by day"
    let turkish = try item("Araştırma Makalesi\n\(title)\nYıl 2020, Cilt 9 , Sayı 2, Sayfalar 903 - 930 2020-06-30")
    #expect(turkish.issued?.year == 2020)
    #expect(turkish.volume == "9")
    #expect(turkish.issue == "2")
    #expect(turkish.page == "903–930")
    let chinese = try item("Front. Rivers 2018, Vol. 12 Issue (1) : 116-121\nCOMMENTARY\n\(title)")
    #expect(chinese.containerTitle == "Front. Rivers")
    #expect(chinese.page == "116–121")
  }

  @Test("where the title stands twice, the byline that goes on where the other one ends is the whole one")
  func twins() throws {
    let title = "Seasonal growth of invented mosses on the walls of seven northern harbours"
    let card = { (name: String) in
      "\(name) ,\nRoles Methodology, Supervision\nAffiliation Department of Botany, Example University, Exampletown, Norway"
    }
    let cards = ["Ada Marsh", "Karl Lindqvist", "Eva Nowak"].map(card).joined(separator: "\n")
    let page = """
      Research Article
      \(title)
      \(cards)
      Jun Sato
      Roles Supervision

      \(title)
      Ada Marsh,
      Karl Lindqvist,
      Eva Nowak
      Published: April 22, 2019
      """
    #expect(names(try item(page)) == ["Ada Marsh", "Karl Lindqvist", "Eva Nowak", "Jun Sato"])
  }

  @Test("a row of buttons on one line is no title")
  func buttons() throws {
    let page = """
      * Email to a Colleague * Add Article to Favourites * Alert Me When New Articles Cite This Article
      Seasonal growth of invented mosses on the walls of seven northern harbours
      Ada Marsh, Karl Lindqvist
      """
    #expect(try item(page).title == "Seasonal growth of invented mosses on the walls of seven northern harbours")
  }
}
