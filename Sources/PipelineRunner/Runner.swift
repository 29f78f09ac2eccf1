import Digest
import Dispatch
import FettleKit
import Ingest

/// Runs a plan over its inputs: reads, works on many documents at once, and writes in the order of the inputs.
public struct Runner: Sendable {
  public var plan: RunPlan
  /// The folder to write to.
  public var output: String
  /// How many workers.
  public var jobs: Int
  /// In documents; `nil` leaves it to the runner.
  public var batchSize: Int?
  public var interruption = Interruption()
  /// The part of the inputs to do; stages that survey the batch look at all of it even so.
  public var shard: Shard?
  /// A folder that all shards share: each surveys its own part, and finds there what the others learned of theirs.
  public var surveys: String?
  /// Whether documents in quarantine are run again though nothing changed.
  public var retriesQuarantined = false
  /// Whether a file that the system says nobody has written to since may be taken for unchanged; otherwise every input and
  /// every output is read and its digest compared.
  public var trustsMarks = true
  /// How long a file must have been left alone, in seconds, before its mark is noted: in the steps in which file systems
  /// count time, another change might have the same (git calls such files "racily clean").
  var settlingTime = 2
  /// For `run.json`.
  public var origin: RunOrigin?

  public init(plan: RunPlan, output: String, jobs: Int) {
    self.plan = plan
    self.output = output
    self.jobs = max(1, jobs)
  }

  /// Documents of a batch, among so many. The more of them go through a stage one behind the other, the less of its code
  /// and tables has to be fetched again: documents of 5 KB take an eighth longer in batches of 32 than in batches of 128.
  /// Where there are few, each worker is to have some.
  private func batchSize(among documents: Int) -> Int { batchSize ?? min(128, max(32, documents / (8 * jobs))) }
  /// In bytes: beyond this a batch is closed.
  private static let batchBytes = 1 << 20
  /// In bytes: beyond this the reader waits. Enough for every worker to have a batch in its hands, one waiting, and two
  /// on their way to the writer; a document takes several times its size while it is worked on.
  private var windowBytes: Int { 4 * jobs * Runner.batchBytes }

  /// Runs to the end, or until it is told to stop.
  ///
  /// Documents that an earlier run into the same folder has finished are left as they are.
  ///
  /// - Parameters:
  ///   - progress: told now and then how far the run has come, on the caller's thread.
  ///   - report: told of each document, in the order of the inputs, on the caller's thread.
  /// - Throws: `RunFailure`, where the output can't be written. What was written is whole.
  public func run(
    progress: (RunProgress) -> Void = { _ in }, report: (DocumentReport) -> Void = { _ in }
  ) throws(RunFailure) -> RunSummary {
    let start = DispatchTime.now().uptimeNanoseconds
    func seconds() -> Double { Double(DispatchTime.now().uptimeNanoseconds - start) / 1e9 }

    if trustsMarks, !retriesQuarantined,
      let found = ReceiptFile.unchanged(plan, StageChain(plan.steps), shard: shard, in: output, jobs: jobs)
    {
      return summary(ofUnchanged: found, seconds: seconds(), report: report)
    }
    let folder = try OutputFolder(output)
    if let origin { try folder.note(origin) }
    var opened = self
    opened.plan.openContainers { files, documents in
      progress(
        RunProgress(
          done: files, total: plan.inputs.count, quarantined: 0, seconds: seconds(), activity: "looking into files"))
      return !interruption.isStopped
    }
    return try opened.run(to: folder, seconds, progress, report)
  }

  private func run(
    to folder: OutputFolder, _ seconds: () -> Double, _ progress: (RunProgress) -> Void,
    _ report: (DocumentReport) -> Void
  ) throws(RunFailure) -> RunSummary {
    let range = shard?.range(of: plan.inputs.count) ?? plan.inputs.indices
    let chain = try surveyedChain { done in
      progress(
        RunProgress(done: done, total: plan.inputs.count, quarantined: 0, seconds: seconds(), activity: "surveying"))
    }

    let names = OutputNames.names(for: plan.inputs)
    let book = try folder.receiptBook(Settings(plan, chain), trustsMarks: trustsMarks, retries: retriesQuarantined)
    let reader = BatchReader(
      plan.inputs, range, plan.containers, batchSize: batchSize(among: range.count), batchBytes: Runner.batchBytes,
      interruption: interruption,
      settlingTime: settlingTime
    ) { index, size, mark in
      book.isKnown(names[index], path: plan.inputs[index].path, size: size, mark: mark)
    }
    let worker = BatchWorker(plan: plan, chain: chain, names: names, receipts: book)
    var counts = RunCounts(stages: plan.steps.count)
    var manifest = RunManifest()
    var shared: [String: SharedDigest] = [:]
    let started = seconds()
    var notices: [StageNotice]?
    defer { if notices == nil { chain.finish() } }
    try conveyor().run(
      read: { reader.next(&$0) },
      worker: {
        let context = StageContext()
        return { worker.work($0, in: context) }
      },
      write: { (result: BatchResult) throws(RunFailure) in
        var receipts: [Receipt] = []
        for document in result.documents {
          let path = plan.inputs[document.index].path
          var receipt = Receipt(
            path: path, name: names[document.index], size: document.size ?? 0, sha256: document.sha256 ?? "",
            circumstances: document.receipt?.circumstances ?? document.circumstances, mark: document.mark,
            isQuarantined: document.isQuarantined)
          receipt.failedStage = document.receipt?.failedStage ?? document.failedStage
          receipt.outputs = document.receipt?.outputs ?? []
          folder.keep(receipt.outputs)
          receipt.outputs += try folder.write(document.files)
          for part in document.shared {
            let offset = try folder.append(part.bytes, toShared: part.container)
            if shared[part.container] == nil { shared[part.container] = SharedDigest() }
            shared[part.container]?.update(part.bytes)
            receipt.parts.append(
              Receipt.Part(
                container: part.container, offset: offset, size: part.bytes.count,
                sha256: SHA256.hexadecimal(of: part.bytes)))
          }
          manifest.add(document, path: path)
          // One that couldn't be read is tried again, and one that a plugin died of.
          if document.sha256 != nil, !document.isWorthRetrying { receipts.append(receipt) }
          report(DocumentReport(path: path, reason: document.reason, isQuarantined: document.isQuarantined))
        }
        try folder.note(receipts)
        counts.merge(result.counts)
        progress(
          RunProgress(
            done: counts.documents, total: range.count, quarantined: counts.quarantined,
            seconds: seconds() - started, activity: "cleaning"))
      })

    var summary = RunSummary(counts: counts, total: range.count, seconds: seconds(), jobs: jobs, output: output)
    summary.skipped = plan.skipped
    let said = chain.finish()
    notices = said
    summary.notices = said
    if counts.documents < range.count || interruption.isStopped && counts.documents == 0 {
      summary.wasInterrupted = true
      if said.contains(where: \.endsTrust) { try folder.forgetReceipts() }
      return summary
    }
    var seal = ReceiptFile.Seal(documents: counts.documents, origin: ReceiptFile.origin(plan, shard: shard))
    for file in try folder.finishShared() {
      manifest.add(file: file.name, sha256: shared[file.name]?.hexadecimal() ?? "", size: file.size)
      seal.shared[file.name] = .some(nil)
    }
    let bytes = manifest.bytes(plan, counts, shard: shard)
    seal.manifest = SHA256.hexadecimal(of: bytes)
    try folder.finish(manifest: bytes, report: RunReport.bytes(plan, summary, origin), seal: seal)
    if said.contains(where: \.endsTrust) { try folder.forgetReceipts() }
    return summary
  }

  /// Where there is nothing to do: what there is stays as it is, to the last byte.
  private func summary(
    ofUnchanged documents: [ReceiptFile.Unchanged], seconds: Double, report: (DocumentReport) -> Void
  ) -> RunSummary {
    var counts = RunCounts(stages: plan.steps.count)
    for document in documents {
      counts.documents += 1
      counts.unchanged += 1
      if document.isQuarantined { counts.quarantined += 1 }
      report(
        DocumentReport(
          path: plan.inputs[document.index].path, reason: .unchanged, isQuarantined: document.isQuarantined))
    }
    return RunSummary(counts: counts, total: counts.documents, seconds: seconds, jobs: jobs, output: output)
  }

  /// The stages, knowing what there is to know of the plan's inputs. Reads them all once for each stage that surveys, and
  /// not at all where none does.
  public func surveyedChain() -> StageChain {
    var opened = self
    opened.plan.openContainers()
    opened.surveys = nil
    // Only what is shared is written.
    return (try? opened.surveyedChain { _ in }) ?? StageChain(plan.steps)
  }

  private func surveyedChain(progress: (Int) -> Void) throws(RunFailure) -> StageChain {
    var chain = StageChain(plan.steps)
    for step in chain.surveyingSteps { try survey(step, &chain, progress: progress) }
    return chain
  }

  /// A pass over all inputs for the sake of one stage: what it learns is merged in the order of the inputs.
  private func survey(_ step: Int, _ chain: inout StageChain, progress: (Int) -> Void) throws(RunFailure) {
    guard let prototype = chain.surveys[step] else { return }
    var learned = prototype.empty()
    for part in try parts(step, chain, prototype, progress) { learned.merge(part) }
    learned.conclude()
    chain.surveys[step] = learned
  }

  /// What a stage learns of the inputs, part by part in their order: of one part that is all of them, or of each shard's.
  private func parts(
    _ step: Int, _ chain: StageChain, _ prototype: any ErasedSurvey, _ progress: (Int) -> Void
  ) throws(RunFailure) -> [any ErasedSurvey] {
    let worker = BatchWorker(plan: plan, chain: chain, names: [])
    guard let surveys, let shard, trustsMarks else {
      return [survey(plan.inputs.indices, step, worker, prototype, progress)]
    }
    let shared = SharedSurveys(surveys, plan, chain, settlingTime: settlingTime)
    var parts: [Int: any ErasedSurvey] = [:]
    var done = 0
    for number in Array(shard.number...shard.count) + Array(1..<shard.number) {
      guard let part = Shard(number: number, of: shard.count) else { continue }
      let range = part.range(of: plan.inputs.count)
      let place = shared.place(step: step, part, plan.inputs[range])
      if let place, let known = shared.read(place, like: prototype) {
        parts[number] = known
      } else {
        let learned = survey(range, step, worker, prototype) { progress(done + $0) }
        parts[number] = learned
        if let place, !interruption.isStopped { try shared.write(learned, to: place) }
      }
      done += range.count
      progress(done)
    }
    return parts.sorted { $0.key < $1.key }.map(\.value)
  }

  private func survey(
    _ range: Range<Int>, _ step: Int, _ worker: BatchWorker, _ prototype: any ErasedSurvey, _ progress: (Int) -> Void
  ) -> any ErasedSurvey {
    let reader = BatchReader(
      plan.inputs, range, plan.containers, batchSize: batchSize(among: range.count), batchBytes: Runner.batchBytes,
      interruption: interruption)
    var learned = prototype.empty()
    var done = 0
    Conveyor<[RawInput], SurveyedBatch>(workers: jobs, window: 8 * jobs, windowBytes: windowBytes).run(
      read: { reader.next(&$0) },
      worker: {
        let context = StageContext()
        return { batch in
          SurveyedBatch(
            count: batch.count, survey: worker.survey(batch, step: step, prototype: prototype, in: context))
        }
      },
      write: { (batch: SurveyedBatch) in
        learned.merge(batch.survey)
        done += batch.count
        progress(done)
      })
    return learned
  }

  private struct SurveyedBatch: Sendable {
    var count: Int
    var survey: any ErasedSurvey
  }

  private func conveyor() -> Conveyor<[RawInput], BatchResult> {
    Conveyor(workers: jobs, window: 8 * jobs, windowBytes: windowBytes)
  }
}
