import CanonicalJSON
import FettleKit
import Foundation
import TestSupport
import Testing

@Suite("Plugins and tests from the command line", .enabled(if: Program.isBuilt, "the program isn't built"))
struct PluginCommandTests {
  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path
  let scratch: ScratchFolder

  init() throws { scratch = try ScratchFolder() }

  private func fettle(_ arguments: String...) throws -> Program.Outcome { try Program.run(arguments, in: scratch.path) }

  static func has(_ program: String) -> Bool {
    (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").contains {
      FileManager.default.isExecutableFile(atPath: "\($0)/\(program)")
    }
  }

  private func shell(_ command: String, in folder: String) throws -> Int32 {
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = ["-c", command]
    process.currentDirectoryURL = URL(filePath: folder)
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    return process.terminationStatus
  }

  @Test(
    "a new plugin runs, is tested, takes one edited line, and passes the conformance kit",
    arguments: ["python", "shell"])
  func newPlugin(language: String) throws {
    guard language == "shell" || PluginCommandTests.has("python3") else { return }
    #expect(try fettle("new", "plugin", "shout", "--language", language).code == 0)
    let run = try fettle("run", "shout/shout.yaml", "-o", "out")
    #expect(run.code == 0, "\(run.errors)")
    #expect(try scratch.text(of: "out/articles/page.json").contains("THE RIVER WAS BROWN"))
    #expect(try fettle("test", "shout/shout.yaml").code == 0)
    let file = language == "python" ? "shout/shout.py" : "shout/shout.sh"
    let edited = try scratch.text(of: file)
      .replacing("block.text.upper()", with: "block.text + \"!\"").replacing("tr a-z A-Z", with: "sed 's/$/!/'")
    try Data(edited.utf8).write(to: URL(filePath: scratch.path + "/" + file))
    #expect(try fettle("run", "shout/shout.yaml", "-o", "out").code == 0)
    #expect(try scratch.text(of: "out/articles/page.json").contains("The river was brown in spring.!"))
    let failing = try fettle("test", "shout/shout.yaml")
    #expect(failing.code == 1)
    #expect(failing.output.contains("shout.cases.yaml:7:"))
    #expect(try fettle("test", "shout/shout.yaml", "--update").code == 0)
    #expect(try fettle("test", "shout/shout.yaml").code == 0)
    #expect(try fettle("new", "plugin", "shout").code == 1)
    if language == "python" {
      #expect(try fettle("stages", "--beside", "shout/shout.yaml").output.contains("plugin/shout"))
      let kit = try fettle("plugin", "test", "shout/shout.py")
      #expect(kit.code == 0, "\(kit.output)")
    }
  }

  @Test(
    "a new plugin in Swift is a package that builds, runs, is tested, and passes the conformance kit",
    .enabled(if: PluginCommandTests.has("swift"), "skipped: no swift"))
  func newSwiftPlugin() throws {
    #expect(
      try fettle("new", "plugin", "word-shout", "--language", "swift", "--kit", PluginCommandTests.root).code == 0)
    // Without optimization, which takes half as long; the example below is built with it.
    let build = "swift build -c debug >build.log 2>&1 && ln -s debug .build/release"
    let log = scratch.path + "/word-shout/build.log"
    try #require(
      try shell(build, in: scratch.path + "/word-shout") == 0,
      "\((try? String(contentsOfFile: log, encoding: .utf8)) ?? "")")
    let run = try fettle("run", "word-shout/word-shout.yaml", "-o", "out")
    #expect(run.code == 0, "\(run.errors)")
    #expect(try scratch.text(of: "out/articles/page.json").contains("THE RIVER WAS BROWN"))
    #expect(try fettle("test", "word-shout/word-shout.yaml").code == 0)
    let library = "word-shout/.build/release/libWordShoutStage.so"
    let kit = try fettle("plugin", "test", library)
    #expect(kit.code == 0, "\(kit.output)")
    #expect(try fettle("stages", "--beside", "word-shout/word-shout.yaml").output.contains("plugin/word-shout"))
  }

  @Test("fettle filter keeps plugins in the sandbox, or doesn't, as run does")
  func filterSandbox() throws {
    try scratch.write(
      "fettle: 1\nstages:\n  - plugin: { command: \"cat; echo x 2>/dev/null >written.txt; true\" }\n"
        + "  - export: { formats: [ndjson] }\n", to: "p.yaml")
    let page = "{\"text\":\"The river was brown in spring, and nobody could say why.\"}\n"
    let kept = try Program.run(["filter", "p.yaml", "--sandbox"], in: scratch.path, input: page)
    if kept.errors.contains("there is no sandbox here") {
      #expect(kept.code == 1)
    } else {
      #expect(kept.output.contains("fettle.article/1"), "\(kept.output)\(kept.errors)")
      #expect(!scratch.exists("written.txt"))
    }
    let free = try Program.run(["filter", "p.yaml", "--no-sandbox"], in: scratch.path, input: page)
    #expect(free.output.contains("fettle.article/1"), "\(free.output)\(free.errors)")
    #expect(scratch.exists("written.txt"))
  }

  @Test("a new pipeline runs and is tested")
  func newPipeline() throws {
    #expect(try fettle("new", "pipeline", "journals").code == 0)
    #expect(try fettle("run", "journals/journals.yaml", "-o", "out").code == 0)
    #expect(try fettle("test", "journals/journals.yaml").code == 0)
  }

  @Test("a misspelled assertion is a mistake, at its place, with the right spelling")
  func misspelledAssertion() throws {
    try scratch.write("fettle: 1\nstages: [export]\n", to: "p.yaml")
    try scratch.write(
      "cases:\n  - name: a\n    input: text\n    expect: { referneces: 1 }\n  - name: b\n    input: text\n"
        + "    expect: { removed: [{ txet: a }] }\n", to: "p.cases.yaml")
    let outcome = try fettle("test", "p.yaml")
    #expect(outcome.code == 1)
    #expect(outcome.errors.contains("p.cases.yaml:4:15"))
    #expect(outcome.errors.contains("references"))
    #expect(outcome.errors.contains("p.cases.yaml:7"))
  }

  @Test("a real document becomes a case, which holds")
  func newCase() throws {
    try scratch.write("fettle: 1\nstages: [cleanup, structure, references, export]\n", to: "p.yaml")
    try FileManager.default.copyItem(
      atPath: PluginCommandTests.root + "/Samples/articles/knee-brace-trial.txt", toPath: scratch.path + "/page.txt")
    #expect(try fettle("test", "p.yaml", "--new", "page.txt").code == 0)
    #expect(try scratch.text(of: "p.cases.yaml").contains("title:"))
    let outcome = try fettle("test", "p.yaml")
    #expect(outcome.code == 0, "\(outcome.output)")
  }

  @Test("cases say what is there instead, and what is in quarantine and why")
  func failures() throws {
    try scratch.write("fettle: 1\nstages: [export]\nexpect:\n  words: { at-least: 3 }\n", to: "p.yaml")
    try scratch.write(
      """
      cases:
        - name: short
          input: one
          expect: { quarantined: at least 3 }
        - name: long
          input: one two three four
          expect: { kept: [five], references: 2, quarantined: short }
      """, to: "p.cases.yaml")
    let outcome = try fettle("test", "p.yaml")
    #expect(outcome.code == 1)
    #expect(outcome.output.contains("short: holds"))
    #expect(outcome.output.contains("it is nowhere in the record"))
    #expect(outcome.output.contains("it isn't in quarantine"))
    #expect(outcome.output.contains("2 cases, 1 fail"))
  }

  @Test("the cases of every pipeline hold")
  func pipelines() throws {
    let folder = PluginCommandTests.root + "/Pipelines"
    for name in try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    where name.hasSuffix(".yaml") && !name.hasSuffix(".cases.yaml") {
      let outcome = try fettle("test", folder + "/" + name)
      #expect(outcome.code == 0, "\(outcome.output)\(outcome.errors)")
    }
  }

  @Test(
    "the plugins in Plugins/ do what they say, and pass the conformance kit",
    arguments: ["redact-emails", "language", "sqlite", "unit-spaces", "house-style"])
  func examples(name: String) throws {
    let folder = scratch.path + "/Plugins/" + name
    // Copied, with links as files, so that nothing is written in the repository.
    let from = "\(PluginCommandTests.root)/Plugins/\(name)"
    try #require(
      try shell(
        "mkdir -p Plugins && cp -RL '\(from)' '\(folder)' && cp -R '\(PluginCommandTests.root)/Samples' .",
        in: scratch.path) == 0)
    switch name {
    case "unit-spaces": guard PluginCommandTests.has("sed") else { return }
    case "house-style":
      // As its README says, but for where Fettle's sources are.
      guard PluginCommandTests.has("swift") else { return }
      let build =
        "rm -rf .build && sed -i 's|\"../..\"|\"\(PluginCommandTests.root)\"|' Package.swift && swift build -c release"
      try #require(try shell(build, in: folder) == 0)
    case "language":
      // Not a dependency of the tests: where the package isn't installed, there is nothing to try.
      guard try shell("python3 -c 'import langdetect'", in: folder) == 0 else { return }
    default: guard PluginCommandTests.has("python3") else { return }
    }
    let outcome = try fettle("test", "\(folder)/\(name).yaml")
    #expect(outcome.code == 0, "\(outcome.output)\(outcome.errors)")
    let programs = [
      "redact-emails": "redact_emails.py", "language": "language.py", "house-style": ".build/release/libHouseStyle.so",
    ]
    if let program = programs[name] {
      let options = name == "house-style" ? "{\"spellings\":\"\(folder)/spellings.txt\"}" : "{}"
      let kit = try fettle("plugin", "test", folder + "/" + program, "--options", options)
      #expect(kit.code == 0, "\(kit.output)")
    }
  }

  @Test(
    "records arrive in SQLite, can be searched, and stand there once after a second run",
    .enabled(if: PluginCommandTests.has("python3"), "skipped: there is no python3 here"))
  func sqlite() throws {
    let from = PluginCommandTests.root
    try #require(
      try shell(
        "mkdir -p Plugins && cp -RL '\(from)/Plugins/sqlite' Plugins/ && cp -R '\(from)/Samples' .", in: scratch.path)
        == 0)
    for _ in 0..<2 {
      let outcome = try fettle("run", "Plugins/sqlite/sqlite.yaml", "-o", "out", "--jobs", "2")
      #expect(outcome.code == 0, "\(outcome.errors)")
    }
    let question = """
      import sqlite3
      base = sqlite3.connect('Plugins/sqlite/articles.db')
      import glob
      count = len(glob.glob('Samples/articles/*'))
      assert base.execute('SELECT count(*) FROM articles').fetchone()[0] == count
      assert base.execute('SELECT count(*) FROM search_rows').fetchone()[0] == count
      assert base.execute('SELECT count(*) FROM reference_list').fetchone()[0] > 30
      found = base.execute("SELECT title FROM articles JOIN search_rows USING (id) WHERE number IN (SELECT rowid FROM search WHERE search MATCH 'itch')").fetchall()
      assert any('Itch' in title for title, in found), found
      """
    try scratch.write(question, to: "ask.py")
    #expect(try shell("python3 ask.py", in: scratch.path) == 0)
  }

  @Test(
    "a wrong option of a plugin is shown at its line and column",
    .enabled(if: PluginCommandTests.has("python3"), "skipped: no python3"))
  func wrongOption() throws {
    #expect(try fettle("new", "plugin", "shout").code == 0)
    try scratch.write(
      "fettle: 1\nstages:\n  - plugin:\n      run: shout/shout.py\n      options:\n        wrods: true\n  - export\n",
      to: "p.yaml")
    let outcome = try fettle("check", "p.yaml")
    #expect(outcome.code == 1)
    #expect(outcome.errors.contains("p.yaml:6:"))
    #expect(outcome.errors.contains("did you mean 'words'?"))
  }
}
