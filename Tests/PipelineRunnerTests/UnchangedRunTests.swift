import ArchiveExport
import FettleKit
import Foundation
import Ingest
import TestSupport
import Testing

@testable import PipelineRunner

@Suite("A run in which nothing changed")
struct UnchangedRunTests {
  let scratch: ScratchFolder

  init() throws {
    scratch = try ScratchFolder()
    for index in 0..<150 {
      try scratch.write(
        "Article number \(index)\n\nIts text is \(index % 7 == 3 ? "poison" : "sweet").\n", to: "in/\(index).txt")
    }
    #expect(try run() == ["skipped": 0, "run": 150])
    #expect(try run() == ["skipped": 150])
  }

  private func runner(to folder: String = "out", pipelineDigest: String = "one") throws -> Runner {
    let options = StageOptions(values: ["formats": OptionValue(value: ["json", "ndjson"])])
    let plan = RunPlan(
      name: "test",
      steps: [try step(PoisonStage.self), try step(RepeatedStage.self), try step(ExportStage.self, options)],
      filesRead: [ReadFile(path: "test.yaml", sha256: pipelineDigest)],
      inputs: try InputFinder.find([scratch.path + "/in"]))
    var runner = Runner(plan: plan, output: scratch.path + "/" + folder, jobs: 2)
    // The files are as young as the test.
    runner.settlingTime = -1
    return runner
  }

  /// How many documents were run and skipped.
  private func run(_ change: (inout Runner) -> Void = { _ in }) throws -> [String: Int] {
    var runner = try runner()
    change(&runner)
    var counts: [String: Int] = ["skipped": 0]
    _ = try runner.run { _ in
    } report: {
      counts[$0.reason == .unchanged ? "skipped" : "run", default: 0] += 1
    }
    return counts
  }

  private func inode(_ name: String) throws -> Int? {
    try FileManager.default.attributesOfItem(atPath: scratch.path + "/" + name)[.systemFileNumber] as? Int
  }

  /// The output is that of a clean run.
  private func expectClean(_ comment: Comment) throws {
    let clean = try runner(to: "clean")
    _ = try clean.run()
    func result(_ folder: String) throws -> [String: [UInt8]] {
      try scratch.contents(of: folder).filter { $0.key != "run.json" && $0.key != ".receipts" }
    }
    #expect(try result("out") == (try result("clean")), comment)
    try FileManager.default.removeItem(atPath: scratch.path + "/clean")
  }

  @Test("touches nothing: not the manifest, not even the report")
  func untouched() throws {
    let before = try scratch.contents(of: "out")
    let manifest = try inode("out/manifest.json")
    #expect(try run() == ["skipped": 150])
    #expect(try scratch.contents(of: "out") == before)
    #expect(try inode("out/manifest.json") == manifest)
    var runner = try runner()
    runner.retriesQuarantined = true
    #expect(try runner.run().counts.unchanged == 150 - 21)
    try expectClean("after another try of the quarantine")
  }

  @Test("is none once an input has other bytes, though size and time are as they were")
  func input() throws {
    let path = scratch.path + "/in/8.txt"
    let time = try FileManager.default.attributesOfItem(atPath: path)[.modificationDate]
    var text = try scratch.text(of: "in/8.txt")
    text.replace("number", with: "numbre")
    // In place: the same inode.
    let file = try FileHandle(forWritingTo: URL(filePath: path))
    try file.write(contentsOf: Data(text.utf8))
    try file.close()
    try FileManager.default.setAttributes([.modificationDate: time as Any], ofItemAtPath: path)
    // What stands in it is what the survey counts: that changed, and with it all but those that failed before.
    #expect(try run() == ["skipped": 21, "run": 129])
    try expectClean("after a change of an input")
  }

  @Test("is none once an output was written to, or is gone, or a shared file is")
  func output() throws {
    var text = try scratch.text(of: "out/articles/in/8.json")
    text.replace("number", with: "numbre")
    try scratch.write(text, to: "out/articles/in/8.json")
    #expect(try run() == ["skipped": 149, "run": 1])
    try expectClean("after an edited record")
    try FileManager.default.removeItem(atPath: scratch.path + "/out/quarantine/in/3.source")
    #expect(try run() == ["skipped": 149, "run": 1])
    try expectClean("after a removed copy")
    let lines = try scratch.text(of: "out/articles.ndjson")
    try scratch.write(lines.replacingOccurrences(of: "number 8", with: "number 9"), to: "out/articles.ndjson")
    #expect(try run()["run", default: 0] >= 1)
    try expectClean("after an edited file of all")
  }

  @Test("is none once the manifest was edited or the pipeline file says something else, if only in a comment")
  func manifest() throws {
    let text = try scratch.text(of: "out/manifest.json")
    try scratch.write(text.replacingOccurrences(of: "\"test\"", with: "\"tset\""), to: "out/manifest.json")
    #expect(try run() == ["skipped": 150])
    #expect(try scratch.text(of: "out/manifest.json") == text)
    var changed = try runner(pipelineDigest: "two")
    changed.settlingTime = -1
    #expect(try changed.run().counts.unchanged == 150)
    #expect(try scratch.text(of: "out/manifest.json").contains("two"))
  }

  @Test("is none once there is one input more, or one fewer")
  func inputs() throws {
    try scratch.write("One more that is sweet.\n", to: "in/more.txt")
    _ = try run()
    try expectClean("with one more")
    try FileManager.default.removeItem(atPath: scratch.path + "/in/5.txt")
    _ = try run()
    try expectClean("with one fewer")
  }

  @Test("is looked at document by document where it must be sure, and where only a part of it is asked for")
  func distrust() throws {
    let manifest = try inode("out/manifest.json")
    #expect(try run { $0.trustsMarks = false } == ["skipped": 150])
    #expect(try inode("out/manifest.json") != manifest)
    let part = try #require(Shard(number: 1, of: 1))
    #expect(try run { $0.shard = part } == ["skipped": 150])
    #expect(try scratch.text(of: "out/manifest.json").contains("\"shard\""))
    #expect(try run() == ["skipped": 150])
    try expectClean("after a shard that was all of it")
  }

  @Test("is only believed of inputs that were left alone for a while before they were read")
  func young() throws {
    #expect(try scratch.text(of: "out/.receipts").contains("\ti\t"))
    try FileManager.default.removeItem(atPath: scratch.path + "/out")
    _ = try run { $0.settlingTime = 3600 }
    #expect(try !scratch.text(of: "out/.receipts").contains("\ti\t"))
    let manifest = try inode("out/manifest.json")
    #expect(try run() == ["skipped": 150])
    #expect(try inode("out/manifest.json") != manifest)
  }

  @Test("may have documents with names that look like marks of the receipts")
  func names() throws {
    for name in ["#1.txt", "=2.txt", "\\3.txt"] { try scratch.write("The text of \(name)\n", to: name) }
    let plan = RunPlan(
      name: "test", steps: [try step(ExportStage.self)],
      inputs: ["#1.txt", "=2.txt", "\\3.txt"].map {
        InputFile(path: $0, location: Array((scratch.path + "/" + $0).utf8))
      })
    var runner = Runner(plan: plan, output: scratch.path + "/named", jobs: 2)
    runner.settlingTime = -1
    _ = try runner.run()
    let manifest = try inode("named/manifest.json")
    #expect(try runner.run().counts.unchanged == 3)
    #expect(try inode("named/manifest.json") == manifest)
    runner.trustsMarks = false
    #expect(try runner.run().counts.unchanged == 3)
  }
}
