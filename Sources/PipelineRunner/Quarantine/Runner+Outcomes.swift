import FettleKit
import Ingest

extension Runner {
  /// What would become of some of the inputs now, in their order; `nil` for those that would pass. Writes nothing.
  ///
  /// - Parameter paths: of the inputs, as the manifest names them.
  public func outcomes(of paths: Set<String>) -> [(path: String, outcome: Quarantine?)] {
    var runner = self
    runner.plan = plan.withoutExporters
    runner.plan.openContainers()
    let chain = runner.surveyedChain()
    defer { chain.finish() }
    var chosen = runner.plan
    chosen.inputs.removeAll { !paths.contains($0.path) }
    let inputs = chosen.inputs
    let worker = BatchWorker(plan: chosen, chain: chain, names: OutputNames.names(for: chosen.inputs))
    let reader = BatchReader(
      chosen.inputs, nil, chosen.containers, batchSize: batchSize ?? 32, batchBytes: 1 << 20, interruption: interruption
    )
    var outcomes: [(path: String, outcome: Quarantine?)] = []
    Conveyor<[RawInput], [DocumentResult]>(workers: jobs, window: 8 * jobs, windowBytes: 4 * jobs << 20).run(
      read: { reader.next(&$0) },
      worker: {
        let context = StageContext()
        return { worker.work($0, in: context).documents }
      },
      write: { (documents: [DocumentResult]) in
        for document in documents { outcomes.append((inputs[document.index].path, document.quarantine)) }
      })
    return outcomes
  }
}
