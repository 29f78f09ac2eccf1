import FettleKit
import Ingest

/// Takes single documents through a run's stages, and says what would become of them. Writes nothing.
public final class Trial {
  private let plan: RunPlan
  private let chain: StageChain
  private let context = StageContext()

  /// - Parameter chain: the stages, knowing what they have learned of the batch that the documents belong to.
  public init(_ plan: RunPlan, _ chain: StageChain) {
    self.plan = plan
    self.chain = chain
  }

  /// Why a run would put these bytes in quarantine; `nil` where it wouldn't.
  ///
  /// - Parameter path: of the input, as the manifest names it.
  public func quarantine(of bytes: [UInt8], path: String) -> Quarantine? {
    var plan = plan
    plan.inputs = [InputFile(path: path, location: [])]
    let worker = BatchWorker(plan: plan, chain: chain, names: ["document"])
    return worker.work([RawInput(index: 0, content: .success(InputContent(bytes)))], in: context).documents.first?
      .quarantine
  }
}
