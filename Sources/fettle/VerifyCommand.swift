import ArgumentParser
import FettleKit
import Foundation
import PipelineFile
import PipelineRunner

struct VerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Compare an output folder with its manifest.",
    discussion: """
      Reads every file that the manifest names and compares its digest; says what is missing, what was changed and where, \
      and what no run put there. Compares the pipeline file and the files that it names too, where they can be found. With \
      --replay, runs the inputs again and compares every byte that comes out.

      Everything that is found is printed, one finding a line; the exit code is 1 where there is any.

      Examples:

        fettle verify Output/journal-articles
        fettle verify Output/journal-articles --replay --sample 1%
        fettle verify archive/2026 --replay --pipeline pipelines/journals.yaml scrapes/
      """)

  @Argument(help: "The output folder of a run.", completion: .directory)
  var folder: String

  @Argument(
    help: "With --replay: the inputs of the run (default: those that it was started with).", completion: .file())
  var inputs: [String] = []

  @Flag(help: "Run the inputs again, and compare.")
  var replay = false

  @Option(help: "With --replay: how many of the documents, as in 1% (default: all). Always the same ones.")
  var sample = Percentage(share: 1)

  @Option(
    help: "The pipeline file of the run (default: the one that it was started with).",
    completion: .file(extensions: ["yaml", "yml"]))
  var pipeline: String?

  @Option(
    name: .shortAndLong, help: "With --replay: how many documents to work on at once (default: one for each core).")
  var jobs: Int?

  func validate() throws {
    if let jobs, !(1...1024).contains(jobs) { throw ValidationError("--jobs must be from 1 to 1024, not \(jobs)") }
    if !inputs.isEmpty, !replay { throw ValidationError("inputs are of use with --replay only") }
  }

  func run() throws {
    let verifier: Verifier
    do {
      verifier = try Verifier(folder: folder)
    } catch {
      StandardError.print("error: \(error.description)")
      throw ExitCode(error.isWorthRetrying ? 3 : 1)
    }
    var findings = verifier.findings()
    var notes: [String] = []
    let origin = RunOrigin(ofOutput: folder)
    if let path = pipeline ?? origin.map(VerifyCommand.path(_:)) {
      if pipeline != nil || FileManager.default.fileExists(atPath: path) {
        let named = inputs.isEmpty ? origin.map(VerifyCommand.inputs(_:)) ?? [] : inputs
        let loaded = try LoadedPipeline(path: path, namesInputs: !replay || !named.isEmpty)
        var plan = RunPlan(loaded.pipeline, inputs: replay ? try loaded.inputs(named: named) : [])
        findings += verifier.findings(plan)
        if replay {
          plan.leaveOut(inputsIn: folder)
          var again = Replay(verifier, plan: plan, jobs: jobs ?? ProcessInfo.processInfo.activeProcessorCount)
          again.share = sample.share
          let replayed = again.findings()
          findings += replayed.findings
          notes.append("\(grouped(replayed.count)) documents run again")
        }
      } else {
        notes.append("\(path), the pipeline file, isn't there any more and was not compared")
      }
    } else {
      notes.append("the pipeline file isn't known and was not compared; --pipeline names it")
    }
    if replay, !notes.contains(where: { $0.hasSuffix("run again") }) {
      StandardError.print("error: --replay needs the pipeline file; --pipeline names it")
      throw ExitCode(1)
    }
    for finding in findings { print(finding) }
    let outputs = verifier.manifest["outputs"]?.array?.count ?? 0
    let end = findings.isEmpty ? "all is as the manifest says" : "\(grouped(findings.count)) findings"
    StandardError.print(([("\(grouped(outputs)) files compared: \(end)")] + notes).joined(separator: "; "))
    if !findings.isEmpty { throw ExitCode(1) }
  }

  private static func path(_ origin: RunOrigin) -> String { resolved(origin.pipeline, origin) }

  private static func inputs(_ origin: RunOrigin) -> [String] { origin.inputs.map { resolved($0, origin) } }

  /// From the working folder of the run, unless that is this one.
  private static func resolved(_ path: String, _ origin: RunOrigin) -> String {
    if path == "-" || path.hasPrefix("/") || origin.folder == FileManager.default.currentDirectoryPath { return path }
    return origin.folder + "/" + path
  }
}

/// "1%", "0.5 %", or a share such as 0.01.
struct Percentage: ExpressibleByArgument {
  var share: Double

  init(share: Double) { self.share = share }

  init?(argument: String) {
    var text = argument
    let isPercentage = text.hasSuffix("%")
    if isPercentage { text = String(text.dropLast()).trimmingCharacters(in: .whitespaces) }
    guard let value = Double(text), value > 0 else { return nil }
    share = isPercentage ? value / 100 : value
    guard share <= 1 else { return nil }
  }

  var defaultValueDescription: String { "100%" }
}
