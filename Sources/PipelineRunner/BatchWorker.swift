import Digest
import FettleKit
import Ingest
import PipelineFile

/// An input as the reader hands it on.
struct RawInput: Sendable {
  /// In the plan's list of inputs.
  var index: Int
  var content: Result<InputContent, IngestError>
  /// The file's mark when it was read, where its next change can't have the same.
  var mark: Receipt.Mark?
  /// Whether the file was left unread, since it has the mark that an earlier run noted.
  var isUnread = false
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
  /// See `InputContent.circumstances`.
  var circumstances = ""
  var files: [OutputFile] = []
  /// Bytes for files that all documents share, by name.
  var shared: [(container: String, bytes: [UInt8])] = []
  var isQuarantined = false
  /// Why it is there, where this run found that out.
  var quarantine: Quarantine?
  /// Whether the next run does it again, whatever this one says.
  var isWorthRetrying = false
  var reason = RunReason.new
  /// The stage that it failed at, from 1; 0 where it was none yet.
  var failedStage: Int?
  /// Of the input.
  var mark: Receipt.Mark?
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

  /// Takes all documents of a batch through one stage before any goes to the next: a stage's code and tables stay near the
  /// processor while it is at work. No document knows of another.
  func work(_ batch: [RawInput], in context: StageContext) -> BatchResult {
    var counts = RunCounts(stages: plan.steps.count)
    let before = ThreadClock.now()
    var jobs = batch.map { begin($0, &counts) }
    for step in plan.steps.indices {
      let start = ThreadClock.now()
      if let stage = chain.batchStages[step] {
        // What is broken by then must not reach the outside.
        if stage.identity.followsExport { for index in jobs.indices { check(&jobs[index]) } }
        BatchWorker.take(&jobs, through: stage, in: context)
      } else {
        for index in jobs.indices { jobs[index].take(through: step, of: chain, in: context) }
      }
      counts.stageNanoseconds[step] += ThreadClock.now() - start
    }
    var result = BatchResult(counts: counts)
    result.documents.reserveCapacity(batch.count)
    for index in jobs.indices {
      var document = finish(&jobs[index], &result.counts)
      if case .success(let content) = batch[index].content { document.circumstances = content.circumstances }
      document.mark = batch[index].mark
      result.documents.append(document)
    }
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
      guard case .success(let content) = input.content,
        var document = try? Ingest.document(content, path: plan.inputs[input.index].path)
      else { continue }
      do {
        try chain.process(&document, upTo: step, in: context, nanoseconds: &times)
        try survey.add(document)
      } catch { continue }
    }
    return survey
  }

  /// A document on its way through the stages, or what came of it already.
  private enum Job {
    case working(Document, index: Int, bytes: [UInt8], reason: RunReason)
    case failed(Quarantine, index: Int, bytes: [UInt8]?, reason: RunReason)
    case done(DocumentResult)

    mutating func take(through step: Int, of chain: StageChain, in context: StageContext) {
      guard case .working(var document, let index, let bytes, let reason) = self else { return }
      // The only one that holds the document now, so that stages change it in place.
      self = .failed(Quarantine(stage: "", reason: ""), index: index, bytes: nil, reason: reason)
      do {
        try chain.process(&document, step: step, in: context)
        self = .working(document, index: index, bytes: bytes, reason: reason)
      } catch {
        self = .failed(Quarantine(error), index: index, bytes: bytes, reason: reason)
      }
    }
  }

  /// Takes all documents that are still on their way through a stage at once.
  private static func take(_ jobs: inout [Job], through stage: any BatchStage, in context: StageContext) {
    var places: [(job: Int, index: Int, bytes: [UInt8], reason: RunReason)] = []
    var documents: [Document] = []
    for job in jobs.indices {
      guard case .working(let document, let index, let bytes, let reason) = jobs[job] else { continue }
      places.append((job, index, bytes, reason))
      documents.append(document)
      // Nobody else holds the document, so that the stage changes it in place.
      jobs[job] = .failed(Quarantine(stage: "", reason: ""), index: index, bytes: nil, reason: reason)
    }
    if documents.isEmpty { return }
    let errors = stage.process(&documents, in: context)
    for (at, place) in places.enumerated() {
      jobs[place.job] =
        errors[at].map { .failed(Quarantine($0), index: place.index, bytes: place.bytes, reason: place.reason) }
        ?? .working(documents[at], index: place.index, bytes: place.bytes, reason: place.reason)
    }
  }

  /// Holds a document to its account and to the contracts before its record leaves the process.
  private func check(_ job: inout Job) {
    guard case .working(let document, let index, let bytes, let reason) = job else { return }
    do throws(Breach) {
      _ = try plan.expectations.balance(of: document)
    } catch {
      job = .failed(Quarantine(error), index: index, bytes: bytes, reason: reason)
    }
  }

  private func begin(_ input: RawInput, _ counts: inout RunCounts) -> Job {
    counts.documents += 1
    switch input.content {
    case .success where input.isUnread:
      if let left = leftAsItIs(input.index, nil, &counts).0 { return .done(left) }
      // Its output isn't there any more.
      counts.documents -= 1
      let file = plan.inputs[input.index]
      return begin(
        RawInput(
          index: input.index,
          content: Result { () throws(IngestError) in InputContent(try InputReader.read(file)) }, mark: input.mark),
        &counts)
    case .failure(let error):
      return .failed(
        Quarantine(stage: "input", reason: error.reason, offset: error.offset), index: input.index, bytes: nil,
        reason: .unreadable)
    case .success(let content):
      let bytes = content.bytes
      let (left, reason) = leftAsItIs(input.index, content, &counts)
      if let left { return .done(left) }
      counts.sourceBytes += bytes.count
      let before = ThreadClock.now()
      defer { counts.ingestNanoseconds += ThreadClock.now() - before }
      do {
        let document = try Ingest.document(content, path: plan.inputs[input.index].path)
        return .working(document, index: input.index, bytes: bytes, reason: reason)
      } catch {
        return .failed(
          Quarantine(stage: "ingest", reason: error.reason, offset: error.offset), index: input.index, bytes: bytes,
          reason: reason)
      }
    }
  }

  private func finish(_ job: inout Job, _ counts: inout RunCounts) -> DocumentResult {
    switch job {
    case .done(let result): return result
    case .failed(let quarantine, let index, let bytes, let reason):
      return quarantined(index, quarantine, bytes: bytes, reason, &counts)
    case .working(let document, let index, let bytes, let reason):
      // Frees each document as soon as it is written.
      job = .failed(Quarantine(stage: "", reason: ""), index: index, bytes: nil, reason: reason)
      do throws(Breach) {
        return try exported(document, index, bytes, reason, &counts)
      } catch {
        return quarantined(index, Quarantine(error), bytes: bytes, reason, &counts)
      }
    }
  }

  /// What is there of a document already, where that is right; and why, or why not.
  ///
  /// - Parameter content: the input's; `nil` where it is known to be as it was.
  private func leftAsItIs(
    _ index: Int, _ content: InputContent?, _ counts: inout RunCounts
  ) -> (DocumentResult?, RunReason) {
    guard let receipts else { return (nil, .new) }
    let (receipt, reason) = receipts.look(up: names[index], path: plan.inputs[index].path, content: content)
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
    _ document: Document, _ index: Int, _ bytes: [UInt8], _ reason: RunReason, _ counts: inout RunCounts
  ) throws(Breach) -> DocumentResult {
    counts.add(document, try plan.expectations.balance(of: document))
    var result = DocumentResult(index: index, sha256: document.source.sha256, size: bytes.count)
    result.reason = reason
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
    _ index: Int, _ quarantine: Quarantine, bytes: [UInt8]?, _ reason: RunReason, _ counts: inout RunCounts
  ) -> DocumentResult {
    counts.quarantined += 1
    let digest = bytes.map { SHA256.hexadecimal(of: $0) }
    var result = DocumentResult(
      index: index, sha256: digest, size: bytes?.count, isQuarantined: true, quarantine: quarantine)
    result.reason = reason
    result.failedStage =
      quarantine.isBeforeStages ? 0 : plan.steps.lastIndex { $0.name == quarantine.stage }.map { $0 + 1 }
    result.isWorthRetrying = quarantine.isWorthRetrying
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
