import Testing

@testable import FettleKit

@Suite("The ledger")
struct LedgerTests {
  private func document(_ text: String, blocks: [Range<Int>]) -> Document {
    let bytes = Array(text.utf8)
    let source = SourceInfo(
      path: "test.txt", sha256: "", bytes: bytes.count, textSHA256: "", mediaType: "text/plain", charset: "UTF-8")
    return Document(
      source: source, text: bytes, layout: .lines,
      blocks: blocks.map { Block(text: BlockText(source: bytes, range: $0), role: .paragraph) })
  }

  @Test("kept, removed and separators add up to the source")
  func balance() throws {
    var page = document("one\n\u{A0}two\n", blocks: [0..<3, 6..<9])
    page.blocks[1].outcome = .removed(Reason(category: "share", rule: "buttons", stage: "boilerplate"))
    let balance = try Ledger.check(page)
    #expect(balance.kept == 3 && balance.removed == 3 && balance.separators == 4)
    #expect(balance.total == page.text.count)
  }

  @Test("a byte in no block is found")
  func lost() {
    #expect(throws: LedgerFault(offset: 4, problem: "these bytes are in no block")) {
      try Ledger.check(document("one two three", blocks: [0..<3, 8..<13]))
    }
    #expect(throws: LedgerFault.self) { try Ledger.check(document("one two", blocks: [0..<3])) }
  }

  @Test("a byte in two blocks is found")
  func twice() {
    #expect(throws: LedgerFault(offset: 2, problem: "these bytes are accounted for twice")) {
      try Ledger.check(document("one two", blocks: [0..<3, 2..<7]))
    }
  }

  @Test("cutting a block and putting it together again keeps the account")
  func splitAndMerge() throws {
    var page = document("one two", blocks: [0..<7])
    let isCut = page.split(block: 0, atTextOffset: 3)
    #expect(isCut)
    #expect(page.blocks.map(\.text.string) == ["one", "two"])
    #expect(page.blocks.map(\.range) == [0..<3, 4..<7])
    #expect(try Ledger.check(page).separators == 1)
    page.merge(blocks: 0..<2)
    #expect(page.blocks.map(\.text.string) == ["one two"])
    #expect(try Ledger.check(page).separators == 0)
    let isCutAtStart = page.split(block: 0, atTextOffset: 0)
    #expect(!isCutAtStart)
    #expect(page.blocks.count == 1)
  }
}
