import CanonicalJSON
import FettleKit
import Ingest

/// Takes single documents through a plan, and says what would become of them. Writes nothing, and passes over stages that
/// take records out of the process.
public final class Trial {
  public enum Outcome: Sendable, Equatable {
    case record(JSONValue)
    case quarantined(Quarantine)
  }

  private let passage: Passage
  private let context = StageContext()

  /// - Parameter chain: the stages, knowing what they have learned of the batch that the documents belong to; by default,
  ///   as they are without any batch.
  public init(_ plan: RunPlan, _ chain: StageChain? = nil) {
    passage = Passage(plan: plan, chain: chain ?? StageChain(plan.steps), exports: false)
  }

  /// Takes a document through the stages.
  ///
  /// - Throws: why a run would put it in quarantine. The document is then as the stage that failed left it.
  public func take(_ document: inout Document) throws(Quarantine) { try passage.take(&document, in: context) }

  /// Why a run would put these bytes in quarantine; `nil` where it wouldn't.
  ///
  /// - Parameter path: of the input, as the manifest names it.
  public func quarantine(of bytes: [UInt8], path: String) -> Quarantine? {
    do throws(Quarantine) {
      _ = try passage.document(of: InputContent(bytes), path: path, in: context)
      return nil
    } catch {
      return error
    }
  }

  /// The record of some bytes, or why there would be none.
  ///
  /// - Parameters:
  ///   - path: as the record names the input.
  ///   - record: makes a document's record.
  public func outcome(
    of bytes: [UInt8], path: String, record: (Document) throws(StageError) -> [UInt8]
  ) -> Outcome {
    do throws(Quarantine) {
      let document = try passage.document(of: InputContent(bytes), path: path, in: context)
      let written: [UInt8]
      do throws(StageError) {
        written = try record(document)
      } catch {
        throw Quarantine(error)
      }
      do throws(JSONReadError) {
        return .record(try JSONReader.read(written))
      } catch {
        throw Quarantine(stage: "export", reason: "the record can't be read: \(error)")
      }
    } catch {
      return .quarantined(error)
    }
  }

  /// Ends what stages have running outside of the process.
  @discardableResult
  public func finish() -> [StageNotice] { passage.chain.finish() }
}
