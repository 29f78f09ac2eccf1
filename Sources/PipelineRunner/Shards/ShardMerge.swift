import CanonicalJSON
import Digest
import FettleKit

/// Puts the outputs of a run's shards together: the same bytes as one run over all inputs gives.
public struct ShardMerge: Sendable {
  private struct Part: Sendable {
    var folder: String
    var shard: Shard
    var manifest: JSONValue
    var bytes: [UInt8]
  }

  private let parts: [Part]
  /// How many documents.
  public let documents: Int
  public let quarantined: Int

  /// - Parameter folders: one for each shard, in any order; the same shard may be there twice, if it is the same.
  /// - Throws: `RunFailure`, where a shard is missing, isn't whole, or is of another run.
  public init(_ folders: [String]) throws(RunFailure) {
    var byNumber: [Int: Part] = [:]
    var first: Part?
    for folder in folders {
      let verifier = try Verifier(folder: folder)
      if let fault = verifier.findings().first {
        throw RunFailure("\(folder)/\(fault)", isWorthRetrying: false)
      }
      let manifest = verifier.manifest
      guard let number = manifest["shard"]?["number"]?.number, let count = manifest["shard"]?["count"]?.number,
        let shard = Shard(number: Int(number), of: Int(count))
      else {
        throw RunFailure("\(folder) is the output of a whole run, not of a shard", isWorthRetrying: false)
      }
      let part = Part(folder: folder, shard: shard, manifest: manifest, bytes: JSONWriter.bytes(of: manifest))
      if let first, let difference = ShardMerge.difference(first.manifest, manifest) {
        throw RunFailure(
          "\(folder) is no shard of the same run as \(first.folder): \(difference)", isWorthRetrying: false)
      }
      first = first ?? part
      if let other = byNumber[shard.number], other.bytes != part.bytes {
        throw RunFailure(
          "\(other.folder) and \(folder) are both shard \(shard.number), and not the same", isWorthRetrying: false)
      }
      byNumber[shard.number] = byNumber[shard.number] ?? part
    }
    guard let first else { throw RunFailure("there is nothing to merge", isWorthRetrying: false) }
    let missing = (1...first.shard.count).filter { byNumber[$0] == nil }
    if !missing.isEmpty {
      let numbers = missing.prefix(8).map(String.init).joined(separator: ", ") + (missing.count > 8 ? ", …" : "")
      throw RunFailure(
        "\(missing.count == 1 ? "shard" : "shards") \(numbers) of \(first.shard.count) \(missing.count == 1 ? "is" : "are") missing",
        isWorthRetrying: true)
    }
    let sorted = byNumber.values.sorted { $0.shard.number < $1.shard.number }
    let sum = { (key: String) in sorted.reduce(0) { $0 + Int($1.manifest["counts"]?[key]?.number ?? 0) } }
    parts = sorted
    documents = sum("documents")
    quarantined = sum("quarantined")
    let wanted = Int(first.manifest["shard"]?["inputs"]?.number ?? 0)
    if documents != wanted {
      throw RunFailure("the shards hold \(documents) inputs together, not \(wanted)", isWorthRetrying: false)
    }
  }

  /// What keeps two manifests from being shards of one run.
  private static func difference(_ first: JSONValue, _ other: JSONValue) -> String? {
    for key in ["fettle", "pipeline", "stages"] where first[key] != other[key] { return "\(key) is another" }
    for key in ["count", "inputs", "inputs-sha256"] where first["shard"]?[key] != other["shard"]?[key] {
      return key == "count" ? "it was cut into another number of shards" : "its inputs were others"
    }
    return nil
  }

  /// Writes the run that the shards are parts of.
  public func write(to output: String) throws(RunFailure) {
    let folder = try OutputFolder(output)
    _ = try folder.startReceipts(under: settingsLine())
    var manifest = RunManifest()
    var digests: [String: SharedDigest] = [:]
    for part in parts {
      var marks: [String: Receipt.Output] = [:]
      var offsets: [String: Int] = [:]
      for file in part.manifest["outputs"]?.array ?? [] {
        guard let path = file["path"]?.string, let sha256 = file["sha256"]?.string,
          let bytes = FileSystem.read(part.folder + "/" + path)
        else { throw RunFailure("\(part.folder) has changed since it was looked at", isWorthRetrying: true) }
        if path.contains("/") {
          let outputs = try folder.write([OutputFile(path: path, bytes: bytes, sha256: sha256)])
          manifest.add(file: path, sha256: sha256, size: bytes.count)
          for output in outputs { marks[path] = output }
        } else {
          offsets[path] = try folder.append(bytes, toShared: path)
          if digests[path] == nil { digests[path] = SharedDigest() }
          digests[path]?.update(bytes)
        }
      }
      try folder.note(receipts(of: part, marks, offsets))
      for input in part.manifest["inputs"]?.array ?? [] { manifest.add(input: input) }
    }
    for file in try folder.finishShared() {
      manifest.add(file: file.name, sha256: digests[file.name]?.hexadecimal() ?? "", size: file.size)
    }
    let report: JSONValue = ["schema": "fettle.run/1", "merged": .array(parts.map { .string($0.folder) })]
    try folder.finish(
      manifest: manifest.bytes(
        counts: (documents, quarantined), stages: parts[0].manifest["stages"] ?? .array([]),
        pipeline: parts[0].manifest["pipeline"] ?? .null),
      report: JSONWriter.bytes(of: report) + [0x0A])
  }

  /// The settings that the shards were run with, as their receipts have them.
  private func settingsLine() -> String {
    for part in parts {
      if let bytes = FileSystem.read(part.folder + "/.receipts"), bytes.first == UInt8(ascii: "#") {
        return String(decoding: bytes.prefix { $0 != 0x0A }, as: UTF8.self)
      }
    }
    return "#"
  }

  /// A shard's receipts, for files that lie elsewhere now.
  private func receipts(
    of part: Part, _ marks: [String: Receipt.Output], _ offsets: [String: Int]
  ) -> [Receipt] {
    var receipts: [Receipt] = []
    for line in (FileSystem.read(part.folder + "/.receipts") ?? []).split(separator: 0x0A) {
      guard line.first != UInt8(ascii: "#"), var receipt = Receipt(line) else { continue }
      receipt.outputs = receipt.outputs.compactMap { marks[$0.path] }
      for index in receipt.parts.indices { receipt.parts[index].offset += offsets[receipt.parts[index].container] ?? 0 }
      receipts.append(receipt)
    }
    return receipts
  }
}
