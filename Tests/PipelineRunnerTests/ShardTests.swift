import ArchiveExport
import FettleKit
import Ingest
import TestSupport
import Testing

@testable import PipelineRunner

@Suite("Shards of a run")
struct ShardTests {
  let scratch: ScratchFolder

  init() throws {
    scratch = try ScratchFolder()
    for index in 0..<23 {
      try scratch.write(
        "This line stands on every page.\n\nNumber \(index) says \(index % 9 == 4 ? "poison" : "nothing").\n",
        to: "in/\(index).txt")
    }
  }

  private func plan(version: Int = 1) throws -> RunPlan {
    let options = StageOptions(values: ["formats": OptionValue(value: ["json", "ndjson"])])
    var poison = try step(PoisonStage.self)
    poison.version = version
    return RunPlan(
      name: "test", steps: [poison, try step(RepeatedStage.self), try step(ExportStage.self, options)],
      inputs: try InputFinder.find([scratch.path + "/in"]))
  }

  private func run(_ shard: Shard?, to folder: String, version: Int = 1, surveys: String? = nil) throws -> String {
    var runner = Runner(plan: try plan(version: version), output: scratch.path + "/" + folder, jobs: 2)
    runner.surveys = surveys.map { scratch.path + "/" + $0 }
    runner.settlingTime = -1
    runner.batchSize = 3
    runner.shard = shard
    _ = try runner.run()
    return scratch.path + "/" + folder
  }

  private func result(_ folder: String) throws -> [String: [UInt8]] {
    try scratch.contents(of: folder).filter { $0.key != "run.json" && $0.key != ".receipts" }
  }

  @Test("cover all inputs, each once, however many there are", arguments: [1, 2, 3, 7, 23, 40, 1000])
  func ranges(count: Int) throws {
    for inputs in [0, 1, 5, 23, 1000, 999_983] {
      var next = 0
      for number in 1...count {
        let range = try #require(Shard(number: number, of: count)).range(of: inputs)
        #expect(range.lowerBound == next)
        next = range.upperBound
      }
      #expect(next == inputs)
    }
  }

  @Test("are written i/n")
  func written() {
    #expect(Shard("3/16") == Shard(number: 3, of: 16))
    for text in ["0/3", "4/3", "3", "a/b", "1/2/3", "", "-1/3"] { #expect(Shard(text) == nil, "\(text)") }
  }

  @Test("give, merged, the same bytes as one run, surveys and shared files included", arguments: [1, 2, 5, 23, 30])
  func merged(count: Int) throws {
    _ = try run(nil, to: "whole")
    let folders = try (1...count).map { try run(Shard(number: $0, of: count), to: "part\($0)") }
    // In any order, and one of them twice.
    let merge = try ShardMerge(folders.reversed() + [folders[0]])
    #expect(merge.documents == 23)
    try merge.write(to: scratch.path + "/merged")
    #expect(try result("merged") == (try result("whole")))
    #expect(try Verifier(folder: scratch.path + "/merged").findings() == [])
    // The merged run is one that need not be done again.
    var reasons: [RunReason] = []
    _ = try Runner(plan: try plan(), output: scratch.path + "/merged", jobs: 1).run { _ in
    } report: {
      reasons.append($0.reason)
    }
    #expect(reasons.allSatisfy { $0 == .unchanged })
    #expect(try result("merged") == (try result("whole")))
  }

  @Test("that share what they learn come to the same, and each looks at its own part alone where the others' is known")
  func sharedSurveys() throws {
    _ = try run(nil, to: "whole")
    let folders = try (1...5).map { try run(Shard(number: $0, of: 5), to: "part\($0)", surveys: "surveys") }
    try ShardMerge(folders).write(to: scratch.path + "/merged")
    #expect(try result("merged") == (try result("whole")))
    #expect(FileSystem.names(in: scratch.path + "/surveys").count == 5)

    // What lies there is taken as it is …
    let surveys = SharedSurveys(scratch.path + "/surveys", try plan(), StageChain(try plan().steps), settlingTime: -1)
    let inputs = try plan().inputs
    let third = try #require(Shard(number: 3, of: 5))
    let place = try #require(surveys.place(step: 1, third, inputs[third.range(of: inputs.count)]))
    var other = try #require(Surveys.box(try RepeatedStage(options: StageOptions())))
    other = try #require(
      other.decoded(Array(#"{"counts":{"Number 0 says nothing.":3}}"#.utf8)))
    try surveys.write(other, to: place)
    _ = try run(Shard(number: 1, of: 5), to: "first", surveys: "surveys")
    #expect(try scratch.text(of: "part1/articles/in/0.json") != (try scratch.text(of: "first/articles/in/0.json")))
    // … unless it isn't whole, or of inputs that are others now.
    try scratch.write([UInt8](#"{"counts":{}}"#.utf8), to: "surveys/" + (place.split(separator: "/").last ?? ""))
    #expect(surveys.read(place, like: other) == nil)
    try scratch.write("Another text.\n", to: "in/\(inputs[third.range(of: inputs.count).lowerBound].path.dropFirst(3))")
    #expect(surveys.place(step: 1, third, inputs[third.range(of: inputs.count)]) != place)
  }

  @Test("are refused where one is missing, damaged, of another run, or no shard")
  func refused() throws {
    let first = try run(Shard(number: 1, of: 2), to: "first")
    let second = try run(Shard(number: 2, of: 2), to: "second")
    func reason(_ folders: [String]) -> String {
      do {
        _ = try ShardMerge(folders)
        return "none"
      } catch {
        return error.description
      }
    }
    #expect(reason([first, second]) == "none")
    #expect(reason([first]).contains("shard 2 of 2 is missing"))
    #expect(reason([first, second, try run(nil, to: "whole")]).contains("not of a shard"))
    #expect(reason([first, try run(Shard(number: 2, of: 3), to: "third")]).contains("another number of shards"))
    #expect(reason([first, try run(Shard(number: 2, of: 2), to: "other", version: 2)]).contains("stages is another"))
    try scratch.write("x", to: "second/articles/in/9.json")
    #expect(reason([first, second]).contains("in/9.json"))
  }
}
