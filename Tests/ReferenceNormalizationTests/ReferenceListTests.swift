import FettleKit
import TestSupport
import Testing

@testable import ReferenceNormalization

@Suite("A reference list is cut into its entries")
struct ReferenceListTests {
  /// How lists print the number of an entry, and the entry itself.
  enum Form: String, CaseIterable, CustomTestStringConvertible {
    case numberTwiceOnALineOfItsOwn = "1. 1"
    case numberOnALineOfItsOwn = "1. alone"
    case bracketedOnALineOfItsOwn = "[1] alone"
    case bareNumberOnALineOfItsOwn = "1 alone"
    case dot = "1."
    case bracket = "[1]"
    case parentheses = "(1)"
    case closing = "1)"
    case bare = "1"
    case dotAndBracket = "1. [1]"
    case bullet = "\u{2022}"
    case bulletAndNumber = "* 1."
    case none = "none"

    var testDescription: String { rawValue }

    func print(_ number: Int, _ entry: String) -> String {
      switch self {
      case .numberTwiceOnALineOfItsOwn: "  \(number). \(number)\n\n    \(entry)"
      case .numberOnALineOfItsOwn: "\(number).\n\(entry)"
      case .bracketedOnALineOfItsOwn: "[\(number)]\n\n\(entry)"
      case .bareNumberOnALineOfItsOwn: "\(number)\n\(entry)"
      case .dot: "\(number). \(entry)"
      case .bracket: "[\(number)] \(entry)"
      case .parentheses: "(\(number)) \(entry)"
      case .closing: "\(number)) \(entry)"
      case .bare: "\(number) \(entry)"
      case .dotAndBracket: "\(number). [\(number)] \(entry)"
      case .bullet: "\u{2022} \(entry)"
      case .bulletAndNumber: "* \(number). \(entry)"
      case .none: entry
      }
    }

    var isNumbered: Bool { self != .bullet && self != .none }
  }

  @Test(
    "in every form of numbers, with crumbs between entries or not", arguments: Form.allCases,
    [("\n", false), ("\n", true), ("\n\n", false), ("\n\n", true)])
  func forms(_ form: Form, _ layout: (border: String, hasCrumbs: Bool)) throws {
    let (border, hasCrumbs) = layout
    let crumbs = hasCrumbs ? "\n\n    CAS  Article  Google Scholar" : ""
    let list = WrittenList.entries.enumerated().map { form.print($0 + 1, $1) + crumbs }.joined(separator: border)
    let document = try WrittenList.processed(WrittenList.page(list))
    #expect(document.references.map(\.raw) == WrittenList.entries)
    #expect(document.references.map(\.number) == (1...6).map { form.isNumbered ? $0 : nil })
    #expect(document.references.allSatisfy { $0.links.count == (hasCrumbs ? 3 : 0) })
    for reference in document.references {
      let source = String(decoding: document.text[reference.range], as: UTF8.self)
      #expect(source.contains(reference.raw))
    }
  }

  @Test(
    "where crumbs are the only border between entries", arguments: ["CAS  Article  Google Scholar", "[Google Scholar]"])
  func crumbsAsBorder(_ crumbs: String) throws {
    let halves = WrittenList.entries.map { $0.replacing(". ", with: ".\n") }
    let list = halves.joined(separator: "\n\(crumbs)\n") + "\n" + crumbs
    let document = try WrittenList.processed(WrittenList.page(list))
    #expect(document.references.count == 6)
    #expect(document.references.map { $0.item.issued?.year } == [1953, 1952, 1975, 1948, 1949, 1918])
  }

  @Test("where crumbs are glued to the entry's end")
  func gluedCrumbs() throws {
    let list = WrittenList.entries.map { $0 + "ArticleCASGoogle Scholar" }.joined(separator: "\n")
    let document = try WrittenList.processed(WrittenList.page(list))
    #expect(document.references.map(\.raw) == WrittenList.entries)
    #expect(document.references.first?.links.map(\.label) == ["Article", "CAS", "Google Scholar"])
  }

  @Test("where every field stands on a line of its own")
  func fields() throws {
    let nodes = [
      "We found", ", as had", "Abel", "et al.", ", that ice", "floats", ". So did", "Bell", ", and", "others",
    ]
    var lines = (0..<6).flatMap { _ in nodes } + ["References"]
    let works = [
      ("Watson", "Molecular structure of nucleic acids", "Nature", "171", "737", "1953"),
      ("Hershey", "Independent functions of viral protein", "J. Gen. Physiol.", "36", "39", "1952"),
      ("Sanger", "A rapid method for determining sequences", "J. Mol. Biol.", "94", "441", "1975"),
      ("Shannon", "A mathematical theory of communication", "Bell Syst. Tech. J.", "27", "379", "1948"),
    ]
    for (number, work) in works.enumerated() {
      lines += [
        "[\(number + 1)]", work.0 + ", J. D.", ",", work.1, ".", work.2, work.3, ",", work.4, "(", work.5, ").",
      ]
      lines += ["Google Scholar"]
    }
    let document = try WrittenList.processed(lines.joined(separator: "\n"))
    #expect(document.layout == .textNodes)
    #expect(document.references.map(\.number) == [1, 2, 3, 4])
    #expect(
      document.references.map(\.raw).first
        == "Watson, J. D., Molecular structure of nucleic acids. Nature 171, 737 (1953).")
    for (reference, work) in zip(document.references, works) { #expect(reference.raw.contains(work.1)) }
  }

  @Test("where the whole list stands on one line", arguments: [Form.dot, .bracket, .parentheses, .closing])
  func oneLine(_ form: Form) throws {
    let list = WrittenList.entries.enumerated().map { form.print($0 + 1, $1) }.joined(separator: " ")
    let document = try WrittenList.processed(WrittenList.page(list))
    #expect(document.references.map(\.raw) == WrittenList.entries)
  }

  @Test("where no heading stands above it", arguments: [Form.dot, .bracket, .numberTwiceOnALineOfItsOwn, .none])
  func withoutHeading(_ form: Form) throws {
    let list = WrittenList.entries.enumerated().map { form.print($0 + 1, $1) }.joined(separator: "\n\n")
    let document = try WrittenList.processed(WrittenList.page(list, heading: ""))
    #expect(document.references.map(\.raw) == WrittenList.entries)
  }

  @Test("where its number is missing, or an entry is")
  func gaps() throws {
    let numbers = [1, 2, 4, 5, 6, 7]
    let list = zip(numbers, WrittenList.entries).map { "\($0). \($1)" }.joined(separator: "\n")
    let document = try WrittenList.processed(WrittenList.page(list))
    #expect(document.references.map(\.number) == numbers)
  }

  @Test("an entry that a page prints twice in a row is kept once, and its second print is removed by name")
  func repeatedEntry() throws {
    var list = WrittenList.entries
    list.insert(list[2], at: 3)
    let document = try WrittenList.processed(WrittenList.page(list.joined(separator: "\n\n")))
    #expect(document.references.map(\.raw) == WrittenList.entries)
    #expect(removed(document) == ["repeated-entry": 1])
  }

  @Test("a second print with a page's own letters at its end is a second print, and boxes to tick are no text")
  func repeatedWithTail() throws {
    let list = WrittenList.entries.map { "[\u{A0}]\n\n\($0)\n\n\($0))| false" }.joined(separator: "\n\n")
    let document = try WrittenList.processed(WrittenList.page(list))
    #expect(document.references.map(\.raw) == WrittenList.entries)
    #expect(removed(document) == ["repeated-entry": 6])
  }

  @Test("an entry that the list itself has twice, under two numbers, is there twice")
  func numberedTwice() throws {
    var list = WrittenList.entries
    list.insert(list[2], at: 5)
    let text = list.enumerated().map { "\($0 + 1). \($1)" }.joined(separator: "\n\n")
    #expect(try WrittenList.processed(WrittenList.page(text)).references.map(\.raw) == list)
  }

  @Test("a list that a page shows twice is kept once, and its second print is removed by name")
  func repeatedList() throws {
    let list = WrittenList.entries.enumerated().map { "\($0 + 1). \($1)" }.joined(separator: "\n\n")
    let text = WrittenList.page(list, behind: "\nAbout this article\n\nReceived in May.\n\nReferences\n\n" + list)
    let document = try WrittenList.processed(text)
    #expect(document.references.map(\.raw) == WrittenList.entries)
    #expect(removed(document) == ["repeated-list": 6])
  }

  @Test("two lists of a page are both there, one behind the other")
  func twoLists() throws {
    let first = WrittenList.entries.prefix(3).enumerated().map { "\($0 + 1). \($1)" }.joined(separator: "\n\n")
    let second = WrittenList.entries.suffix(3).enumerated().map { "\($0 + 1). \($1)" }.joined(separator: "\n\n")
    let behind = "\nMethods\n\n" + WrittenList.prose[1] + "\n\nMethods references\n\n" + second
    let document = try WrittenList.processed(WrittenList.page(first, behind: behind))
    #expect(document.references.map(\.raw) == WrittenList.entries)
    #expect(document.references.map(\.number) == [1, 2, 3, 1, 2, 3])
  }

  @Test("a list before a much longer one is no less a list")
  func shortBeforeLong() throws {
    var random = SplitMix(seed: 3)
    func list(_ count: Int) -> String {
      (1...count).map { "\($0). " + WrittenList.entry($0, style: 0, using: &random) }.joined(separator: "\n\n")
    }
    let behind = "\nMethods\n\n" + WrittenList.prose.joined(separator: " ") + "\n\nMethods references\n\n"
    let document = try WrittenList.processed(WrittenList.page(list(12), behind: behind + list(60)))
    #expect(document.references.map(\.number) == Array(1...12) + Array(1...60))
  }

  @Test("the words with which a page shows where an entry is cited are removed by name")
  func contexts() throws {
    let list = WrittenList.entries.enumerated()
      .map { "\($0 + 1). \($1)\n\na [...] as the bottle showed in\n\nb [...] and again in" }.joined(separator: "\n\n")
    let document = try WrittenList.processed(WrittenList.page(list))
    #expect(document.references.map(\.raw) == WrittenList.entries)
    #expect(removed(document) == ["citation-context": 12])
  }

  @Test("what stands behind the list is no part of its last entry")
  func behind() throws {
    let list = WrittenList.entries.enumerated().map { "\($0 + 1). \($1)" }.joined(separator: "\n\n")
    for heading in ["Acknowledgements", "Download references", "\u{A9} 2020 The publisher"] {
      let document = try WrittenList.processed(WrittenList.page(list, behind: "\n\(heading)\n\nWe thank the keeper.\n"))
      #expect(document.references.map(\.raw) == WrittenList.entries)
      #expect(document.blocks.suffix(2).allSatisfy { $0.isKept })
    }
  }

  @Test("a page without a list has no references, and nothing of it is touched")
  func none() throws {
    let document = try WrittenList.processed(WrittenList.page(WrittenList.prose.joined(separator: "\n\n")))
    #expect(document.references.isEmpty)
    #expect(document.blocks.allSatisfy { $0.isKept })
  }

  @Test("a list that is shorter than asked for stays in the body")
  func minimum() throws {
    var document = try WrittenList.processed("x")
    let text = WrittenList.page(WrittenList.entries.joined(separator: "\n\n"))
    for (minimum, count) in [(6, 6), (7, 0)] {
      document = try WrittenList.document(text)
      let options = StageOptions(values: ["minimum-entries": OptionValue(value: .number(Double(minimum)))])
      try ReferencesStage(options: options).process(&document, in: StageContext())
      #expect(document.references.count == count)
    }
  }

  /// How many blocks each rule removed.
  private func removed(_ document: Document) -> [String: Int] {
    var counts: [String: Int] = [:]
    for block in document.blocks {
      if case .removed(let reason) = block.outcome { counts[reason.rule, default: 0] += 1 }
    }
    return counts
  }
}
