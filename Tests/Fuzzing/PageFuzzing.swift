import ArchiveExport
import ArticleStructure
import BoilerplateRemoval
import CanonicalJSON
import ContentExtraction
import FettleKit
import Ingest
import PageVerdicts
import ReferenceNormalization
import ScrapeCleanup

enum PageFuzzing {
  static let stages: [any Stage.Type] = [
    ContentStage.self, CleanupStage.self, BoilerplateStage.self, StructureStage.self, ReferencesStage.self,
    VerdictStage.self, ExportStage.self,
  ]

  /// With their defaults, in a pipeline's order; `nil` for one that can't be made.
  private static let made: [(name: String, stage: (any Stage)?)] = stages.map { type in
    (type.manifest.name, try? type.init(options: StageOptions()))
  }

  static func ingest(_ bytes: [UInt8], path: String, mediaType: String?) throws(FuzzFault) {
    guard let document = try? Ingest.document(bytes: bytes, path: path, mediaType: mediaType) else { return }
    try check(document, after: "ingest")
  }

  static func run(_ bytes: [UInt8]) throws(FuzzFault) {
    guard var document = try? Ingest.document(bytes: bytes, path: "page") else { return }
    let context = StageContext()
    for (name, stage) in made {
      guard let stage else { throw FuzzFault("\(name) can't be made") }
      do throws(StageError) {
        try stage.process(&document, in: context)
      } catch {
        throw FuzzFault("\(name) fails: \(error.reason)")
      }
      try check(document, after: name)
    }
    for export in document.exports where export.format == "json" {
      do {
        let record = try JSONReader.read(export.bytes)
        if JSONWriter.bytes(of: record) + [0x0A] != export.bytes { throw FuzzFault("the record isn't canonical") }
      } catch let fault as FuzzFault {
        throw fault
      } catch {
        throw FuzzFault("the record is no JSON: \(error)")
      }
    }
  }

  private static func check(_ document: borrowing Document, after stage: String) throws(FuzzFault) {
    do throws(LedgerFault) {
      _ = try Ledger.check(document)
    } catch {
      throw FuzzFault("after \(stage) \(error)")
    }
  }
}
