import CanonicalJSON
import Containers
import Digest
import FettleKit
import Ingest
import PipelineFile

/// Takes documents one by one through a pipeline: JSON lines in, records out, a line each, in the same order. For programs
/// that hold the documents themselves, such as Spark. Holds nothing that changes.
///
/// Stages that learn from a batch have none here.
public struct Filter: Sendable {
  private let passage: Passage

  /// A line that holds a document.
  public struct Line: Sendable {
    /// From 1.
    public var number: Int
    public var bytes: [UInt8]

    public init(number: Int, bytes: [UInt8]) {
      self.number = number
      self.bytes = bytes
    }
  }

  public init(_ plan: RunPlan) {
    passage = Passage(plan: plan, chain: StageChain(plan.steps), exports: true)
  }

  /// The records of some lines, each ended by a line end: the article's, or, where the line can't be read or would go to
  /// quarantine, the one that stands in the quarantine of a run.
  public func records(of lines: [Line], in context: StageContext) -> [UInt8] {
    var out: [UInt8] = []
    for line in lines { out += record(of: line, in: context) }
    return out
  }

  private func record(of line: Line, in context: StageContext) -> [UInt8] {
    let fields = passage.plan.containers.fields
    var path = "line-\(line.number)"
    var content: InputContent?
    do throws(Quarantine) {
      let read: JSONDocument
      do throws(IngestError) {
        read = try JSONDocument.read(line.bytes, fields).get()
      } catch {
        throw Quarantine(stage: "input", reason: error.reason, offset: error.offset)
      }
      if let id = read.id { path = JSONDocument.path(id) }
      guard let found = read.content else {
        throw Quarantine(stage: "input", reason: JSONDocument.missing(fields))
      }
      content = found
      return try record(of: found, path: path, in: context)
    } catch {
      return error.bytes(
        path: path, sha256: content.map { SHA256.hexadecimal(of: $0.bytes) }, size: content?.bytes.count, copy: nil)
    }
  }

  private func record(
    of content: InputContent, path: String, in context: StageContext
  ) throws(Quarantine) -> [UInt8] {
    let document = try passage.document(of: content, path: path, in: context)
    guard let record = document.exports.first(where: { $0.format == "json" || $0.format == "ndjson" }) else {
      throw Quarantine(stage: "export", reason: "the pipeline writes no records: its formats must hold json or ndjson")
    }
    return record.bytes
  }

  /// Reads all lines, works on many at once, and writes their records in order.
  ///
  /// - Parameters:
  ///   - next: gives some lines, or `nil` at the end; called on a thread of its own.
  ///   - write: called on the caller's thread.
  /// - Returns: what stages have to say at the end.
  public func run<Failure: Error>(
    jobs: Int, next: @escaping @Sendable () -> [Line]?, write: ([UInt8]) throws(Failure) -> Void
  ) throws(Failure) -> [StageNotice] {
    var notices: [StageNotice]?
    // Whatever happens, nothing is left running.
    defer { if notices == nil { passage.chain.finish() } }
    try Conveyor<[Line], [UInt8]>(workers: jobs, window: 8 * jobs, windowBytes: 4 * jobs << 20).run(
      read: { _ in
        guard let lines = next() else { return nil }
        return (lines, lines.reduce(0) { $0 + $1.bytes.count })
      },
      worker: {
        let context = StageContext()
        return { records(of: $0, in: context) }
      },
      write: write)
    let said = passage.chain.finish()
    notices = said
    return said
  }
}
