import Digest
import FettleKit
import Ingest

/// Runs the inputs of an output folder again, all or a part of them, and compares what comes out.
public struct Replay: Sendable {
  public let verifier: Verifier
  public let plan: RunPlan
  public var jobs: Int
  /// How many of the documents, from 0 to 1; which ones depends on their paths alone.
  public var share = 1.0

  public init(_ verifier: Verifier, plan: RunPlan, jobs: Int) {
    self.verifier = verifier
    // Nothing must get a record a second time.
    self.plan = plan.withoutExporters
    self.jobs = jobs
  }

  /// - Returns: what differs, in the order of the inputs, and how many documents were run.
  public func findings() -> (findings: [VerificationFinding], count: Int) {
    var findings: [VerificationFinding] = []
    var plan = plan
    plan.openContainers()
    var then: [String: JSONValue] = [:]
    for input in verifier.manifest["inputs"]?.array ?? [] {
      if let path = input["path"]?.string { then[path] = input }
    }
    let names = OutputNames.names(for: plan.inputs)
    var chosen: [Int] = []
    for (index, input) in plan.inputs.enumerated() {
      guard let known = then.removeValue(forKey: input.path) else {
        findings.append(VerificationFinding(.input, input.path, "the run didn't know this input"))
        continue
      }
      if isChosen(input.path) { chosen.append(index) }
      _ = known
    }
    for path in then.keys.sorted() { findings.append(VerificationFinding(.input, path, "this input is gone")) }

    let runner = Runner(plan: plan, output: verifier.folder, jobs: jobs)
    let chain = runner.surveyedChain()
    defer { chain.finish() }
    let worker = BatchWorker(plan: plan, chain: chain, names: names)
    var outputs: [String: JSONValue] = [:]
    for output in verifier.manifest["outputs"]?.array ?? [] {
      if let path = output["path"]?.string { outputs[path] = output }
    }
    var digests: [String: String] = [:]
    for input in verifier.manifest["inputs"]?.array ?? [] {
      if let path = input["path"]?.string, let digest = input["sha256"]?.string { digests[path] = digest }
    }
    let reader = BatchReader(
      chosen.map { plan.inputs[$0] }, nil, plan.containers, batchSize: 32, batchBytes: 1 << 20,
      interruption: Interruption())
    let indices = chosen
    Conveyor<[RawInput], [DocumentResult]>(workers: jobs, window: 8 * jobs, windowBytes: 4 * jobs << 20).run(
      read: { reader.next(&$0) },
      worker: {
        let context = StageContext()
        return { batch in
          worker.work(
            batch.map { RawInput(index: indices[$0.index], content: $0.content) }, in: context
          ).documents
        }
      },
      write: { (documents: [DocumentResult]) in
        for document in documents {
          let path = plan.inputs[document.index].path
          if let then = digests[path], document.sha256 != then {
            findings.append(
              VerificationFinding(.input, path, "this input has other bytes than at the time of the run"))
            continue
          }
          for file in document.files {
            if let finding = compare(file, outputs[file.path]?["sha256"]?.string) { findings.append(finding) }
          }
        }
      })
    return (findings, chosen.count)
  }

  private func isChosen(_ path: String) -> Bool {
    if share >= 1 { return true }
    let digest = UInt64(SHA256.hexadecimal(of: Array(path.utf8)).prefix(8), radix: 16) ?? 0
    return Double(digest) < share * 4_294_967_296
  }

  private func compare(_ file: OutputFile, _ recorded: String?) -> VerificationFinding? {
    guard let recorded else {
      return VerificationFinding(.different, file.path, "a run would write it now, and then it didn't")
    }
    guard let found = FileSystem.read(verifier.folder + "/" + file.path) else { return nil }
    if found != file.bytes {
      let text = Difference.text(found: found, wanted: file.bytes)
      return VerificationFinding(.different, file.path, "run again, it comes out otherwise; \(text)")
    }
    if recorded != file.sha256 {
      return VerificationFinding(
        .different, file.path, "it is as a run would write it now, but not as the manifest says")
    }
    return nil
  }
}
