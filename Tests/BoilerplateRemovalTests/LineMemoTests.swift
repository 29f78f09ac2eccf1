import FettleKit
import FettleText
import TestSupport
import Testing

@testable import BoilerplateRemoval

@Suite("What a worker keeps from page to page")
struct LineMemoTests {
  private static let lines = [
    "Access options", "Buy article", "Sign in", "Download PDF", "Figure 1", "Abstract", "References", "1,234 Accesses",
    "A title of five words", "* Access options", "Cite this article", "The text goes on here.", "Search", "É É É",
    "Smith J, Jones K", "doi:10.5555/12345678", "Share on Facebook", "12", "©2019", "Volume 12, Issue 3",
  ]

  private func page(_ random: inout SplitMix) -> String {
    (0..<Int.random(in: 5...60, using: &random)).map { _ in
      if Int.random(in: 0..<8, using: &random) == 0 {
        return "A paragraph with number \(Int.random(in: 0..<50, using: &random)) that is long enough to be taken for "
          + "prose by anyone who reads it, since it goes on and on for more than twenty words and ends as sentences do."
      }
      return Self.lines[Int.random(in: 0..<Self.lines.count, using: &random)]
    }.joined(separator: "\n")
  }

  @Test("never changes what is done with a page", arguments: 0..<12)
  func same(seed: Int) throws {
    var random = SplitMix(seed: UInt64(seed))
    let stage = try BoilerplateStage(options: StageOptions())
    let used = StageContext()
    for _ in 0..<12 {
      let text = page(&random)
      var first = try TestPage(text, in: nil).document
      var second = first
      try stage.process(&first, in: used)
      try stage.process(&second, in: StageContext())
      #expect(first.blocks.map(\.isRemoved) == second.blocks.map(\.isRemoved))
      #expect(first.blocks.map { "\($0.outcome)" } == second.blocks.map { "\($0.outcome)" })
    }
  }

  @Test("words are counted many bytes at a time as one at a time", arguments: 0..<30)
  func words(seed: Int) {
    var random = SplitMix(seed: UInt64(seed))
    let letters = Array("abCD 1,  é漢.\t".utf8)
    for _ in 0..<50 {
      let text = (0..<Int.random(in: 0...200, using: &random)).map { _ in
        letters[Int.random(in: 0..<letters.count, using: &random)]
      }
      let whole = text.withUnsafeBufferPointer { WordCounts($0) }
      let parts = text.split { $0 <= 0x20 }
      #expect(whole.words == parts.count)
      #expect(whole.commas == text.count { $0 == 0x2C })
      #expect(whole.digits == text.count { $0 == 0x31 })
      #expect(whole.capitals == parts.count { $0.first == 0x43 || $0.first == 0x44 || $0.first == 0xC3 })
      #expect(
        whole.small
          == parts.count { part in
            guard let first = part.first, part.count > 1 else { return false }
            return first == 0x61 || first == 0x62 || first >= 0xC4
          })
    }
  }
}
