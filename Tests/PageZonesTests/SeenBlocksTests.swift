import FettleKit
import TestSupport
import Testing

@testable import PageZones

@Suite("What was seen of a page's blocks")
struct SeenBlocksTests {
  @Test("says the same of a page that was cut as looking at all of it anew", arguments: 0..<40)
  func cuts(seed: Int) throws {
    var random = SplitMix(seed: UInt64(seed))
    let entries = Pages.entries.enumerated().map { "\($0 + 1). \($1)" }
    let parts =
      [Pages.prose[0], "References"] + entries.prefix(4) + ["Cited by", "Similar articles"] + [
        Pages.prose[1], "References",
      ]
      + entries.dropFirst(2) + ["Author information", Pages.prose[0]]
    var document = try Pages.document(parts.joined(separator: "\n\n"))
    _ = ReferenceZones.find(for: &document)
    for _ in 0..<4 {
      for _ in 0..<2 {
        let block = Int.random(in: 0..<document.blocks.count, using: &random)
        let count = document.blocks[block].text.count
        if count > 1 { _ = document.split(block: block, atTextOffset: Int.random(in: 1..<count, using: &random)) }
      }
      var anew = document
      anew.memo = Memo()
      let expected = ReferenceZones.find(in: anew)
      #expect(ReferenceZones.find(in: document) == expected)
      #expect(ReferenceZones.find(for: &document) == expected)
    }
  }
}
