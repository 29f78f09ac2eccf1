import JournalTable
import Testing

private func match(_ title: String) -> JournalMatch? { JournalTable.builtin.match(Array(title.utf8)[...]) }

@Suite("The journal table")
struct JournalTableTests {
  @Test("a short title leads to the full one, whatever its case, dots and spaces")
  func shortTitles() {
    for written in ["N. Engl. J. Med.", "N Engl J Med", "n.engl.j.med", "N. Engl.J. Med"] {
      #expect(match(written)?.journal?.full == "New England Journal of Medicine")
    }
    #expect(match("Nat. Med.")?.journal?.full == "Nature Medicine")
    #expect(match("ApJ")?.journal?.full == "Astrophysical Journal")
    #expect(match("A&A")?.journal?.full == "Astronomy & Astrophysics")
    #expect(match("J. Lumin.")?.journal?.full == "Journal of Luminescence")
    #expect(match("Zh. Fiz. Khim.")?.journal?.full == "Zhurnal Fizicheskoi Khimii")
  }

  @Test("a full title is known as one, with or without its article")
  func fullTitles() {
    guard case .full(let journal)? = match("The Journal of Neuroscience") else {
      Issue.record("not found")
      return
    }
    #expect(journal.full == "Journal of Neuroscience")
    #expect(journal.issn == "0270-6474")
  }

  @Test("every title of the table is known by a look at its beginning, with or without an article, and “and” for “&”")
  func known() {
    for journal in JournalTable.builtin.journals {
      for title in [journal.short, journal.full] where !title.isEmpty {
        #expect(JournalTable.knows(title))
        #expect(JournalTable.knows("The " + title))
        #expect(JournalTable.knows(String(title.map { $0 == "&" ? ["a", "n", "d"] : [$0] }.joined())))
      }
    }
    for stranger in ["Download PDF", "Nature of Nonsense", "", "&", "The"] { #expect(!JournalTable.knows(stranger)) }
  }

  @Test("a title of one word is its own short title")
  func oneWord() {
    guard case .both(let journal)? = match("Neuroscience") else {
      Issue.record("not found")
      return
    }
    #expect(journal.short == "Neuroscience")
  }

  @Test("an unknown title stays unknown")
  func unknown() {
    #expect(match("J. Invent. Nonsense") == nil)
    #expect(match("") == nil)
    #expect(match("...") == nil)
  }

  @Test("a short title that stands for two journals is known, but not which")
  func ambiguous() {
    let table = JournalTable(table: Array("J. X\tJournal of Xenon\t\nJ. X\tJournal of X-rays\t\n".utf8))
    #expect(table.match(Array("J X".utf8)[...]) == .ambiguous)
  }

  @Test("no short title of the table stands for two journals, but for the few that do")
  func clashes() {
    let table = JournalTable.builtin
    let ambiguous = table.journals.filter { table.match(Array($0.short.utf8)[...]) == .ambiguous }.map(\.short)
    #expect(
      Set(ambiguous) == [
        "Comput. Geosci.", "Educ. Psychol.", "Educ. Res.", "Front. Phys.", "Rev. Neurol.", "Sci. Educ.",
        "Toxicol. Res.",
      ])
    #expect(Set(table.journals.map { $0.short + "\t" + $0.full }).count == table.journals.count)
    #expect(Set(table.journals.map(\.full)).count == Set(table.journals.map { JournalKey($0.full.utf8) }).count)
  }

  @Test("a table that is made of journals gives them back, in their order")
  func made() {
    let journals = [
      Journal(short: "J. X", full: "Journal of Xenon", issn: "0270-6474"),
      Journal(short: "J\tY", full: "Journal\nof Y"),
    ]
    let table = JournalTable(journals)
    #expect(table.journals == [journals[0], Journal(short: "J Y", full: "Journal of Y")])
    #expect(table.match(Array("JX".utf8)[...]) == .short(journals[0]))
    #expect(table.match(Array("The Journal of Y".utf8)[...])?.journal?.short == "J Y")
    #expect(JournalTable([]).match(Array("J".utf8)[...]) == nil)
  }

  @Test("a table of many titles finds each of them")
  func many() {
    let journals = (0..<5000).map { Journal(short: "J. \($0)", full: "Journal \($0) of \($0 * 7)") }
    let table = JournalTable(journals)
    for journal in journals { #expect(table.match(Array(journal.short.utf8)[...]) == .short(journal)) }
    #expect(table.match(Array("J. 5000".utf8)[...]) == nil)
  }

  @Test("further journals are looked up, and tell nothing about a page's words")
  func further() {
    func lookUp(_ title: String) -> JournalMatch? { JournalTable.lookUp(Array(title.utf8)[...]) }
    #expect(lookUp("Light Sci Appl")?.journal?.full.hasPrefix("Light") == true)
    #expect(lookUp("Mil. Med. Res.")?.journal?.full == "Military Medical Research")
    #expect(lookUp("Cities")?.journal?.issn == "0264-2751")
    #expect(!JournalTable.knows("Cities") && match("Cities") == nil)
    // The usual table comes first.
    #expect(lookUp("N Engl J Med") == match("N Engl J Med"))
    #expect(lookUp("J. Invent. Nonsense") == nil)
  }

  @Test("no line of the further journals says what the usual table says, or something else")
  func disjoint() {
    let usual = JournalTable.builtin
    for journal in JournalTable.more.journals {
      guard let known = usual.match(Array(journal.short.utf8)[...]) else { continue }
      // As its full title is short for itself, so may a further short title be another journal's full one.
      #expect(known.journal.map { $0.full == journal.full || $0.full == journal.short } ?? true, "\(journal)")
    }
  }

  @Test("most of the journals that are cited most have an ISSN")
  func serials() {
    let full = Dictionary(grouping: JournalTable.builtin.journals, by: \.full)
    #expect(full.values.count { $0.contains { $0.issn != nil } } > 7500)
    #expect(match("Nature")?.journal?.issn == "0028-0836")
    #expect(match("N. Engl. J. Med.")?.journal?.issn == "0028-4793")
    #expect(match("Phys. Rev. Lett.")?.journal?.issn == "0031-9007")
  }

  @Test("every line of a table is found by its short and by its full title", arguments: [false, true])
  func everyLine(isFurther: Bool) {
    let table = isFurther ? JournalTable.more : JournalTable.builtin
    #expect(Set(table.journals.map(\.full)).count > 3000)
    for journal in table.journals {
      #expect(table.match(Array(journal.full.utf8)[...])?.journal?.full != nil, "\(journal.full)")
      #expect(table.match(Array(journal.short.utf8)[...]) != nil, "\(journal.short)")
      #expect(!journal.short.isEmpty && !journal.full.isEmpty)
      if let issn = journal.issn { #expect(isISSN(issn), "\(issn)") }
    }
  }

  /// The check digit of ISO 3297.
  private func isISSN(_ text: String) -> Bool {
    let digits = text.utf8.filter { $0 != 0x2D }
    guard digits.count == 8, text.utf8.count == 9 else { return false }
    var sum = 0
    for (index, digit) in digits.enumerated() { sum += (8 - index) * (digit == 0x58 ? 10 : Int(digit) - 0x30) }
    return sum % 11 == 0
  }

  @Test("a word says whether it is a shortened one")
  func words() {
    let table = JournalTable.builtin
    #expect(table.use(of: Array("Neurosci".utf8)[...]).contains(.abbreviation))
    #expect(table.use(of: Array("Journal".utf8)[...]).contains(.first))
    #expect(table.use(of: Array("zebra".utf8)[...]) == [])
  }
}
