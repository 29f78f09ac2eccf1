import FettleText
import Testing

@Suite("Folding brings alike texts into one form")
struct FoldingTests {
  private func folded(_ text: String) -> String { String(decoding: Folding.fold(text), as: UTF8.self) }

  @Test(
    "case, white space, quotes and dashes don't count",
    arguments: [
      ("Full Size\u{A0} Image", "full size image"), ("DON’T", "don't"), ("Pages 1–2", "pages 1-2"),
      ("  Über   uns ", "über uns"), ("ОБ АВТОРАХ", "об авторах"), ("Soft\u{AD}ware", "software"),
    ])
  func alike(text: String, expected: String) { #expect(folded(text) == expected) }

  @Test(
    "bullets go from the start, punctuation and arrows from the end",
    arguments: [
      ("• Home", "home"), ("[12]Sign in", "sign in"), ("Read more…", "read more"), ("Contact us »", "contact us"),
      ("Next ›", "next"), ("Email:", "email"),
    ])
  func ends(text: String, expected: String) { #expect(folded(text) == expected) }

  @Test(
    "what text browsers draw of buttons and fields goes from the start",
    arguments: [
      ("(BUTTON) Share", "share"), ("[ ] Email address", "email address"), ("[x] Yes", "yes"), ("( ) No", "no"),
      ("[____] Search", "search"), ("(BUTTON)", "(button)"), ("(a) First", "(a) first"), ("[Ca] rises", "[ca] rises"),
    ])
  func forms(text: String, expected: String) { #expect(folded(text) == expected) }

  @Test("a label that is all there is stays")
  func labelAlone() { #expect(folded("[12]") == "[12]") }

  @Test("folding what is folded changes nothing")
  func idempotent() {
    for text in ["Ärzte & Co. …", "• [3] «A» — b", "", " \u{200B} ", "a\u{2009}b"] {
      #expect(Folding.fold(folded(text)) == Folding.fold(text))
    }
  }

  @Test("numbers of any size fold to one hash")
  func numbers() {
    func hash(_ text: String) -> UInt64 {
      Folding.fold(text, keepingMarks: true).withUnsafeBufferPointer { Folding.hashes(of: $0).numbers }
    }
    #expect(hash("2,482 Accesses") == hash("7 accesses"))
    #expect(hash("7 accesses") != hash("7 citations"))
  }
}
