import FettleKit
import TestSupport
import Testing

@testable import ScrapeCleanup

/// What must hold of any text, tried on thousands of mixtures of everything that the rules know.
@Suite("What holds of any text")
struct CleanupPropertyTests {
  private static let pieces = [
    "word", "Wort", "inter", "national", "international", "é", "É", "Ã", "Â", "â", "€", "™", "©", "’", "”", "“", "…",
    "´",
    " ", "  ", "\n", "\n   ", "\t", "\u{A0}", "\u{2009}", "\u{3000}", "\u{85}", "\u{0C}", "-", "-\n", "\u{AD}",
    "\u{AD}\n",
    "\u{200B}", "\u{200C}", "\u{200D}", "\u{2060}", "\u{FEFF}", "\u{0}", "\u{7}", "\u{9D}", "\u{200E}", "\u{202A}",
    "\u{FFFD}",
    "ﬁ", "ﬄ", "e\u{301}", "\u{308}", "\u{327}", "\u{212B}", "\u{2126}", "\u{1100}", "\u{1161}", "&", "&amp;",
    "&amp;amp;",
    "&nbsp;", "&#x2019;", "&#38;", "&#35;", "amp;", "#", "60;", "&lt;", ";", "â€™", "Ã©", "Ãƒ", "Â©", "Ã¢â‚¬â„¢", "*",
    "**", "_",
    "__", "\\", "\\*", "[", "]", "](/a)", "![", "](http://x.y/(z)", ")", "(", "<https://x.org>", "<", ">", "`", "``",
    "[1]",
    "[2]", "[3]Link", "[4]", "(BUTTON)", "\"", "'", "می", "ख", "क्", "😀", "👩", "ภ", "7", "A", ".", ",",
  ]

  private static func mixture(_ numbers: inout SplitMix) -> String {
    var text = ""
    for _ in 0..<Int.random(in: 1...40, using: &numbers) {
      text += pieces.randomElement(using: &numbers)!
      if Int.random(in: 0..<12, using: &numbers) == 0 { text += "\n\n" }
    }
    return text
  }

  private static let optionSets: [[String: JSONValue]] = [
    [:], ["quotes": "straight"], ["quotes": "typographic"], ["entities": false], ["white-space": false],
    ["zero-width": false, "nfc": false],
  ]

  @Test("running twice changes nothing more", arguments: 0..<12)
  func idempotence(_ seed: Int) throws {
    var numbers = SplitMix(seed: UInt64(seed))
    let stage = try stage(Self.optionSets[seed % Self.optionSets.count])
    for _ in 0..<400 {
      var once = document(Self.mixture(&numbers))
      let source = String(decoding: once.text, as: UTF8.self)
      try stage.process(&once, in: StageContext())
      var twice = once
      try stage.process(&twice, in: StageContext())
      #expect(twice.blocks.map(\.text.string) == once.blocks.map(\.text.string), "from \(source.debugDescription)")
      #expect(twice.changes == once.changes, "from \(source.debugDescription)")
    }
  }

  @Test("a text cut into parts is a source cut into parts", arguments: 0..<8)
  func sourceMap(_ seed: Int) throws {
    var numbers = SplitMix(seed: UInt64(1000 + seed))
    let stage = try stage(Self.optionSets[seed % Self.optionSets.count])
    for _ in 0..<400 {
      var page = document(Self.mixture(&numbers))
      let before = page.blocks.map(\.range)
      try stage.process(&page, in: StageContext())
      #expect(page.blocks.map(\.range) == before)
      #expect(throws: Never.self) { try Ledger.check(page) }
      for block in page.blocks {
        var rest = block.text
        var at = block.range.lowerBound
        while rest.count > 0 {
          let (head, tail) = rest.split(at: Int.random(in: 0...rest.count, using: &numbers))
          #expect(head.sourceRange.lowerBound == at && head.sourceRange.upperBound == tail.sourceRange.lowerBound)
          at = head.sourceRange.upperBound
          if tail.count == rest.count { break }
          rest = tail
        }
        #expect(rest.sourceRange.upperBound == block.range.upperBound)
      }
    }
  }

  @Test("clean text is UTF-8, and in Normalization Form C", arguments: 0..<4)
  func wellFormed(_ seed: Int) throws {
    var numbers = SplitMix(seed: UInt64(2000 + seed))
    for _ in 0..<400 {
      let page = try cleanedDocument(Self.mixture(&numbers))
      for block in page.blocks where block.isKept {
        #expect(String(validating: block.text.bytes, as: UTF8.self) != nil)
        #expect(!block.text.isEmpty)
      }
    }
  }
}
