import ArgumentParser
import CanonicalJSON
import FettleKit
import Ingest
import PluginHost

struct PluginCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plugin",
    abstract: "Try a plugin.",
    subcommands: [PluginTestCommand.self, PluginSpeedCommand.self])
}

struct PluginTestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test",
    abstract: "Try a plugin on what goes wrong in practice.",
    discussion: """
      Starts the plugin and tries the handshake, messages of a later version, empty, large and odd documents, slow input, \
      batches of one and of many, numbers out of order, and its end; says in words what is wrong. The exit code is 1 where \
      anything is.

      A library (.so, .dylib) is loaded instead: its examples, odd documents, and the same from many workers.

      Examples:

        fettle plugin test shout/shout.py
        fettle plugin test shout/shout.py --options '{"marks": 3}'
        fettle plugin test -- python3 shout.py
        fettle plugin test shout/.build/release/libShoutStage.so
      """)

  @Argument(help: "The program, and its arguments.", completion: .file())
  var command: [String]

  @Option(help: "What it is told at its start, as JSON.")
  var options = "{}"

  func run() throws {
    let given: JSONValue
    do {
      given = try JSONReader.read(Array(options.utf8))
    } catch {
      StandardError.print("error: --options: \(error)")
      throw ExitCode(1)
    }
    func show(_ finding: Conformance.Finding) {
      print(finding.problem.map { "WRONG  \(finding.what): \($0)" } ?? "right  \(finding.what)")
    }
    if let path = command.first, command.count == 1, LibraryConformance.isLibrary(path) {
      let kit = LibraryConformance(path, options: given, surroundings: PluginOptions.surroundings()) { page in
        try Ingest.document(InputContent(page), path: "page.txt")
      }
      let isRight = kit.run(report: show)
      print("note: what is tried of programs doesn't apply: \(LibraryConformance.inapplicable)")
      if !isRight { throw ExitCode(1) }
      return
    }
    let kit = Conformance(command, options: given)
    let isRight = kit.run(report: show)
    if kit.printedLines > 0 { print("note: it printed \(kit.printedLines) lines, which a run shows as its log") }
    if !isRight { throw ExitCode(1) }
  }
}

struct PluginSpeedCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "speed",
    abstract: "Measure how many documents a second a plugin takes.",
    discussion: """
      Sends documents of 3 KB to one process of the plugin and takes in the answers, then the same bytes through cat.

      Examples:

        fettle plugin speed shout/shout.py
      """)

  @Argument(help: "The program, and its arguments.", completion: .file())
  var command: [String]

  @Option(help: "How many documents.")
  var documents = 60_000

  func validate() throws {
    if !(128...100_000_000).contains(documents) { throw ValidationError("--documents must be at least 128") }
  }

  func run() throws {
    if let path = command.first, LibraryConformance.isLibrary(path) {
      StandardError.print(
        "error: a library is called in Fettle's own process, so there is no way to it to measure; run.json of a run says "
          + "how long its stage took")
      throw ExitCode(1)
    }
    do {
      let result = try PluginSpeed(command).measure(documents: documents)
      print(
        "\(grouped(Int(result.plugin))) documents a second, of \(grouped(result.size)) bytes each, with one process; "
          + "cat: \(grouped(Int(result.echo)))")
    } catch {
      StandardError.print("error: the plugin can't be used: \(error.description)")
      throw ExitCode(1)
    }
  }
}
