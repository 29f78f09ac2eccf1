import FettleKit
import Testing

@testable import BoilerplateRemoval

@Suite("Where a block stands decides")
struct PositionTests {
  static let page = """
    Invented measures of an invented thing - The Journal of Invented Results
    Skip to main content
    The Journal of Invented Results
    Home
    Latest volumes
    Our people
    Invented measures of an invented thing
    Ada Example, Ben Sample
    https://doi.org/10.9999/abc.1
    Abstract
    We measured an invented thing in forty places with three instruments and found, to nobody's surprise, that the thing isn't there at all in any of them.
    1 Introduction
    Invented things have been measured since the earliest days of the field, and those who did so left notes from which this paper takes its methods and words.
    Figure 1. The places.
    Full size image
    Nobody has yet counted the places in which the thing was sought, although the number was guessed more than once by people with time on their hands.
    2 Methods
    The instruments were read twice a day by two of us who didn't speak to each other, and the readings were written into a book that was then put away.
    References
    [1] Example A. On invented things. J. Invent. 12, 3–9 (1999).
    [2] Sample B., Example A. Places without a thing. Ann. Places 4, 100–112 (2004).
    [3] Other C. A third thing. J. Invent. 14, 33–39 (2001).
    Funding
    This work was paid for by the Fund for Invented Things under grant number 12.
    Similar content being viewed by others
    A real title of another paper about things
    Article 16 April 2024
    Our other journals
    Privacy Policy
    © 2020-2026 Invented Press
    """

  @Test("navigation goes; title, authors, sections, references and statements stay")
  func wholePage() throws {
    let page = try TestPage(Self.page)
    #expect(
      page.removed == [
        "Invented measures of an invented thing - The Journal of Invented Results", "Skip to main content",
        "The Journal of Invented Results", "Home", "Latest volumes", "Our people",
        "Full size image", "Similar content being viewed by others", "A real title of another paper about things",
        "Article 16 April 2024", "Our other journals", "Privacy Policy", "© 2020-2026 Invented Press",
      ])
  }

  @Test("a menu's heading before the article takes its entries along, and not the article's head")
  func menu() throws {
    let page = try TestPage(
      """
      Library of Invented Results
      Related links
      * Have no similar articles
      * Similars in a search engine
      Gazette of Things
      ORIGINAL ARTICLES
      Invented measures of an invented thing in forty places
      Ada Example, Ben Sample
      a Department of Things, University of Places, Places.
      ABSTRACT
      We measured an invented thing in forty places with three instruments and found that it isn't there at all in any.
      """)
    #expect(page.kept.contains("Invented measures of an invented thing in forty places"))
    #expect(page.kept.contains("Ada Example, Ben Sample"))
    #expect(page.removed.contains("Related links"))
  }

  @Test("a reference shown before the article, and again with its journal, is no title")
  func popups() throws {
    let reference = "Sample, B., 2004: Places without a thing that nobody has ever missed"
    let popup = "\(reference). Ann. Places, 4, 100–112, https://doi.org/10.9999/places.4"
    let text = Self.page.split(separator: "\n").dropFirst().joined(separator: "\n").replacing(
      "Our people", with: "Our people\n\(reference)\nSearch Google Scholar\n\(popup)\nA second panel of the page")
    var document = try TestPage(text, in: nil).document
    let judged = try BoilerplateStage(options: StageOptions()).judge(&document, in: StageContext())
    let found = try #require(judged.facts.indices.contains(judged.title) ? judged.title : nil)
    #expect(document.blocks[found].text.string != reference)
  }

  @Test("each removal names its class and rule")
  func reasons() throws {
    let page = try TestPage(Self.page)
    #expect(page.rule(of: "Full size image") == "figure-crumbs.tools")
    #expect(page.rule(of: "Latest volumes") == "outside.before-title")
    #expect(page.rule(of: "A real title of another paper about things") == "related.recommended")
  }

  @Test("what is removed and what is kept add up to the source")
  func ledger() throws {
    let page = try TestPage(Self.page)
    let balance = try Ledger.check(page.document)
    #expect(balance.total == Self.page.utf8.count)
  }

  @Test("a phrase that is glued to a line is cut off, and the line stays")
  func glued() throws {
    let page = try TestPage(
      Self.page.replacing("https://doi.org/10.9999/abc.1", with: "https://doi.org/10.9999/abc.1Get rights and content"))
    #expect(page.kept.contains("https://doi.org/10.9999/abc.1"))
    #expect(page.removed.contains("Get rights and content"))
  }
}
