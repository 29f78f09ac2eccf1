import CanonicalJSON
import FettleKit
import Foundation
import TestSupport
import Testing

@Suite("The command line", .enabled(if: Program.isBuilt, "the program isn't built"))
struct CommandLineTests {
  let scratch: ScratchFolder

  init() throws {
    scratch = try ScratchFolder()
    try scratch.write("fettle: 1\nname: plain\ninput: [in]\nstages: [export]\n", to: "plain.yaml")
    try scratch.write("A page\n\nwith two paragraphs.\n", to: "in/page.txt")
  }

  private func fettle(_ arguments: String..., input: String? = nil) throws -> Program.Outcome {
    try Program.run(arguments, in: scratch.path, input: input)
  }

  @Test("a complete run is exit code 0, and says what was done and where it is")
  func complete() throws {
    let outcome = try fettle("run", "plain.yaml")
    #expect(outcome.code == 0)
    #expect(outcome.errors.isEmpty)
    #expect(outcome.output.contains("1 document in"))
    #expect(outcome.output.contains("output: Output/plain"))
    #expect(scratch.exists("Output/plain/articles/in/page.json"))
  }

  @Test("inputs on the command line take the place of the file's")
  func inputs() throws {
    try scratch.write("Another page.\n", to: "other.txt")
    #expect(try fettle("run", "plain.yaml", "other.txt", "--output", "out", "--quiet").output.isEmpty)
    #expect(try scratch.contents(of: "out/articles").keys.sorted() == ["other.json"])
  }

  @Test("a page comes from standard input, too")
  func standardInput() throws {
    #expect(try fettle("run", "plain.yaml", "-", "-o", "out", input: "From a pipe.\n").code == 0)
    #expect(try scratch.text(of: "out/articles/standard-input.json").contains("From a pipe."))
  }

  @Test("a document in quarantine is exit code 2")
  func quarantine() throws {
    try scratch.write("", to: "in/empty.txt")
    let outcome = try fettle("run", "plain.yaml", "-o", "out")
    #expect(outcome.code == 2)
    #expect(outcome.output.contains("1 in quarantine"))
  }

  @Test(
    "a mistake in the command or the pipeline is exit code 1, and says what to do",
    arguments: [
      (["run"], "pipeline"), (["run", "none.yaml"], "none.yaml"), (["run", "plain.yaml", "none.txt"], "none.txt"),
      (["run", "plain.yaml", "--jobs", "0"], "--jobs"), (["run", "plain.yaml", "--jbos", "2"], "--jbos"),
      (["stages", "exprot"], "exprot"), (["frobnicate"], "frobnicate"), (["check", "broken.yaml"], "broken.yaml:2"),
      (["run", "broken.yaml"], "broken.yaml:2"), (["explain", "plain.yaml", "none.txt"], "none.txt"),
    ])
  func mistakes(arguments: [String], named: String) throws {
    try scratch.write("fettle: 1\nstages: [exprot]\n", to: "broken.yaml")
    let outcome = try Program.run(arguments, in: scratch.path)
    #expect(outcome.code == 1)
    #expect(outcome.errors.contains(named))
    #expect(outcome.output.isEmpty)
  }

  @Test("output that can't be written is exit code 3")
  func unwritable() throws {
    try scratch.write("", to: "file")
    let outcome = try fettle("run", "plain.yaml", "-o", "file/out")
    #expect(outcome.code == 3)
    #expect(outcome.errors.contains("file"))
  }

  @Test("help shows examples and exit codes, and every command has help")
  func help() throws {
    let help = try fettle("--help")
    #expect(help.code == 0)
    #expect(help.output.contains("Exit codes"))
    #expect(help.output.contains("--generate-completion-script"))
    for command in ["run", "check", "explain", "stages", "schema"] {
      let help = try fettle(command, "--help")
      #expect(help.code == 0)
      #expect(help.output.contains("fettle \(command)"), "\(command) shows an example")
    }
    #expect(try fettle("--version").output == "0.1.0\n")
    #expect(try fettle("--generate-completion-script", "bash").output.contains("fettle"))
  }

  @Test("explain shows the page and its account, without colour where there is no terminal")
  func explain() throws {
    let outcome = try fettle("explain", "plain.yaml", "in/page.txt")
    #expect(outcome.code == 0)
    #expect(outcome.output.contains("with two paragraphs."))
    #expect(outcome.output.contains("kept "))
    #expect(!outcome.output.contains("\u{1B}["))
    #expect(try fettle("explain", "plain.yaml", "in/page.txt", "--color", "always").output.contains("\u{1B}["))
  }

  @Test("check says that a file is right")
  func check() throws {
    let outcome = try fettle("check", "plain.yaml")
    #expect(outcome.code == 0)
    #expect(outcome.output.contains("plain.yaml"))
  }

  @Test("stages are listed, as text and as JSON")
  func stages() throws {
    #expect(try fettle("stages").output.contains("export"))
    #expect(try fettle("stages", "export").output.contains("formats"))
    let json = try JSONReader.read(Array(try fettle("stages", "--json").output.utf8))
    #expect(json.array?.contains { $0["name"] == "export" } == true)
  }

  @Test("the pipeline file's schema is printed")
  func pipelineSchema() throws {
    let schema = try JSONReader.read(Array(try fettle("schema", "pipeline").output.utf8))
    #expect(schema["properties"]?["stages"] != nil)
  }

  @Test("the article's schema is printed")
  func schema() throws {
    let schema = try JSONReader.read(Array(try fettle("schema", "article").output.utf8))
    #expect(schema["properties"]?["ledger"] != nil)
  }
}
