import FettleKit
import ReferenceNormalization
import TestSupport
import Testing

@Suite("The learned parser")
struct LearnedParserTests {
  private func check(_ bytes: [UInt8], isValid: Bool) {
    let parsed = LearnedReferenceParser().parse(bytes)
    for (field, range) in parsed.ranges {
      #expect(range.lowerBound >= 0 && range.upperBound <= bytes.count && !range.isEmpty, "\(field)")
      guard isValid, range.upperBound <= bytes.count else { continue }
      for edge in [range.lowerBound, range.upperBound] {
        #expect(edge == bytes.count || bytes[edge] & 0xC0 != 0x80, "\(field) ends inside a character")
      }
    }
    for (field, confidence) in parsed.confidences { #expect(confidence >= 0 && confidence <= 1, "\(field)") }
    #expect(parsed.confidence >= 0 && parsed.confidence <= 1)
  }

  @Test("random bytes never crash it")
  func randomBytes() {
    var numbers = SplitMix(seed: 11)
    for _ in 0..<400 {
      let count = Int.random(in: 0...160, using: &numbers)
      check((0..<count).map { _ in UInt8.random(in: 0...255, using: &numbers) }, isValid: false)
    }
  }

  @Test("letters of every script are read, and every range lies on characters")
  func scripts() {
    var numbers = SplitMix(seed: 12)
    for _ in 0..<400 {
      var text = ""
      for _ in 0..<Int.random(in: 1...80, using: &numbers) {
        if let scalar = Unicode.Scalar(UInt32.random(in: 1...0x10FFFF, using: &numbers)) {
          text.unicodeScalars.append(scalar)
        }
        text += [" ", ", ", ". ", "12", "(2004)", "; "].randomElement(using: &numbers) ?? ""
      }
      check(Array(text.utf8), isValid: true)
    }
  }

  @Test("ten thousand authors are an answer")
  func manyAuthors() {
    let authors = (0..<10_000).map { "Nam\(["e", "o", "u"][$0 % 3])n, J." }.joined(separator: ", ")
    let parsed = LearnedReferenceParser().parse(Array((authors + " A title of a paper. Nature 1, 2–3 (2004).").utf8))
    #expect(parsed.item.author.count >= 1_000)
  }

  static let hostilePieces = [
    "Smith, J., ", "a", "1 ", "(", "\"", "in In: ", "J. ", "- ", "\u{1}", "et al. ", ".,;:!?", "[](){}", "\u{7F}\0\t",
    "山田太郎, ", "ي", "\u{1F600}", "Smith (J.), ",
  ]

  @Test("a long string is answered, whatever it holds", .timeLimit(.minutes(5)), arguments: hostilePieces)
  func hostile(piece: String) {
    let text = Array(String(repeating: piece, count: (1 << 15) / piece.utf8.count).utf8)
    let parsed = LearnedReferenceParser().parse(text[...])
    for range in parsed.ranges.values { #expect(range.upperBound <= text.count) }
  }

  @Test("a megabyte in one entry is answered", .timeLimit(.minutes(5)))
  func megabyte() {
    let text = Array(String(repeating: "Smith, J., ", count: 100_000).utf8)
    #expect(!LearnedReferenceParser().parse(text[...]).item.author.isEmpty)
  }

  @Test("what an entry holds stays in raw, whatever it is")
  func raw() throws {
    let good = "Watson, J. D. & Crick, F. H. C. Nature 171, 737–738 (1953)."
    let names = (0..<10_000).map { "Name\($0), A." }.joined(separator: ", ")
    let scripts = [
      "Иванов И. И. Физика 12, 3–9 (1999).", "山田太郎. 物理学 12, 3–9 (1999).", "محمد علي. علوم 12, 3–9 (1999).",
      "Παπαδόπουλος Γ. Φυσική 12, 3–9 (1999).", "שרה כהן. מדע 12, 3–9 (1999).", "ศรี ส. วิทย์ 12, 3–9 (1999).",
      "\u{1F600} \u{1F4A5} 12, 3–9 (1999).", "?!?! ;;; ((([[[ 1999",
      "\u{202E}desrever\u{202C}, A. Nature 12, 3 (1999).",
    ]
    let entries = [good, names + " Nature 171, 737–738 (1953)."] + scripts + [good.replacing("171", with: "172")]
    let list = entries.enumerated().map { "[\($0.offset + 1)] \($0.element)" }.joined(separator: "\n\n")
    let document = try WrittenList.processed(WrittenList.page(list))
    #expect(document.references.count == entries.count)
    for (reference, entry) in zip(document.references, entries) { #expect(reference.raw == entry) }
  }

  @Test(
    "journals' styles are read",
    arguments: [
      "Watson, J. D. & Crick, F. H. C. Nature 171, 737–738 (1953).",
      "Watson, J. D., & Crick, F. H. C. (1953). Molecular structure of nucleic acids. Nature, 171, 737–738.",
      "Watson JD, Crick FHC. Molecular structure of nucleic acids. Nature. 1953;171:737-8.",
      "J. D. Watson and F. H. C. Crick, “Molecular structure of nucleic acids,” Nature, vol. 171, pp. 737–738, 1953.",
    ])
  func styles(reference: String) {
    let parsed = LearnedReferenceParser().parse(Array(reference.utf8))
    #expect(parsed.item.author.map(\.family) == ["Watson", "Crick"])
    #expect(parsed.item.containerTitle == "Nature")
    #expect(parsed.item.volume == "171")
    #expect(parsed.item.page == "737–738")
    #expect(parsed.item.issued?.year == 1953)
    #expect(parsed.confidence > 0.5)
  }

  @Test("each token comes with a label and a range of its own")
  func labels() {
    let text = Array("Watson, J. D. & Crick, F. H. C. Nature 171, 737–738 (1953).".utf8)
    let labels = LearnedReferenceParser().labels(of: text[...])
    #expect(labels.first?.label == "author")
    #expect(labels.contains { $0.label == "journal" && String(decoding: text[$0.range], as: UTF8.self) == "Nature" })
    for (token, next) in zip(labels, labels.dropFirst()) { #expect(token.range.upperBound <= next.range.lowerBound) }
  }
}

@Suite("What the learned parser makes of parts that are run together or out of place")
struct LearnedPartsTests {
  private func item(_ text: String) -> Item { LearnedReferenceParser().parse(Array(text.utf8)).item }

  @Test(
    "what stands behind a quoted title is what it appeared in",
    arguments: [
      (
        "Ortega, Ana. \"Reading the weather in coastal towns.\" Essays on Everyday Climate. Ed. B. Marsh. Bristol: Harbour UP, 2004.",
        "Reading the weather in coastal towns", "Essays on Everyday Climate"
      ),
      (
        "Brandt, Ida. “The ferry as a place of work.” Journal of Island Studies 12 (1998): 31–48.",
        "The ferry as a place of work", "Journal of Island Studies"
      ),
    ])
  func quotedTitle(string: String, title: String, container: String) {
    let item = item(string)
    #expect(item.title == title)
    #expect(item.containerTitle == container)
  }

  @Test(
    "a place before a publisher's colon is one, whatever it was taken for", arguments: ["Coventry", "Lower Barnham"])
  func publisherPlace(place: String) {
    let item = item(
      "Ortega, Ana. \"Reading the weather.\" Problems of Everyday Climate. Ed. B. Marsh. \(place): Harbour UP, 2004.")
    #expect(item.publisherPlace == place)
    #expect(item.publisher == "Harbour UP")
  }

  @Test("words that a text layer ran together are two")
  func glued() {
    let item = item("U. Essmann, L. Perera, H. Lee, andG .Pedersen, J. Chem. Phys. 103, 8577 (1995).")
    #expect(item.author.map(\.family) == ["Essmann", "Perera", "Lee", "Pedersen"])
    #expect(item.volume == "103")
  }

  @Test("given names in brackets behind the family name")
  func brackets() {
    let item = item("Bugnon (A.-L.), Le mobilier céramique, Paris, Presses universitaires, 2012, p. 182-196.")
    #expect(item.author.first?.family == "Bugnon")
    #expect(item.author.first?.given?.hasPrefix("A.-L") == true)
  }

  @Test("a suffix without a comma is one")
  func suffix() {
    let item = item(
      "Guy L. Steele Jr. and Jon L. White. How to print floating-point numbers accurately. ACM SIGPLAN Notices, 25(6):112-126, 1990."
    )
    #expect(item.author.map(\.family) == ["Steele", "White"])
    #expect(item.author.first?.suffix == "Jr")
  }

  @Test("an initial that looks like a particle is an initial")
  func initials() {
    let item = item("T. Clifton, P. G. Ferreira, A. Padilla, C. Skordis, Phys. Rep. 513, 1 (2012).")
    #expect(item.author.map(\.family) == ["Clifton", "Ferreira", "Padilla", "Skordis"])
  }

  @Test("a given name between an initial and the family name")
  func given() {
    let item = item("J. Bradley Chen and Brian N. Bershad. The impact of structure. Computer 12, 120-133 (1993).")
    #expect(item.author.map(\.family) == ["Chen", "Bershad"])
  }

  @Test("the letter of an article number stays")
  func articleNumber() {
    let item = item("Dolan CV. 2013. Multivariate analysis of genotypes. PLoS Genet 9:e1003235.")
    #expect(item.page == "e1003235")
  }

  @Test(
    "the table of journals tells an initial from the J. of a journal",
    arguments: [
      ("Kaplan, E.L. & Meier, P. J. Am. Stat. Assoc. 53, 457–481 (1958).", "P.", "J. Am. Stat. Assoc."),
      ("Stroop, J.R. J. Exp. Psychol. 18, 643–662 (1935).", "J.R.", "J. Exp. Psychol."),
      ("Smith, A. J. Nature 171, 737 (1953).", "A. J.", "Nature"),
      ("Evans, C.J. Trends Pharmacol. Sci. 37, 963–976 (2016).", "C.J.", "Trends Pharmacol. Sci."),
      ("Litvak, M. & Ruth, V. M. J. Lumin. 119, 277–282 (2006).", "V. M.", "J. Lumin."),
    ])
  func journalStart(string: String, given: String, journal: String) {
    let item = LearnedReferenceParser().parse(Array(string.utf8)[...]).item
    #expect(item.author.last?.given == given)
    #expect(item.containerTitleShort == journal)
  }
}
