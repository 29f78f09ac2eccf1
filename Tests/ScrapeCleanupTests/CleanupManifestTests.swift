import FettleKit
import Ingest
import Testing

@testable import ScrapeCleanup

@Suite("The manifest of cleanup")
struct CleanupManifestTests {
  @Test("every example holds", arguments: CleanupStage.manifest.examples.indices)
  func examples(_ index: Int) throws {
    let example = CleanupStage.manifest.examples[index]
    var document = try Ingest.document(bytes: Array(example.input.utf8), path: "example.txt")
    try stage(example.options).process(&document, in: StageContext())
    let kept = document.blocks.filter(\.isKept).map(\.text.string)
    for (pointer, value) in example.outcome {
      #expect(pointer == "/body/0/text")
      #expect(kept.first.map(JSONValue.string) == value, "\(example.title)")
    }
  }

  @Test("every rule is named, and has an option of its name")
  func rules() {
    let manifest = CleanupStage.manifest
    #expect(manifest.options.map(\.name) == CleanupRule.allCases.map(\.rawValue))
    #expect(manifest.rules.map(\.name) == CleanupRule.allCases.map(\.rawValue) + ["invisible"])
    #expect(manifest.rules.allSatisfy { !$0.summary.isEmpty })
  }

  @Test("the data files are read")
  func data() {
    #expect(EntityNames.all.count > 250)
    #expect(HyphenWords.keep.count > 20)
    #expect(HyphenWords.hanging.count > 10)
  }
}
