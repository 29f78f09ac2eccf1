import ArchiveExport
import CanonicalJSON
import FettleKit
import Foundation
import Ingest
import PipelineFile
import TestSupport
import Testing

@testable import PipelineRunner

@Suite("A run")
struct RunnerTests {
  let scratch: ScratchFolder

  init() throws { scratch = try ScratchFolder() }

  private func write(_ count: Int, to folder: String = "in") throws {
    for index in 0..<count {
      let poison = index % 17 == 5 ? "poison" : "sweet"
      let common = index % 2 == 0 ? "This line stands on every second page." : "Another line."
      try scratch.write(
        "Article number \(index) of a batch\n\n\(common)\n\nIts text is \(poison).\n",
        to: "\(folder)/\(index % 5)/\(index).txt")
    }
  }

  private func plan(_ steps: [RunStep], _ folder: String = "in", expectations: [PipelineFile.Expectation] = []) throws
    -> RunPlan
  {
    RunPlan(
      name: "test", steps: steps, expectations: expectations,
      inputs: try InputFinder.find([scratch.path + "/" + folder]))
  }

  private func run(_ plan: RunPlan, to folder: String, jobs: Int = 2, batchSize: Int = 32) throws -> RunSummary {
    var runner = Runner(plan: plan, output: scratch.path + "/" + folder, jobs: jobs)
    runner.batchSize = batchSize
    return try runner.run()
  }

  /// What determines the output of a run: all but run.json and what is noted for the next run.
  private func result(_ folder: String) throws -> [String: [UInt8]] {
    try scratch.contents(of: folder).filter { $0.key != "run.json" && $0.key != ".receipts" }
  }

  @Test("gives the same bytes with any number of workers, any batch size, and inputs in any order (promise 2)")
  func determinism() throws {
    try write(120)
    let steps = [try step(PoisonStage.self), try step(RepeatedStage.self), try step(ExportStage.self)]
    let plan = try plan(steps)
    _ = try run(plan, to: "first", jobs: 1)
    let first = try result("first")
    #expect(first.keys.contains("manifest.json"))
    var random = SplitMix(seed: 11)
    for round in 0..<8 {
      let jobs = Int.random(in: 1...9, using: &random)
      let batch = Int.random(in: 1...50, using: &random)
      _ = try run(plan, to: "round\(round)", jobs: jobs, batchSize: batch)
      #expect(try result("round\(round)") == first, "jobs \(jobs), batches of \(batch)")
    }
  }

  @Test("puts a document that a stage fails on in quarantine with its reason, and goes on (promise 4)")
  func quarantine() throws {
    try write(40)
    let summary = try run(try plan([try step(PoisonStage.self), try step(ExportStage.self)]), to: "out")
    #expect(summary.counts.documents == 40)
    #expect(summary.counts.quarantined == 3)
    let note = try JSONReader.read(Array(try scratch.text(of: "out/quarantine/in/0/5.json").utf8))
    #expect(note["stage"] == "poison")
    #expect(note["reason"] == "the text says poison")
    #expect(note["offset"] == 3)
    #expect(note["path"] == "in/0/5.txt")
    #expect(try scratch.text(of: "out/quarantine/in/0/5.source") == (try scratch.text(of: "in/0/5.txt")))
    #expect(try scratch.contents(of: "out/articles").count == 37)
    #expect(!scratch.exists("out/articles/in/0/5.json"))
  }

  @Test("sends a document to quarantine when a stage loses a byte of it (promise 1)")
  func loss() throws {
    try write(3)
    let summary = try run(try plan([try step(LossyStage.self), try step(ExportStage.self)]), to: "out")
    #expect(summary.counts.quarantined == 3)
    #expect(try scratch.text(of: "out/quarantine/in/0/0.json").contains("in no block"))
  }

  @Test("lets a surveying stage see the whole batch first")
  func survey() throws {
    try write(10)
    let summary = try run(
      try plan([try step(RepeatedStage.self), try step(ExportStage.self)]), to: "out", batchSize: 2)
    #expect(summary.removedRules.first?.count.blocks == 19)
    let record = try JSONReader.read(Array(try scratch.text(of: "out/articles/in/0/0.json").utf8))
    #expect(record["removed"]?[0]?["text"] == "This line stands on every second page.")
  }

  @Test("holds documents to the pipeline's expectations, with numbers")
  func expectations() throws {
    try write(10)
    let plan = try plan(
      [try step(RepeatedStage.self), try step(ExportStage.self)],
      expectations: [PipelineFile.Expectation(.removedShare, atMost: 0.1)])
    let summary = try run(plan, to: "out")
    #expect(summary.counts.quarantined == 10)
    let note = try JSONReader.read(Array(try scratch.text(of: "out/quarantine/in/0/0.json").utf8))
    #expect(note["stage"] == "expect")
    #expect(note["reason"]?.string?.contains("at most 10.0 %") == true)
  }

  @Test("says in the manifest what went in and what came out, and nothing of the machine")
  func manifest() throws {
    try write(6)
    _ = try run(try plan([try step(PoisonStage.self), try step(ExportStage.self)]), to: "out")
    let text = try scratch.text(of: "out/manifest.json")
    let manifest = try JSONReader.read(Array(text.utf8))
    #expect(JSONWriter.bytes(of: manifest) + [0x0A] == Array(text.utf8))
    #expect(manifest["counts"] == ["articles": 5, "documents": 6, "quarantined": 1])
    #expect(manifest["inputs"]?.array?.count == 6)
    #expect(manifest["outputs"]?.array?.count == 7)
    #expect(manifest["stages"]?[0] == ["name": "poison", "options": [:], "version": 1])
    #expect(!text.contains(scratch.path))
    #expect(!text.contains(ProcessInfo.processInfo.hostName))
  }

  @Test("into a folder with older results leaves nothing stale, and touches nothing that isn't its own")
  func rerun() throws {
    try write(12)
    let steps = [try step(PoisonStage.self), try step(ExportStage.self)]
    _ = try run(try plan(steps), to: "out")
    try scratch.write("mine", to: "out/articles/notes.md")
    try scratch.write("mine", to: "out/README")
    try FileManager.default.removeItem(atPath: scratch.path + "/in/0")
    try scratch.write("poison", to: "in/1/1.txt")
    _ = try run(try plan(steps), to: "out")
    try FileManager.default.removeItem(atPath: scratch.path + "/out/articles/notes.md")
    try FileManager.default.removeItem(atPath: scratch.path + "/out/README")
    _ = try run(try plan(steps), to: "fresh")
    #expect(try result("out") == (try result("fresh")))
    #expect(!scratch.exists("out/articles/in/0"))
  }

  @Test("mends a file that was changed since, and leaves those that are right alone")
  func repeated() throws {
    try write(5)
    let plan = try plan([try step(ExportStage.self)])
    _ = try run(plan, to: "out")
    let first = try result("out")
    func inode(_ name: String) throws -> Int? {
      try FileManager.default.attributesOfItem(atPath: scratch.path + "/out/articles/in/" + name)[.systemFileNumber]
        as? Int
    }
    let before = try inode("0/0.json")
    var changed = try scratch.text(of: "out/articles/in/1/1.json")
    changed.replace("batch", with: "botch")
    try scratch.write(changed, to: "out/articles/in/1/1.json")
    _ = try run(plan, to: "out")
    #expect(try result("out") == first)
    #expect(try inode("0/0.json") == before)
  }

  @Test("refuses a folder with articles that it didn't write")
  func stranger() throws {
    try write(1)
    try scratch.write("mine", to: "out/articles/in/0/0.json")
    let plan = try plan([try step(ExportStage.self)])
    #expect { try run(plan, to: "out") } throws: { ($0 as? RunFailure)?.isWorthRetrying == false }
    #expect(try scratch.text(of: "out/articles/in/0/0.json") == "mine")
  }

  @Test("follows no path in an edited manifest that leads out of the folder")
  func editedManifest() throws {
    try write(1)
    try scratch.write("precious", to: "precious.txt")
    try scratch.write(
      #"{"outputs":[{"path":"../precious.txt"},{"path":"articles/../../precious.txt"},{"path":"/etc/hostname"}]}"#,
      to: "out/manifest.json")
    _ = try run(try plan([try step(ExportStage.self)]), to: "out")
    #expect(try scratch.text(of: "precious.txt") == "precious")
  }

  @Test("that is stopped leaves whole files and no manifest, and a second one finishes the work")
  func interruption() throws {
    try write(200)
    let plan = try plan([try step(ExportStage.self)])
    var runner = Runner(plan: plan, output: scratch.path + "/out", jobs: 2)
    runner.batchSize = 1
    let interruption = Interruption()
    runner.interruption = interruption
    let summary = try runner.run { if $0.done == 20 { interruption.stop() } }
    #expect(summary.wasInterrupted)
    #expect(summary.counts.documents < 200)
    #expect(!scratch.exists("out/manifest.json"))
    let files = try scratch.contents(of: "out/articles")
    #expect(files.count == summary.counts.documents)
    for (_, bytes) in files { _ = try JSONReader.read(bytes) }
    _ = try run(plan, to: "out")
    _ = try run(plan, to: "fresh")
    #expect(try result("out") == (try result("fresh")))
    #expect(!scratch.exists("out/.unfinished"))
  }

  @Test("keeps two runs out of one folder")
  func locked() throws {
    try write(1)
    let held = try OutputFolder(scratch.path + "/out")
    let plan = try plan([try step(ExportStage.self)])
    #expect { try run(plan, to: "out") } throws: { ($0 as? RunFailure)?.isWorthRetrying == true }
    withExtendedLifetime(held) {}
  }

  @Test("that can't write says so, worth trying again")
  func unwritable() throws {
    try write(1)
    try scratch.write("a file", to: "out")
    let plan = try plan([try step(ExportStage.self)])
    #expect(throws: RunFailure.self) { try run(plan, to: "out") }
  }

  @Test("puts JSON lines in one file, in the order of the inputs")
  func lines() throws {
    try write(50)
    let options = StageOptions(values: ["formats": OptionValue(value: ["ndjson"])])
    _ = try run(try plan([try step(ExportStage.self, options)]), to: "out", jobs: 3, batchSize: 3)
    let records = try scratch.text(of: "out/articles.ndjson").split(separator: "\n").map {
      try JSONReader.read(Array($0.utf8))["source"]?["path"]?.string ?? ""
    }
    #expect(records == records.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
    #expect(records.count == 50)
    #expect(try scratch.text(of: "out/manifest.json").contains("articles.ndjson"))
  }

  @Test("doesn't take its own output for input")
  func ownOutput() throws {
    try write(4)
    var plan = try plan([try step(ExportStage.self)])
    _ = try run(plan, to: "in/out")
    plan.inputs = try InputFinder.find([scratch.path + "/in"])
    #expect(plan.inputs.count > 4)
    plan.leaveOut(inputsIn: scratch.path + "/in/out")
    #expect(plan.inputs.count == 4)
  }
}
