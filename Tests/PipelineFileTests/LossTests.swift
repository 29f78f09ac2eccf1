import FettleKit
import Testing

@testable import PipelineFile

/// Swift Testing has an `Expectation` too.
private typealias Contract = PipelineFile.Expectation

@Suite("What is counted as lost")
struct LossTests {
  /// A document of these lines; those with "-" in front were removed.
  private func document(_ lines: [String]) -> Document {
    var bytes: [UInt8] = []
    var made: [(range: Range<Int>, isRemoved: Bool)] = []
    for line in lines {
      let isRemoved = line.hasPrefix("-")
      let start = bytes.count
      bytes += isRemoved ? line.utf8.dropFirst() : line.utf8[...]
      made.append((start..<bytes.count, isRemoved))
      bytes += [0x0A, 0x0A]
    }
    let source = SourceInfo(
      path: "a.txt", sha256: "", bytes: bytes.count, textSHA256: "", mediaType: "text/plain", charset: "UTF-8")
    var document = Document(source: source, text: bytes, layout: .lines, blocks: [])
    for (range, isRemoved) in made {
      var block = Block(
        text: BlockText(source: bytes, range: range), role: range.count > 120 ? .paragraph : .line, isAfterGap: true)
      if isRemoved { block.outcome = .removed(Reason(category: "x", rule: "x", stage: "x")) }
      document.blocks.append(block)
    }
    return document
  }

  private static let paragraph =
    "the wind was measured under an open window every morning before the others came, and little was found that had "
    + "changed since winter, when the window had been closed for good and all"

  private func breach(_ expectation: Contract, _ document: Document) throws -> String? {
    expectation.breach(by: document, balance: try Ledger.check(document))
  }

  @Test("words of removed paragraphs, not of menus")
  func words() throws {
    let document = document(["-Home", "-Sign in Register About Us", "-" + LossTests.paragraph, LossTests.paragraph])
    #expect(Losses.wordsLost(document) == 33)
    #expect(
      try breach(Contract(.wordsLost, atMost: 10), document)
        == "33 words stand in removed paragraphs; at most 10 are expected")
    #expect(try breach(Contract(.wordsLost, atMost: 33), document) == nil)
  }

  @Test("headings with their text left behind, not those that went with it")
  func headings() throws {
    let document = document([
      "-Methods", LossTests.paragraph, "-Related articles", "-" + LossTests.paragraph, "Results", LossTests.paragraph,
    ])
    #expect(Losses.headingsLost(document) == 1)
  }

  @Test("entries of the reference list that are in no reference")
  func references() throws {
    let names = ["Lind", "Okafor", "Moe", "Tveit", "Brekke", "Lund", "Halldal", "Ek", "Dahl"]
    let entries = names.enumerated().map { index, name in
      "\(index + 1). \(name), B. K. & Orre, A. Stones in the wind. J. Stones 1\(index), 20–29 (199\(index))."
    }
    var document = document([LossTests.paragraph, "References"] + entries)
    #expect(Losses.referencesLost(document) == 9)
    for index in 0..<7 {
      document.blocks[index + 2].outcome = .reference(index)
      document.references.append(Reference(raw: entries[index], range: document.blocks[index + 2].range))
    }
    #expect(Losses.referencesLost(document) == 2)
    // Without its label, as a record has it: a copy of the list elsewhere on the page is no loss.
    document.references.append(Reference(raw: String(entries[7].dropFirst(3)), range: 0..<1))
    #expect(Losses.referencesLost(document) == 1)
    document.references.removeLast()
    document.blocks[9].outcome = .removed(Reason(category: "x", rule: "x", stage: "x"))
    #expect(
      try [Contract(.referencesLost, atMost: 0), Contract(.references, atLeast: 9)].breach(
        by: document, balance: Ledger.check(document))
        == "2 entries of the reference list are in no reference; at most 0 are expected; 7 references were found; at least 9 "
        + "are expected")
  }

  @Test("shares of what a reader sees, and fields")
  func shares() throws {
    let document = document(["-abcd", "efghijkl", "mnopqrst"])
    #expect(
      try breach(Contract(.removedShare, atMost: 0.1), document)
        == "20.0 % of the text was removed; at most 10.0 % is expected")
    #expect(try breach(Contract(.removedShare, atMost: 0.2), document) == nil)
    #expect(try breach(Contract(.fields, fields: ["title", "volume"]), document) == "no title, no volume was found")
    #expect(try breach(Contract(.referenceConfidence, atLeast: 0.9), document) == nil)
  }
}
