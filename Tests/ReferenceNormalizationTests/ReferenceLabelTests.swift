import ReferenceNormalization
import Testing

@Suite("Labels of entries")
struct ReferenceLabelTests {
  @Test(
    "are found as printed, with their number",
    arguments: [
      ("1. 1\n\nVolkow, N.D.", "1. 1", 1), ("[6] Smith", "[6]", 6), ("[307] Smith", "[307]", 307),
      ("6. Smith", "6.", 6),
      ("6) Smith", "6)", 6), ("(6) Smith", "(6)", 6), ("6 Smith", "6", 6), ("12.Smith", "12.", 12),
      ("6. [6] Smith", "6. [6]", 6), ("6.[6] Smith", "6.[6]", 6),
      ("• Smith", "•", nil),
      ("a. Smith", "a.", nil), ("(a) Smith", "(a)", nil), ("[Kno84] Knowles", "[Kno84]", nil),
    ] as [(String, String, Int?)])
  func found(entry: String, label: String, number: Int?) throws {
    let bytes = Array(entry.utf8)
    let found = try #require(ReferenceLabel.find(in: bytes[...]))
    #expect(found.text == label)
    #expect(found.number == number)
    #expect(bytes[found.length] != 0x20 && bytes[found.length] != 0x0A)
  }

  @Test(
    "what begins a reference is none",
    arguments: [
      "Smith, J.", "A. Smith", "2011 Plasma Sources", "3.5 percent", "[J. Smith]", "(2001) Title", "6", "[6]",
      "3D printing", "",
    ])
  func none(entry: String) { #expect(ReferenceLabel.find(in: Array(entry.utf8)[...]) == nil) }
}
