import ArchiveExport
import FettleKit
import Ingest
import TestSupport
import Testing

@testable import PipelineRunner

@Suite("Runs over archives")
struct ContainerRunTests {
  let scratch: ScratchFolder

  init() throws {
    scratch = try ScratchFolder()
    try writeCrawl()
    try scratch.write(
      (0..<9).map { #"{"id": "W\#($0)", "text": "Line number \#($0)\n\n\#($0 == 4 ? "poison" : "sweet")"}"# + "\n" }
        .joined(), to: "in/list.jsonl")
    try scratch.write("A plain file.\n", to: "in/plain.txt")
    try scratch.write("id,text\n1,first row\n2,second row\n", to: "in/table.csv")
  }

  private func writeCrawl(pages: Range<Int> = 0..<12, address: String? = nil) throws {
    let records = WrittenWARC.crawl(pages.upperBound).enumerated().filter { index, _ in
      index == 0 || pages.contains((index - 1) / 2)
    }.map(\.element)
    var bytes = records.flatMap { $0 }
    if let address {
      bytes = Array(
        String(decoding: bytes, as: UTF8.self).split(
          separator: "https://example.org/", omittingEmptySubsequences: false
        ).joined(separator: address).utf8)
    }
    try scratch.write(bytes, to: "in/crawl.warc")
  }

  /// - Parameter surveys: whether a stage learns from the batch, so that everything is done again when that changes.
  private func plan(surveys: Bool = true) throws -> RunPlan {
    let options = StageOptions(values: ["formats": OptionValue(value: ["json", "ndjson", "warc"])])
    return RunPlan(
      name: "test",
      steps: [try step(PoisonStage.self)] + (surveys ? [try step(RepeatedStage.self)] : [])
        + [try step(ExportStage.self, options)],
      inputs: try InputFinder.find([scratch.path + "/in"]))
  }

  @discardableResult
  private func run(_ shard: Shard? = nil, to folder: String, jobs: Int = 2, surveys: Bool = true) throws -> RunSummary {
    var runner = Runner(plan: try plan(surveys: surveys), output: scratch.path + "/" + folder, jobs: jobs)
    runner.batchSize = 3
    runner.shard = shard
    return try runner.run()
  }

  private func result(_ folder: String) throws -> [String: [UInt8]] {
    try scratch.contents(of: folder).filter { $0.key != "run.json" && $0.key != ".receipts" }
  }

  @Test("do each document by itself, and say what was none")
  func whole() throws {
    let summary = try run(to: "out")
    #expect(summary.counts.documents == 12 + 9 + 1 + 2)
    #expect(summary.counts.quarantined == 1)
    #expect(summary.skipped == ["request": 12, "warcinfo": 1])
    #expect(
      scratch.exists(
        "out/articles/in/crawl.warc_/\(WrittenWARC.id(3)).json".split(separator: ":").joined(separator: "_")))
    #expect(scratch.exists("out/articles/in/list.jsonl_/W3.json"))
    #expect(scratch.exists("out/articles/in/table.csv_/2.json"))
    #expect(scratch.exists("out/quarantine/in/list.jsonl_/W4.json"))
    let records = try scratch.text(of: "out/articles.ndjson").split(separator: "\n")
    let page = try #require(records.first { $0.contains(WrittenWARC.id(3)) })
    #expect(page.contains(#""record-id":"\#(WrittenWARC.id(3))""#))
    #expect(page.contains(#""url":"https://example.org/page/3""#))
    #expect(page.contains(#""date":"2024-05-01T10:20:30Z""#))
    #expect(page.contains(#""media-type":"text/html""#))
  }

  @Test("give the same bytes with any number of workers, and in shards")
  func same() throws {
    try run(to: "one", jobs: 1)
    try run(to: "four", jobs: 4)
    #expect(try result("one") == result("four"))
    var parts: [String] = []
    for number in 1...5 {
      try run(Shard(number: number, of: 5), to: "part-\(number)")
      parts.append(scratch.path + "/part-\(number)")
    }
    try ShardMerge(parts).write(to: scratch.path + "/merged")
    #expect(try result("merged") == result("one"))
  }

  @Test("do again only what changed in an archive")
  func resumed() throws {
    try run(to: "out", surveys: false)
    #expect(try run(to: "out", surveys: false).counts.unchanged == 24)
    try writeCrawl(pages: 2..<14)
    let summary = try run(to: "out", surveys: false)
    #expect(summary.counts.documents == 24)
    #expect(summary.counts.unchanged == 22)
    try run(to: "fresh", surveys: false)
    #expect(try result("out") == result("fresh"))
    // The same pages, said to be from elsewhere.
    try writeCrawl(pages: 2..<14, address: "https://example.com/")
    #expect(try run(to: "out", surveys: false).counts.unchanged == 12)
    try run(to: "elsewhere", surveys: false)
    #expect(try result("out") == result("elsewhere"))
  }

  @Test("are replayed")
  func replayed() throws {
    try run(to: "out")
    let replay = Replay(try Verifier(folder: scratch.path + "/out"), plan: try plan(), jobs: 2).findings()
    #expect(replay.findings.isEmpty)
    #expect(replay.count == 24)
  }

  @Test("put a damaged record in quarantine, and go on")
  func damaged() throws {
    var bytes = Array(try scratch.text(of: "in/crawl.warc").utf8)
    let text = String(decoding: bytes, as: UTF8.self)
    let place = try #require(text.firstRange(of: "word17 "))
    bytes[text.utf8.distance(from: text.startIndex, to: place.lowerBound)] = UInt8(ascii: "W")
    try scratch.write(bytes, to: "in/crawl.warc")
    let summary = try run(to: "out")
    #expect(summary.counts.quarantined == 2)
    let notes = try scratch.contents(of: "out/quarantine").values.map { String(decoding: $0, as: UTF8.self) }
    #expect(notes.contains { $0.contains("its content doesn't have the digest that it states") })
  }
}
