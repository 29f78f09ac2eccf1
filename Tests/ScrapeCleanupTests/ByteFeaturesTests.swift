import FettleKit
import TestSupport
import Testing

@testable import ScrapeCleanup

@Suite("What a block's bytes have in them")
struct ByteFeaturesTests {
  @Test("sixteen bytes at a time show what one at a time does", arguments: 0..<30)
  func lanes(seed: Int) {
    var random = SplitMix(seed: UInt64(seed))
    // Letters beyond ASCII that no rule acts on, and one of each class.
    let pieces = Array("abcdeXYZ,.čд &*_\\#<`[]-'\"(\t\n\u{1}\u{7F}".unicodeScalars)
    for _ in 0..<60 {
      let most = Int.random(in: 1...pieces.count, using: &random)
      var text = ""
      for _ in 0..<Int.random(in: 0...80, using: &random) {
        text.unicodeScalars.append(pieces[Int.random(in: 0..<most, using: &random)])
      }
      var wanted = ByteFeatures()
      for scalar in text.unicodeScalars where scalar != " " { wanted.formUnion(scan(String(scalar))) }
      if text.contains(" ") { wanted.insert(.space) }
      if text.hasPrefix(" ") || text.hasSuffix(" ") || text.contains("  ") { wanted.insert(.spaceRun) }
      #expect(scan(text) == wanted, "\(text.debugDescription)")
    }
  }

  @Test("white space is found wherever it stands in a text", arguments: 0..<40)
  func whiteSpace(before: Int) {
    let text = String(repeating: "a", count: before)
    for space in ["  ", "\t", "\u{A0}", " \u{2003}", "\n "] {
      for after in 0..<20 {
        let whole = Array((text + space + String(repeating: "b", count: after)).utf8)
        var edits: [TextEdit] = []
        WhiteSpace.edits(in: whole.span, keepingLines: false, into: &edits)
        #expect(edits.map(\.range) == [before..<(before + space.utf8.count)], "\(before), \(space), \(after)")
      }
    }
  }

  private func scan(_ text: String) -> ByteFeatures { ByteFeatures.scan(Array(text.utf8)[...]) }
}
