import ArchiveExport
import FettleKit
import Ingest
import TestSupport
import Testing

@testable import PipelineRunner

@Suite("Comparing two runs")
struct ComparisonTests {
  private static func record(removed: [(Int, Int, String, String)], title: String?, volume: String? = nil) -> JSONValue
  {
    var item: [String: JSONValue] = ["type": "article-journal"]
    if let title { item["title"] = .string(title) }
    var reference: [String: JSONValue] = [:]
    if let volume { reference["volume"] = .string(volume) }
    return [
      "item": .object(item), "references": [["item": .object(reference)]],
      "removed": .array(
        removed.map { start, end, rule, text in
          [
            "range": [.number(Double(start)), .number(Double(end))], "rule": .string(rule), "text": .string(text),
          ]
        }),
    ]
  }

  @Test("tells blocks and fields that were decided differently")
  func record() {
    let before = Self.record(removed: [(0, 5, "cookie.banner", "Hello"), (9, 12, "share.tools", "Tweet")], title: "A")
    let after = Self.record(
      removed: [(9, 12, "share.networks", "Tweet"), (20, 30, "footer.legal", "Terms")], title: "B", volume: "7")
    let difference = RecordDifference(path: "x.txt", before, after)
    #expect(
      difference.blocks == [
        .init(start: 0, end: 5, text: "Hello", before: "cookie.banner", after: nil),
        .init(start: 9, end: 12, text: "Tweet", before: "share.tools", after: "share.networks"),
        .init(start: 20, end: 30, text: "Terms", before: nil, after: "footer.legal"),
      ])
    #expect(
      difference.fields == [
        .init(name: "references/1/volume", before: nil, after: "7"), .init(name: "title", before: "A", after: "B"),
      ])
  }

  @Test("tells settings, rules, fields and documents of two folders", arguments: ["json", "ndjson"])
  func folders(format: String) throws {
    let scratch = try ScratchFolder()
    for index in 0..<6 {
      try scratch.write(
        "This line stands on every page.\n\nNumber \(index) says \(index == 4 ? "poison" : "nothing").\n",
        to: "in/\(index).txt")
    }
    let options = StageOptions(values: ["formats": OptionValue(value: [.string(format)])])
    func run(_ steps: [RunStep], _ folder: String) throws {
      let plan = RunPlan(name: "test", steps: steps, inputs: try InputFinder.find([scratch.path + "/in"]))
      _ = try Runner(plan: plan, output: scratch.path + "/" + folder, jobs: 2).run()
    }
    let export = try step(ExportStage.self, options)
    try run([try step(PoisonStage.self), export], "before")
    try scratch.write("Number 9 is new.\n", to: "in/9.txt")
    try run([try step(RepeatedStage.self), export], "after")
    let difference = try RunDifference(before: scratch.path + "/before", after: scratch.path + "/after")
    #expect(difference.settings == ["stages: poison, export → repeated, export"])
    #expect(difference.onlyAfter == ["in/9.txt"])
    #expect(difference.released == ["in/4.txt"])
    #expect(difference.common == 6)
    #expect(difference.rules == [.init(name: "in-three-documents", added: 5, gone: 0)])
    #expect(difference.documents.count == 5)
    #expect(!difference.isEmpty)
    let text = DifferenceText(isColoured: false, documents: 1).text(difference)
    #expect(text.contains("in-three-documents  +5  −0"))
    #expect(text.contains("− removed now by in-three-documents: “This line stands on every page.”"))
    #expect(text.contains("… and 4 more"))
    #expect(difference.json["rules"]?[0]?["added"] == 5)
    #expect(try RunDifference(before: scratch.path + "/after", after: scratch.path + "/after").isEmpty)
  }
}
