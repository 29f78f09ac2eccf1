import FettleKit
import Ingest
import PipelineFile

/// The way of a single document through a plan: ingest, the stages, its account, the contracts. Holds nothing that changes.
struct Passage: Sendable {
  let plan: RunPlan
  let chain: StageChain
  /// Whether stages that take records out of the process do so; they are passed over otherwise.
  let exports: Bool

  /// - Throws: why the document goes to quarantine.
  func document(
    of content: InputContent, path: String, in context: StageContext
  ) throws(Quarantine) -> Document {
    var document: Document
    do throws(IngestError) {
      document = try Ingest.document(content, path: path)
    } catch {
      throw Quarantine(stage: "ingest", reason: error.reason, offset: error.offset)
    }
    try take(&document, in: context)
    return document
  }

  /// Takes a document through the stages and holds it to its account and to the contracts.
  ///
  /// - Throws: why it goes to quarantine. The document is then as the stage that failed left it.
  func take(_ document: inout Document, in context: StageContext) throws(Quarantine) {
    for step in plan.steps.indices {
      if plan.steps[step].identity?.followsExport == true {
        if !exports { continue }
        // What is broken by then must not reach the outside.
        try check(document)
      }
      do throws(StageError) {
        try chain.process(&document, step: step, in: context)
      } catch {
        throw Quarantine(error)
      }
    }
    try check(document)
  }

  private func check(_ document: borrowing Document) throws(Quarantine) {
    do throws(Breach) {
      _ = try plan.expectations.balance(of: document)
    } catch {
      throw Quarantine(error)
    }
  }
}
