import FettleKit
import ReferenceNormalization
import Testing

/// What a reference must give; `nil` must stay absent.
struct Style: Sendable, CustomTestStringConvertible {
  var name: String
  var text: String
  var authors: String
  var title: String?
  var container: String?
  var volume: String?
  var issue: String?
  var page: String?
  var year: Int?
  var type: String?
  var testDescription: String { name }
}

private func names(_ names: [Name]) -> String {
  names.map { name in
    name.literal ?? [name.nonDroppingParticle, name.family].compactMap(\.self).joined(separator: " ")
      + (name.given.map { "/" + $0 } ?? "")
  }.joined(separator: "; ")
}

@Suite("The rule-based parser")
struct ReferenceParserTests {
  static let styles: [Style] = [
    Style(
      name: "title-less", text: "Volkow, N.D. & McLellan, A.T. N. Engl. J. Med. 374, 1253–1263 (2016).",
      authors: "Volkow/N.D.; McLellan/A.T.", container: "New England Journal of Medicine", volume: "374",
      page: "1253–1263", year: 2016, type: "article-journal"),
    Style(
      name: "Nature",
      text: "Le Coz, G.M., van Dijk, P. & Gavériaux-Ruff, C. Grain boundaries in thin films. Nature 416, 61–64 (2002).",
      authors: "Le Coz/G.M.; van Dijk/P.; Gavériaux-Ruff/C.", title: "Grain boundaries in thin films",
      container: "Nature", volume: "416", page: "61–64", year: 2002, type: "article-journal"),
    Style(
      name: "Vancouver",
      text:
        "Kin K, Lee JH, O'Neil DJ. Bone density on the Pacific rim: a comparison. J Bone Miner Res. 1993;8(4):861-9.",
      authors: "Kin/K; Lee/JH; O'Neil/DJ", title: "Bone density on the Pacific rim: a comparison",
      container: "Journal of Bone and Mineral Research", volume: "8", issue: "4", page: "861–869", year: 1993,
      type: "article-journal"),
    Style(
      name: "APA",
      text:
        "Corbetta, M., & Shulman, G. L. (2002). Control of attention in the brain. Nature Reviews Neuroscience, 3(2), 201–215.",
      authors: "Corbetta/M.; Shulman/G. L.", title: "Control of attention in the brain",
      container: "Nature Reviews Neuroscience", volume: "3", issue: "2", page: "201–215", year: 2002,
      type: "article-journal"),
    Style(
      name: "Science",
      text: "S. Swenson, J. Wahr, Removal of correlated errors in data. Geophys. Res. Lett. 33, L08402 (2006).",
      authors: "Swenson/S.; Wahr/J.", title: "Removal of correlated errors in data",
      container: "Geophysical Research Letters", volume: "33", page: "L08402", year: 2006, type: "article-journal"),
    Style(
      name: "Elsevier",
      text:
        "G.E. Alexander, M.R. DeLong Parallel organization of circuits linking basal ganglia and cortex Annu Rev Neurosci, 9 (1986), pp. 357-381",
      authors: "Alexander/G.E.; DeLong/M.R.",
      title: "Parallel organization of circuits linking basal ganglia and cortex",
      container: "Annual Review of Neuroscience", volume: "9", page: "357–381", year: 1986, type: "article-journal"),
    Style(
      name: "MDPI", text: "Hsieh, C.T.; Klenow, J.P. Misallocation in two countries. Q. J. Econ. 2009, 124, 1403–1448.",
      authors: "Hsieh/C.T.; Klenow/J.P.", title: "Misallocation in two countries",
      container: "Quarterly Journal of Economics", volume: "124", page: "1403–1448", year: 2009, type: "article-journal"
    ),
    Style(
      name: "ACS",
      text:
        "Duffy, S.; Avery, V. M. Identification of inhibitors of development. Malar. J. 2013, 12, 408, DOI: 10.1186/1475-2875-12-408",
      authors: "Duffy/S.; Avery/V. M.", title: "Identification of inhibitors of development",
      container: "Malaria Journal", volume: "12", page: "408", year: 2013, type: "article-journal"),
    Style(
      name: "IEEE",
      text:
        "P. Yang and J. H. Chern, \"Design for reliability: The major challenge,\" Proceedings of the IEEE, vol. 81, no. 5, pp. 730-744, May 1993.",
      authors: "Yang/P.; Chern/J. H.", title: "Design for reliability: The major challenge",
      container: "Proceedings of the IEEE", volume: "81", issue: "5", page: "730–744", year: 1993,
      type: "article-journal"),
    Style(
      name: "AMS",
      text:
        "Meinert, N., and A. Lavin, 2021: The statistics of deep regression. J. Climate, 34, 104–110, https://doi.org/10.1175/JCLI-D-20-0001.1.",
      authors: "Meinert/N.; Lavin/A.", title: "The statistics of deep regression", container: "Journal of Climate",
      volume: "34", page: "104–110", year: 2021, type: "article-journal"),
    Style(
      name: "PNAS",
      text: "A Tarkiainen, PC Hansen, Dynamics of letter string perception in the cortex. Brain 122, 2119–2132 (1999).",
      authors: "Tarkiainen/A; Hansen/PC", title: "Dynamics of letter string perception in the cortex",
      container: "Brain", volume: "122", page: "2119–2132", year: 1999, type: "article-journal"),
    Style(
      name: "PLoS", text: "Popp FA, et al. (1988) Biophoton emission. Experientia 44: 543–600", authors: "Popp/FA",
      title: "Biophoton emission", container: "Experientia", volume: "44", page: "543–600", year: 1988,
      type: "article-journal"),
    Style(
      name: "JAMA, glued",
      text: "Koob  GFMarkou  AWeiss  F Opponent process and drug dependence.  Semin Neurosci. 1993;5351- 358",
      authors: "Koob/GF; Markou/A; Weiss/F", title: "Opponent process and drug dependence",
      container: "Semin Neurosci.", volume: "5", page: "351–358", year: 1993, type: "article-journal"),
    Style(
      name: "AAS", text: "Bennett, M., & Bovy, J. 2019, , MNRAS, 482, 1417, doi: 10.1093/mnras/sty2813",
      authors: "Bennett/M.; Bovy/J.", container: "Monthly Notices of the Royal Astronomical Society", volume: "482",
      page: "1417", year: 2019, type: "article-journal"),
    Style(
      name: "physics",
      text: "J. Wess and B. Zumino, Supergauge transformations in four dimensions, Nucl. Phys. B 70 (1974) 39.",
      authors: "Wess/J.; Zumino/B.", title: "Supergauge transformations in four dimensions",
      container: "Nuclear Physics B", volume: "70", page: "39", year: 1974, type: "article-journal"),
    Style(
      name: "Frontiers",
      text: "Andrade MA, Valencia A. Extraction of keywords from abstracts. Bioinformatics. (1998) 14:600–7.",
      authors: "Andrade/MA; Valencia/A", title: "Extraction of keywords from abstracts", container: "Bioinformatics",
      volume: "14", page: "600–607", year: 1998, type: "article-journal"),
    Style(
      name: "book",
      text: "Diamond, Jared M. Collapse: How Societies Choose to Fail or Succeed. New York: Viking, 2005.",
      authors: "Diamond/Jared M.", title: "Collapse: How Societies Choose to Fail or Succeed", year: 2005, type: "book"),
    Style(
      name: "chapter",
      text:
        "Hodges, S. D., & Wegner, D. M. (1997). The mental control of accuracy. In W. Ickes (Ed.), Empathic accuracy (pp. 311–339). New York: Guilford.",
      authors: "Hodges/S. D.; Wegner/D. M.", title: "The mental control of accuracy", container: "Empathic accuracy",
      page: "311–339", year: 1997, type: "chapter"),
    Style(
      name: "conference",
      text:
        "A. Borgida and T. Imielinski. Decision making in committees. In Proceedings of the Reasoning Workshop, pages 21-32, 1984.",
      authors: "Borgida/A.; Imielinski/T.", title: "Decision making in committees",
      container: "Proceedings of the Reasoning Workshop", page: "21–32", year: 1984, type: "paper-conference"),
    Style(
      name: "preprint", text: "C. Romelsberger, Calculating the index, arXiv:0707.3702 [hep-th].",
      authors: "Romelsberger/C.", title: "Calculating the index", type: "article"),
    Style(
      name: "group",
      text: "World Health Organization. Surveillance of rare diseases. Bull World Health Organ 1997; 72:49-54.",
      authors: "World Health Organization", title: "Surveillance of rare diseases",
      container: "Bulletin of the World Health Organization", volume: "72", page: "49–54", year: 1997,
      type: "article-journal"),
    Style(
      name: "section letter", text: "M. Guagnelli, Phys. Lett. B511 (2001) 265.", authors: "Guagnelli/M.",
      container: "Physics Letters B", volume: "511", page: "265", year: 2001, type: "article-journal"),
    Style(
      name: "Korean", text: "이장원, '외교: 배경과 전략,' 동서연구, 제23권, 2호, pp.107-108, 2011.", authors: "이장원", title: "외교: 배경과 전략",
      container: "동서연구", volume: "23", issue: "2", page: "107–108", year: 2011, type: "article-journal"),
  ]

  @Test("reads each style, and invents nothing", arguments: styles)
  func style(_ style: Style) {
    let item = ReferenceParser().parse(Array(style.text.utf8)).item
    #expect(names(item.author) == style.authors)
    #expect(item.title == style.title)
    #expect(item.containerTitle == style.container)
    #expect(item.volume == style.volume)
    #expect(item.issue == style.issue)
    #expect(item.page == style.page)
    #expect(item.issued?.year == style.year)
    #expect(item.type == style.type)
  }

  @Test("a journal that was looked up keeps its short title as written")
  func shortTitle() {
    let item = ReferenceParser().parse(Array("Wang, Y. et al. Nat. Med. 18, 385–387 (2012).".utf8)).item
    #expect(item.containerTitleShort == "Nat. Med.")
    #expect(item.containerTitle == "Nature Medicine")
  }

  @Test("\"et al.\" is recorded, and is no author")
  func etAl() {
    let parsed = ReferenceParser().parse(Array("Wang, Y. et al. Nat. Med. 18, 385–387 (2012).".utf8))
    #expect(parsed.hasEtAl)
    #expect(parsed.item.author.count == 1)
  }

  @Test(
    "identifiers are found in any dress",
    arguments: [
      ("Smith, J. Nature 1, 2 (2003). http://dx.doi.org/10.1038/NM.4281.", "10.1038/nm.4281"),
      ("Smith, J. Nature 1, 2 (2003). doi: 10. 1088/1748-0221/11/05/P05011", "10.1088/1748-0221/11/05/p05011"),
      (
        "Smith, J. Nature 1, 2 (2003). https://doi.org/10.1175/1520-0442(2002)015<2020:AAOTST>2.0.CO;2.",
        "10.1175/1520-0442(2002)015<2020:aaotst>2.0.co;2"
      ),
      ("Smith, J. Nature 1, 2 (2003). https://doi.org/10.1038/nm.1https://doi.org/10.1038/nm.1", "10.1038/nm.1"),
      ("Smith, J. Nature 1, 2 (2003) [doi:10.1038/nm.42]", "10.1038/nm.42"),
      (
        "Smith, J. Nature 1, 2 (2003). https://doi.org/10.1016/j.x.2018.03.004(Elsevier Ltd)", "10.1016/j.x.2018.03.004"
      ),
    ])
  func doi(text: String, doi: String) {
    let item = ReferenceParser().parse(Array(text.utf8)).item
    #expect(item.DOI == doi)
    #expect(item.volume == "1")
    #expect(item.URL == nil)
  }

  @Test("arXiv, PubMed and book numbers, addresses and the date they were read")
  func identifiers() {
    func item(_ text: String) -> Item { ReferenceParser().parse(Array(text.utf8)).item }
    #expect(
      item("J. Maldacena, Adv. Theor. Math. Phys. 2, 231 (1998) [hep-th/9711200].").archiveLocation
        == "arXiv:hep-th/9711200")
    #expect(item("Smith J. A title. Nature 2001;1:2. PMID: 12345678; PMCID: PMC123456").PMID == "12345678")
    #expect(item("Smith J. A title. Nature 2001;1:2. PMID: 12345678; PMCID: PMC123456").PMCID == "PMC123456")
    #expect(item("Smith, J. A Book. London: Faber, 2001. ISBN 978-0-571-33465-0").ISBN == "9780571334650")
    let page = item("Smith, J. A page about bees. Available online: https://example.org/bees (accessed on 5 May 2020).")
    #expect(page.URL == "https://example.org/bees")
    #expect(page.accessed == PartialDate(year: 2020, month: 5, day: 5))
    #expect(page.title == "A page about bees")
  }

  @Test("a reference that is printed twice is read once")
  func twice() {
    let once = "Knorr, W., and A. Dai, 2015: The quiet revolution. Nature, 525, 47–55."
    let parsed = ReferenceParser().parse(Array((once + " " + once + ")| false").utf8))
    #expect(parsed.item.title == "The quiet revolution")
    #expect(parsed.item.author.count == 2)
  }
}
