import TestSupport
import Testing

@testable import BoilerplateRemoval

@Suite("Phrases in a row and at a text's ends")
struct GluedPhrasesTests {
  private static let phrases = ["pdf", "cite", "share", "for authors", "for authors and editors", "download citation"]
  private let glued = GluedPhrases(
    Self.phrases.enumerated().map { (Array($0.element.utf8), $0.offset, joins: true, cuts: true) })

  private func withText<Result>(_ text: String, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    Array(text.utf8).withUnsafeBufferPointer(body)
  }

  @Test("are found whatever their length, in a row or before and behind other words", arguments: phrases.indices)
  func found(_ index: Int) {
    let phrase = Self.phrases[index]
    withText(phrase + "zz") {
      #expect(glued.mayBeCut($0))
      #expect(glued.prefix(of: $0)?.rule == index)
    }
    withText("zz" + phrase) {
      #expect(glued.mayBeCut($0))
      #expect(glued.suffix(of: $0)?.rule == index)
    }
    for other in Self.phrases.indices {
      let longest = phrase.utf8.count > Self.phrases[other].utf8.count ? index : other
      withText("\(phrase), \(Self.phrases[other])") { text in
        let rule = glued.rule(coveringAllOf: text)
        #expect(rule >= 0 && Self.phrases[rule].utf8.count >= Self.phrases[longest].utf8.count)
      }
    }
  }

  @Test("aren't found in other texts")
  func other() {
    for text in ["a study of rivers", "pd", "for", "for authors of all kinds", "cited", "x"] {
      #expect(withText(text) { glued.rule(coveringAllOf: $0) } == -1)
    }
    #expect(withText("a study of rivers") { glued.suffix(of: $0) } == nil)
    #expect(withText("a study of rivers") { glued.prefix(of: $0) } == nil)
  }

  @Test("are cut off only where a glance says that they may be", arguments: 0..<40)
  func glance(seed: Int) {
    var random = SplitMix(seed: UInt64(seed))
    let pieces = Self.phrases + ["a", " ", "z", "pd", "f", "for", "é"]
    for _ in 0..<50 {
      let text = (0..<3).map { _ in pieces[Int.random(in: 0..<pieces.count, using: &random)] }.joined()
      withText(text) {
        if glued.prefix(of: $0) != nil || glued.suffix(of: $0) != nil { #expect(glued.mayBeCut($0), "\(text)") }
      }
    }
  }
}
