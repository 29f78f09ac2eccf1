import ArchiveExport
import FettleKit
import Foundation
import Ingest
import PipelineFile
import TestSupport
import Testing

@testable import PipelineRunner

@Suite("Receipts")
struct ReceiptTests {
  let scratch: ScratchFolder

  init() throws { scratch = try ScratchFolder() }

  private func write(_ count: Int) throws {
    for index in 0..<count {
      try scratch.write(
        "Article number \(index)\n\nIts text is \(index % 7 == 3 ? "poison" : "sweet").\n", to: "in/\(index).txt")
    }
  }

  private func plan(_ formats: [String] = ["json"], version: Int = 1) throws -> RunPlan {
    let options = StageOptions(values: ["formats": OptionValue(value: .array(formats.map { .string($0) }))])
    var export = try step(ExportStage.self, options)
    export.options = ["formats": .array(formats.map { .string($0) })]
    var poison = try step(PoisonStage.self)
    poison.version = version
    return RunPlan(name: "test", steps: [poison, export], inputs: try InputFinder.find([scratch.path + "/in"]))
  }

  /// Why each document was run or skipped, by its path.
  private func reasons(_ plan: RunPlan, to folder: String = "out") throws -> [String: RunReason] {
    var reasons: [String: RunReason] = [:]
    _ = try Runner(plan: plan, output: scratch.path + "/" + folder, jobs: 2).run { _ in
    } report: {
      reasons[$0.path] = $0.reason
    }
    return reasons
  }

  private func result(_ folder: String) throws -> [String: [UInt8]] {
    try scratch.contents(of: folder).filter { $0.key != "run.json" && $0.key != ".receipts" }
  }

  @Test("are read as they were written, whatever a name holds")
  func roundTrip() throws {
    var random = SplitMix(seed: 3)
    for _ in 0..<200 {
      func text() -> String {
        String(
          (0..<Int.random(in: 0...6, using: &random)).map { _ in
            Array("a\t\n\\né/ö.")[Int.random(in: 0..<9, using: &random)]
          })
      }
      var receipt = Receipt(
        path: text(), name: text(), size: 12, sha256: "ab", circumstances: Bool.random(using: &random) ? "" : "cd",
        isQuarantined: Bool.random(using: &random))
      if receipt.isQuarantined { receipt.failedStage = [nil, 0, 12].randomElement(using: &random) ?? nil }
      if Bool.random(using: &random) { receipt.mark = Receipt.Mark(inode: 5, changeSeconds: 6, changeNanoseconds: 7) }
      for _ in 0..<Int.random(in: 0...2, using: &random) {
        receipt.outputs.append(
          Receipt.Output(
            path: text(), size: 5, sha256: "cd",
            mark: Bool.random(using: &random)
              ? nil
              : Receipt.Mark(inode: .random(in: 1...(.max), using: &random), changeSeconds: 7, changeNanoseconds: 8)))
        receipt.parts.append(Receipt.Part(container: text(), offset: 3, size: 4, sha256: "ef"))
      }
      var bytes: [UInt8] = []
      receipt.append(to: &bytes)
      #expect(bytes.last == 0x0A)
      #expect(!bytes.dropLast().contains(0x0A))
      #expect(Receipt(bytes.dropLast()) == receipt)
    }
  }

  @Test("let a second run skip what is done, and only that")
  func second() throws {
    try write(20)
    #expect(try reasons(try plan()).values.allSatisfy { $0 == .new })
    let first = try result("out")
    #expect(try reasons(try plan()).values.allSatisfy { $0 == .unchanged })
    #expect(try result("out") == first)
    try scratch.write("Article number 4\n\nIts text is new.\n", to: "in/4.txt")
    try scratch.write("One more.\n", to: "in/99.txt")
    try FileManager.default.removeItem(atPath: scratch.path + "/in/5.txt")
    let reasons = try reasons(try plan())
    #expect(reasons["in/4.txt"] == .inputChanged)
    #expect(reasons["in/99.txt"] == .new)
    #expect(reasons.values.count { $0 == .unchanged } == 18)
    _ = try self.reasons(try plan(), to: "fresh")
    #expect(try result("out") == (try result("fresh")))
  }

  @Test("don't hide that an output is missing or was written to, even with its size and its times kept")
  func outputs() throws {
    try write(6)
    _ = try reasons(try plan())
    let first = try result("out")
    let victim = scratch.path + "/out/articles/in/2.json"
    let times = try FileManager.default.attributesOfItem(atPath: victim)[.modificationDate] as? Date
    var text = try scratch.text(of: "out/articles/in/2.json")
    text.replace("sweet", with: "swept")
    let handle = try FileHandle(forWritingTo: URL(filePath: victim))
    try handle.write(contentsOf: Data(text.utf8))
    try handle.close()
    try FileManager.default.setAttributes([.modificationDate: times ?? Date()], ofItemAtPath: victim)
    try FileManager.default.removeItem(atPath: scratch.path + "/out/articles/in/1.json")
    try FileManager.default.removeItem(atPath: scratch.path + "/out/quarantine/in/3.source")
    let reasons = try reasons(try plan())
    #expect(reasons["in/2.txt"] == .outputChanged("articles/in/2.json"))
    #expect(reasons["in/1.txt"] == .outputMissing("articles/in/1.json"))
    #expect(reasons["in/3.txt"] == .outputMissing("quarantine/in/3.source"))
    #expect(reasons.values.count { $0 == .unchanged } == 3)
    #expect(try result("out") == first)
  }

  @Test("hold for the same settings only, and the first that changed is named")
  func settings() throws {
    try write(3)
    _ = try reasons(try plan())
    #expect(
      try reasons(try plan(version: 2)).values.allSatisfy { $0 == .settingsChanged("stage 1, poison changed") })
    #expect(
      try reasons(try plan(["json", "csl"], version: 2)).values.allSatisfy {
        $0 == .settingsChanged("stage 2, export changed")
      })
    var contract = try plan(["json", "csl"], version: 2)
    contract.expectations = [PipelineFile.Expectation(.words, atLeast: 1)]
    #expect(
      try reasons(contract).values.allSatisfy { $0 == .settingsChanged("what is expected of words is new") })
    contract.filesRead = [
      ReadFile(path: "pipeline.yaml", sha256: "1"), ReadFile(path: "rules.yaml", sha256: "2"),
    ]
    #expect(try reasons(contract).values.allSatisfy { $0 == .settingsChanged("the file rules.yaml is new") })
    // The pipeline file may say the same in other words.
    contract.filesRead[0].sha256 = "3"
    #expect(try reasons(contract).values.allSatisfy { $0 == .unchanged })
  }

  @Test(
    "hold where a change can't have touched a document: behind the stage that it failed at, or by a looser contract")
  func untouched() throws {
    try write(10)
    _ = try reasons(try plan())
    func check(_ plan: RunPlan, unchanged: Int, _ comment: Comment) throws {
      let reasons = try reasons(plan)
      #expect(reasons["in/3.txt"] == .unchanged, comment)
      #expect(reasons.values.count { $0 == .unchanged } == unchanged, comment)
      _ = try self.reasons(plan, to: "fresh")
      #expect(try result("out") == (try result("fresh")), comment)
    }
    try check(try plan(["json", "csl"]), unchanged: 1, "another format, and one document that failed before")
    var plan = try plan(["json", "csl"])
    func expect(_ atLeast: Double, _ fields: [String] = []) {
      plan.expectations = [PipelineFile.Expectation(.words, atLeast: atLeast)]
      if !fields.isEmpty { plan.expectations.append(PipelineFile.Expectation(.fields, fields: fields)) }
    }
    expect(5)
    try check(plan, unchanged: 1, "a contract that is new")
    expect(2)
    try check(plan, unchanged: 10, "a looser one")
    plan.expectations = []
    try check(plan, unchanged: 10, "none any more")
    expect(100)
    try check(plan, unchanged: 1, "one that all break")
    expect(50)
    try check(plan, unchanged: 1, "a looser one, that they break even so")
    expect(1)
    try check(plan, unchanged: 1, "one that they keep")
    expect(1, ["title"])
    try check(plan, unchanged: 1, "one more")
  }

  @Test("take one contract for looser than another only where it is")
  func limits() {
    typealias Limits = Settings.Limits
    let values: [Double?] = [nil, 0, 0.5, 1]
    for least in values {
      for most in values {
        let old = Limits(atLeast: least, atMost: most, fields: [])
        #expect(Limits(old.text) == old)
        for otherLeast in values {
          for otherMost in values {
            let new = Limits(atLeast: otherLeast, atMost: otherMost, fields: [])
            func keeps(_ value: Double, _ limits: Limits) -> Bool {
              value >= limits.atLeast ?? -9 && value <= limits.atMost ?? 9
            }
            let probes = stride(from: -1.0, through: 2, by: 0.25)
            if old.imply(new) { #expect(probes.allSatisfy { !keeps($0, old) || keeps($0, new) }) }
          }
        }
      }
    }
    let fields = Limits(atLeast: nil, atMost: nil, fields: ["title", "DOI"])
    #expect(Limits(fields.text) == fields)
    #expect(fields.imply(Limits(atLeast: nil, atMost: nil, fields: ["DOI"])))
    #expect(!fields.imply(Limits(atLeast: nil, atMost: nil, fields: ["DOI", "author"])))
    #expect(Limits(atLeast: 1, atMost: nil, fields: []).imply(Limits(atLeast: nil, atMost: nil, fields: [])))
  }

  @Test("carry a document's bytes over from one shared file to the next")
  func shared() throws {
    try write(9)
    _ = try reasons(try plan(["ndjson"]))
    try scratch.write("Article number 4\n\nIts text is much longer than it was before.\n", to: "in/4.txt")
    let reasons = try reasons(try plan(["ndjson"]))
    #expect(reasons.values.count { $0 == .unchanged } == 8)
    _ = try self.reasons(try plan(["ndjson"]), to: "fresh")
    #expect(try result("out") == (try result("fresh")))
  }

  @Test("of a run that was stopped are enough to go on from there, again and again")
  func stopped() throws {
    try write(500)
    let plan = try plan()
    for stop in [50, 120, 190] {
      var runner = Runner(plan: plan, output: scratch.path + "/out", jobs: 2)
      runner.batchSize = 1
      let interruption = Interruption()
      runner.interruption = interruption
      var skipped = 0
      _ = try runner.run {
        if $0.done >= stop { interruption.stop() }
      } report: {
        if $0.reason == .unchanged { skipped += 1 }
      }
      #expect(skipped >= stop - 70)
      // A line that was not written to its end, as a power cut may leave it.
      let journal = try FileHandle(forWritingTo: URL(filePath: scratch.path + "/out/.unfinished/receipts"))
      try journal.seekToEnd()
      try journal.write(contentsOf: Data("in/499.txt\tin/499\t99".utf8))
      try journal.close()
    }
    let reasons = try reasons(plan)
    #expect(reasons.values.count { $0 == .unchanged } >= 190)
    _ = try self.reasons(plan, to: "fresh")
    #expect(try result("out") == (try result("fresh")))
    #expect(!scratch.exists("out/.unfinished"))
  }

  @Test("of a run that was stopped are not believed where a file has lost its bytes")
  func powerCut() throws {
    try write(30)
    var runner = Runner(plan: try plan(), output: scratch.path + "/out", jobs: 1)
    runner.batchSize = 1
    let interruption = Interruption()
    runner.interruption = interruption
    _ = try runner.run { if $0.done >= 10 { interruption.stop() } }
    // As a file system may leave it: the right size, and nothing in it.
    let victim = "out/articles/in/0.json"
    let size = try scratch.text(of: victim).utf8.count
    try scratch.write([UInt8](repeating: 0, count: size), to: victim)
    _ = try reasons(try plan())
    _ = try reasons(try plan(), to: "fresh")
    #expect(try result("out") == (try result("fresh")))
  }
}
