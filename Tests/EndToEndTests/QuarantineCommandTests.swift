import CanonicalJSON
import FettleKit
import Foundation
import TestSupport
import Testing

@Suite("The quarantine from the command line", .enabled(if: Program.isBuilt, "the program isn't built"))
struct QuarantineCommandTests {
  let scratch: ScratchFolder

  init() throws {
    scratch = try ScratchFolder()
    try write(words: 10)
    try scratch.write("The first page\n\nhas a text that is long enough for anyone who counts words.\n", to: "in/a.txt")
    try scratch.write("Short.\n", to: "in/b.txt")
    try scratch.write("A bad\nbyte: \u{0}\u{1}\u{2}\u{0}\n", to: "in/deep/c.txt")
    #expect(try fettle("run", "test.yaml", "in", "-o", "out").code == 2)
  }

  private func write(words: Int) throws {
    try scratch.write(
      "fettle: 1\nname: test\nstages: [cleanup, export]\nexpect:\n  words: { at-least: \(words) }\n", to: "test.yaml")
  }

  private func fettle(_ arguments: String...) throws -> Program.Outcome {
    try Program.run(arguments, in: scratch.path)
  }

  /// What determines the output of a run.
  private func result(_ folder: String) throws -> [String: [UInt8]] {
    try scratch.contents(of: folder).filter { $0.key != "run.json" && $0.key != ".receipts" }
  }

  @Test("list says which documents, at which stage, why and where; as text and as JSON")
  func list() throws {
    let text = try fettle("quarantine", "list", "out")
    #expect(text.code == 0)
    let lines = text.output.split(separator: "\n")
    #expect(lines.count == 2)
    #expect(lines[0] == "in/b.txt: expect: the article has 1 words; at least 10 are expected")
    #expect(lines[1].hasPrefix("in/deep/c.txt: ingest: this is binary data"))
    #expect(lines[1].hasSuffix("(byte 12)"))
    #expect(text.errors == "2 in quarantine: 1 at expect, 1 at ingest\n")
    let json = try fettle("quarantine", "list", "out", "--json", "--stage", "ingest")
    let entry = try JSONReader.read(Array(json.output.utf8))
    #expect(entry["path"] == "in/deep/c.txt")
    #expect(entry["offset"] == 12)
    #expect(try fettle("quarantine", "list", "in").code == 1)
  }

  @Test("show leads to the line and the byte")
  func show() throws {
    let outcome = try fettle("quarantine", "show", "out", "c.txt")
    #expect(outcome.code == 0)
    #expect(outcome.output.contains("in/deep/c.txt:2:7: error: ingest: this is binary data"))
    #expect(outcome.output.contains("byte 12 of the file"))
    #expect(outcome.output.contains("copy:   out/quarantine/in/deep/c.source"))
    let unknown = try fettle("quarantine", "show", "out", "z.txt")
    #expect(unknown.code == 1)
    #expect(unknown.errors.contains("z.txt is not in the quarantine"))
  }

  @Test("retry after a fix gives the bytes of a clean run, from any folder")
  func retry() throws {
    #expect(try fettle("quarantine", "retry", "out", "--why").output.contains("in/b.txt: run: it was in quarantine\n"))
    try write(words: 1)
    let tried = try fettle("quarantine", "retry", "out", "--dry-run")
    #expect(tried.code == 2)
    #expect(tried.output.hasPrefix("in/b.txt: it would pass now\nin/deep/c.txt: ingest: "))
    try scratch.write("A good byte.\n", to: "in/deep/c.txt")
    let again = try Program.run(["quarantine", "retry", scratch.path + "/out"], in: "/")
    #expect(again.code == 0, "\(again.errors)")
    #expect(try fettle("run", "test.yaml", "in", "-o", "clean").code == 0)
    #expect(try result("out") == (try result("clean")))
    #expect(try fettle("quarantine", "list", "out").output.isEmpty)
  }

  @Test("retry finishes a run that was stopped, too")
  func stopped() throws {
    try FileManager.default.removeItem(atPath: scratch.path + "/out/manifest.json")
    try FileManager.default.createDirectory(
      atPath: scratch.path + "/out/.unfinished", withIntermediateDirectories: true)
    try FileManager.default.moveItem(
      atPath: scratch.path + "/out/run.json", toPath: scratch.path + "/out/.unfinished/command")
    for name in ["articles/in/a.json", "quarantine/in/b.json", "quarantine/in/b.source"] {
      try scratch.write("\(name)\n", to: "out/.unfinished/written")
    }
    #expect(try fettle("quarantine", "retry", "out").code == 2)
    #expect(try fettle("run", "test.yaml", "in", "-o", "clean").code == 2)
    #expect(try scratch.text(of: "out/manifest.json") == (try scratch.text(of: "clean/manifest.json")))
  }

  @Test("minimize writes the smallest page that fails, and a case that holds until the failure is mended")
  func minimize() throws {
    let outcome = try fettle("quarantine", "minimize", "out", "in/b.txt")
    #expect(outcome.code == 0, "\(outcome.errors)")
    #expect(outcome.output.contains("fettle test test.yaml --cases cases/in/b/case.yaml"))
    let input = try scratch.text(of: "cases/in/b/input.txt")
    #expect(input.count == 1)
    let explained = try fettle("explain", "test.yaml", "cases/in/b/input.txt")
    #expect(explained.code == 2)
    #expect(explained.errors.contains("expect: the article has 1 words; at least 10 are expected"))
    #expect(try fettle("verify", "out").code == 0)
    let tested = try fettle("test", "test.yaml", "--cases", "cases/in/b/case.yaml")
    #expect(tested.code == 0, "\(tested.output)\(tested.errors)")
    #expect(tested.output.contains("the smallest page that fails at expect: holds"))
    try write(words: 1)
    let mended = try fettle("test", "test.yaml", "--cases", "cases/in/b/case.yaml")
    #expect(mended.code == 1)
    #expect(mended.output.contains("it isn't in quarantine"))
  }

  @Test("minimize makes no case of a page that fails only beside others of its batch")
  func batch() throws {
    try scratch.write(
      "fettle: 1\nname: test\nstages: [cleanup, structure, verdict: { duplicates: true, quarantine: [duplicate-of] }, export]\n",
      to: "test.yaml")
    let text = try scratch.text(of: "in/a.txt")
    try scratch.write(text, to: "in/z.txt")
    #expect(try fettle("run", "test.yaml", "in", "-o", "out").code == 2)
    let outcome = try fettle("quarantine", "minimize", "out", "in/z.txt")
    #expect(outcome.code == 0, "\(outcome.errors)")
    #expect(outcome.output.contains("it makes no case for fettle test"))
    #expect(try scratch.contents(of: "cases").keys.sorted() == ["in/z/input.txt"])
  }
}
