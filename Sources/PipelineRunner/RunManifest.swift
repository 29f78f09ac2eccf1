import CanonicalJSON
import Digest
import FettleKit

/// `manifest.json`: what determines the output, and the digests of what came out. No time, no host, no absolute path: two
/// runs that should give the same bytes have the same manifest.
struct RunManifest {
  /// The value of the manifest's `schema`.
  static let schema = "fettle.manifest/1"

  private var inputs: [UInt8] = []
  private var outputs: [(path: String, sha256: String, size: Int)] = []

  /// Takes in what became of an input; in the order of the inputs.
  mutating func add(_ result: DocumentResult, path: String) {
    var json = JSONWriter(capacity: 192)
    json.beginObject()
    if let size = result.size {
      json.key("bytes")
      json.integer(size)
    }
    json.key("path")
    json.string(path)
    if let sha256 = result.sha256 {
      json.key("sha256")
      json.string(sha256)
    }
    json.endObject()
    if !inputs.isEmpty { inputs.append(UInt8(ascii: ",")) }
    inputs += json.bytes
    for file in result.receipt?.outputs ?? [] { add(file: file.path, sha256: file.sha256, size: file.size) }
    for file in result.files { add(file: file.path, sha256: file.sha256, size: file.bytes.count) }
  }

  mutating func add(file path: String, sha256: String, size: Int) {
    outputs.append((path, sha256, size))
  }

  /// Takes in an input as another manifest has it.
  mutating func add(input: JSONValue) {
    if !inputs.isEmpty { inputs.append(UInt8(ascii: ",")) }
    inputs += JSONWriter.bytes(of: input)
  }

  func bytes(_ plan: RunPlan, _ counts: RunCounts, shard: Shard?) -> [UInt8] {
    let files = plan.filesRead.map { file -> JSONValue in ["path": .string(file.path), "sha256": .string(file.sha256)] }
    let stages = plan.steps.map { step -> JSONValue in
      var members: [String: JSONValue] = [
        "name": .string(step.name), "options": step.options, "version": .number(Double(step.version)),
      ]
      if let details = step.identity?.details { members["plugin"] = details }
      return .object(members)
    }
    let part = shard.map { shard -> JSONValue in
      [
        "number": .number(Double(shard.number)), "count": .number(Double(shard.count)),
        "inputs": .number(Double(plan.inputs.count)), "inputs-sha256": .string(Shard.digest(of: plan.inputs)),
      ]
    }
    return bytes(
      counts: (counts.documents, counts.quarantined), stages: .array(stages),
      pipeline: ["files": .array(files), "name": .string(plan.name)], shard: part)
  }

  func bytes(
    counts: (documents: Int, quarantined: Int), stages: JSONValue, pipeline: JSONValue, shard: JSONValue? = nil
  ) -> [UInt8] {
    var json = JSONWriter(capacity: inputs.count + 160 * outputs.count + 4096)
    json.beginObject()
    json.key("counts")
    json.value([
      "articles": .number(Double(counts.documents - counts.quarantined)),
      "documents": .number(Double(counts.documents)), "quarantined": .number(Double(counts.quarantined)),
    ])
    // Behind the comma that the next key puts there.
    let digestAt = json.bytes.count + 1
    json.key("fettle")
    json.string(FettleVersion.current)
    json.key("inputs")
    json.beginArray()
    json.piece(canonical: inputs)
    json.endArray()
    json.key("outputs")
    json.beginArray()
    for output in outputs.sorted(by: { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }) {
      json.beginObject()
      json.key("bytes")
      json.integer(output.size)
      json.key("path")
      json.string(output.path)
      json.key("sha256")
      json.string(output.sha256)
      json.endObject()
    }
    json.endArray()
    json.key("pipeline")
    json.value(pipeline)
    json.key("schema")
    json.string(RunManifest.schema)
    if let shard {
      json.key("shard")
      json.value(shard)
    }
    json.key("stages")
    json.value(stages)
    json.endObject()
    return RunManifest.sealed(json.bytes, at: digestAt)
  }

  /// The manifest with the digest of all of it as a member of its own.
  ///
  /// - Parameter offset: where that belongs in canonical order.
  private static func sealed(_ manifest: consuming [UInt8], at offset: Int) -> [UInt8] {
    let digest = SHA256.hexadecimal(of: manifest)
    // In place: a manifest of millions of documents is large.
    manifest.insert(contentsOf: Array("\"digest\":\"\(digest)\",".utf8), at: offset)
    manifest.append(0x0A)
    return manifest
  }

  /// What is wrong with a manifest by itself; `nil` where it is as a run wrote it.
  static func fault(in bytes: [UInt8]) -> String? {
    guard let value = try? JSONReader.read(bytes), case .object(var members) = value else {
      return "it can't be read"
    }
    guard members["schema"]?.string == schema else { return "it is no manifest that this program knows" }
    guard let digest = members.removeValue(forKey: "digest")?.string else { return "it has no digest of its own" }
    if SHA256.hexadecimal(of: JSONWriter.bytes(of: .object(members))) != digest {
      return "it was changed: it doesn't have the digest that stands in it"
    }
    return JSONWriter.bytes(of: value) + [0x0A] == bytes ? nil : "it was written anew by another program"
  }
}
