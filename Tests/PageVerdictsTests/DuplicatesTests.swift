import FettleKit
import TestSupport
import Testing

@testable import PageVerdicts

@Suite("Documents that say what another one says")
struct DuplicatesTests {
  /// A document of its own text, or of another's with a few words of its own.
  private func page(
    _ path: String, seed: Int, doi: String? = nil, title: String? = nil, ending: String = "", isWhole: Bool = true
  ) -> DuplicateSurvey {
    var page = TestPage(
      prose(600, seed: seed) + "\n" + ending, path: path, digest: String(seed, radix: 16) + (ending.isEmpty ? "" : "e"))
    page.document.item.DOI = doi
    page.document.item.title = title
    return DuplicateSurvey(page.document, isWhole: isWhole)
  }

  private func duplicates(_ surveys: [DuplicateSurvey]) -> [String: String] {
    let survey = surveys.reduce(into: DuplicateSurvey()) { $0.merge($1) }
    return Duplicates(survey, similarity: 0.85).found.mapValues { $0.path + " " + $0.by.joined(separator: "+") }
  }

  @Test("the first in the order of the paths is the one that others are duplicates of")
  func first() {
    let found = duplicates([
      page("c.txt", seed: 1, ending: "A footer of another site."), page("b.txt", seed: 1), page("a.txt", seed: 2),
      page("d.txt", seed: 1),
    ])
    #expect(found == ["c.txt": "b.txt text", "d.txt": "b.txt text"])
  }

  @Test("one DOI is one article, unless neither title nor text agree")
  func doi() {
    let surveys = [
      page("a.txt", seed: 1, doi: "10.1/A", title: "Stones"), page("b.txt", seed: 2, doi: "10.1/a", title: "Stones."),
      page("c.txt", seed: 3, doi: "10.1/a", title: "A quarterly of winds"), page("d.txt", seed: 4, doi: "10.1/d"),
    ]
    #expect(duplicates(surveys) == ["b.txt": "a.txt doi"])
  }

  @Test("an article is no duplicate of a page that shows its abstract")
  func whole() {
    let found = duplicates([
      page("a.txt", seed: 1, doi: "10.1/a", isWhole: false), page("b.txt", seed: 2, doi: "10.1/a"),
    ])
    #expect(found == ["a.txt": "b.txt doi"])
  }

  @Test("it makes no difference in what order surveys are merged")
  func order() {
    var random = SplitMix(seed: 3)
    let surveys = (0..<40).map { page("\($0 % 37).txt", seed: $0 % 11, doi: $0 % 3 == 0 ? "10.1/\($0 % 5)" : nil) }
    let found = duplicates(surveys)
    #expect(!found.isEmpty)
    for _ in 0..<5 { #expect(duplicates(surveys.shuffled(using: &random)) == found) }
  }

  @Test("a sketch tells how much of two texts is the same")
  func similarity() {
    func sketch(_ text: String) -> TextSketch { TextSketch(TestPage(text).document) }
    let text = prose(900, seed: 5)
    #expect(sketch(text).similarity(to: sketch(text.uppercased())) == 1)
    #expect(sketch(text).similarity(to: sketch(prose(900, seed: 6))) < 0.1)
    #expect(sketch(text).similarity(to: sketch(text + " " + prose(30, seed: 7))) > 0.85)
    #expect(sketch(text).similarity(to: sketch(text + " " + prose(900, seed: 7))) < 0.75)
    #expect(sketch("Too short a text.").isEmpty)
  }

  @Test("what is named for quarantine goes there with its reason; all else is a flag")
  func quarantine() throws {
    let options = StageOptions(values: ["quarantine": OptionValue(value: ["not-an-article"])])
    var page = TestPage(
      "Journal of Stones\nJust a moment...\nEnable JavaScript and cookies to continue\nRay ID: 7a and so on")
    #expect(throws: StageError.self) {
      try VerdictStage(options: options).process(&page.document, in: StageContext())
    }
    try VerdictStage(options: StageOptions()).process(&page.document, in: StageContext())
    #expect(page.document.quality["not-an-article"]?["kind"] == "captcha")
    #expect(page.document.quality["not-an-article"]?["range"] == [18, 34])
  }
}
