import Digest
import FettleKit
import Ingest
import PipelineFile

/// An input as the reader hands it on.
struct RawInput: Sendable {
  /// In the plan's list of inputs.
  var index: Int
  var content: Result<[UInt8], IngestError>
}

/// A file of the output, ready to be written.
struct OutputFile: Sendable {
  /// Relative to the output folder.
  var path: String
  var bytes: [UInt8]
  var sha256: String
}

/// What became of one input.
struct DocumentResult: Sendable {
  var index: Int
  var sha256: String?
  var size: Int?
  var files: [OutputFile] = []
  /// Bytes for files that all documents share, by name.
  var shared: [(container: String, bytes: [UInt8])] = []
  var isQuarantined = false
  var reason = RunReason.new
  /// Of a document that was left as it is.
  var receipt: Receipt?
}

struct BatchResult: Sendable {
  var documents: [DocumentResult] = []
  var counts: RunCounts
}

/// Takes a batch of inputs through ingest, the stages and the expectations. Holds nothing that changes, so that all
/// workers share one.
struct BatchWorker: Sendable {
  let plan: RunPlan
  let chain: StageChain
  /// By index of the input: what its files are called, without an ending.
  let names: [String]
  var receipts: ReceiptBook?

  func work(_ batch: [RawInput], in context: StageContext) -> BatchResult {
    var result = BatchResult(counts: RunCounts(stages: plan.steps.count))
    result.documents.reserveCapacity(batch.count)
    let before = ThreadClock.now()
    for input in batch { result.documents.append(document(input, context, &result.counts)) }
    result.counts.workerNanoseconds += ThreadClock.now() - before
    return result
  }

  /// Surveys a batch for the stage at `step`. A document that fails on the way teaches nothing; it fails again, and is
  /// reported, in the pass that writes.
  func survey(
    _ batch: [RawInput], step: Int, prototype: any ErasedSurvey, in context: StageContext
  ) -> any ErasedSurvey {
    var survey = prototype.empty()
    var times = [UInt64](repeating: 0, count: plan.steps.count)
    for input in batch {
      guard case .success(let bytes) = input.content,
        var document = try? Ingest.document(bytes: bytes, path: plan.inputs[input.index].path)
      else { continue }
      do {
        try chain.process(&document, upTo: step, in: context, nanoseconds: &times)
        try survey.add(document)
      } catch { continue }
    }
    return survey
  }

  private func document(_ input: RawInput, _ context: StageContext, _ counts: inout RunCounts) -> DocumentResult {
    counts.documents += 1
    switch input.content {
    case .failure(let error):
      var result = quarantined(
        input.index, Quarantine(stage: "input", reason: error.reason, offset: error.offset), bytes: nil, &counts)
      result.reason = .unreadable
      return result
    case .success(let bytes):
      let (left, reason) = leftAsItIs(input.index, bytes, &counts)
      if let left { return left }
      counts.sourceBytes += bytes.count
      var result: DocumentResult
      do throws(Quarantine) {
        result = try exported(input.index, bytes, context, &counts)
      } catch {
        result = quarantined(input.index, error, bytes: bytes, &counts)
      }
      result.reason = reason
      return result
    }
  }

  /// What is there of a document already, where that is right; and why, or why not.
  private func leftAsItIs(_ index: Int, _ bytes: [UInt8], _ counts: inout RunCounts) -> (DocumentResult?, RunReason) {
    guard let receipts else { return (nil, .new) }
    let (receipt, reason) = receipts.look(up: names[index], path: plan.inputs[index].path, bytes: bytes)
    guard let receipt else { return (nil, reason) }
    guard let parts = receipts.parts(of: receipt) else {
      return (nil, .outputChanged(receipt.parts.first?.container ?? ""))
    }
    counts.unchanged += 1
    if receipt.isQuarantined { counts.quarantined += 1 }
    var result = DocumentResult(index: index, sha256: receipt.sha256, size: receipt.size)
    result.shared = parts
    result.isQuarantined = receipt.isQuarantined
    result.reason = reason
    result.receipt = receipt
    return (result, reason)
  }

  private func exported(
    _ index: Int, _ bytes: [UInt8], _ context: StageContext, _ counts: inout RunCounts
  ) throws(Quarantine) -> DocumentResult {
    let before = ThreadClock.now()
    var document: Document
    do {
      document = try Ingest.document(bytes: bytes, path: plan.inputs[index].path)
    } catch {
      throw Quarantine(stage: "ingest", reason: error.reason, offset: error.offset)
    }
    counts.ingestNanoseconds += ThreadClock.now() - before
    do {
      try chain.process(&document, in: context, nanoseconds: &counts.stageNanoseconds)
    } catch {
      throw Quarantine(stage: error.stage, reason: error.reason, offset: error.offset)
    }
    let balance: Balance
    do {
      balance = try Ledger.check(document)
    } catch {
      throw Quarantine(stage: "ledger", reason: error.description, offset: error.offset)
    }
    for expectation in plan.expectations {
      if let breach = expectation.breach(by: document, balance: balance) {
        throw Quarantine(stage: "expect", reason: breach)
      }
    }
    counts.add(document, balance)
    var result = DocumentResult(index: index, sha256: document.source.sha256, size: bytes.count)
    for export in document.exports {
      if let container = export.container {
        result.shared.append((container, export.bytes))
      } else {
        let folder = export.format == "json" ? "articles" : export.format
        result.files.append(
          OutputFile(
            path: "\(folder)/\(names[index])\(export.ending)", bytes: export.bytes,
            sha256: SHA256.hexadecimal(of: export.bytes)))
      }
    }
    return result
  }

  private func quarantined(
    _ index: Int, _ quarantine: Quarantine, bytes: [UInt8]?, _ counts: inout RunCounts
  ) -> DocumentResult {
    counts.quarantined += 1
    let digest = bytes.map { SHA256.hexadecimal(of: $0) }
    var result = DocumentResult(index: index, sha256: digest, size: bytes?.count, isQuarantined: true)
    var copy: String?
    if let bytes, let digest, bytes.count <= Quarantine.copyLimit {
      let path = "quarantine/\(names[index]).source"
      result.files.append(OutputFile(path: path, bytes: bytes, sha256: digest))
      copy = String(path.split(separator: "/").last ?? "")
    }
    let record = quarantine.bytes(path: plan.inputs[index].path, sha256: digest, size: bytes?.count, copy: copy)
    result.files.append(
      OutputFile(
        path: "quarantine/\(names[index]).json", bytes: record, sha256: SHA256.hexadecimal(of: record)))
    return result
  }
}

extension Quarantine: Error {}
