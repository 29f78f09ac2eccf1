import CanonicalJSON
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
    for file in result.files { add(file: file.path, sha256: file.sha256, size: file.bytes.count) }
  }

  mutating func add(file path: String, sha256: String, size: Int) {
    outputs.append((path, sha256, size))
  }

  func bytes(_ plan: RunPlan, _ counts: RunCounts) -> [UInt8] {
    var json = JSONWriter(capacity: inputs.count + 160 * outputs.count + 4096)
    json.beginObject()
    json.key("counts")
    json.beginObject()
    json.key("articles")
    json.integer(counts.articles)
    json.key("documents")
    json.integer(counts.documents)
    json.key("quarantined")
    json.integer(counts.quarantined)
    json.endObject()
    json.key("fettle")
    json.string(FettleVersion.current)
    json.key("inputs")
    json.canonical([UInt8(ascii: "[")] + inputs + [UInt8(ascii: "]")])
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
    json.beginObject()
    json.key("files")
    json.beginArray()
    for file in plan.filesRead {
      json.beginObject()
      json.key("path")
      json.string(file.path)
      json.key("sha256")
      json.string(file.sha256)
      json.endObject()
    }
    json.endArray()
    json.key("name")
    json.string(plan.name)
    json.endObject()
    json.key("schema")
    json.string(RunManifest.schema)
    json.key("stages")
    json.beginArray()
    for step in plan.steps {
      json.beginObject()
      json.key("name")
      json.string(step.name)
      json.key("options")
      json.value(step.options)
      json.key("version")
      json.integer(step.version)
      json.endObject()
    }
    json.endArray()
    json.endObject()
    json.newline()
    return json.bytes
  }
}
