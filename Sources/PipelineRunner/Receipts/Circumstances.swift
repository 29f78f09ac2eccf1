import CanonicalJSON
import Digest
import FettleKit
import Ingest

extension InputContent {
  /// One digest of what is known of a document beside its bytes; empty where nothing is.
  var circumstances: String {
    var members: [String: JSONValue] = [:]
    for (key, value) in [
      ("media-type", mediaType), ("charset", charset), ("record-id", recordID), ("url", url), ("date", date),
    ] {
      if let value { members[key] = .string(value) }
    }
    if isTruncated { members["truncated"] = .bool(true) }
    return members.isEmpty ? "" : SHA256.hexadecimal(of: JSONWriter.bytes(of: .object(members)))
  }
}
