import FettleKit
import ReferenceNormalization
import Testing

/// What is read of parts whose labels are right.
@Suite("Labeled parts of references")
struct LabeledPartTests {
  /// - Parameter marked: a reference with its parts in braces behind their labels: "author{Wang, Y.} journal{Nat. Med.}".
  private func read(_ marked: String) -> Item {
    var text: [UInt8] = []
    var spans: [(Range<Int>, FieldLabel)] = []
    for piece in marked.split(separator: "}") {
      let parts = piece.split(separator: "{")
      guard parts.count == 2, let name = parts[0].split(separator: " ").last,
        let label = FieldLabel.allCases.first(where: { "\($0)" == String(name) })
      else {
        text += Array(piece.utf8)
        continue
      }
      text += Array(parts[0].dropLast(name.count).utf8)
      let start = text.count
      text += Array(parts[1].utf8)
      spans.append((start..<text.count, label))
    }
    let tokens = FieldTokens(ofReference: text)
    let labels = (0..<tokens.count).map { index in
      let range = tokens.range(index)
      return spans.first { $0.0.contains(range.lowerBound) }?.1.bit ?? FieldLabel.note.bit
    }
    return LearnedReferenceParser().parse(text[...], knowing: labels).item
  }

  @Test(
    "volumes",
    arguments: [
      ("journal{Astrophys. J.} volume{517, 565} date{(1999).}", "517", "565"),
      ("journal{C. R. Acad. Sci.} volume{294, série 11,} pages{849} date{(1982).}", "294", "849"),
      ("journal{J. Clin. Invest.} volume{Volume 115 Number 1} date{January 2005}", "115", nil),
      ("journal{Cogn. Sci.} volume{vol.1; n3,} date{1997}", "1", nil),
      ("journal{Politikon} volume{(39)1:} pages{71-88.}", "39", "71–88"),
      ("journal{Math. Sci. Publ.} volume{II, volume 60} pages{1-9}", "60", "1–9"),
      ("journal{IEEE Trans. Softw. Eng.,} volume{vol. SE-10,} pages{pp. 185-191,} date{1984.}", "SE-10", "185–191"),
      ("journal{Synthesis,} volume{1997} date{(1982).}", "1997", nil),
      ("journal{J. Chem. Soc.} volume{3163} date{(1931).}", nil, "3163"),
      ("journal{Genome Biol} volume{1-10} date{(2009).}", nil, "1–10"),
      ("journal{Zh. Eksp. Teor. Fiz.} volume{39} date{(1960) 1459}", "39", "1459"),
      ("journal{Gestalt,} volume{4,} pages{NP.}", "4", nil),
    ] as [(String, String?, String?)])
  func volumes(marked: String, volume: String?, page: String?) {
    let item = read("author{Meier, P.} " + marked)
    #expect(item.volume == volume)
    #expect(item.page == page)
  }

  @Test(
    "names",
    arguments: [
      ("Das SK, Nair RC.", ["Das", "Nair"]),
      ("van Hout BA, Al MJ, Gordon GS.", ["Hout", "Al", "Gordon"]),
      ("Vikhagen. E. and Lokberg O. J.,", ["Vikhagen", "Lokberg"]),
      ("LeGall JR, Lemeshow S, Leleug, Klar J, Rui M.", ["LeGall", "Lemeshow", "Leleug", "Klar", "Rui"]),
      ("Langdon, R. Coltheart, M. Ward, PB. Catts, SV.", ["Langdon", "Coltheart", "Ward", "Catts"]),
      ("Niyti, R.K. Gupta, W. Greiner,", ["Niyti", "Gupta", "Greiner"]),
      ("Renfrew, Colin & Bahn, Paul.", ["Renfrew", "Bahn"]),
      ("S. Schwarz et. al.,", ["Schwarz"]),
      ("N. Ukita, T. Yoshie (PACS),", ["Ukita", "Yoshie"]),
      ("Folkman and Klagsbrun,", ["Folkman", "Klagsbrun"]),
    ])
  func names(authors: String, families: [String]) {
    let item = read("author{\(authors)} leadingDate{1987,} journal{Science} volume{235:} pages{442-447}")
    #expect(item.author.map { $0.family ?? $0.literal } == families)
  }

  @Test(
    "groups are no persons",
    arguments: ["INSTITUT UPSA DE LA DOULEUR.", "Gouvernement du Québec,", "R Core Team.", "R Development Core Team,"])
  func groups(author: String) {
    let item = read("author{\(author)} title{Soins palliatifs en équipe.} date{2006.}")
    #expect(item.author == [Name(literal: String(author.dropLast()))])
  }

  @Test(
    "titles end before remarks",
    arguments: [
      "Results of a survey (in German).", "Results of a survey. Translated by Basil Creighton.",
      "Results of a survey (tr.",
    ])
  func remarks(title: String) {
    #expect(read("author{Haas U.} title{\(title)} journal{Nature} volume{47}").title == "Results of a survey")
  }

  @Test(
    "titles that speak of translations or begin with In stay",
    arguments: [
      "Proteins translated in vitro", "In vitro proteins (in part)", "On tr. and trans. acting factors",
    ])
  func titles(title: String) {
    #expect(read("author{Haas U.} title{\(title)} journal{Nature} volume{47}").title == title)
  }

  @Test("a journal of the table is none's title")
  func journals() {
    let title = read("author{A. Kirkpatrick,} title{AIP Conf. Proc.,} volume{475:} pages{405} date{(1999)}")
    #expect(title.title == nil)
    #expect(title.containerTitleShort == "AIP Conf. Proc.")
    let number = read(
      "author{Zucchelli G.} title{Surgery.} journal{Periodontol} date{2000 2015;} volume{68:} pages{333-68.}")
    #expect(number.issued?.year == 2015)
    let own = read("author{Yamada and Araki, J.} journal{Cell Science} date{(2001)} volume{114:} pages{2375-2382}")
    #expect(own.containerTitle == "J. Cell Science")
    let known = read(
      "author{G. Bartelmus und R. Ketterer,} journal{Z. Anal. Chem.} volume{286} date{(1977)} pages{161-190}")
    #expect(known.author.map(\.family) == ["Bartelmus", "Ketterer"])
  }

  @Test("a group in brackets behind the names is no title")
  func bracketedGroups() {
    let item = read(
      "author{C. Patrignani et al.} title{(Particle Data Group),} journal{Chin. Phys. C} volume{40,} pages{1}")
    #expect(item.title == nil)
    #expect(item.containerTitleShort == "Chin. Phys. C" || item.containerTitle == "Chin. Phys. C")
  }

  @Test(
    "the sign of GB/T 7714 is no part of the title, and says the type",
    arguments: [
      ("title{Cracks in tunnels [J].} journal{Tunnels,} date{2021,} volume{112:} pages{3-9.}", "article-journal"),
      ("title{Cracks in tunnels[J/OL].} journal{Tunnels,} date{2021}", "article-journal"),
      ("title{Cracks in tunnels [M].} place{Beijing:} publisher{Science Press,} date{2001.}", "book"),
      ("title{Cracks in tunnels [D].} place{Wuhan:} publisher{Wuhan University,} date{2001.}", "thesis"),
      (
        "title{Cracks in tunnels [C]//}bookTitle{Proceedings of the congress.} date{2001:} pages{3-9.}",
        "paper-conference"
      ),
      ("title{Cracks in tunnels [EB/OL].} date{(2001)}", "webpage"),
    ])
  func sourceSigns(marked: String, type: String) {
    let item = read("author{Wang L.} " + marked)
    #expect(item.title == "Cracks in tunnels")
    #expect(item.type == type)
  }

  @Test(
    "other brackets stay", arguments: ["A study of rats [X] and mice", "On C[J] algebras and their many more sides"])
  func otherBrackets(title: String) {
    let item = read("author{Wang L.} title{\(title).} journal{Nature} volume{3} pages{9}")
    #expect(item.title == title)
    #expect(item.type == "article-journal")
  }

  @Test("a volume that is called a year is the year, where nothing else is")
  func yearAsVolume() {
    let lone = read("author{Vaswani A.} title{On attention.} bookTitle{Proc. NIPS.} volume{2017:} pages{5998-6008.}")
    #expect(lone.issued?.year == 2017)
    #expect(lone.volume == nil)
    let dated = read(
      "author{Vaswani A.} title{On attention.} journal{Acta} volume{2017:} pages{5998-6008,} date{2018.}")
    #expect(dated.issued?.year == 2018)
    #expect(dated.volume == "2017")
    let announced = read("author{Vaswani A.} title{On attention.} journal{LNCS,} volume{vol. 2010,} pages{59-60.}")
    #expect(announced.volume == "2010")
  }

  @Test(
    "a journal's name ends before the word of its volume",
    arguments: ["Revue historique, t.", "Revue historique, vol."])
  func volumeWord(journal: String) {
    let item = read("author{Dupont, J.,} title{Les archives,} journal{\(journal)} volume{245,} pages{p. 33-58.}")
    #expect(item.containerTitle == "Revue historique")
    #expect(item.volume == "245")
  }
}
