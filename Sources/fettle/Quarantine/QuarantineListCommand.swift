import ArgumentParser
import CanonicalJSON
import FettleKit
import PipelineRunner

struct QuarantineListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "Say which documents are in quarantine, and why.",
    discussion: """
      A line for each: its path, the stage that it failed at, the reason, and the byte where that can be told. Where \
      several fail for like reasons, a count of each stands on standard error.

        fettle quarantine list Output/journal-articles --stage ingest
      """)

  @Argument(help: "The output folder of a run.", completion: .directory)
  var folder: String

  @Option(help: "Only those that failed at this stage: input, ingest, expect, ledger, or a stage of the pipeline.")
  var stage: String?

  @Flag(help: "An object of JSON a line.")
  var json = false

  func run() throws {
    let entries = try QuarantineCommand.open(folder).entries.filter { stage == nil || $0.quarantine.stage == stage }
    for entry in entries { print(json ? QuarantineListCommand.line(entry.json) : QuarantineListCommand.line(entry)) }
    if json || entries.count < 2 { return }
    var counts: [String: Int] = [:]
    for entry in entries { counts[entry.quarantine.stage, default: 0] += 1 }
    let parts = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { "\(grouped($0.value)) at \($0.key)" }
    StandardError.print("\(grouped(entries.count)) in quarantine: \(parts.joined(separator: ", "))")
  }

  private static func line(_ entry: QuarantineEntry) -> String {
    let place = entry.quarantine.offset.map { " (byte \($0))" } ?? ""
    return "\(entry.path): \(entry.quarantine.stage): \(entry.quarantine.reason)\(place)"
  }

  private static func line(_ json: JSONValue) -> String {
    String(decoding: JSONWriter.bytes(of: json), as: UTF8.self)
  }
}
