import ArgumentParser
import PipelineRunner

struct MergeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge",
    abstract: "Put the outputs of a run's shards together.",
    discussion: """
      Each shard was made by `fettle run --shard i/n` with the same pipeline and the same inputs. Every shard must be there \
      and whole; the same one twice does no harm. What comes out has the same bytes as one run over all inputs.

      Example, four shards on one machine:

        for i in 1 2 3 4; do fettle run pipeline.yaml scrapes/ --shard $i/4 --output part-$i & done; wait
        fettle merge part-1 part-2 part-3 part-4 --output cleaned
      """)

  @Argument(help: "The output folders of the shards.", completion: .directory)
  var folders: [String]

  @Option(name: .shortAndLong, help: "The folder to write to.", completion: .directory)
  var output: String

  func run() throws {
    let merge: ShardMerge
    do {
      merge = try ShardMerge(folders)
      try merge.write(to: output)
    } catch {
      StandardError.print("error: \(error.description)")
      throw ExitCode(error.isWorthRetrying ? 3 : 1)
    }
    print("\(grouped(merge.documents)) documents, \(grouped(merge.quarantined)) in quarantine; output: \(output)")
    if merge.quarantined > 0 { throw ExitCode(2) }
  }
}
