import Foundation
import TestSupport
import Testing

@Suite("Runs from the command line", .enabled(if: Program.isBuilt, "the program isn't built"))
struct RunCommandsTests {
  private static let pipeline = """
    fettle: 1
    name: test
    stages: [cleanup, boilerplate, structure, references, export]
    """

  private func folder() throws -> ScratchFolder {
    let scratch = try ScratchFolder()
    try scratch.write(Self.pipeline, to: "test.yaml")
    for index in 0..<5 {
      try scratch.write("A Title of Number \(index)\n\nSign in\n\nSome text of the article.\n", to: "in/\(index).txt")
    }
    return scratch
  }

  @Test("a second run says why it did what it did")
  func why() throws {
    let scratch = try folder()
    _ = try Program.run(["run", "test.yaml", "in", "--output", "out"], in: scratch.path)
    try scratch.write("Another text.\n", to: "in/3.txt")
    let again = try Program.run(["run", "test.yaml", "in", "--output", "out", "--why", "--quiet"], in: scratch.path)
    #expect(again.code == 0)
    #expect(again.output.contains("in/3.txt: run: its bytes changed\n"))
    #expect(again.output.contains("in/2.txt: skipped: nothing changed\n"))
    let third = try Program.run(["run", "test.yaml", "in", "--output", "out"], in: scratch.path)
    #expect(third.output.contains("nothing changed since the last run"))
  }

  @Test("verify finds nothing, then names what was changed, and replays from another folder")
  func verify() throws {
    let scratch = try folder()
    _ = try Program.run(["run", "test.yaml", "in", "--output", "out"], in: scratch.path)
    let clean = try Program.run(["verify", scratch.path + "/out", "--replay"], in: "/")
    #expect(clean.code == 0, "\(clean.output)\(clean.errors)")
    #expect(clean.errors.contains("5 documents run again"))
    try scratch.write("fettle: 1\nname: test\nstages: [cleanup, export]\n", to: "test.yaml")
    try scratch.write("{}", to: "out/articles/in/1.json")
    let changed = try Program.run(["verify", "out"], in: scratch.path)
    #expect(changed.code == 1)
    #expect(changed.output.contains("articles/in/1.json: it was changed"))
    #expect(changed.output.contains("test.yaml: it was changed since the run"))
    #expect(try Program.run(["verify", "in"], in: scratch.path).code == 1)
  }

  @Test("diff says what two pipelines decided differently, as text and as JSON")
  func diff() throws {
    let scratch = try folder()
    _ = try Program.run(["run", "test.yaml", "in", "--output", "before"], in: scratch.path)
    try scratch.write("fettle: 1\nname: test\nstages: [cleanup, structure, export]\n", to: "test.yaml")
    _ = try Program.run(["run", "test.yaml", "in", "--output", "after"], in: scratch.path)
    let text = try Program.run(["diff", "before", "after"], in: scratch.path)
    #expect(text.code == 1)
    #expect(text.output.contains("+ kept now, was removed by sign-in.form: “Sign in”"))
    let json = try Program.run(["diff", "before", "after", "--json"], in: scratch.path)
    #expect(json.output.hasPrefix("{\"common\":5,"))
    #expect(try Program.run(["diff", "before", "before"], in: scratch.path).code == 0)
  }

  @Test("shards are merged")
  func shards() throws {
    let scratch = try folder()
    for number in 1...2 {
      let part = try Program.run(
        ["run", "test.yaml", "in", "--shard", "\(number)/2", "--output", "part\(number)"], in: scratch.path)
      #expect(part.code == 0)
    }
    let merged = try Program.run(["merge", "part1", "part2", "--output", "merged"], in: scratch.path)
    #expect(merged.code == 0, "\(merged.errors)")
    #expect(merged.output.hasPrefix("5 documents"))
    #expect(try Program.run(["merge", "part1", "--output", "x"], in: scratch.path).code == 3)
    #expect(try Program.run(["run", "test.yaml", "in", "--shard", "3/2"], in: scratch.path).code == 1)
  }
}
