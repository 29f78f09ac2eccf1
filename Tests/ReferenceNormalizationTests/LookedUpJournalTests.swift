import FettleKit
import JournalTable
import PageMetadata
import Testing

@testable import ReferenceNormalization

@Suite("Journals that are looked up")
struct LookedUpJournalTests {
  private func parsed(_ text: String, _ parser: any ReferenceParsing = LearnedReferenceParser()) -> ParsedReference {
    parser.parse(Array(text.utf8))
  }

  @Test("a short title gets the full one and the ISSN, and says so", arguments: [true, false])
  func short(isLearned: Bool) {
    let parser: any ReferenceParsing = isLearned ? LearnedReferenceParser() : ReferenceParser()
    let reference = parsed("Wang, Y. et al. Nat. Med. 18, 385–387 (2012).", parser)
    #expect(reference.item.containerTitleShort == "Nat. Med.")
    #expect(reference.item.containerTitle == "Nature Medicine")
    #expect(reference.item.ISSN == "1078-8956")
    #expect(Set(reference.lookedUp) == [.containerTitle, .ISSN])
  }

  @Test("a full title gets the usual short one and the ISSN, and says so")
  func full() {
    let reference = parsed("Wang Y. Sleep and light. Nature Medicine. 2012;18(2):385-387.")
    #expect(reference.item.containerTitle == "Nature Medicine")
    #expect(reference.item.containerTitleShort == "Nat. Med.")
    #expect(reference.item.type == "article-journal")
    #expect(Set(reference.lookedUp) == [.containerTitleShort, .ISSN])
    #expect(reference.evidence["looked-up"] == ["ISSN", "container-title-short"])
  }

  @Test(
    "a title that isn't known, or is short for several journals, stays as written",
    arguments: ["Annals of Nonsense", "Rev. Neurol."])
  func asWritten(title: String) {
    let reference = parsed("Wang, Y. & Li, X. \(title) 18, 385–387 (2012).")
    #expect(reference.item.containerTitle == title)
    #expect(reference.item.containerTitleShort == nil && reference.item.ISSN == nil)
    #expect(reference.lookedUp.isEmpty)
    #expect(reference.evidence["looked-up"] == nil)
  }

  @Test("where markup names another journal, what was looked up for the first one goes")
  func stated() {
    let raw = "Wang, Y. et al. Nature Medicine 18, 385–387 (2012)."
    var reference = Reference(raw: raw, range: 0..<raw.utf8.count)
    reference.item.containerTitle = "Nature"
    reference.item.ISSN = "0028-0836"
    reference.lookedUp = [.ISSN]
    reference.item.volume = "18"
    var item = Item()
    item.containerTitle = "Nature Medicine"
    let statement = StatedReference(item: item, text: "", origin: "citation_reference", range: 0..<1)
    StatedFields.put(statement, into: &reference, EntryWords(raw), JournalLookup(listed: nil))
    #expect(reference.item.containerTitle == "Nature Medicine")
    #expect(reference.item.ISSN == "1078-8956")
    #expect(Set(reference.lookedUp) == [.containerTitleShort, .ISSN])
  }

  @Test("a list of the user's own decides what a title means, and the table's ISSN stays only with the same journal")
  func listed() {
    func put(_ short: String, _ full: String) -> ParsedReference {
      let table = JournalTable([Journal(short: short, full: full)])
      return parsed(
        "Wang, Y. et al. Nat. Med. 18, 385–387 (2012).",
        ListedJournalParser(LearnedReferenceParser(), journals: table))
    }
    let other = put("Nat. Med.", "Natural Medicine of the Alps")
    #expect(other.item.containerTitle == "Natural Medicine of the Alps")
    #expect(other.item.containerTitleShort == "Nat. Med.")
    #expect(other.item.ISSN == nil)
    #expect(other.lookedUp == [.containerTitle])
    let same = put("Nat. Med.", "Nature medicine")
    #expect(same.item.containerTitle == "Nature medicine")
    #expect(same.item.ISSN == "1078-8956")
  }
}
