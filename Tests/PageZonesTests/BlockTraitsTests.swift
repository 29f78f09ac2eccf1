import TestSupport
import Testing

@testable import PageZones

@Suite("What a block tells about references")
struct BlockTraitsTests {
  private func traits(_ text: String) -> BlockTraits { BlockTraits(Array(text.utf8)[...]) }

  @Test("years, initials, pages and identifiers of an entry are counted")
  func entry() {
    let found = traits(
      "Müller, J. R., Ó Shea P & de Wit AB, On doi and the lot. J Test 12, 145–61 (2003). doi:10.1234/x.1999")
    #expect(found.years == 2)
    #expect(found.dates == 1)
    #expect(found.initials == 6)
    #expect(found.pageRanges == 1)
    #expect(found.hasDOI)
    #expect(traits("pages 2093–2111 and (2003)016").years == 0)
    #expect(traits("see https://example.org/2003/AB. for all").years == 0)
    #expect(traits("see https://example.org/10.1234/5 for all").hasDOI)
    #expect(traits("a doi is here").hasDOI)
    #expect(!traits("a doing is here").hasDOI)
    let words = traits("élan and Vital it—was so")
    #expect(words.words == 6)
    #expect(words.lowerWords == 4)
  }

  @Test("what is found doesn't depend on how far in the text it stands", arguments: 0..<40)
  func places(seed: Int) {
    var random = SplitMix(seed: UInt64(seed))
    let pieces = [
      "a", "doi", " ", "  ", "A", "J.", "R", "É", "é", "–", "—", "-", "2003", "(1999)", "10.1234/", "://",
      "http://x.y/",
      "(", "[", ")", ",", ".", "©", "\u{A0}", "’", "12", "abc", "中文", "Ab", "AB", "ABCD", "2000a", "a1", "/", "_", "😀",
      String(repeating: "x", count: 70), String(repeating: "9", count: 70),
    ]
    for _ in 0..<20 {
      let text = (0..<12).map { _ in pieces[Int.random(in: 0..<pieces.count, using: &random)] }.joined()
      let first = traits(" 123456789 " + text)
      for distance in 1...70 {
        let found = traits(" 123456789" + String(repeating: " ", count: distance) + text)
        #expect(found.years == first.years && found.dates == first.dates && found.hasDOI == first.hasDOI, "“\(text)”")
        #expect(found.initials == first.initials && found.pageRanges == first.pageRanges, "“\(text)”")
        #expect(found.words == first.words && found.lowerWords == first.lowerWords, "“\(text)”")
      }
    }
  }

  @Test("a heading is told by its outline as by all of it", arguments: 0..<40)
  func headings(seed: Int) {
    var random = SplitMix(seed: UInt64(seed) &+ 3)
    let words = [
      "References", "Cited by", "Literature cited", "Abstract", "the", "re", "ab", "Refe", "authors’", "’s", "I",
    ]
    let marks = ["(12)", "[3] ", "1. ", "IV. ", "viii. ", ":", " ", "  ", "[", ")", "12", "&", ".", "–"]
    func pick(_ pieces: [String]) -> String {
      Int.random(in: 0..<3, using: &random) == 0 ? "" : pieces[Int.random(in: 0..<pieces.count, using: &random)]
    }
    for _ in 0..<300 {
      let line = pick(marks) + pick(marks) + pick(words) + pick(marks) + pick(words) + pick(marks) + pick(marks)
      let bytes = Array(line.utf8)
      guard bytes.count > 1 else { continue }
      let (quick, slow) = bytes.withUnsafeBufferPointer {
        (HeadingWords.builtin.kinds(of: $0), HeadingWords.builtin.foldedKinds(of: $0))
      }
      #expect(quick == slow || bytes.count > 40, "“\(line)”")
    }
  }
}
