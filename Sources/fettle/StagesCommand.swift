import ArgumentParser
import CanonicalJSON
import FettleKit
import Foundation

struct StagesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stages",
    abstract: "Say what stages there are, or what options one has.",
    discussion: """
      Examples:

        fettle stages
        fettle stages boilerplate
        fettle stages --json
      """)

  @Argument(
    help: "The stage to describe in full.",
    completion: .list(builtInStages.map { $0.manifest.name }))
  var name: String?

  @Flag(help: "As JSON.")
  var json = false

  func run() throws {
    var manifests = builtInStages.map { $0.manifest }
    if let name {
      manifests = manifests.filter { $0.name == name }
      if manifests.isEmpty {
        let names = builtInStages.map { $0.manifest.name }.joined(separator: ", ")
        StandardError.print("error: there is no stage '\(name)'; there are: \(names)")
        throw ExitCode(1)
      }
      if !json, let manifest = manifests.first { return describe(manifest) }
    }
    if json {
      print(String(decoding: JSONWriter.bytes(of: .array(manifests.map(ManifestJSON.value))), as: UTF8.self))
      return
    }
    let widest = manifests.map(\.name.count).max() ?? 0
    for manifest in manifests {
      print(manifest.name + String(repeating: " ", count: widest - manifest.name.count) + "  " + manifest.summary)
    }
  }

  private func describe(_ manifest: StageManifest) {
    print("\(manifest.name), version \(manifest.version)\n\n\(manifest.summary)")
    if !manifest.discussion.isEmpty { print("\n" + manifest.discussion) }
    if !manifest.options.isEmpty { print("\noptions:") }
    for option in manifest.options { print("  \(option.name): \(option.help)") }
  }
}
