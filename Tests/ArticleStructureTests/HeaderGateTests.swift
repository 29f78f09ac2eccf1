import TestSupport
import Testing

@testable import ArticleStructure

@Suite("What the forms of a header need")
struct HeaderGateTests {
  @Test("what a form matches passes the gate, however it is varied", arguments: 0..<8)
  func passes(seed: Int) throws {
    let patterns = try CitationPatterns.builtin.get()
    var random = SplitMix(seed: UInt64(seed))
    var matched = 0
    for pattern in patterns.headers {
      for example in pattern.examples {
        for _ in 0..<12 {
          let text = varied(example.text, &random)
          text.withBytes { bytes in
            guard pattern.read(bytes) != nil else { return }
            matched += 1
            #expect(HeaderGate.lets(bytes), "\(pattern.name) of '\(text)'")
          }
        }
      }
    }
    #expect(matched > 100)
  }

  @Test("lines that pass the gate together pass it before they are put together", arguments: 0..<8)
  func lines(seed: Int) throws {
    let patterns = try CitationPatterns.builtin.get()
    var random = SplitMix(seed: UInt64(seed) &+ 3)
    var passed = 0
    for example in patterns.headers.flatMap(\.examples) {
      for _ in 0..<6 {
        let text = varied(example.text, &random)
        let lines = String(text.map { $0 == " " && Int.random(in: 0..<4, using: &random) == 0 ? "\n" : $0 })
        Page.read(ArticlePage(lines).document) { page in
          guard page.count > 0 else { return }
          var window = Window()
          let passes = window.withText(page, from: 0, blocks: 3, bytes: CitationReader.windowLength) { text, _ in
            HeaderGate.lets(text)
          }
          guard passes else { return }
          passed += 1
          var memory = HeaderGate.LabelMemory(page.count)
          #expect(HeaderGate.lets(page, 0, blocks: 3, bytes: CitationReader.windowLength, &memory), "\(lines)")
        }
      }
    }
    #expect(passed > 100)
  }

  /// The text with some of its signs and words changed for others that forms know.
  private func varied(_ text: String, _ random: inout SplitMix) -> String {
    let pieces = [
      " ", ",", ", ", ";", ":", "(", ")", "7", "12", "1999", "Vol. ", "Volume ", "No. 3", "p. ", "A", "e", ".", "Suppl",
      "Special issue", "May ", "–", "Article ", "•",
    ]
    var scalars = Array(text)
    for _ in 0..<Int.random(in: 0...3, using: &random) where !scalars.isEmpty {
      let at = Int.random(in: 0..<scalars.count, using: &random)
      switch Int.random(in: 0..<3, using: &random) {
      case 0: scalars.remove(at: at)
      case 1: scalars[at] = Character(["1", "0", " ", ",", ";", "a"][Int.random(in: 0..<6, using: &random)])
      default:
        scalars.insert(contentsOf: pieces[Int.random(in: 0..<pieces.count, using: &random)], at: at)
      }
    }
    return String(scalars)
  }

  @Test(
    "what no form matches is mostly stopped",
    arguments: [
      "Figure 3 shows the fraction of tracks", "2.1. Participants",
      "−66 −35 38 1098 6.71", "Beck Anxiety Inventory 2.4 (3.7) 0.9", "20 To avoid repeating the same stimuli", "", "7",
      "Left Cuneus 3140 (3.5; 10.9) 3.73", "Female 29 (39) 15 (38)", "Tanabe and Quill (2006) (see below)",
      "Published: 07 July 2022 Spring floods", "Tanabe and Quill, 1993: The radar of 1988", "11 Dec 2024",
    ])
  func stops(_ text: String) { text.withBytes { #expect(!HeaderGate.lets($0)) } }
}
