import ArgumentParser
import CanonicalJSON
import FettleKit
import Foundation
import PipelineFile
import PluginHost

struct StagesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stages",
    abstract: "Say what stages there are, or what options one has.",
    discussion: """
      Examples:

        fettle stages
        fettle stages boilerplate
        fettle stages --beside Pipelines/journals.yaml
        fettle stages --json
        fettle stages --markdown > stages.md
        fettle stages --rules > rules.md
      """)

  @Argument(
    help: "The stage to describe in full.",
    completion: .list(builtInStages.map { $0.manifest.name }))
  var name: String?

  @Flag(help: "As JSON.")
  var json = false

  @Flag(help: "As Markdown: all stages with their options and examples.")
  var markdown = false

  @Flag(help: "As Markdown: the rules that a record may name, of all stages.")
  var rules = false

  @Option(
    help: "List the plugins beside this pipeline file, or in this folder, with their options.", completion: .file())
  var beside: String?

  func validate() throws {
    if [json, markdown, rules].count(where: { $0 }) > 1 {
      throw ValidationError("--json, --markdown and --rules exclude each other")
    }
  }

  func run() throws {
    if let beside {
      try showPlugins(beside: beside)
      return
    }
    var manifests = builtInStages.map { $0.manifest }
    if let name {
      manifests = manifests.filter { $0.name == name }
      if manifests.isEmpty {
        let names = builtInStages.map { $0.manifest.name }.joined(separator: ", ")
        StandardError.print("error: there is no stage '\(name)'; there are: \(names)")
        throw ExitCode(1)
      }
      if !json, !markdown, !rules, let manifest = manifests.first {
        print(ManifestText(width: Terminal.width(of: STDOUT_FILENO)).text(manifest), terminator: "")
        return
      }
    }
    if json {
      print(String(decoding: JSONWriter.bytes(of: .array(manifests.map(ManifestJSON.value))), as: UTF8.self))
      return
    }
    if markdown || rules {
      let page = markdown ? ManifestMarkdown().page(manifests) : ManifestMarkdown().rules(manifests)
      print(page, terminator: "")
      return
    }
    print(ManifestText(width: Terminal.width(of: STDOUT_FILENO)).list(manifests), terminator: "")
  }

  private func showPlugins(beside path: String) throws {
    var folder = path
    if path.hasSuffix(".yaml") || path.hasSuffix(".yml") {
      folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
    }
    let text = ManifestText(width: Terminal.width(of: STDOUT_FILENO))
    let found = PluginFinder.plugins(in: folder)
    if found.isEmpty { StandardError.print("there are no plugins in \(folder)") }
    for plugin in found {
      switch plugin.manifest {
      case .success(let manifest):
        print("\(plugin.path)\n" + text.list([manifest]), terminator: "")
        for option in manifest.options { print("    \(option.name): \(option.help)") }
      case .failure(let problem): print("\(plugin.path)\n  \(problem)")
      }
    }
  }
}
