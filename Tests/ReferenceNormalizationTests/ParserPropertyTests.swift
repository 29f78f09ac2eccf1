import PageZones
import ReferenceNormalization
import TestSupport
import Testing

@Suite("The parser, whatever it is given")
struct ParserPropertyTests {
  private static let pieces = [
    "Smith, J.", "van der Berg A", " et al. ", "(2001)", "2001", ";", ":", ",", ". ", " ", "\n", "Nature",
    "J. Neurosci.", "In: ", "Proc. ", "pp. ",
    "12", "345–67", "e0123", "doi:10.1000/x", "https://", "[", "]", "(", ")", "“", "”", "\"", "'", "’", "é", "李元", "제",
    "권", "vol.", "no.", "&", "and",
    "Google Scholar", "Article", "](", "arXiv:", "ISBN ", "PMID", "Press", "London", "—", "…", "\u{A0}", "\u{FEFF}",
    "accessed", "10.1000/", "%",
  ]

  private func check(_ bytes: [UInt8], isValid: Bool) {
    let parsed = ReferenceParser().parse(bytes)
    for (field, range) in parsed.ranges {
      #expect(range.lowerBound >= 0 && range.upperBound <= bytes.count && !range.isEmpty, "\(field)")
      if isValid, range.upperBound <= bytes.count {
        #expect(
          range.lowerBound == bytes.count || bytes[range.lowerBound] & 0xC0 != 0x80,
          "\(field) begins inside a character")
        #expect(
          range.upperBound == bytes.count || bytes[range.upperBound] & 0xC0 != 0x80, "\(field) ends inside a character")
      }
    }
    #expect(parsed.confidence >= 0 && parsed.confidence <= 1)
  }

  @Test("random bytes never crash it")
  func randomBytes() {
    var numbers = SplitMix(seed: 1)
    for _ in 0..<600 {
      let count = Int.random(in: 0...120, using: &numbers)
      check((0..<count).map { _ in UInt8.random(in: 0...255, using: &numbers) }, isValid: false)
    }
  }

  @Test("random pieces of references never crash it, and every range lies within, on characters")
  func randomPieces() {
    var numbers = SplitMix(seed: 2)
    for _ in 0..<1500 {
      let count = Int.random(in: 1...30, using: &numbers)
      let text = (0..<count).map { _ in Self.pieces.randomElement(using: &numbers) ?? "" }.joined()
      check(Array(text.utf8), isValid: true)
      _ = LinkCrumbs.find(in: Array(text.utf8)[...])
      _ = LinkCrumbs.isOnlyCrumbs(Array(text.utf8)[...])
    }
  }

  @Test("any part of an array is read like the whole")
  func slices() {
    let text = Array("xx Wang, Y. et al. Nat. Med. 18, 385–387 (2012). yy".utf8)
    let part = text[3..<(text.count - 3)]
    #expect(ReferenceParser().parse(part) == ReferenceParser().parse(Array(part)))
  }

  @Test("ten thousand authors are read")
  func manyAuthors() {
    let letters = Array("aeioubdfgklmnprst")
    let authors = (0..<10_000).map { number in
      "N\(letters[number % 17])\(letters[number / 17 % 17])\(letters[number / 289 % 17])\(letters[number / 4913])n, J."
    }.joined(separator: ", ")
    let parsed = ReferenceParser().parse(Array((authors + " A title of a paper. Nature 1, 2–3 (2004).").utf8))
    #expect(parsed.item.author.count == 10_000)
    #expect(parsed.item.title == "A title of a paper")
  }

  @Test(
    "time grows with length alone, whatever the text holds", .serialized,
    arguments: [
      "Smith, J., ", "a", "1 ", "(", "[", ")", "\"", "10.1000/", "http://", "Smith J ", "in In: ", "(1) ", "Article ",
      "J. ", "x. Y. ", "accessed ", "](", "Google Scholar ", "- ",
    ])
  func linear(piece: String) {
    let clock = ContinuousClock()
    var text: [UInt8] = []
    while text.count < 1 << 15 { text += Array(piece.utf8) }
    #expect(clock.measure { _ = ReferenceParser().parse(text) } < .seconds(10))
  }
}
