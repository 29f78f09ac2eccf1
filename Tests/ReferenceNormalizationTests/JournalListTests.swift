import FettleKit
import JournalTable
import Testing

@testable import ReferenceNormalization

@Suite("Lists of journals")
struct JournalListTests {
  private func pairs(_ text: String) throws -> [String] {
    try JournalList(Array(text.utf8), file: "house.csv").journals.map { "\($0.full) = \($0.short)" }
  }

  private func mistakes(_ text: String) -> [String] { mistakes(Array(text.utf8)) }

  private func mistakes(_ bytes: [UInt8]) -> [String] {
    do {
      _ = try JournalList(bytes, file: "house.csv")
      return []
    } catch {
      return error.all.map { "\($0.place?.line ?? 0):\($0.place?.column ?? 0)+\($0.place?.length ?? 0) \($0.message)" }
    }
  }

  @Test("semicolons, commas and tabs part the columns; quotation marks hold a title together")
  func columns() throws {
    let text = #"""
      # a remark

      Journal of Gates;J. Gates
      "Gates, Doors & Keys","Gates Doors Keys"
      Gates, Doors & Windows;Gates Doors Windows;GDW;12
      "The ""Gate""" , Gate
      Gate Today\#tGate Tod.
      Journal of Gates;J. Gates;

      """#
    #expect(
      try pairs("\u{FEFF}" + text) == [
        "Journal of Gates = J. Gates", "Gates, Doors & Keys = Gates Doors Keys",
        "Gates, Doors & Windows = Gates Doors Windows", "Gates, Doors & Windows = GDW", "The \"Gate\" = Gate",
        "Gate Today = Gate Tod.", "Journal of Gates = J. Gates",
      ])
    #expect(
      try pairs(text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\r\n")).count == 7)
    #expect(try pairs("").isEmpty)
  }

  @Test("a broken line is shown where it is broken")
  func broken() {
    #expect(mistakes("A;B\nJournal of Gates\n") == ["2:1+16 the line has no abbreviation"])
    #expect(mistakes(";J. Gates") == ["1:1+1 the full title is empty"])
    #expect(mistakes("Journal of Gates; ") == ["1:19+1 the abbreviation is empty"])
    #expect(mistakes("é;\"J. Gates") == ["1:3+9 a quotation mark that isn't closed"])
    #expect(mistakes("\"Gates\" Today;G") == ["1:9+7 text behind the closing quotation mark"])
    #expect(mistakes("Gates, Doors & Keys,Gates Doors Keys") == ["1:8+12 a comma that may be a title's own"])
    #expect(mistakes([0x41, 0x3B, 0xFF]) == ["1:3+1 byte 0xFF isn't UTF-8"])
    #expect(mistakes([0x41, 0x00, 0x3B, 0x42]) == ["1:2+1 a control character"])
    #expect(mistakes("a\nb\n\nc") == ["1:1+1", "2:1+1", "4:1+1"].map { $0 + " the line has no abbreviation" })
    #expect(mistakes([UInt8](repeating: 0x61, count: 9) + Array(String(repeating: "\na", count: 500).utf8)).count == 20)
  }

  private func parse(_ string: String, _ list: String) throws -> Item {
    parseReference(string, journals: try JournalList(Array(list.utf8), file: "house.csv")).item
  }

  @Test("a list counts before the built-in table; what is short for two journals stays as written")
  func lookUp() throws {
    let string = "Wang, Y. et al. Nat. Med. 18, 385–387 (2012)."
    let plain = parseReference(string).item
    #expect(plain.containerTitle == "Nature Medicine")
    #expect(plain.containerTitleShort == "Nat. Med.")
    let own = try parse(string, "Naturheilkunde und Medizin;Nat. Med.\n")
    #expect(own.containerTitle == "Naturheilkunde und Medizin")
    #expect(own.containerTitleShort == "Nat. Med.")
    let ambiguous = try parse(string, "One;Nat Med\nAnother;Nat. Med.\n")
    #expect(ambiguous.containerTitle == "Nat. Med.")
    #expect(ambiguous.containerTitleShort == nil)
    let same = try parse(string, "Nature & Medicine;Nat Med\nNature and Medicine;Nat. Med.\n")
    #expect(same.containerTitle == "Nature & Medicine")
    #expect(try parse(string, "One;Other\n") == plain)
  }

  @Test("the stage reads the lists that its option names, and points into them")
  func stage() throws {
    let files = ["house.csv": "Naturheilkunde und Medizin;Nat. Med.\n", "broken.csv": "A;B\nC\n"]
    func options(_ names: [String]) -> StageOptions {
      StageOptions(values: ["journals": OptionValue(value: .array(names.map { .string($0) }))]) {
        path throws(Diagnostic) in
        guard let text = files[path] else { throw Diagnostic("no such file", file: path) }
        return Array(text.utf8)
      }
    }
    _ = try ReferencesStage(options: options(["house.csv"]))
    do {
      _ = try ReferencesStage(options: options(["house.csv", "broken.csv", "none.csv"]))
      Issue.record("broken lists are taken")
    } catch {
      #expect(error.all.map(\.file) == ["broken.csv", "none.csv"])
      #expect(error.all.first?.place?.line == 2)
      #expect(error.all.first?.sourceLine == "C")
    }
  }
}

@Suite("Parsing as a library")
struct ParseReferenceTests {
  @Test("a string gives an item, with where and how surely each field was read")
  func ranges() throws {
    let string = "[6] Wång, Y. et al. Nat. Med. 18, 385–387 (2012). CAS Google Scholar"
    let parsed = parseReference(string)
    #expect(parsed.item.author.first?.family == "Wång")
    #expect(parsed.hasEtAl)
    let bytes = Array(string.utf8)
    for (field, text) in [
      (ReferenceField.volume, "18"), (.page, "385–387"), (.issued, "2012"), (.containerTitle, "Nat. Med"),
    ] {
      let range = try #require(parsed.ranges[field])
      #expect(String(decoding: bytes[range], as: UTF8.self).hasPrefix(text))
      #expect((parsed.confidences[field] ?? 0) > 0.5)
    }
    // A slice's ranges count from its own start.
    #expect(
      parseReference(utf8: bytes[3...]).ranges[.volume]?.lowerBound == parsed.ranges[.volume].map { $0.lowerBound - 3 })
  }

  @Test("the evidence says the same as JSON")
  func evidence() throws {
    let parsed = parseReference("Wang, Y. Nat. Med. 18, 385–387 (2012).")
    guard case .object(let evidence) = parsed.evidence, case .object(let sure)? = evidence["confidence"],
      case .object(let ranges)? = evidence["ranges"], case .number(let whole)? = sure["reference"]
    else {
      Issue.record("another form")
      return
    }
    #expect(abs(whole - parsed.confidence) < 0.0001)
    #expect(ranges["volume"] == .array([.number(19), .number(21)]))
    #expect(sure["container-title"] != nil)
  }
}
