import FettleKit
import TestSupport
import Testing

@testable import ReferenceNormalization

@Suite("No reference is lost")
struct ReferenceListPropertyTests {
  /// A random list in a random layout, and how many entries it has.
  private func list(_ random: inout SplitMix) -> (text: String, count: Int) {
    let count = Int.random(in: 3...40, using: &random)
    let style = Int.random(in: 0...2, using: &random)
    let forms = ReferenceListTests.Form.allCases
    let form = forms.randomElement(using: &random) ?? .dot
    let crumbs =
      ["", "", "\n\nCAS  Article  Google Scholar", "\nGoogle Scholar", " [PubMed] [Google Scholar]"]
      .randomElement(using: &random) ?? ""
    let border = ["\n", "\n\n"].randomElement(using: &random) ?? "\n"
    let entries = (1...count).map {
      form.print($0, WrittenList.entry($0, style: style, using: &random)) + crumbs
    }
    return (entries.joined(separator: border), count)
  }

  @Test("as many entries come out of a random list as went in, each with its own title", arguments: 0..<60)
  func counts(_ seed: Int) throws {
    var random = SplitMix(seed: UInt64(seed) &* 7919)
    for _ in 0..<5 {
      let (text, count) = list(&random)
      let heading = ["References\n\n", "Literature Cited\n\n", "# References\n"].randomElement(using: &random) ?? ""
      let behind = ["", "\nAcknowledgements\n\nWe thank the keeper.\n"].randomElement(using: &random) ?? ""
      let document = try WrittenList.processed(WrittenList.page(text, heading: heading, behind: behind))
      #expect(document.references.count == count, "\(text.prefix(900))")
      guard document.references.count == count else { continue }
      for (index, reference) in document.references.enumerated() {
        let isOwn = reference.raw.contains(", part \(index + 1).")
        #expect(isOwn, "\(index + 1): \(reference.raw)")
        if !isOwn { break }
      }
    }
  }

  @Test("whatever stands under the heading, the ledger holds and references are in order", arguments: 0..<30)
  func anything(_ seed: Int) throws {
    var random = SplitMix(seed: 5_000_000 + UInt64(seed))
    let chunks = [
      "1.", "2.", "[3]", "4. 4", "5", "Smith, J.", "& Doe, R.", "(1999)", "Nature 12, 3\u{2013}5 (2001).", "CAS",
      "Google Scholar",
      "a [...] text", "References", "Abstract", "doi:10.1000/182", "\u{2022} Item", ",", "and", WrittenList.prose[0],
      WrittenList.entries[0], WrittenList.entries[1], "7. " + WrittenList.entries[2], "\u{A9} 2020",
      "Kern et al., 2013",
      String(repeating: "9 ", count: 400),
    ]
    for _ in 0..<20 {
      var text = "A title\n\nReferences\n"
      for _ in 0..<Int.random(in: 0...60, using: &random) {
        text +=
          (chunks.randomElement(using: &random) ?? "") + (["\n", "\n\n", " "].randomElement(using: &random) ?? "\n")
      }
      let document = try WrittenList.processed(text)
      for block in document.blocks {
        if case .reference(let index) = block.outcome { #expect(document.references.indices.contains(index)) }
      }
      let starts = document.references.map(\.range.lowerBound)
      #expect(starts == starts.sorted())
      #expect(document.references.allSatisfy { !$0.raw.isEmpty && (0...1).contains($0.confidence) })
    }
  }
}
