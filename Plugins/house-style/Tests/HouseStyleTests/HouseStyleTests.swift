import FettleKit
import Testing

@testable import HouseStyle

@Suite("The house's spelling")
struct HouseStyleTests {
  private func stage(_ list: String) throws -> HouseStyle {
    try HouseStyle(
      options: StageOptions(values: ["spellings": OptionValue(value: "list.txt")]) { _ in Array(list.utf8) })
  }

  @Test("words are spelled as the house does, with a capital or without, and that is counted")
  func words() throws {
    var document = Document(paragraphs: ["On-line data bases, and no e-mail.", "Nothing to see here."])
    try stage("on-line = online\ndata base = database\ne-mail = email\n").process(&document, in: StageContext())
    #expect(document.blocks.map(\.text.string) == ["Online databases, and no email.", "Nothing to see here."])
    #expect(document.changes[Change(stage: "house-style", rule: "spelling")] == 3)
    _ = try Ledger.check(document)
  }

  @Test("a word within a word stays")
  func within() throws {
    var document = Document(paragraphs: ["naïve-mail, the-mail"])
    try stage("e-mail = email").process(&document, in: StageContext())
    #expect(document.blocks[0].text.string == "naïve-mail, the-mail")
  }

  @Test("a line that is no spelling is a mistake at its place")
  func mistake() throws {
    let error = #expect(throws: Diagnostics.self) { try stage("# a remark\ne-mail email\n") }
    #expect(error?.all.first?.place?.line == 2)
  }
}
