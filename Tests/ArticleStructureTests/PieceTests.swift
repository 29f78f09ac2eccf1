import FettleKit
import Testing

@testable import ArticleStructure

@Suite("Small readers")
struct PieceTests {
  private func bytes(_ text: String) -> ArraySlice<UInt8> { Array(text.utf8)[...] }
  private func dois(in text: String) -> [String] {
    text.withBytes { text in
      var dois: [String] = []
      DOIFinder.forEachMention(in: text) { dois.append($0.doi(in: text)) }
      return dois
    }
  }
  private func label(_ text: String) -> String? { text.withBytes { FigureLabel($0)?.text } }
  private func date(_ text: String) -> PartialDate? { text.withBytes { DateReader.first(in: $0) } }

  @Test("a DOI ends where words are glued behind it")
  func doi() {
    #expect(
      dois(in: "https://doi.org/10.1016/j.bbr.2007.11.021Get rights and content") == ["10.1016/j.bbr.2007.11.021"])
    #expect(dois(in: "(doi:10.1175/JAMC-D-24-0048.1).") == ["10.1175/jamc-d-24-0048.1"])
    #expect(dois(in: "version 10.2 of 10/2020").isEmpty)
  }

  @Test("a DOI that was broken at the end of a line is put together")
  func brokenDOI() {
    let text = "https://doi.org/10.1038/s41561- 022-00974-7 was read"
    text.withBytes { text in
      var dois: [String] = []
      DOIFinder.forEachMention(in: text, isWrapped: true) { dois.append($0.doi(in: text)) }
      #expect(dois == ["10.1038/s41561-022-00974-7"])
    }
    #expect(dois(in: text) == ["10.1038/s41561-"])
  }

  @Test(
    "a caption's label is told from a mention in a sentence",
    arguments: [
      ("Figure 1: Growth of moss.", "Figure 1"), ("Fig. 2. A map", "Fig. 2"), ("Table 3 Results", "Table 3"),
      ("Extended Data Fig. 4 | Controls", "Extended Data Fig. 4"), ("Abb. 5: Karte", "Abb. 5"),
      ("Table 2. Sites", "Table 2"), ("Fig. 1.2 Loads", "Fig. 1.2"),
    ])
  func labels(_ text: String, _ label: String) { #expect(self.label(text) == label) }

  @Test(
    "a sentence about a figure is no caption",
    arguments: ["Figure 1 shows that moss grows.", "Figures are below", "Table tennis is", "figure 2: x"])
  func mentions(_ text: String) { #expect(label(text) == nil) }

  @Test(
    "a language is told by its small words or its writing",
    arguments: [
      (
        "en",
        "Slow rivers are said to carry little. We measured the load of three of them for two years, and in the end we found that they carry more than they show, which was known of quick ones."
      ),
      (
        "de",
        "Langsame Flüsse sollen wenig mit sich führen. Wir haben die Fracht von drei Flüssen gemessen, und das Ergebnis ist, dass die meiste Fracht in der Nacht und nach einem Sturm mit dem Wasser im Tal und auf den Wiesen ankommt."
      ),
      (
        "fr",
        "Les rivières lentes sont réputées pour ne rien porter. Nous avons mesuré la charge de trois rivières dans une vallée, et les résultats montrent que la plus grande partie est transportée par les eaux de la nuit."
      ),
      (
        "ru",
        "Медленные реки несут больше, чем кажется. Мы измеряли их груз два года и нашли, что большая часть его движется ночью."
      ),
      ("ja", "ゆっくり流れる川は、見かけよりも多くのものを運んでいる。二年間にわたって三つの川の荷を測った。"),
    ])
  func languages(_ tag: String, _ text: String) {
    #expect(text.withBytes { LanguageReader.language(of: $0) } == tag)
  }

  @Test("a short or mixed text has no language")
  func noLanguage() {
    #expect("Slow rivers of the north".withBytes { LanguageReader.language(of: $0) } == nil)
    let mixed = "the of and is was were with der die das und ist nicht mit von the of and der die das"
    #expect(mixed.withBytes { LanguageReader.language(of: $0) } == nil)
  }

  @Test("dates are as precise as they are stated")
  func dates() {
    #expect(date("Published: 26 January 2014") == PartialDate(year: 2014, month: 1, day: 26))
    #expect(date("April 22, 2019") == PartialDate(year: 2019, month: 4, day: 22))
    #expect(date("2018-02-13") == PartialDate(year: 2018, month: 2, day: 13))
    #expect(date("© 2016 A Society") == PartialDate(year: 2016))
  }

  @Test("a short journal name is known on the page's own full one")
  func journals() {
    #expect(JournalName.abbreviates("Clim. Past", "Climate of the Past"))
    #expect(JournalName.abbreviates("Proc. Natl. Acad. Sci. U.S.A.", "Proceedings of the National Academy of Sciences"))
    #expect(!JournalName.abbreviates("Clim. Past", "Climate Dynamics"))
  }

  @Test("what stands around a journal's name isn't taken for a part of it")
  func journalNames() {
    func trimmed(_ text: String) -> String { text.withBytes { JournalName.trimmed($0).string } }
    #expect(trimmed("In: Archives of Moss,") == "Archives of Moss")
    #expect(trimmed("Moss Res. Lett.") == "Moss Res. Lett.")
    #expect(trimmed("Archives of Mosses.") == "Archives of Mosses")
    #expect(trimmed("Moss logoLink to Moss") == "Moss")
    #expect("Archives of Moss".withBytes { JournalName.isPlausible($0) })
    #expect(!"VOLUME".withBytes { JournalName.isPlausible($0) })
    #expect(!"Volume of the moss".withBytes { JournalName.isPlausible($0) })
    #expect(!"where mosses could still thrive".withBytes { JournalName.isPlausible($0) })
  }

  @Test("a supplement's DOI speaks for the article's")
  func votes() {
    var ballot = DOIBallot()
    let mentions: [(String, DOIBallot.Ways)] = [
      ("10.1234/other", [.alone]), ("10.1234/MOSS.s001", [.alone, .short]), ("10.1234/moss.pdf", [.alone, .short]),
    ]
    for (text, ways) in mentions {
      text.withBytes { bytes in DOIFinder.forEachMention(in: bytes) { ballot.vote($0, in: bytes, ways) } }
    }
    let result = ballot.result()
    #expect(result?.doi == "10.1234/moss")
    #expect(result?.isDisputed == false)
  }

  @Test("a DOI that is named again and again in the same way gains little by it")
  func repeated() {
    var ballot = DOIBallot()
    "10.1234/moss".withBytes { bytes in
      DOIFinder.forEachMention(in: bytes) { ballot.vote($0, in: bytes, [.alone, .short, .labelled]) }
    }
    for _ in 0..<20 {
      "10.1234/other".withBytes { bytes in
        DOIFinder.forEachMention(in: bytes) { ballot.vote($0, in: bytes, [.short]) }
      }
    }
    #expect(ballot.result()?.doi == "10.1234/moss")
  }

  @Test("white space of any kind becomes one space between words")
  func spacing() {
    func single(_ text: String) -> String { text.withBytes { String(decoding: Spacing.single($0), as: UTF8.self) } }
    #expect(single(" On\u{A0}\tmoss \u{2009}\n and\u{3000}fern ") == "On moss and fern")
    #expect(single("à – é") == "à – é")
  }

  @Test("comparison doesn't see case, dashes and quotes")
  func keys() {
    #expect(TextKey.key("“Air–Sea” É") == TextKey.key("\"air-sea\" é"))
    #expect(TextKey.range(of: TextKey.key("air sea"), in: bytes("On Air–Sea flux")) == 3..<12)
  }
}

extension String {
  /// Its bytes, for the time of the closure.
  func withBytes<Result>(_ body: (Bytes) -> Result) -> Result {
    var text = self
    return text.withUTF8(body)
  }
}
