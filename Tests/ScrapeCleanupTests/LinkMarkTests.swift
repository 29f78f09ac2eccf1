import FettleKit
import Testing

@testable import ScrapeCleanup

@Suite("The marks of lynx")
struct LinkMarkTests {
  private static let menu = (1...10).map { "[\($0)]Menu entry" }.joined(separator: "\n\n")
  private static let list = "Visible links:\n1. https://example.org/"

  @Test("marks and buttons go, and stay as links of the block")
  func marks() throws {
    let page = Self.menu + "\n\nSee [11]Smith 2009 [6] and [12]the data, Sci.[13]Google (BUTTON) Share\n\n" + Self.list
    let block = try cleanedDocument(page).blocks[10]
    #expect(block.text.string == "See Smith 2009 [6] and the data, Sci.Google Share")
    #expect(block.links.map(\.label) == ["[11]", "[12]", "[13]", "(BUTTON)"])
  }

  @Test("two words that only a mark parted stay two")
  func parted() throws {
    let page = Self.menu + "\n\nJ. Sciences[11]Google Scholar\n\n" + Self.list
    #expect(try cleanedDocument(page).blocks[10].text.string == "J. Sciences Google Scholar")
  }

  @Test("Markdown's links of citations are no marks")
  func markdown() throws {
    let menu = (1...12).map { "Shown before[\($0)](/articles/1#ref-CR\($0)), _et al._" }.joined(separator: "\n\n")
    let block = try cleanedDocument(menu + "\n\n[_Nature_](/nature) **volume 506**, pages 212–215 (2014)").blocks[12]
    #expect(block.text.string == "Nature volume 506, pages 212–215 (2014)")
  }

  @Test("citations and labels of a reference list are no marks")
  func citations() throws {
    let text =
      (1...20).map { "as shown before [\($0)], and again [\($0)]." }.joined(separator: "\n\n") + "\n\n"
      + (1...20).map { "[\($0)] A. Author, Title, 2010." }.joined(separator: "\n\n")
    #expect(try cleaned(text) == text.replacing("\n\n", with: "\n"))
  }

  @Test("Markdown's links to notes that count up are no marks")
  func notes() throws {
    let names = (1...12).map { "* [Author](/a#\($0))[\($0)](#Aff\($0))" }.joined(separator: "\n\n")
    let document = try cleanedDocument(names + "\n\n[Full size image](/figures/1)")
    #expect(document.blocks.last?.text.string == "Full size image")
    #expect(document.count(of: "link-marks") == 0)
  }

  @Test("labels that stand right before their entries are no marks either")
  func attachedLabels() throws {
    let text = (1...20).map { "[\($0)]A. Author, Title, 2010." }.joined(separator: "\n\n")
    #expect(try cleanedDocument(text).changes.isEmpty)
  }
}
