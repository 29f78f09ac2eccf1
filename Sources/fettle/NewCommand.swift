import ArgumentParser
import Foundation
import PluginHost

struct NewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new",
    abstract: "Write a pipeline or a plugin that works, to begin with.",
    discussion: """
      Examples:

        fettle new plugin shout --language python
        fettle new pipeline journals
      """, subcommands: [NewPluginCommand.self, NewPipelineCommand.self])
}

struct NewPluginCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plugin",
    abstract: "Write a plugin, with a pipeline that uses it, a page and a test.",
    discussion: """
      Writes a folder of the plugin's name; nothing that is there is written over.

      Examples:

        fettle new plugin shout --language python
        fettle run shout/shout.yaml
        fettle test shout/shout.yaml
        fettle new plugin shout --language swift --kit ~/fettle
      """)

  @Argument(help: "What the plugin is called: lower-case letters, digits and hyphens.")
  var name: String

  @Option(name: .shortAndLong, help: "python, shell or swift.")
  var language = PluginTemplates.Language.python

  @Option(
    help: "For Swift: the folder of Fettle's sources (default: the one that this program was built in).",
    completion: .directory)
  var kit: String?

  func validate() throws {
    if !PluginTemplates.isName(name) {
      throw ValidationError("a plugin's name is of lower-case letters, digits and hyphens, which '\(name)' isn't")
    }
  }

  func run() throws {
    var sources = ""
    if language == .swift {
      guard let found = kit.map(KitSources.absolute) ?? KitSources.ofProgram, KitSources.isThere(found) else {
        StandardError.print(
          "error: a stage in Swift is built with FettleKit, and Fettle's sources aren't \(kit.map { "in \($0)" } ?? "around this program"); "
            + "name their folder: --kit FOLDER")
        throw ExitCode(1)
      }
      sources = found
    }
    try NewFolder.write(PluginTemplates.plugin(name, language, kit: sources), to: name)
    let library = "\(name)/.build/release/lib\(PluginTemplates.module(name)).so"
    var steps: [String] = []
    if language == .swift { steps.append("(cd \(name) && swift build -c release)    builds it") }
    steps += [
      "fettle run \(name)/\(name).yaml     runs it", "fettle test \(name)/\(name).yaml    tests it",
    ]
    if language == .python {
      steps.append("fettle plugin test \(name)/\(name).py    tries what goes wrong in practice")
    }
    if language == .swift {
      steps += [
        "fettle plugin test \(library)    tries what goes wrong in practice",
        "(cd \(name) && swift test)    runs the package's own tests",
      ]
    }
    print("\(name)/ is written. Next:\n\n  " + steps.joined(separator: "\n  "))
  }
}

struct NewPipelineCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pipeline",
    abstract: "Write a pipeline for pages of articles, with a page and a test.",
    discussion: """
      Writes a folder of the pipeline's name; nothing that is there is written over.

      Examples:

        fettle new pipeline journals
        fettle run journals/journals.yaml scrapes/
      """)

  @Argument(help: "What the pipeline is called: lower-case letters, digits and hyphens.")
  var name: String

  func validate() throws {
    if !PluginTemplates.isName(name) {
      throw ValidationError("a pipeline's name is of lower-case letters, digits and hyphens, which '\(name)' isn't")
    }
  }

  func run() throws {
    try NewFolder.write(PluginTemplates.pipeline(name), to: name)
    print("\(name)/ is written. Next:\n\n  fettle run \(name)/\(name).yaml\n  fettle test \(name)/\(name).yaml")
  }
}

extension PluginTemplates.Language: ExpressibleByArgument {}

/// A folder that wasn't there before.
enum NewFolder {
  static func write(_ files: [PluginTemplates.File], to folder: String) throws(ExitCode) {
    let manager = FileManager.default
    if manager.fileExists(atPath: folder) {
      StandardError.print("error: \(folder) is there already; nothing was written")
      throw ExitCode(1)
    }
    do {
      try manager.createDirectory(atPath: folder, withIntermediateDirectories: true)
      for file in files {
        let path = folder + "/" + file.path
        try manager.createDirectory(
          at: URL(filePath: path).deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(file.text.utf8).write(to: URL(filePath: path))
        try manager.setAttributes([.posixPermissions: file.isExecutable ? 0o755 : 0o644], ofItemAtPath: path)
      }
    } catch {
      StandardError.print("error: cannot write \(folder): \(error.localizedDescription)")
      throw ExitCode(3)
    }
  }
}
