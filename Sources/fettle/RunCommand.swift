import ArgumentParser
import FettleKit
import Foundation
import Ingest
import PipelineRunner

struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Clean a batch of articles.",
    discussion: """
      Reads every input, takes it through the pipeline's stages, and writes one record for each to \
      OUTPUT/articles. A document that can't be read or breaks a contract goes to OUTPUT/quarantine with its reason; the \
      rest go on. The same input gives the same bytes, with any number of jobs.

      Run it again, and only what changed is done: documents that are new or have other bytes, all of them when the \
      stages or their options change, and those whose output is missing or was written to. A run that was stopped goes \
      on where it was.

      Examples:

        fettle run Pipelines/journal-articles.yaml
        fettle run Pipelines/journal-articles.yaml scrapes/ --output cleaned --jobs 8
        fettle run Pipelines/journal-articles.yaml 'scrapes/**/*.txt'
        curl -s https://example.org/page.txt | fettle run Pipelines/journal-articles.yaml -
      """)

  @Argument(help: "The pipeline file.", completion: .file(extensions: ["yaml", "yml"]))
  var pipeline: String

  @Argument(
    help: "Files, folders, globs, or - for standard input; they take the place of the pipeline file's inputs.",
    completion: .file())
  var inputs: [String] = []

  @Option(
    name: .shortAndLong, help: "The folder to write to (default: Output/ and the pipeline's name).",
    completion: .directory)
  var output: String?

  @Option(name: .shortAndLong, help: "How many documents to work on at once (default: one for each core).")
  var jobs: Int?

  @Flag(name: .shortAndLong, help: "Say nothing but errors.")
  var quiet = false

  @Option(help: "Do part i of n of the inputs, as in 3/16; fettle merge puts the parts together.")
  var shard: String?

  @Option(
    help:
      "A folder that all shards share, where each leaves what it learned of its part of the batch, so that none has to look at the whole.",
    completion: .directory)
  var surveys: String?

  @OptionGroup(title: "Plugins") var plugins: PluginOptions

  @Flag(help: "Say of each document why it was run, or why it was skipped; a line each, on standard output.")
  var why = false

  func validate() throws {
    if let shard, Shard(shard) == nil {
      throw ValidationError("--shard takes a part and how many there are, as in 3/16, not \(shard)")
    }
    if surveys != nil, shard == nil { throw ValidationError("--surveys is for the shards of a run: --shard i/n") }
    if let jobs, !(1...1024).contains(jobs) { throw ValidationError("--jobs must be from 1 to 1024, not \(jobs)") }
  }

  func run() throws {
    let loaded = try LoadedPipeline(path: pipeline, namesInputs: !inputs.isEmpty, surroundings: plugins.surroundings)
    let folder = output ?? "Output/\(loaded.pipeline.name)"
    var plan = RunPlan(loaded.pipeline, inputs: try loaded.inputs(named: inputs))
    plan.leaveOut(inputsIn: folder)
    if plan.inputs.isEmpty {
      StandardError.print("error: there are no files in what was named as input")
      throw ExitCode(1)
    }
    var runner = Runner(plan: plan, output: folder, jobs: jobs ?? ProcessInfo.processInfo.activeProcessorCount)
    runner.shard = shard.flatMap { Shard($0) }
    runner.surveys = surveys
    runner.trustsMarks = !plugins.paranoid
    runner.origin = RunOrigin(
      folder: FileManager.default.currentDirectoryPath, pipeline: pipeline, inputs: inputs, shard: runner.shard)
    try WatchedRun(quiet: quiet, why: why).run(runner)
  }
}
