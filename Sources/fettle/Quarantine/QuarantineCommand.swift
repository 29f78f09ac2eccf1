import ArgumentParser
import FettleKit
import PipelineRunner

struct QuarantineCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "quarantine",
    abstract: "Look at documents that were set aside, and try them again.",
    discussion: """
      A document that can't be read, that a stage fails on, or that breaks a contract goes to OUTPUT/quarantine: its reason \
      as JSON, and a copy of it.

      Examples:

        fettle quarantine list Output/journal-articles
        fettle quarantine show Output/journal-articles scrapes/page-17.txt
        fettle quarantine retry Output/journal-articles
        fettle quarantine minimize Output/journal-articles scrapes/page-17.txt
      """,
    subcommands: [
      QuarantineListCommand.self, QuarantineShowCommand.self, QuarantineRetryCommand.self,
      QuarantineMinimizeCommand.self,
    ])

  /// What a folder holds; mistakes end the program.
  static func open(_ folder: String) throws(ExitCode) -> QuarantineFolder {
    do {
      return try QuarantineFolder(folder)
    } catch {
      throw failure(error)
    }
  }

  /// The one document that a name means.
  static func entry(_ name: String, in quarantine: QuarantineFolder) throws(ExitCode) -> QuarantineEntry {
    let found = quarantine.entries(named: name)
    if found.count == 1 { return found[0] }
    StandardError.print(
      found.isEmpty
        ? "error: \(name) is not in the quarantine of \(quarantine.folder); fettle quarantine list \(quarantine.folder) says what is"
        : "error: \(name) may be any of \(found.map(\.path).joined(separator: ", ")); name one of them in full")
    throw ExitCode(1)
  }

  static func failure(_ error: RunFailure) -> ExitCode {
    StandardError.print("error: \(error.description)")
    return ExitCode(error.isWorthRetrying ? 3 : 1)
  }
}
