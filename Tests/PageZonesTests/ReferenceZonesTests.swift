import FettleKit
import Ingest
import Testing

@testable import PageZones

@Suite("The zone of a reference list")
struct ReferenceZonesTests {
  private let lead = "On Brown Water\n\nA. Bell and C. Dorn\n\n" + Pages.prose.joined(separator: "\n\n") + "\n\n"

  @Test(
    "begins behind its heading, whatever the heading is called",
    arguments: [
      "References", "REFERENCES", "References:", "8. References", "VII. References", "References (6)", "# References",
      "Literature Cited", "Works cited", "References and Notes", "Bibliography", "Literaturverzeichnis", "Bibliografía",
      "Список литературы", "参考文献",
    ])
  func headings(_ heading: String) throws {
    let zones = try Pages.zones(lead + heading + "\n\n" + Pages.entries.joined(separator: "\n\n") + "\n")
    #expect(zones == [Pages.entries])
  }

  @Test(
    "ends where the page goes on with something else",
    arguments: [
      "Acknowledgements", "About this article", "Download references", "\u{A9} 2020 The publisher", "Similar articles",
      "Author information",
    ])
  func ends(_ heading: String) throws {
    let tail = "\n\n\(heading)\n\nWe thank the keeper of the bridge.\n"
    let zones = try Pages.zones(lead + "References\n\n" + Pages.entries.joined(separator: "\n\n") + tail)
    #expect(zones == [Pages.entries])
  }

  @Test("doesn't stand before the first paragraph, where a longer list follows")
  func menu() throws {
    let menu = "References\n\n" + Pages.entries.prefix(3).joined(separator: "\n\n") + "\n\n"
    let article =
      "On Brown Water\n\n" + Pages.prose.joined(separator: " ") + "\n\nReferences\n\n"
      + Pages.entries.joined(separator: "\n\n") + "\n"
    #expect(try Pages.zones(menu + article) == [Pages.entries])
  }

  @Test("ends before a paragraph of prose that follows without a heading")
  func endsBeforeProse() throws {
    let zones = try Pages.zones(
      lead + "References\n\n" + Pages.entries.joined(separator: "\n\n") + "\n\n" + Pages.prose[0] + "\n\n"
        + Pages.prose[1])
    #expect(zones == [Pages.entries])
  }

  @Test("holds the crumbs between entries, and the labels that stand alone")
  func crumbs() throws {
    let list = Pages.entries.enumerated().flatMap { number, entry in
      ["\(number + 1).", entry, "CAS  Article  PubMed  Google Scholar"]
    }
    let zones = try Pages.zones(
      lead + "References\n\n" + list.joined(separator: "\n\n") + "\n\nRights and permissions\n")
    #expect(zones == [list])
  }

  @Test("is found in hard-wrapped text")
  func hardWrapped() throws {
    var text = ""
    for paragraph in Pages.prose + Pages.prose { text += ReferenceZonesTests.wrapped(paragraph, "   ") + "\n\n" }
    text += "References\n\n"
    for (number, entry) in Pages.entries.enumerated() {
      text += ReferenceZonesTests.wrapped("\(number + 1). \(entry)", "      ") + "\n"
    }
    let document = try Pages.document(text)
    #expect(document.layout == .hardWrapped)
    #expect(ReferenceZones.find(in: document).map(\.count) == [6])
  }

  private static func wrapped(_ text: String, _ hanging: String) -> String {
    var lines: [String] = []
    var line = "  "
    for word in text.split(separator: " ") {
      if line.count + word.count > 71 {
        lines.append(line)
        line = hanging
      }
      line += (line.hasSuffix(" ") ? "" : " ") + word
    }
    return (lines + [line]).joined(separator: "\n")
  }

  @Test("is found where every text node stands on a line of its own")
  func textNodes() throws {
    let nodes = ["We found", ", as had", "Abel", "et al.", ", that ice", "floats", ". So did"]
    var lines = (0..<8).flatMap { _ in nodes } + ["References"]
    let first = lines.count
    for (number, entry) in Pages.entries.enumerated() {
      lines.append("\(number + 1).")
      lines += entry.split(separator: ". ").map { $0 + "." }
    }
    let document = try Pages.document(lines.joined(separator: "\n"))
    #expect(document.layout == .textNodes)
    #expect(ReferenceZones.find(in: document) == [first..<lines.count])
  }

  @Test("is found without a heading, numbered or not", arguments: [true, false])
  func withoutHeading(_ isNumbered: Bool) throws {
    let list = Pages.entries.enumerated().map { isNumbered ? "\($0 + 1). \($1)" : $1 }
    #expect(try Pages.zones(lead + list.joined(separator: "\n\n")) == [list])
  }

  @Test("comes twice where a page has two lists")
  func twoLists() throws {
    let parts = [
      "References", Pages.entries.prefix(3).joined(separator: "\n\n"), "Methods", Pages.prose.joined(separator: " "),
      "Methods references", Pages.entries.suffix(3).joined(separator: "\n\n"),
    ]
    let zones = try Pages.zones(lead + parts.joined(separator: "\n\n"))
    #expect(zones == [Array(Pages.entries.prefix(3)), Array(Pages.entries.suffix(3))])
  }

  @Test("isn't found on a page without a list")
  func none() throws {
    #expect(try Pages.zones(lead + Pages.prose.joined(separator: "\n\n")).isEmpty)
    #expect(try Pages.zones(lead + "References\n\n" + Pages.prose.joined(separator: "\n\n")).isEmpty)
    #expect(try Pages.zones("Contents\n\nIntroduction\n\nReferences\n\nIndex").isEmpty)
  }

  @Test("isn't found in prose that cites a lot")
  func citingProse() throws {
    let prose = [
      "Rivers were weighed by Abel (1901), by Bell and Dorn (1923; 1925), and by a whole school behind them (Ernst, 1931; Falk, 1934; Grau et al., 1940), but none of these writers asked how much of the load had been there before the bridge was built.",
      "It was Henning (1951) who first asked, and who was answered by Ibsen (1953, p. 12) that nobody could know. Later work (Jonas, 1960; Kern, 1961; Lorenz and May, 1964) has added figures, but no answer, and the question was given up in 1970.",
      "Only since the measurements of Nagel (1988) and of Otto and Pohl (1990) is there hope again, for they lowered the bottle on both sides of the bridge, as had been proposed by Quandt (1912) in a letter that nobody had read.",
    ]
    #expect(try Pages.zones(lead + prose.joined(separator: "\n\n")).isEmpty)
  }

  @Test("holds all of a list when an entry has an abstract under it")
  func abstracts() throws {
    var list = Pages.entries.enumerated().map { "\($0 + 1). \($1)" }
    list.insert(Pages.prose[0], at: 3)
    let zones = try Pages.zones(lead + "References\n\n" + list.joined(separator: "\n\n"))
    #expect(zones == [list])
  }
}
