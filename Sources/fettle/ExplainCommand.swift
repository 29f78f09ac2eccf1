import ArgumentParser
import FettleKit
import Foundation
import Ingest
import PipelineFile
import PipelineRunner

struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Show what a pipeline does to a page, block by block.",
    discussion: """
      Shows the page as text: what is kept plainly, what is removed dimmed and struck through with its class and rule in \
      the margin, fields and references with their names, and at the end how much of the page is what. Without colour, \
      "-" in the margin marks what is removed and "=" what became a field.

      Examples:

        fettle explain Pipelines/journal-articles.yaml scrapes/page.txt
        fettle explain Pipelines/journal-articles.yaml scrapes/page.txt --color always | less -R
      """)

  @Argument(help: "The pipeline file.", completion: .file(extensions: ["yaml", "yml"]))
  var pipeline: String

  @Argument(help: "The page: a file, or - for standard input.", completion: .file())
  var input: String

  @Option(help: "When to use colour: auto, always or never.")
  var color = ColorChoice.auto

  @Option(help: "How many columns to use (default: the terminal's, or 100).")
  var width: Int?

  func run() throws {
    let loaded = try LoadedPipeline(path: pipeline, namesInputs: true)
    let inputs = try loaded.inputs(named: [input])
    guard let file = inputs.first, inputs.count == 1 else {
      StandardError.print("error: \(input) is \(inputs.count) files; name one of them")
      throw ExitCode(1)
    }
    // A stage that learns from the whole batch must know the batch here too, where there is one.
    let batch = (try? InputFinder.find(loaded.pipeline.inputs.map(\.written), in: loaded.pipeline.folder)) ?? []
    let cores = ProcessInfo.processInfo.activeProcessorCount
    let runner = Runner(plan: RunPlan(loaded.pipeline, inputs: batch), output: "", jobs: cores)
    let chain = runner.surveyedChain()

    var document: Document
    do {
      document = try Ingest.document(bytes: try InputReader.read(file), path: file.path)
    } catch {
      StandardError.print("\(input): \(error.reason)")
      throw ExitCode(2)
    }
    var failure: StageError?
    var times = [UInt64](repeating: 0, count: loaded.pipeline.stages.count)
    do {
      try chain.process(&document, in: StageContext(), nanoseconds: &times)
    } catch {
      failure = error
    }
    let explanation = Explanation(
      isColoured: color.isOn(for: STDOUT_FILENO), width: width ?? Terminal.width(of: STDOUT_FILENO))
    print(explanation.text(document), terminator: "")
    if let failure {
      StandardError.print("a run would put this page in quarantine: \(failure)")
      throw ExitCode(2)
    }
    guard let balance = try? Ledger.check(document) else { throw ExitCode(2) }
    for expectation in loaded.pipeline.expectations {
      if let breach = expectation.breach(by: document, balance: balance) {
        StandardError.print("a run would put this page in quarantine: \(breach)")
        throw ExitCode(2)
      }
    }
  }
}
