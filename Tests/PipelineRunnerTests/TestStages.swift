import ArchiveExport
import FettleKit
import Ingest

@testable import PipelineRunner

/// Fails on documents that say "poison".
struct PoisonStage: Stage {
  static let manifest = StageManifest(name: "poison", version: 1, summary: "Fails where it is told to.")

  init(options: StageOptions) throws(Diagnostics) {}

  func process(_ document: inout Document, in context: StageContext) throws(StageError) {
    if String(decoding: document.text, as: UTF8.self).contains("poison") {
      throw StageError(stage: "poison", reason: "the text says poison", offset: 3)
    }
  }
}

/// Removes blocks that stand in at least three documents of the batch.
struct RepeatedStage: SurveyingStage {
  static let manifest = StageManifest(name: "repeated", version: 4, summary: "Removes what stands in three documents.")
  private static let reason = Reason(category: "repeated", rule: "in-three-documents", stage: "repeated")

  struct Survey: Mergeable, Codable, Sendable {
    var counts: [String: Int] = [:]

    mutating func merge(_ other: Survey) {
      for (text, count) in other.counts { counts[text, default: 0] += count }
    }
  }

  init(options: StageOptions) throws(Diagnostics) {}

  func survey(_ document: borrowing Document) throws(StageError) -> Survey {
    var survey = Survey()
    for text in Set(document.blocks.map { $0.text.string }) { survey.counts[text] = 1 }
    return survey
  }

  func process(_ document: inout Document, in context: StageContext) throws(StageError) {}

  func process(_ document: inout Document, knowing survey: Survey, in context: StageContext) throws(StageError) {
    for index in document.blocks.indices where survey.counts[document.blocks[index].text.string, default: 0] >= 3 {
      document.blocks[index].outcome = .removed(RepeatedStage.reason)
    }
  }
}

/// Loses a block, as no stage may.
struct LossyStage: Stage {
  static let manifest = StageManifest(name: "lossy", version: 1, summary: "Deletes what it may not.")

  init(options: StageOptions) throws(Diagnostics) {}

  func process(_ document: inout Document, in context: StageContext) throws(StageError) {
    if document.blocks.count > 1 { document.blocks.removeLast() }
  }
}

func step<S: Stage>(_ type: S.Type, _ options: StageOptions = StageOptions()) throws -> RunStep {
  RunStep(
    name: type.manifest.name, version: type.manifest.version, stage: try type.init(options: options),
    options: .object([:]))
}
