import ArgumentParser
import Containers
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

  @Argument(
    help: "The page: a file, a document in an archive (crawl.warc.gz/NAME), or - for standard input.",
    completion: .file())
  var input: String

  @Option(help: "When to use colour: auto, always or never.")
  var color = ColorChoice.auto

  @Option(help: "How many columns to use (default: the terminal's, or 100).")
  var width: Int?

  @OptionGroup(title: "Plugins") var plugins: PluginOptions

  func run() throws {
    let loaded = try LoadedPipeline(path: pipeline, namesInputs: true, surroundings: plugins.surroundings)
    let containers = RunPlan(loaded.pipeline, inputs: []).containers
    let inputs = try ArchiveEntry.find(input, containers) ?? loaded.inputs(named: [input])
    let files = ContainerIndex(inputs, containers).inputs
    guard let file = files.first, files.count == 1 else {
      let some = files.prefix(3).map(\.path).joined(separator: ", ")
      StandardError.print("error: \(input) is \(files.count) documents; name one of them: \(some) …")
      throw ExitCode(1)
    }
    // A stage that learns from the whole batch must know the batch here too, where there is one.
    let batch = (try? InputFinder.find(loaded.pipeline.inputs.map(\.written), in: loaded.pipeline.folder)) ?? []
    let cores = ProcessInfo.processInfo.activeProcessorCount
    let runner = Runner(plan: RunPlan(loaded.pipeline, inputs: batch).withoutExporters, output: "", jobs: cores)
    let trial = Trial(runner.plan, runner.surveyedChain())
    defer { trial.finish() }

    var document: Document
    do {
      document = try Ingest.document(try ContainerReader(containers).read(file), path: file.path)
    } catch {
      StandardError.print("\(input): \(error.reason)")
      throw ExitCode(2)
    }
    var failure: Quarantine?
    do throws(Quarantine) {
      try trial.take(&document)
    } catch {
      failure = error
    }
    let explanation = Explanation(
      isColoured: color.isOn(for: STDOUT_FILENO), width: width ?? Terminal.width(of: STDOUT_FILENO))
    print(explanation.text(document), terminator: "")
    if let failure {
      StandardError.print("a run would put this page in quarantine: \(failure.stage): \(failure.reason)")
      throw ExitCode(2)
    }
  }
}
