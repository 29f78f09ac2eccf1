import CanonicalJSON
import FettleKit

/// A document in quarantine, as an output folder holds it.
public struct QuarantineEntry: Sendable, Equatable {
  /// Of the input, as the manifest names it.
  public var path: String
  /// Where it failed and why.
  public var quarantine: Quarantine
  /// Of the input, in bytes; `nil` where it couldn't be read.
  public var size: Int?
  public var sha256: String?
  /// Of the entry, relative to the output folder.
  public var record: String
  /// Of the input's copy, relative to the output folder; `nil` where there is none.
  public var copy: String?

  /// Reads an entry; `nil` where the bytes are none.
  init?(_ bytes: [UInt8], record: String) {
    guard let json = try? JSONReader.read(bytes), json["schema"]?.string == Quarantine.schema,
      let path = json["path"]?.string, let stage = json["stage"]?.string, let reason = json["reason"]?.string
    else { return nil }
    self.path = path
    quarantine = Quarantine(stage: stage, reason: reason, offset: json["offset"]?.number.map { Int($0) })
    size = json["bytes"]?.number.map { Int($0) }
    sha256 = json["sha256"]?.string
    self.record = record
    if let name = json["copy"]?.string, !name.utf8.contains(UInt8(ascii: "/")) {
      copy = FileSystem.folder(of: record) + "/" + name
    }
  }

  /// As a line of JSON for programs.
  public var json: JSONValue {
    var members: [String: JSONValue] = [
      "path": .string(path), "stage": .string(quarantine.stage), "reason": .string(quarantine.reason),
      "record": .string(record),
    ]
    if let offset = quarantine.offset { members["offset"] = .number(Double(offset)) }
    if let size { members["bytes"] = .number(Double(size)) }
    if let sha256 { members["sha256"] = .string(sha256) }
    if let copy { members["copy"] = .string(copy) }
    return .object(members)
  }
}
