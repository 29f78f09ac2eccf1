import ArgumentParser
import Digest
import FettleKit
import Foundation
import Ingest
import PipelineRunner

/// A pipeline file, ready to be run. A stand-in that knows names of stages and inputs only.
struct LoadedPipeline {
  var name: String
  var steps: [RunStep]
  var inputs: [String]
  var folder: String
  var file: ReadFile

  init(path: String) throws {
    guard let data = FileManager.default.contents(atPath: path) else {
      StandardError.print("error: \(path): no such file")
      throw ExitCode(1)
    }
    name = String((path as NSString).lastPathComponent.prefix { $0 != "." })
    folder = (path as NSString).deletingLastPathComponent
    inputs = []
    steps = []
    file = ReadFile(
      path: (path as NSString).lastPathComponent, sha256: SHA256.hexadecimal(of: [UInt8](data)))
    var section = ""
    for line in String(decoding: data, as: UTF8.self).split(separator: "\n") {
      let words = line.split { " :".contains($0) }.map(String.init)
      guard let first = words.first, !first.hasPrefix("#") else { continue }
      if !line.hasPrefix(" ") {
        section = first
        if section == "name", words.count > 1 { name = words[1] }
      } else if first == "-", words.count > 1, section == "input" {
        inputs.append(words[1])
      } else if first == "-", words.count > 1, section == "stages" {
        guard let type = builtInStages.first(where: { $0.manifest.name == words[1] }) else { continue }
        steps.append(
          RunStep(
            name: words[1], version: type.manifest.version, stage: try type.init(options: StageOptions()),
            options: .object([:])))
      }
    }
  }

  func plan(inputs named: [String], leavingOut output: String) throws -> RunPlan {
    let found: [InputFile]
    do {
      found = named.isEmpty ? try InputFinder.find(inputs, in: folder) : try InputFinder.find(named)
    } catch {
      StandardError.print("error: \(error.pattern): \(error.reason)")
      throw ExitCode(1)
    }
    return RunPlan(name: name, steps: steps, filesRead: [file], inputs: found)
  }
}
