import CanonicalJSON
import Digest
import Dispatch
import FettleKit
import Ingest

/// The receipts of a complete run as a whole: a line that says under which settings, a line for each document in the order
/// of the inputs, and a seal. As long as nothing at all has changed, they need only be gone through once, and nothing else
/// of the run need be looked at.
enum ReceiptFile {
  /// What lines begin with that are no document's.
  static let settingsMark = UInt8(ascii: "#")
  static let sealMark = UInt8(ascii: "=")

  /// The last line: what the run was, beside its settings and its documents.
  struct Seal: Sendable {
    var documents: Int
    /// What else the manifest holds; see `ReceiptFile.origin`.
    var origin: String
    /// The digest of `manifest.json`.
    var manifest = ""
    /// The files that all documents share, with their marks.
    var shared: [String: Receipt.Mark?] = [:]

    init(documents: Int, origin: String) {
      self.documents = documents
      self.origin = origin
    }

    var line: [UInt8] {
      var fields = [String(documents), origin, manifest]
      for (name, mark) in shared.sorted(by: { $0.key < $1.key }) {
        fields.append(name)
        fields += [mark?.inode ?? 0, UInt64(mark?.changeSeconds ?? 0), UInt64(mark?.changeNanoseconds ?? 0)].map {
          String($0)
        }
      }
      return [sealMark] + fields.map { Receipt.escaped($0) }.joined(separator: [0x09]) + [0x0A]
    }
  }

  /// A document of a run in which nothing changed.
  struct Unchanged: Sendable {
    /// Of the input, in the plan's list.
    var index: Int
    var isQuarantined: Bool
  }

  /// One digest over what a manifest holds beside inputs, outputs and counts: the pipeline with its files, the stages, the
  /// shard.
  static func origin(_ plan: RunPlan, shard: Shard?) -> String {
    let empty = RunManifest().bytes(plan, RunCounts(stages: plan.steps.count), shard: shard)
    return SHA256.hexadecimal(of: empty)
  }

  /// The documents of the run that was done in a folder, where it is the one that a plan asks for, came to its end, and
  /// neither an input nor an output has been written to since. Whatever else is the case, `nil`: then each document must be
  /// looked at.
  ///
  /// What stages would learn of the batch isn't asked: from the same inputs they would learn the same.
  static func unchanged(
    _ plan: RunPlan, _ chain: StageChain, shard: Shard?, in folder: String, jobs: Int
  ) -> [Unchanged]? {
    guard !FileSystem.exists(folder + "/.unfinished"), FileSystem.exists(folder + "/run.json"),
      let bytes = FileSystem.read(folder + "/.receipts")
    else {
      return nil
    }
    var lines = Lines(bytes)
    guard let first = lines.next(), first.first == settingsMark,
      let settings = Settings(line: String(decoding: first, as: UTF8.self)),
      settings.withoutSurveys == Settings(plan, chain).withoutSurveys
    else { return nil }

    let range = shard?.range(of: plan.inputs.count) ?? plan.inputs.indices
    var documents: [ArraySlice<UInt8>] = []
    documents.reserveCapacity(range.count)
    var last: ArraySlice<UInt8>?
    while let line = lines.next() {
      if last != nil { return nil }
      if line.first == sealMark { last = line } else { documents.append(line) }
    }
    guard let last, documents.count == range.count, holds(last, range.count, origin(plan, shard: shard), folder) else {
      return nil
    }

    let pieces = max(1, min(jobs, documents.count / 64))
    let found = Monitor<[[Unchanged]?]>(Array(repeating: nil, count: pieces))
    let receipts = documents
    DispatchQueue.concurrentPerform(iterations: pieces) { piece in
      let part = (piece * receipts.count / pieces)..<((piece + 1) * receipts.count / pieces)
      var unchanged: [Unchanged] = []
      unchanged.reserveCapacity(part.count)
      for at in part {
        let index = range.lowerBound + at
        guard let receipt = Receipt(receipts[at]), isUnchanged(receipt, plan.inputs[index], in: folder) else { return }
        unchanged.append(Unchanged(index: index, isQuarantined: receipt.isQuarantined))
      }
      let result = unchanged
      found.change { $0[piece] = result }
    }
    let all = found.change { $0 }
    return all.contains { $0 == nil } ? nil : all.flatMap { $0 ?? [] }
  }

  /// Whether a seal is that of such a run, and the files that it speaks of are as they were.
  private static func holds(_ line: ArraySlice<UInt8>, _ documents: Int, _ origin: String, _ folder: String) -> Bool {
    var fields = Receipt.FieldReader(line.dropFirst())
    guard fields.number() == documents, fields.text() == origin, let digest = fields.text(),
      let manifest = FileSystem.read(folder + "/manifest.json"), SHA256.hexadecimal(of: manifest) == digest
    else { return false }
    while let name = fields.text() {
      guard let mark = fields.mark(), OutputFolder.isOwn(name), FileSystem.mark(folder + "/" + name)?.mark == mark
      else {
        return false
      }
    }
    return true
  }

  private static func isUnchanged(_ receipt: Receipt, _ input: InputFile, in folder: String) -> Bool {
    guard receipt.path == input.path, !input.isStandardInput, let noted = receipt.mark,
      let found = FileSystem.mark(at: input.location), found.mark == noted, found.size == receipt.size
    else { return false }
    return receipt.outputs.allSatisfy { output in
      guard let mark = output.mark, OutputFolder.isOwn(output.path) else { return false }
      let found = FileSystem.mark(folder + "/" + output.path)
      return found?.mark == mark && found?.size == output.size
    }
  }

  /// Lines that are whole, without their ends.
  private struct Lines {
    private var rest: ArraySlice<UInt8>

    init(_ bytes: [UInt8]) { rest = bytes[...] }

    mutating func next() -> ArraySlice<UInt8>? {
      guard let end = rest.firstIndex(of: 0x0A) else { return nil }
      let line = rest[..<end]
      rest = rest[(end + 1)...]
      return line
    }
  }
}
