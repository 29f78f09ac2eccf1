import CanonicalJSON
import FettleKit
import Foundation
import Ingest
import PipelineFile
import PipelineRunner
import TestSupport
import Testing

@testable import fettle

@Suite("What the built-in stages say of themselves")
struct ManifestTests {
  /// An example, with the stage that it is of.
  struct Example: CustomTestStringConvertible, Sendable {
    var stage: String
    var example: StageExample

    var testDescription: String { "\(stage): \(example.title)" }
  }

  static let examples = builtInStages.flatMap { stage in
    stage.manifest.examples.map { Example(stage: stage.manifest.name, example: $0) }
  }

  @Test("every example holds, run as a pipeline of the stage alone", arguments: examples)
  func example(_ case: Example) throws {
    let (stage, example) = (`case`.stage, `case`.example)
    let scratch = try ScratchFolder()
    // JSON is YAML too.
    let options = String(decoding: JSONWriter.bytes(of: .object(example.options)), as: UTF8.self)
    var stages = ["{\(stage): \(options)}"]
    if stage != "export" { stages.append("export") }
    let yaml = "fettle: 1\nname: example\nstages: [\(stages.joined(separator: ", "))]\n"
    try scratch.write(yaml, to: "example.yaml")
    try scratch.write(example.input, to: "page.txt")
    let pipeline = try PipelineReader(stages: builtInStages).read(path: scratch.path + "/example.yaml")
    let plan = RunPlan(pipeline, inputs: try InputFinder.find([scratch.path + "/page.txt"]))
    let summary = try Runner(plan: plan, output: scratch.path + "/out", jobs: 1).run()
    #expect(summary.counts.quarantined == 0)
    let record = try JSONReader.read(Array(try scratch.text(of: "out/articles/page.json").utf8))
    #expect(!example.outcome.isEmpty)
    for (pointer, value) in example.outcome { #expect(record.resolve(pointer: pointer) == value, "\(pointer)") }
  }

  @Test("every stage has a summary, an example, and help for each of its options and rules")
  func complete() {
    for manifest in builtInStages.map({ $0.manifest }) {
      #expect(!manifest.summary.isEmpty, "\(manifest.name)")
      #expect(!manifest.examples.isEmpty, "\(manifest.name) has no example")
      #expect(manifest.options.allSatisfy { !$0.help.isEmpty }, "\(manifest.name)")
      for rule in manifest.rules { #expect(!rule.summary.isEmpty, "\(manifest.name): \(rule.name)") }
    }
  }

  @Test("names are those of a pipeline file, and no stage, option or rule is there twice")
  func names() {
    let manifests = builtInStages.map { $0.manifest }
    #expect(Set(manifests.map(\.name)).count == manifests.count)
    for manifest in manifests {
      for names in [manifest.options.map(\.name), manifest.rules.map(\.name)] {
        #expect(Set(names).count == names.count, "\(manifest.name)")
      }
      for name in [manifest.name] + manifest.options.map(\.name) {
        let isPlain = name.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D }
        #expect(isPlain, "\(manifest.name): \(name)")
      }
    }
  }
}
