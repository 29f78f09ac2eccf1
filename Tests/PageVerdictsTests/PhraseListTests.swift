import Testing

@testable import PageVerdicts

@Suite("Phrases of pages that are no articles")
struct PhraseListTests {
  private func kind(_ text: String) -> PhraseList.Kind? {
    Array(text.utf8).withUnsafeBufferPointer { PhraseList.builtin.kind(of: $0) }
  }

  @Test("each is found as it stands, and the beginnings with something behind them")
  func phrases() {
    #expect(PhraseList.builtin.phrases.count > 300)
    for phrase in PhraseList.builtin.phrases {
      let text = String(decoding: phrase.text, as: UTF8.self).split(separator: "#", omittingEmptySubsequences: false)
        .joined(separator: "12")
      let found = kind(phrase.isBeginning ? text + " and so on" : text)
      // A phrase may stand in two sections; the first one has it.
      let isElsewhere = PhraseList.builtin.phrases.contains { $0.text == phrase.text && $0.kind != phrase.kind }
      #expect(found == phrase.kind || isElsewhere && found != nil, "\(text)")
    }
  }

  @Test("none is found in what only sounds like one")
  func counterexamples() {
    #expect(PhraseList.builtin.counterexamples.count >= 8)
    for (listed, text) in PhraseList.builtin.counterexamples { #expect(kind(text) == nil, "\(listed): \(text)") }
  }

  @Test("numbers, case and punctuation make no difference")
  func folding() {
    #expect(kind("404 Not Found") == .error)
    #expect(kind("Showing 1–20 of 1,385 results") == .search)
    #expect(kind("  • Forgot your password? ") == .login)
    #expect(PhraseList.builtin.kind(ofHeading: Array("IV. RESULTS".utf8)[...]) == .section)
    #expect(PhraseList.builtin.kind(ofHeading: Array("Vivid results".utf8)[...]) == nil)
    #expect(PhraseList.builtin.kind(ofHeading: Array("2. Materials and Methods".utf8)[...]) == .section)
  }
}
