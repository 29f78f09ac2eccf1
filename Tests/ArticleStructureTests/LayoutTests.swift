import FettleKit
import Testing

@testable import ArticleStructure

/// Heads of pages as publishers lay them out, with articles that nobody wrote.
@Suite("What is read of the layouts of many publishers")
struct LayoutTests {
  struct Layout: CustomTestStringConvertible {
    var name: String
    var head: String
    var title: String
    var authors: [String]
    var journal: String?
    var volume: String?
    var issue: String?
    var page: String?
    var year: Int?
    var testDescription: String { name }
  }

  static let abstract = """
    Abstract
    Estuaries store sediment over centuries and release it within days, and the balance of the two decides how marshes fare \
    when the sea rises. We follow this balance through forty cores that were taken along three small rivers.
    Introduction
    The samples were dried, sieved and weighed twice. Differences between sites were tested with a mixed model in which the \
    river was a random effect. Fine sediment made up a third of the load in spring and more in autumn, which no model explains.
    """

  private static let layouts: [Layout] = [
    Layout(
      name: "authors' cards in one text, volume and year above",
      head: """
        Archives of River Science
        Volume 41, 2020 - Issue 3
        Submit an article
        Journal homepage
        Research Article
        Willow banks and the fate of fine sediment in small rivers
        Margarethe LindholmORCID Icon Department of Geography, University of Lund, Lund, Sweden Correspondencex@example.org
        View further author information, Wei-Lin ChangORCID Icon Instituto de Ecología, Xalapa, Mexico
        View further author information & Ifeoma N. OkonkwoORCID Icon Instituto de Ecología, Xalapa, Mexico
        View further author information
        Pages 201-218 | Received 12 Mar 2019, Accepted 04 Nov 2019, Published online: 02 Jan 2020
        https://doi.org/10.5555/ars.2020.17
        """,
      title: "Willow banks and the fate of fine sediment in small rivers", authors: ["Lindholm", "Chang", "Okonkwo"],
      journal: "Archives of River Science", volume: "41", issue: "3", page: nil, year: 2020),
    Layout(
      name: "what the authors are behind their names, a menu of sections before them",
      head: """
        Research
        Early mobilisation after hip fracture in adults over 80: randomised controlled trial
        BMJ 2020; 369 doi: https://doi.org/10.5555/bmj.m1555 (Published 05 May 2020)
        Cite this as: BMJ 2020;369:m1555
        Helen Prior, professor of trauma surgery^1
        Anil Deshmukh, senior lecturer^2
        Marta Kowalska, statistician^3
        Author affiliations
        """,
      title: "Early mobilisation after hip fracture in adults over 80: randomised controlled trial",
      authors: ["Prior", "Deshmukh", "Kowalska"], journal: "BMJ", volume: "369", issue: nil, page: "m1555", year: 2020),
    Layout(
      name: "year in brackets before the volume",
      head: """
        Volume 48, Number 6
        Previous Article
        Next Article
        Basaltic dikes as barriers to groundwater in the Columbia Plateau
        Nora Jensen;
        William T. Brooks
        Geology (2020) 48 (6): 611–615.
        https://doi.org/10.5555/G47155.1
        """,
      title: "Basaltic dikes as barriers to groundwater in the Columbia Plateau", authors: ["Jensen", "Brooks"],
      journal: "Geology", volume: "48", issue: "6", page: "611–615", year: 2020),
    Layout(
      name: "the ISSN behind the journal's name, the year before the volume",
      head: """
        Journal of Damp Meteorology
        Online ISSN : 1881-0136
        Full Paper
        Growth of moss on concrete walls in humid temperate cities
        Kenji Morita, Ayako Fujiwara
        2020 Volume 76 Issue 2 Pages 88-95
        DOI https://doi.org/10.5555/jdm.D-19-00055
        """,
      title: "Growth of moss on concrete walls in humid temperate cities", authors: ["Morita", "Fujiwara"],
      journal: "Journal of Damp Meteorology", volume: "76", issue: "2", page: "88–95", year: 2020),
    Layout(
      name: "the season behind volume and number",
      head: """
        journal article
        Ledger stones of the north aisle and what they cost
        Edmund Ashworth
        The Quarterly of Stones, Vol. 88, No. 1 (Spring 2008), pp. 211-240 (30 pages)
        Published By: A University Press
        https://doi.org/10.5555/41555555
        """,
      title: "Ledger stones of the north aisle and what they cost", authors: ["Ashworth"],
      journal: "The Quarterly of Stones", volume: "88", issue: "1", page: "211–240", year: 2008),
    Layout(
      name: "family names first, with degrees",
      head: """
        Scientific Articles
        Grip strength and return to driving after distal radius fracture
        Thompson, Sarah E. MD^1; Iqbal, Hamza PhD^1; Larsson, Nils MD, PhD^2
        The Journal of Bones 102(10):p 855-863, May 20, 2020. | DOI: 10.5555/JB.19.00555
        """,
      title: "Grip strength and return to driving after distal radius fracture",
      authors: ["Thompson", "Iqbal", "Larsson"], journal: "The Journal of Bones", volume: "102", issue: "10",
      page: "855–863", year: 2020),
    Layout(
      name: "the publisher between journal and volume",
      head: """
        Previous Article
        Next Article
        Listening to the ferry: sound and memory in late novels
        Philippa Greene
        Modern Novel Studies
        Saint John University Press
        Volume 66, Number 1, Spring 2020
        pp. 78-101
        10.5555/mns.2020.0005
        """,
      title: "Listening to the ferry: sound and memory in late novels", authors: ["Greene"],
      journal: "Modern Novel Studies", volume: "66", issue: "1", page: "78–101", year: 2020),
    Layout(
      name: "marks between names without a space",
      head: """
        ORIGINAL RESEARCH article
        Humming and attention: effects of self-made sound on a vigilance task
        Ingrid Solberg^1*Marco Bellini^2Aisha Khan^1
        Front. Psychol., 05 May 2020
        Sec. Cognition
        Volume 11 - 2020 | https://doi.org/10.5555/fpsyg.2020.01555
        """,
      title: "Humming and attention: effects of self-made sound on a vigilance task",
      authors: ["Solberg", "Bellini", "Khan"], journal: "Frontiers in Psychology", volume: "11", issue: nil, page: nil,
      year: 2020),
    Layout(
      name: "a label before the names and a group behind them",
      head: """
        Original Article
        Home oxygen after early discharge in moderate pneumonia
        Authors: Catherine L. Hughes, M.D., Bruno Martins, M.D., Ph.D., and Soo-Jin Choi, M.P.H. for the Home Oxygen \
        Investigators*Author Info & Affiliations
        Published May 14, 2020
        N Engl J Med 2020;382:1911-1921
        DOI: 10.5555/nejmoa1915555
        """,
      title: "Home oxygen after early discharge in moderate pneumonia", authors: ["Hughes", "Martins", "Choi"],
      journal: "New England Journal of Medicine", volume: "382", issue: nil, page: "1911–1921", year: 2020),
    Layout(
      name: "from the journal",
      head: """
        Modal particles in spoken Low German: a corpus study
        Friederike Hansen and Jörg Äpfelbach
        Published/Copyright: April 12, 2019
        From the journal Zeitschrift für Mundarten Volume 38 Issue 1
        https://doi.org/10.5555/zfm-2019-0555
        """,
      title: "Modal particles in spoken Low German: a corpus study", authors: ["Hansen", "Äpfelbach"],
      journal: "Zeitschrift für Mundarten", volume: "38", issue: "1", page: nil, year: 2019),
    Layout(
      name: "ORCIDs glued to names",
      head: """
        Revista de Salud Rural
        Rev. Salud Rural 54 • 2020 • https://doi.org/10.5555/rsr.2020.54
        Original Articles
        Prevalence of low back pain among sugarcane workers
        Maria Aparecida Santoshttps://orcid.org/0000-0002-1825-0097 João Carvalhohttps:// orcid.org/0000-0002-1825-0098
        """,
      title: "Prevalence of low back pain among sugarcane workers", authors: ["Santos", "Carvalho"],
      journal: "Revista de Salud Rural", volume: "54", issue: nil, page: nil, year: 2020),
  ]

  @Test("title, authors and where it was published", arguments: layouts)
  func reads(_ layout: Layout) throws {
    let item = try ArticlePage(layout.head + "\n\n" + Self.abstract).read().item
    #expect(item.title == layout.title)
    #expect(item.author.map(\.family) == layout.authors)
    #expect(item.containerTitle == layout.journal)
    #expect(item.volume == layout.volume)
    #expect(item.issue == layout.issue)
    if let page = layout.page { #expect(item.page == page) }
    #expect(item.issued?.year == layout.year)
  }
}
