import ArgumentParser
import CanonicalJSON
import FettleKit
import Foundation
import PipelineRunner

struct DiffCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Show what two runs decided differently.",
    discussion: """
      Compares the article records of two output folders: which settings changed, how often each rule removed something \
      in one run only, how many documents have each field, and the documents themselves, the largest change first.

      The exit code is 0 where there is no difference, and 1 where there is one.

      Examples:

        fettle diff before after
        fettle diff before after --documents 50 | less
        fettle diff before after --json | jq .rules
      """)

  @Argument(help: "The output folder of a run.", completion: .directory)
  var before: String

  @Argument(help: "The output folder of another run.", completion: .directory)
  var after: String

  @Option(help: "How many documents to show.")
  var documents = 10

  @Flag(help: "Print all of it as one JSON object.")
  var json = false

  @Option(help: "When to use colour: auto, always or never.")
  var color = ColorChoice.auto

  func run() throws {
    let difference: RunDifference
    do {
      difference = try RunDifference(before: before, after: after)
    } catch {
      StandardError.print("error: \(error.description)")
      throw ExitCode(error.isWorthRetrying ? 3 : 1)
    }
    if json {
      print(String(decoding: JSONWriter.bytes(of: difference.json), as: UTF8.self))
    } else {
      let text = DifferenceText(isColoured: color.isOn(for: STDOUT_FILENO), documents: documents)
      print(text.text(difference))
    }
    if !difference.isEmpty { throw ExitCode(1) }
  }
}
