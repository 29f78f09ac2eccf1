import CanonicalJSON
import FettleKit
import Ingest

/// Takes single pages through a plan, without writing anything.
public struct CaseTrial: Sendable {
  public enum Outcome: Sendable, Equatable {
    case record(JSONValue)
    /// Which stage set the page aside, and why.
    case quarantined(stage: String, reason: String)
  }

  private let plan: RunPlan
  private let chain: StageChain
  private let record: @Sendable (Document) throws(StageError) -> [UInt8]

  /// - Parameters:
  ///   - plan: stages that take records out of the process are left out.
  ///   - record: makes a document's record.
  public init(_ plan: RunPlan, record: @escaping @Sendable (Document) throws(StageError) -> [UInt8]) {
    var plan = plan
    plan.steps.removeAll { $0.identity?.followsExport == true }
    self.plan = plan
    chain = StageChain(plan.steps)
    self.record = record
  }

  public func outcome(of bytes: [UInt8], path: String) -> Outcome {
    do {
      var document = try Ingest.document(bytes: bytes, path: path)
      var times = [UInt64](repeating: 0, count: plan.steps.count)
      try chain.process(&document, in: StageContext(), nanoseconds: &times)
      let balance = try Ledger.check(document)
      if let breach = plan.expectations.breach(by: document, balance: balance) {
        return .quarantined(stage: "expect", reason: breach)
      }
      return .record(try JSONReader.read(try record(document)))
    } catch let error as StageError {
      return .quarantined(stage: error.stage, reason: error.reason)
    } catch let error as IngestError {
      return .quarantined(stage: "ingest", reason: error.reason)
    } catch {
      return .quarantined(stage: "ledger", reason: "\(error)")
    }
  }

  @discardableResult
  public func finish() -> [StageNotice] { chain.finish() }
}
