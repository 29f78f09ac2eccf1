import ArchiveExport
import FettleKit
import Foundation
import Ingest
import TestSupport
import Testing

@testable import PipelineRunner

@Suite("Verifying an output folder")
struct VerifierTests {
  let scratch: ScratchFolder
  let plan: RunPlan

  init() throws {
    scratch = try ScratchFolder()
    for index in 0..<24 {
      try scratch.write(
        "Article number \(index)\n\nIts text is \(index % 7 == 3 ? "poison" : "sweet").\n", to: "in/\(index).txt")
    }
    plan = RunPlan(
      name: "test", steps: [try step(PoisonStage.self), try step(ExportStage.self)],
      filesRead: [ReadFile(path: "test.yaml", sha256: "1"), ReadFile(path: "rules.yaml", sha256: "2")],
      inputs: try InputFinder.find([scratch.path + "/in"]))
    _ = try Runner(plan: plan, output: scratch.path + "/out", jobs: 2).run()
  }

  private func findings() throws -> [VerificationFinding] {
    try Verifier(folder: scratch.path + "/out").findings()
  }

  @Test("finds nothing where nothing was done")
  func clean() throws {
    #expect(try findings() == [])
    #expect(try Verifier(folder: scratch.path + "/out").findings(plan) == [])
    let replayed = Replay(try Verifier(folder: scratch.path + "/out"), plan: plan, jobs: 2).findings()
    #expect(replayed.findings == [])
    #expect(replayed.count == 24)
  }

  @Test("finds every one of 500 corruptions, and names the file")
  func corruptions() throws {
    var random = SplitMix(seed: 5)
    let whole = try scratch.contents(of: "out")
    let names = whole.keys.filter { $0 != "run.json" && $0 != ".receipts" }.sorted()
    var count = 0
    for round in 0..<500 {
      let name = names[Int.random(in: 0..<names.count, using: &random)]
      let path = scratch.path + "/out/" + name
      var bytes = whole[name] ?? []
      var touched = name
      switch round % 5 {
      case 0:
        let at = Int.random(in: 0..<bytes.count, using: &random)
        bytes[at] ^= 1 << UInt8.random(in: 0..<8, using: &random)
        try scratch.write(bytes, to: "out/" + name)
      case 1: try scratch.write([UInt8](bytes.dropLast(Int.random(in: 1...20, using: &random))), to: "out/" + name)
      case 2: try scratch.write(bytes + [0x20], to: "out/" + name)
      case 3:
        try FileManager.default.removeItem(atPath: path)
      default:
        touched = "articles/in/extra-\(round).json"
        try scratch.write("{}", to: "out/" + touched)
      }
      do {
        let found = try findings()
        if found.contains(where: { $0.path == touched }) { count += 1 } else { Issue.record("\(round): \(touched)") }
      } catch let failure as RunFailure {
        // A manifest that is gone, or no JSON any more.
        if touched == "manifest.json", failure.description.contains("manifest.json") { count += 1 }
      }
      if round % 5 == 4 {
        try FileManager.default.removeItem(atPath: scratch.path + "/out/" + touched)
      } else {
        try scratch.write(whole[name] ?? [], to: "out/" + name)
      }
    }
    #expect(count == 500)
    #expect(try findings() == [])
  }

  @Test("says where an edited record differs from what a run writes, by byte, field and stage")
  func edited() throws {
    let name = "out/articles/in/2.json"
    var text = try scratch.text(of: name)
    text.replace("sweet", with: "sweat")
    try scratch.write(text, to: name)
    let found = Replay(try Verifier(folder: scratch.path + "/out"), plan: plan, jobs: 1).findings().findings
    #expect(found.count == 1)
    #expect(found.first?.path == "articles/in/2.json")
    #expect(found.first?.detail.contains("/body/1/text (cleanup)") == true, "\(found)")
    #expect(found.first?.detail.contains("sweet") == true)
  }

  @Test("sees that a rule file, the pipeline, a stage or an input is not what it was")
  func settings() throws {
    let verifier = try Verifier(folder: scratch.path + "/out")
    var other = plan
    other.filesRead[1].sha256 = "3"
    #expect(verifier.findings(other).map(\.path) == ["rules.yaml"])
    other = plan
    other.steps[0].version = 9
    #expect(verifier.findings(other).first?.detail.contains("poison 9") == true)
    try scratch.write("Something else.\n", to: "in/4.txt")
    try FileManager.default.removeItem(atPath: scratch.path + "/in/5.txt")
    try scratch.write("New.\n", to: "in/77.txt")
    other = plan
    other.inputs = try InputFinder.find([scratch.path + "/in"])
    let found = Replay(verifier, plan: other, jobs: 2).findings().findings
    #expect(found.map(\.kind) == [.input, .input, .input])
    #expect(Set(found.map(\.path)) == ["in/4.txt", "in/5.txt", "in/77.txt"])
  }

  @Test("runs the same part of the documents again each time")
  func sample() throws {
    var replay = Replay(try Verifier(folder: scratch.path + "/out"), plan: plan, jobs: 2)
    replay.share = 0.3
    let count = replay.findings().count
    #expect(count > 0 && count < 20)
    #expect(replay.findings().count == count)
  }

  @Test("refuses a folder in which no run ended")
  func unfinished() throws {
    #expect(throws: RunFailure.self) { try Verifier(folder: scratch.path + "/in") }
    #expect(throws: RunFailure.self) { try Verifier(folder: scratch.path + "/nowhere") }
    try scratch.write("", to: "out/.unfinished/written")
    #expect(throws: RunFailure.self) { try Verifier(folder: scratch.path + "/out") }
  }
}
