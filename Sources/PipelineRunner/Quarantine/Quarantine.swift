import CanonicalJSON
import FettleKit
import PipelineFile

/// Why a document was set aside.
public struct Quarantine: Error, Sendable, Equatable {
  /// The value of the record's `schema`.
  public static let schema = "fettle.quarantine/1"
  /// In bytes: a larger source isn't copied beside its reason.
  static let copyLimit = 16 << 20

  /// "input" (it could not be read), "ingest" (it is no text), a stage's name, "ledger", or "expect".
  public var stage: String
  public var reason: String
  /// In bytes, where there is a place: of the file as read, or behind ingest of the decoded text.
  public var offset: Int?
  /// Whether the next run tries again, though nothing changed. No part of the record.
  public var isWorthRetrying = false

  public init(stage: String, reason: String, offset: Int? = nil, isWorthRetrying: Bool = false) {
    self.stage = stage
    self.reason = reason
    self.offset = offset
    self.isWorthRetrying = isWorthRetrying
  }

  init(_ error: StageError) {
    self.init(
      stage: error.stage, reason: error.reason, offset: error.offset, isWorthRetrying: error.isWorthRetrying)
  }

  init(_ breach: Breach) { self.init(stage: breach.stage, reason: breach.reason, offset: breach.offset) }

  /// Whether it happened before the document had a text: then the offset counts in the file as read, else in the decoded
  /// text.
  public var isBeforeStages: Bool { stage == "input" || stage == "ingest" }

  /// The record's bytes.
  ///
  /// - Parameter copy: the name of the source's copy, beside the record.
  func bytes(path: String, sha256: String?, size: Int?, copy: String?) -> [UInt8] {
    var json = JSONWriter(capacity: 512)
    json.beginObject()
    if let size {
      json.key("bytes")
      json.integer(size)
    }
    if let copy {
      json.key("copy")
      json.string(copy)
    }
    if let offset {
      json.key("offset")
      json.integer(offset)
    }
    json.key("path")
    json.string(path)
    json.key("reason")
    json.string(reason)
    json.key("schema")
    json.string(Quarantine.schema)
    if let sha256 {
      json.key("sha256")
      json.string(sha256)
    }
    json.key("stage")
    json.string(stage)
    json.endObject()
    json.newline()
    return json.bytes
  }
}
