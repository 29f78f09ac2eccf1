import TestSupport
import Testing

@Suite("What a batch knows", .enabled(if: Program.isBuilt, "the program isn't built"))
struct BatchKnowledgeTests {
  private static let pipeline = """
    fettle: 1
    name: test
    stages:
      - cleanup
      - boilerplate:
          learn: { minimum-documents: 20, minimum-share: 0.3 }
      - structure
      - references
      - verdict: { duplicates: true, quarantine: not-an-article }
      - export: { formats: [json, ndjson] }
    expect:
      words: { at-least: 5 }
      headings-lost: { at-most: 0 }
    """

  /// Pages of a site that no rule knows.
  private static func page(_ number: Int, ending: String = "") -> String {
    var text =
      "Zettel drawer\n\nTray of the month\n\nWeights of stone \(number) in a closed room\n\nAda Okafor\n\nAbstract\n\n"
    for sentence in 0..<30 {
      text += "Stone \(number) lost \(number * 31 + sentence * 7) grains on day \(sentence) of the trial that we kept. "
    }
    text += "\n\nIntroduction\n\n"
    for sentence in 0..<60 {
      text +=
        "On day \(number * 100 + sentence) the wind had turned and \(sentence * 3 + number) stones were weighed anew. "
    }
    return text + "\n\nZettel drawer\n\nRing the bell for \(number * 17) keepers\n\nTray of the month\n\(ending)"
  }

  private func folder() throws -> ScratchFolder {
    let scratch = try ScratchFolder()
    try scratch.write(Self.pipeline, to: "test.yaml")
    for number in 10..<34 { try scratch.write(Self.page(number), to: "in/\(number).txt") }
    try scratch.write(Self.page(12, ending: "\nA second copy.\n"), to: "in/90.txt")
    try scratch.write(
      "Zettel drawer\n\nPage not found\n\nIt may have moved, or else it was never here at all.\n", to: "in/91.txt")
    return scratch
  }

  private func result(_ scratch: ScratchFolder, _ folder: String) throws -> [String: [UInt8]] {
    try scratch.contents(of: folder).filter { $0.key != "run.json" && $0.key != ".receipts" }
  }

  @Test("lines that come back go, copies are flagged, and shards and workers come to the same bytes")
  func sameBytes() throws {
    let scratch = try folder()
    let whole = try Program.run(["run", "test.yaml", "in", "--output", "whole", "--jobs", "1"], in: scratch.path)
    #expect(whole.code == 2, "\(whole.errors)")
    let record = try scratch.text(of: "whole/articles/in/20.json")
    #expect(record.contains(#""rule":"repeated.line","stage":"boilerplate","text":"Ring the bell for 340 keepers""#))
    #expect(!record.contains(#""duplicate-of""#))
    let copy = try scratch.text(of: "whole/articles/in/90.json")
    #expect(copy.contains(#""duplicate-of":{"by":["text"],"#) && copy.contains(#""path":"in/12.txt""#))
    #expect(try scratch.text(of: "whole/quarantine/in/91.json").contains("the page reports an error"))

    _ = try Program.run(["run", "test.yaml", "in", "--output", "many", "--jobs", "7"], in: scratch.path)
    #expect(try result(scratch, "many") == (try result(scratch, "whole")))
    for shard in 1...3 {
      _ = try Program.run(
        ["run", "test.yaml", "in", "--output", "part\(shard)", "--shard", "\(shard)/3"], in: scratch.path)
    }
    let merge = try Program.run(["merge", "part3", "part1", "part2", "--output", "merged"], in: scratch.path)
    #expect(merge.code == 0 || merge.code == 2, "\(merge.errors)")
    #expect(try result(scratch, "merged") == (try result(scratch, "whole")))
  }

  @Test("a document runs again where the batch taught something else, and only then")
  func again() throws {
    let scratch = try folder()
    let run = ["run", "test.yaml", "in", "--output", "out", "--why", "--quiet"]
    _ = try Program.run(run, in: scratch.path)
    #expect(try Program.run(run, in: scratch.path).output.contains("in/20.txt: skipped"))
    // Another page of the kind: the same lines come back.
    try scratch.write(Self.page(40), to: "in/40.txt")
    #expect(try Program.run(run, in: scratch.path).output.contains("in/20.txt: skipped"))
    // Many pages of another kind in the same folder: too few have the lines now.
    for number in 0..<70 { try scratch.write("Page \(number) of something else.\n", to: "in/z\(number).txt") }
    #expect(try Program.run(run, in: scratch.path).output.contains("boilerplate, learned of the batch changed"))
  }
}
