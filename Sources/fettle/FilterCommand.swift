import ArgumentParser
import Foundation
import Ingest
import PipelineRunner

struct FilterCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "filter",
    abstract: "JSON lines in, records out, a line each: for programs that hold the documents themselves.",
    discussion: """
      Reads objects, one a line, from standard input: "text" or "html", and "id", "url" and "date" where they are known \
      (other names: fields under input in the pipeline file). Writes a record for each to standard output, in the same \
      order and as soon as it is done. A document that a run would put in quarantine gives the record that would stand \
      there, with "schema": "fettle.quarantine/1"; it is no reason to stop, and none for another exit code than 0. That is 3 \
      where a plugin was given up.

      The pipeline's formats must hold json or ndjson; its inputs don't matter. Stages that learn from a batch see each \
      document alone.

      Examples:

        fettle filter Pipelines/journal-articles.yaml < pages.jsonl > records.jsonl
        jq -c '{id, text: .body}' dump.jsonl | fettle filter Pipelines/journal-articles.yaml | jq -r .item.title
      """)

  @Argument(help: "The pipeline file.", completion: .file(extensions: ["yaml", "yml"]))
  var pipeline: String

  @Option(name: .shortAndLong, help: "How many documents to work on at once (default: one for each core).")
  var jobs: Int?

  @OptionGroup(title: "Plugins") var plugins: PluginOptions

  func validate() throws {
    if let jobs, !(1...1024).contains(jobs) { throw ValidationError("--jobs must be from 1 to 1024, not \(jobs)") }
  }

  func run() throws {
    let loaded = try LoadedPipeline(path: pipeline, namesInputs: true, surroundings: plugins.surroundings)
    let filter = Filter(RunPlan(loaded.pipeline, inputs: []))
    let lines = NumberedLines(try LineReader(path: "-"))
    // Whoever reads the records may stop reading: that ends the program, without a word.
    signal(SIGPIPE, SIG_DFL)
    let notices = try filter.run(jobs: jobs ?? ProcessInfo.processInfo.activeProcessorCount, next: { lines.next() }) {
      records in
      try FileHandle.standardOutput.write(contentsOf: Data(records))
    }
    if let failure = lines.failure {
      StandardError.print("error: standard input can't be read: \(failure)")
      throw ExitCode(3)
    }
    for notice in notices { StandardError.print((notice.isFailure ? "error: " : "note: ") + notice.text) }
    if notices.contains(where: \.isFailure) { throw ExitCode(3) }
  }
}

/// Lines of standard input in batches that are worth a worker's while, or as many as there are.
private final class NumberedLines: Sendable {
  private struct State {
    var reader: LineReader
    var waiting: ArraySlice<Filter.Line> = []
    var number = 0
    var failure: String?
  }

  private let state: Monitor<State>

  init(_ reader: LineReader) { state = Monitor(State(reader: reader)) }

  var failure: String? { state.change { $0.failure } }

  /// Empty lines are no documents.
  func next() -> [Filter.Line]? {
    state.change { state in
      while state.waiting.isEmpty {
        do {
          guard let lines = try state.reader.next() else { return nil }
          for line in lines {
            state.number += 1
            if line.allSatisfy({ $0 == 0x20 || $0 == 0x0D || $0 == 0x09 }) { continue }
            state.waiting.append(Filter.Line(number: state.number, bytes: Array(line)))
          }
        } catch {
          state.failure = "\(error)"
          return nil
        }
      }
      var batch: [Filter.Line] = []
      var bytes = 0
      while batch.count < 32, bytes < 1 << 20, let line = state.waiting.popFirst() {
        bytes += line.bytes.count
        batch.append(line)
      }
      return batch
    }
  }
}
