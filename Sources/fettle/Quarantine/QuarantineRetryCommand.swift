import ArgumentParser
import FettleKit
import Foundation
import PipelineRunner

struct QuarantineRetryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "retry",
    abstract: "Run the documents in quarantine again.",
    discussion: """
      Does the run again as it was started, and what is in quarantine with it though nothing changed. What comes out has the \
      same bytes as a clean run. After a change of the pipeline, its rules or the program, that is every document: each may \
      come out otherwise now. With --dry-run, only those in quarantine are tried, and nothing is written.

      Examples:

        fettle quarantine retry Output/journal-articles --dry-run
        fettle quarantine retry Output/journal-articles
      """)

  @Argument(help: "The output folder of a run.", completion: .directory)
  var folder: String

  @Option(
    help: "The pipeline file (default: the one that the run was started with).",
    completion: .file(extensions: ["yaml", "yml"]))
  var pipeline: String?

  @Option(
    parsing: .upToNextOption,
    help: "Files, folders or globs that take the place of the run's inputs.", completion: .file())
  var input: [String] = []

  @Option(name: .shortAndLong, help: "How many documents to work on at once (default: one for each core).")
  var jobs: Int?

  @Flag(name: .shortAndLong, help: "Say nothing but errors.")
  var quiet = false

  @Flag(help: "Say of each document why it was run, or why it was skipped.")
  var why = false

  @Flag(help: "Try the documents in quarantine, say what would become of each, and write nothing.")
  var dryRun = false

  func validate() throws {
    if let jobs, !(1...1024).contains(jobs) { throw ValidationError("--jobs must be from 1 to 1024, not \(jobs)") }
  }

  func run() throws {
    let quarantine = try QuarantineCommand.open(folder)
    let again = try RunAgain(folder: folder, pipeline: pipeline, inputs: input)
    var runner = Runner(
      plan: again.plan, output: again.folder, jobs: jobs ?? ProcessInfo.processInfo.activeProcessorCount)
    if dryRun { return try tryOut(quarantine, runner) }
    runner.shard = again.origin.shard
    runner.origin = again.origin
    runner.retriesQuarantined = true
    try WatchedRun(quiet: quiet, why: why).run(runner)
  }

  /// What would become of the documents in quarantine, as their inputs are now.
  private func tryOut(_ quarantine: QuarantineFolder, _ runner: Runner) throws {
    let outcomes = runner.outcomes(of: Set(quarantine.entries.map(\.path)))
    var failed = 0
    for (path, outcome) in outcomes {
      if let outcome { failed += 1; print("\(path): \(outcome.stage): \(outcome.reason)") }
      if outcome == nil, !quiet { print("\(path): it would pass now") }
    }
    if !quiet {
      StandardError.print("\(grouped(outcomes.count - failed)) of \(grouped(outcomes.count)) would pass now")
    }
    if failed > 0 { throw ExitCode(2) }
  }
}
