import ArgumentParser
import FettleKit
import PipelineFile

struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Say what is wrong in pipeline files, and where.",
    discussion: """
      Reads each file, the rule files that it names, and looks for its inputs, without running anything. All mistakes are \
      shown at once; the exit code is 1 where there are any.

      Examples:

        fettle check Pipelines/journal-articles.yaml
        fettle check Pipelines/*.yaml
      """)

  @Argument(help: "Pipeline files.", completion: .file(extensions: ["yaml", "yml"]))
  var pipelines: [String]

  @Flag(name: .shortAndLong, help: "Say nothing about files without mistakes.")
  var quiet = false

  @OptionGroup(title: "Plugins") var plugins: PluginOptions

  func run() throws {
    var isWrong = false
    let reader = PipelineReader(stages: builtInStages, surroundings: plugins.surroundings)
    for path in pipelines {
      do {
        let pipeline = try reader.read(path: path)
        if !quiet {
          print("\(path): no mistakes (\(pipeline.stages.map(\.name).joined(separator: " → ")))")
        }
      } catch {
        isWrong = true
        LoadedPipeline.show(error)
      }
    }
    if isWrong { throw ExitCode(1) }
  }
}
