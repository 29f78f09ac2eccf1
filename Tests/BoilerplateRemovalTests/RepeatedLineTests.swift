import FettleKit
import RepeatedLines
import Testing

@testable import BoilerplateRemoval

@Suite("Lines that come back on many pages")
struct RepeatedLineTests {
  /// What the pages of a site that no rule knows have in common, around what is each one's own.
  private func page(_ number: Int) -> String {
    let word = ["amber", "basalt", "clay", "dolomite", "emerald"][number % 5]
    return """
      Quarterly of Loose Stones

      Zettel drawer

      Slowness of \(word) under a steady wind in closed rooms

      Ada Okafor

      Tray of the month

      \(number * 211) bell rings

      Abstract

      We let a steady wind blow over \(word) in a closed room for a year and a day, and weighed what was left of it every morning before the others came in.

      Introduction

      Loose stones have been weighed before by many people, who found that \(word) loses little, and who didn't say how long they had waited or what the wind was like on the days between.

      Sampling

      Each piece of \(word) was taken from the same wall by the same hand, washed in clear water, dried for a week and put on a tray that had been weighed empty on three days in a row.

      Table 1

      Mean weight

      Mean weight

      Results

      The loss of \(word) was smaller than the balance could tell on all but two days, and on these two the window of the room had been left open by somebody who wanted to see the tray.

      References

      1. Okafor A, Lind B (1998) Wind and weight of stones. Q Loose Stones 12: 3-9

      2. Lind B (2001) A tray that weighs itself. Q Loose Stones 15: 101-107

      Ring the bell

      Zettel drawer

      Tray of the month

      Ask the keeper
      """
  }

  private func processed(_ number: Int, learn: JSONValue? = ["minimum-documents": 5, "minimum-share": 0.5]) throws
    -> TestPage
  {
    var options = StageOptions()
    if let learn { options.values["learn"] = OptionValue(value: learn) }
    let stage = try BoilerplateStage(options: options)
    #expect(stage.isSurveying == (learn != nil))
    var survey = LineSurvey()
    for other in 0..<8 {
      var document = try TestPage(page(other), in: nil).document
      document.source.textSHA256 = String(other, radix: 16) + String(repeating: "7", count: 63)
      survey.merge(try stage.survey(document))
    }
    var result = try TestPage(page(number), in: nil)
    try stage.process(&result.document, knowing: stage.conclude(survey), in: StageContext())
    return result
  }

  @Test("go where no rule knows them, and what is the article's stays although it comes back")
  func removed() throws {
    let page = try processed(3)
    for line in ["Zettel drawer", "Tray of the month", "633 bell rings", "Ring the bell", "Ask the keeper"] {
      #expect(page.removed.contains(line), "\(line)")
    }
    #expect(page.rule(of: "633 bell rings") == "repeated.line")
    for line in [
      "Slowness of dolomite under a steady wind in closed rooms", "Ada Okafor", "Abstract", "Introduction", "Sampling",
      "Table 1", "Mean weight", "Results", "References",
      "1. Okafor A, Lind B (1998) Wind and weight of stones. Q Loose Stones 12: 3-9",
    ] {
      #expect(page.kept.contains(line), "\(line)")
    }
    #expect(try Ledger.check(page.document).total == page.document.text.count)
  }

  @Test("stay where nothing is to be learned, or too little was there to learn from")
  func notLearned() throws {
    #expect(try processed(3, learn: nil).kept.contains("633 bell rings"))
    #expect(try processed(3, learn: ["minimum-documents": 9, "minimum-share": 0.5]).kept.contains("633 bell rings"))
  }
}
