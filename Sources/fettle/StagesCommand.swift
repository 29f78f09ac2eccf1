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
    }
    let widest = manifests.map(\.name.count).max() ?? 0
    for manifest in manifests {
      print(manifest.name + String(repeating: " ", count: widest - manifest.name.count) + "  " + manifest.summary)
    }
  }
}
