import ArgumentParser
import FettleKit
import Foundation
import PipelineRunner

struct QuarantineMinimizeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "minimize",
    abstract: "Find the smallest document that still fails for the same reason.",
    discussion: """
      Takes away lines, words and characters as long as the document goes to quarantine at the same stage with the same \
      words (numbers in them may be others). Writes the smallest one, and beside it case.yaml, a case that fettle test \
      runs: to mend the pipeline with, to send to others, and to keep as a test.

      Example:

        fettle quarantine minimize Output/journal-articles scrapes/page-17.txt --output cases/page-17
        fettle test Pipelines/journal-articles.yaml --cases cases/page-17/case.yaml
      """)

  @Argument(help: "The output folder of a run.", completion: .directory)
  var folder: String

  @Argument(help: "The document, as fettle quarantine list names it.")
  var document: String

  @Option(name: .shortAndLong, help: "The folder for the case (default: cases/ and the document's name).")
  var output: String?

  @Option(
    help: "The pipeline file (default: the one that the run was started with).",
    completion: .file(extensions: ["yaml", "yml"]))
  var pipeline: String?

  @Option(help: "Take the document from this file, where the quarantine has no copy of it.", completion: .file())
  var input: String?

  @Option(help: "How often the document may be tried.")
  var tries = 20_000

  func validate() throws {
    if tries < 1 { throw ValidationError("--tries must be at least 1, not \(tries)") }
  }

  func run() throws {
    let quarantine = try QuarantineCommand.open(folder)
    let entry = try QuarantineCommand.entry(document, in: quarantine)
    let bytes: [UInt8]
    if let input {
      guard let data = FileManager.default.contents(atPath: input) else {
        StandardError.print("error: \(input) can't be read")
        throw ExitCode(1)
      }
      bytes = [UInt8](data)
    } else {
      do {
        bytes = try quarantine.source(of: entry)
      } catch {
        throw QuarantineCommand.failure(error)
      }
    }
    let name = entry.record.dropFirst("quarantine/".count).dropLast(".json".count)
    let here = FileManager.default.currentDirectoryPath
    let named = output ?? "cases/\(name)"
    let again = try RunAgain(folder: folder, pipeline: pipeline)
    let runner = Runner(plan: again.plan, output: "", jobs: ProcessInfo.processInfo.activeProcessorCount)
    var minimizer = Minimizer()
    minimizer.budget = tries
    guard let failure = minimizer.failureCase(of: bytes, entry, in: runner) else {
      print("\(entry.path) doesn't fail any more; fettle quarantine retry \(folder) takes it out of quarantine")
      return
    }
    let place = named.hasPrefix("/") ? named : here + "/" + named
    let result = failure.result
    do {
      try failure.write(to: place)
    } catch {
      throw QuarantineCommand.failure(error)
    }
    print("\(result.quarantine.stage): \(result.quarantine.reason)")
    print(
      "\(grouped(bytes.count)) bytes became \(grouped(result.bytes.count)), in \(grouped(result.trials)) tries"
        + (result.isSmallest ? "" : "; --tries allows more"))
    // As it can be called from where the person stands, which need not be where the run was started.
    let path = again.origin.pipeline
    let shown = path.hasPrefix("/") || here == again.origin.folder ? path : again.origin.folder + "/" + path
    if failure.standsAlone {
      print("see it: fettle explain \(shown) \(named)/\(failure.input)")
      print("the case: fettle test \(shown) --cases \(named)/\(FailureCase.file)")
    } else {
      print("it fails only for what the run knows of the whole batch, so it makes no case for fettle test")
      print("it is in \(named)/\(failure.input)")
    }
  }
}
