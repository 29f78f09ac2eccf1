import ArchiveExport
import FettleKit
import Ingest
import TestSupport
import Testing

@testable import PipelineRunner

@Suite("Minimizing a failure")
struct MinimizerTests {
  private func trial() throws -> Trial {
    let plan = RunPlan(name: "test", steps: [try step(PoisonStage.self), try step(ExportStage.self)], inputs: [])
    return Trial(plan, StageChain(plan.steps))
  }

  @Test("finds the smallest part of a list that still fails, wherever its parts lie")
  func lists() {
    var random = SplitMix(seed: 7)
    for _ in 0..<300 {
      let count = Int.random(in: 1...200, using: &random)
      let wanted = Set(
        (0..<Int.random(in: 1...5, using: &random)).map { _ in Int.random(in: 0..<count, using: &random) })
      var search = DeltaDebugging(budget: 100_000)
      let found = search.smallest(Array(0..<count)) { wanted.isSubset(of: $0) }
      #expect(found == wanted.sorted())
    }
  }

  @Test("asks no more often than its budget allows, and what it gives fails even so")
  func budget() {
    var asked = 0
    var search = DeltaDebugging(budget: 40)
    let found = search.smallest(Array(0..<1000)) {
      asked += 1
      return $0.contains(3) && $0.contains(997)
    }
    #expect(asked <= 40)
    #expect(found.contains(3) && found.contains(997))
  }

  @Test("leaves of a long page the word that a stage fails on")
  func page() throws {
    let filler = (0..<80).map { "Line \($0) says nothing of note, at length.\n\n" }
    let page = filler.prefix(50).joined() + "Here is poison, in a line.\n" + filler.suffix(30).joined()
    let result = try #require(Minimizer().minimize(Array(page.utf8), path: "a.txt", in: try trial()))
    #expect(String(decoding: result.bytes, as: UTF8.self) == "poison")
    #expect(result.isSmallest)
    #expect(result.quarantine == Quarantine(stage: "poison", reason: "the text says poison", offset: 3))
  }

  @Test("keeps to the failure that it began with, though the document may fail otherwise too")
  func sameReason() throws {
    let result = try #require(Minimizer().minimize(Array(" \n\n\t\n".utf8), path: "a.txt", in: try trial()))
    #expect(result.quarantine.reason == "the file holds nothing but white space")
    #expect(result.bytes.count == 1)
  }

  @Test("says nothing of a document that doesn't fail")
  func sound() throws {
    #expect(Minimizer().minimize(Array("All is well.\n".utf8), path: "a.txt", in: try trial()) == nil)
  }

  @Test("takes reasons for the same whatever the numbers in them")
  func numbers() {
    let one = Quarantine(stage: "expect", reason: "71.3 % of the text was removed; at most 70.0 % is expected")
    let other = Quarantine(stage: "expect", reason: "100.0 % of the text was removed; at most 70.0 % is expected")
    #expect(one.isLike(other))
    #expect(!one.isLike(Quarantine(stage: "expect", reason: "7 references were found")))
    #expect(!one.isLike(Quarantine(stage: "ledger", reason: one.reason)))
  }
}
