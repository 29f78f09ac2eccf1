import CanonicalJSON
import FettleKit
import Foundation
import TestSupport
import Testing

@Suite(
  "Stages in libraries", .enabled(if: Program.isBuilt, "the program isn't built"),
  .enabled(if: TroubledLibrary.canBuild, "skipped: no swiftc, or no libFettleKit.so beside the tests"))
struct LoadedStageTests {
  let scratch: ScratchFolder

  init() throws {
    scratch = try ScratchFolder()
    for index in 0..<70 {
      try scratch.write(
        "this is page number \(index) of a batch\n\nIts second paragraph holds résumé and no more.\n",
        to: "in/\(index).txt")
    }
    try write(try TroubledLibrary.good.get(), to: "lib.so")
  }

  private func write(_ bytes: [UInt8], to name: String) throws {
    try Data(bytes).write(to: URL(filePath: scratch.path + "/" + name))
  }

  private func fettle(_ arguments: String...) throws -> Program.Outcome { try Program.run(arguments, in: scratch.path) }

  /// - Parameter plugin: what stands under `plugin:`, in flow style.
  private func pipeline(_ plugin: String) throws {
    try scratch.write("fettle: 1\nname: test\nstages:\n  - plugin: \(plugin)\n  - export\n", to: "p.yaml")
  }

  private func json(_ path: String) throws -> JSONValue { try JSONReader.read(Array(try scratch.text(of: path).utf8)) }

  @Test("a stage in a library does its work, under its own name, with any number of workers")
  func good() throws {
    try pipeline("{ load: lib.so }")
    for jobs in ["1", "2", "8"] {
      let run = try fettle("run", "p.yaml", "in", "-o", "out" + jobs, "--jobs", jobs, "--no-sandbox")
      #expect(run.code == 0, "\(run.errors)")
    }
    let first = try scratch.contents(of: "out1").filter { $0.key != "run.json" && $0.key != ".receipts" }
    #expect(first.count == 71)
    for jobs in ["2", "8"] {
      let other = try scratch.contents(of: "out" + jobs).filter { $0.key != "run.json" && $0.key != ".receipts" }
      #expect(other == first, "with \(jobs) workers")
    }
    let record = try json("out1/articles/in/5.json")
    #expect(record["body"]?[1]?["text"] == "ITS SECOND PARAGRAPH HOLDS RÉSUMÉ AND NO MORE.")
    #expect(record["changes"] == [["count": 2, "rule": "capitals", "stage": "plugin/troubled"]])
    let stage = try json("out1/manifest.json")["stages"]?[0]
    #expect(stage?["name"] == "plugin/troubled")
    #expect(stage?["plugin"]?["version"] == "7")
    #expect(stage?["plugin"]?["answers"] == "pure")
    #expect(stage?["plugin"]?["files"]?[0]?["path"] == "lib.so")
  }

  @Test("only what changed is done again; another library does everything anew")
  func again() throws {
    try pipeline("{ load: lib.so }")
    _ = try fettle("run", "p.yaml", "in", "-o", "out")
    #expect(try fettle("run", "p.yaml", "in", "-o", "out", "--why").output.contains("skipped: nothing changed"))
    // What stands behind the end of a library's file means nothing to the system.
    try write(try TroubledLibrary.good.get() + [0], to: "lib.so")
    let why = try fettle("run", "p.yaml", "in", "-o", "out", "--why")
    #expect(why.output.contains("the plugin of stage 1 changed"), "\(why.output.prefix(200))")
  }

  @Test(
    "what no stage may do sends the one document to quarantine, with the stage's name",
    arguments: [
      ("throws", "three is right out"), ("exchanges", "it exchanged the document's source"),
      ("loses", "these bytes are in no block"), ("empties", "it left nothing of the text of a block"),
    ])
  func wrong(mode: String, reason: String) throws {
    try pipeline("{ load: lib.so, options: { mode: \(mode) } }")
    #expect(try fettle("run", "p.yaml", "in", "-o", "out").code == 2)
    let quarantine = try json("out/quarantine/in/3.json")
    #expect(quarantine["reason"]?.string?.contains(reason) == true, "\(quarantine)")
    #expect(quarantine["stage"] == "plugin/troubled")
    #expect(try scratch.contents(of: "out").keys.count { $0.hasPrefix("articles/") } == 69)
  }

  @Test("what a stage does in the name of another stands under its own")
  func pretends() throws {
    try pipeline("{ load: lib.so, options: { mode: pretends } }")
    #expect(try fettle("run", "p.yaml", "in", "-o", "out").code == 0)
    let record = try json("out/articles/in/3.json")
    #expect(record["removed"]?[0]?["stage"] == "plugin/troubled")
    #expect(record["changes"]?.array?.contains { $0["stage"] != "plugin/troubled" } == false)
  }

  @Test("a stage that calls itself pure and isn't is named; one that says so is marked, and done in each run")
  func purity() throws {
    try pipeline("{ load: lib.so, options: { mode: counts } }")
    let run = try fettle("run", "p.yaml", "in", "-o", "out", "--paranoid")
    #expect(run.errors.contains("'troubled' calls itself pure"), "\(run.errors)")
    #expect(!(try fettle("run", "p.yaml", "in", "-o", "out", "--why").output.contains("skipped: nothing changed")))
    try write(try TroubledLibrary.build(.dynamic, flags: ["-DIMPURE"]), to: "lib.so")
    try pipeline("{ load: lib.so }")
    for _ in 0..<2 {
      #expect(!(try fettle("run", "p.yaml", "in", "-o", "impure", "--why").output.contains("skipped: nothing changed")))
    }
    #expect(try json("impure/articles/in/1.json")["quality"]?["impure-plugins"] == ["troubled"])
    #expect(try scratch.text(of: "impure/manifest.json").contains("\"answers\":\"impure\""))
  }

  @Test("a file that an option names is read from beside the pipeline, and is a part of what determines the output")
  func files() throws {
    try scratch.write("right", to: "words.txt")
    try pipeline("{ load: lib.so, options: { words: words.txt } }")
    #expect(try fettle("run", "p.yaml", "in", "-o", "out").code == 0)
    #expect(try scratch.text(of: "out/manifest.json").contains("\"path\":\"words.txt\""))
    try scratch.write("wrong", to: "words.txt")
    #expect(try fettle("check", "p.yaml").errors.contains("p.yaml:4:47: error: these words are wrong"))
  }

  @Test(
    "mistakes in options are shown at line and column",
    arguments: [
      ("options: { mdoe: good }", "4:46", "did you mean 'mode'?"), ("options: { mode: godo }", "4:46", "'good'?"),
      ("options: { words: no.txt }", "4:47", "no.txt"), ("options: { many: [1, 9] }", "4:50", "from 1 to 3"),
      ("jobs: 2", "4:35", "option 'jobs' is for programs"), ("run: x", "4:21", "has only one of 'run', 'load'"),
      ("sandbox: true", "4:38", "option 'sandbox' is for programs"),
    ])
  func mistakes(options: String, place: String, words: String) throws {
    try pipeline("{ load: lib.so, \(options) }")
    let check = try fettle("check", "p.yaml")
    #expect(check.code == 1)
    #expect(check.errors.contains("p.yaml:\(place)") && check.errors.contains(words), "\(check.errors)")
  }

  @Test("a sandbox that is asked for is refused, rather than only promised")
  func sandbox() throws {
    try pipeline("{ load: lib.so }")
    let run = try fettle("run", "p.yaml", "in", "-o", "out", "--sandbox")
    #expect(run.code == 1)
    #expect(run.errors.contains("there is no sandbox for a library"))
  }

  @Test("fettle filter takes documents through a library's stage, and says what it has to say at the end")
  func filter() throws {
    try pipeline("{ load: lib.so, options: { mode: counts } }")
    let page = "{\"text\":\"The river was brown in spring, and nobody could say why.\"}\n"
    let outcome = try Program.run(["filter", "p.yaml", "--paranoid"], in: scratch.path, input: page)
    #expect(outcome.output.contains("THE RIVER WAS BROWN"), "\(outcome.errors)")
    #expect(outcome.errors.contains("'troubled' calls itself pure"), "\(outcome.errors)")
    #expect(try fettle("filter", "p.yaml", "--sandbox").code == 1)
  }

  // MARK: What doesn't fit

  /// What the program says of a library that isn't to be used.
  private func refusal(_ bytes: [UInt8]) throws -> String {
    try write(bytes, to: "lib.so")
    try pipeline("{ load: lib.so }")
    let check = try fettle("check", "p.yaml")
    #expect(check.code == 1)
    #expect(check.errors.contains("p.yaml:4:21: error:"), "\(check.errors)")
    return check.errors
  }

  /// The good library with other words in its fingerprint.
  private func doctored(_ words: String, _ others: String) throws -> [UInt8] {
    var bytes = Data(try TroubledLibrary.good.get())
    let mark = try #require(bytes.range(of: Data("fettle-stage-library/".utf8)))
    let place = try #require(bytes.range(of: Data(words.utf8), in: mark.lowerBound..<bytes.endIndex))
    bytes.replaceSubrange(place.lowerBound..<(place.lowerBound + others.utf8.count), with: others.utf8)
    return [UInt8](bytes)
  }

  @Test("another compiler, an older FettleKit, and other sources of it are told apart before anything is called")
  func fingerprint() throws {
    let compiler = try refusal(try doctored("compiler ", "compiler 9"))
    #expect(compiler.contains("was built with another compiler: compiler 9"), "\(compiler)")
    let version = try refusal(try doctored("FettleKit ", "FettleKit 0.0"))
    #expect(version.contains("was built for another version of FettleKit: FettleKit 0.0"), "\(version)")
    let sources = try refusal(try doctored("sources ", "sources 0000"))
    #expect(sources.contains("was built with other sources of FettleKit (0000"), "\(sources)")
  }

  @Test("a library with a FettleKit or a standard library of its own is refused")
  func copies() throws {
    #expect(try refusal(try TroubledLibrary.build(.staticKit)).contains("it has a FettleKit of its own compiled in"))
    guard let bytes = try? TroubledLibrary.build(.staticStandardLibrary) else {
      return  // a toolchain without static libraries: nobody can build such a library with it
    }
    #expect(try refusal(bytes).contains("it has a standard library of its own compiled in"))
  }

  @Test("what is no library, or no stage's, is refused in words")
  func others() throws {
    #expect(try refusal(Array("no library".utf8)).contains("it is no library with a stage for Fettle"))
    let good = Data(try TroubledLibrary.good.get())
    let mark = try #require(good.range(of: Data("fettle-stage-library/".utf8)))
    let words = good[mark.lowerBound...].prefix { $0 != 0 }
    #expect(try refusal([UInt8](words)).contains("the system doesn't load it"))
    let kit = try Data(contentsOf: URL(filePath: TroubledLibrary.products + "/libFettleKit.so"))
    #expect(try refusal([UInt8](kit)).contains("can't be used"))
    try pipeline("{ load: lbi.so }")
    #expect(try fettle("check", "p.yaml").errors.contains("no such library: 'lbi.so'"))
  }

  @Test("a library that leaves FettleKit's symbols open finds all of them in the program")
  func open() throws {
    try write(try TroubledLibrary.build(.open), to: "lib.so")
    try pipeline("{ load: lib.so }")
    let run = try fettle("run", "p.yaml", "in", "-o", "out")
    #expect(run.code == 0, "\(run.errors)")
  }

  @Test(
    "the program shows every symbol that FettleKit's library has, so that nothing is found in a second copy",
    .enabled(if: PluginCommandTests.has("nm"), "skipped: there is no nm here"))
  func symbols() throws {
    func defined(in file: String) throws -> Set<Substring> {
      let out = scratch.path + "/symbols"
      let process = Process()
      process.executableURL = URL(filePath: "/bin/sh")
      process.arguments = ["-c", "nm -D --defined-only '\(file)' >'\(out)'"]
      try process.run()
      process.waitUntilExit()
      let text = try scratch.text(of: "symbols")
      return Set(text.split(separator: "\n").compactMap { $0.split(separator: " ").last }.filter { $0.contains("$s") })
    }
    let kit = try defined(in: TroubledLibrary.products + "/libFettleKit.so")
    #expect(kit.count > 500)
    let missing = kit.subtracting(try defined(in: Program.path))
    #expect(missing.isEmpty, "\(missing.sorted().prefix(5))")
  }

  // MARK: The kit

  @Test("the conformance kit tries a library, and says what is wrong")
  func conformance() throws {
    let good = try fettle("plugin", "test", "./lib.so")
    #expect(good.code == 0, "\(good.output)")
    #expect(good.output.contains("right  its example 1, a paragraph in capitals"))
    #expect(good.output.contains("doesn't apply"))
    let bad = try fettle("plugin", "test", "./lib.so", "--options", "{\"mode\":\"counts\"}")
    #expect(bad.code == 1)
    #expect(bad.output.contains("WRONG  the same alone, and in another order"), "\(bad.output)")
    #expect(try fettle("plugin", "speed", "./lib.so").code == 1)
    #expect(try fettle("stages", "--beside", "p.yaml").output.contains("plugin/troubled"))
  }
}
