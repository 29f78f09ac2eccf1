import FettleText
import Testing

@testable import RepeatedLines

@Suite("What a line is counted by")
struct LineFingerprintTests {
  private func hash(_ text: String) -> UInt64? {
    Array(text.utf8).withUnsafeBufferPointer { LineFingerprint($0)?.hash }
  }

  @Test("case, bullets, spaces and the count in it make no difference")
  func folded() {
    #expect(hash("1,234 Accesses") == hash("7 accesses"))
    #expect(hash("Cited by (12)") == hash("cited by (1048)"))
    #expect(hash("• Sign  in") == hash("SIGN IN"))
    #expect(hash("Sign in") != hash("Sign up"))
    #expect(hash("Sign in") != nil)
  }

  @Test(
    "labels, dates, numbers and crumbs have none",
    arguments: [
      "Figure 1", "Fig. 12", "Table 3", "TABLE S1", "Abb. 4", "Рис. 2", "図 1", "Volume 12", "Vol. 3, No. 4", "12 May",
      "2020",
      "(1)", "12", "a", "p. 5", "Step 2", "Equation (4)", "May 2021", "- 3 -", "ab",
    ])
  func none(text: String) {
    #expect(hash(text) == nil)
  }

  @Test("what says when and where an article appeared has none")
  func dates() {
    #expect(hash("Springer volume 12") == nil)
    #expect(hash("Published by Springer on 3 May") == nil)
    #expect(hash("Nature volume 12, pages 3–9 (2020)") == nil)
    #expect(hash("1200 New York Avenue, floor 5") != hash("1300 New York Avenue, floor 6"))
  }

  @Test("a long line has none")
  func long() {
    #expect(hash(String(repeating: "sentences are no furniture ", count: 5)) == nil)
  }
}
