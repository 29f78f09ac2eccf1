import ArchiveExport
import ArgumentParser
import FettleKit

/// How a command runs the plugins of a pipeline.
struct PluginOptions: ParsableArguments {
  @Flag(
    inversion: .prefixedNo,
    help: "Keep plugins from the network and from writing files (default: where bubblewrap works).")
  var sandbox: Bool?

  @Flag(
    help: ArgumentHelp(
      """
      Take nothing on trust: a run compares every input and output by digest, and plugins that call themselves pure are \
      asked about every document twice.
      """,
      discussion: """
        Without it, files are taken for unchanged that have the size, inode and time of change that were noted, and \
        plugins are asked twice now and then.
        """))
  var paranoid = false

  /// For a stage that leaves the process.
  var surroundings: StageSurroundings { PluginOptions.surroundings(sandbox: sandbox, isParanoid: paranoid) }

  /// As where no option is given.
  static func surroundings(sandbox: Bool? = nil, isParanoid: Bool = false) -> StageSurroundings {
    StageSurroundings(
      sandbox: sandbox, isParanoid: isParanoid,
      record: { document throws(StageError) in try ArticleRecord.bytes(of: document, stage: "plugin") },
      log: { StandardError.print($0) })
  }
}
