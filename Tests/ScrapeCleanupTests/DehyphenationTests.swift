import Testing

@testable import ScrapeCleanup

@Suite("Hyphens at line ends")
struct DehyphenationTests {
  @Test("a word that the document spells without a hyphen is joined")
  func joined() throws {
    #expect(
      try cleaned("an inter-\n   national one\n\nInternational it was") == "an international one\nInternational it was")
  }

  @Test("a word that the document spells with a hyphen keeps it")
  func hyphenated() throws {
    #expect(try cleaned("a state-of-the-\nart and a state-of-the-art") == "a state-of-the-art and a state-of-the-art")
  }

  @Test("without evidence the hyphen stays and the break goes")
  func unknown() throws {
    #expect(try cleaned("from user-to-\nuser calls") == "from user-to-user calls")
  }

  @Test("hanging hyphens keep their space")
  func hanging() throws {
    #expect(
      try cleaned("between atmospheric-\n  and land-related variables")
        == "between atmospheric- and land-related variables")
    #expect(try cleaned("Vor-\nund Nachteile") == "Vor- und Nachteile")
  }

  @Test("a page whose line ends show a typesetter's hyphens is joined throughout")
  func typeset() throws {
    let text =
      "The hypo-\nthesis, this hypothesis, of a meas-\nurement, the measurement, was re-\nvised for self-\nassessment"
    #expect(
      try cleaned(text)
        == "The hypothesis, this hypothesis, of a measurement, the measurement, was revised for self-assessment")
  }

  @Test("capitals, digits and dashes are no broken words")
  func others() throws {
    #expect(try cleaned("pages 12-\n15 by Smith-\nJones - \nand so on") == "pages 12- 15 by Smith- Jones - and so on")
  }
}
