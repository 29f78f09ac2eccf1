import ArgumentParser
import PipelineRunner

@main
struct Fettle: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fettle",
    abstract: "Turn scraped articles into clean, accountable JSON.",
    discussion: """
      Describe the work in a YAML file, then run it over any number of pages:

        fettle check Pipelines/journal-articles.yaml
        fettle run Pipelines/journal-articles.yaml scrapes/ --output cleaned
        fettle explain Pipelines/journal-articles.yaml scrapes/page.txt

      Exit codes: 0 complete; 1 a mistake in the command or the pipeline file; 2 complete, but some documents are in \
      quarantine; 3 a failure worth trying again, such as a full disk, or a run that was stopped.

      Shell completions: fettle --generate-completion-script bash (or zsh, fish).
      """,
    version: FettleVersion.current,
    subcommands: [
      RunCommand.self, CheckCommand.self, ExplainCommand.self, StagesCommand.self, SchemaCommand.self,
      ReferencesCommand.self, VerifyCommand.self, DiffCommand.self, MergeCommand.self,
      FilterCommand.self, QuarantineCommand.self, NewCommand.self, PluginCommand.self, TestCommand.self,
    ])

  static func main() {
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch {
      // A mistake in the command is exit code 1, as in a pipeline file; the parser's own code for it is 64.
      let code = exitCode(for: error)
      let message = fullMessage(for: error)
      if !message.isEmpty { code.isSuccess ? print(message) : StandardError.print(message) }
      Fettle.exit(withError: code.rawValue == 64 ? ExitCode(1) : code)
    }
  }
}
