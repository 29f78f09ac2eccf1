import CanonicalJSON
import FettleKit

/// JSON as a person reads it in a golden file: a member a line, keys in order, short things on one line.
enum ReadableJSON {
  static func text(_ value: JSONValue) -> String { lines(value, indent: "", limit: 110) + "\n" }

  private static func lines(_ value: JSONValue, indent: String, limit: Int) -> String {
    let short = compact(value)
    if indent.utf8.count + short.utf8.count <= limit { return short }
    let inner = indent + " "
    switch value {
    case .object(let members):
      let parts = members.keys.sorted().map { key in
        inner + compact(.string(key)) + ": " + lines(members[key] ?? .null, indent: inner, limit: limit)
      }
      return "{\n" + parts.joined(separator: ",\n") + "\n" + indent + "}"
    case .array(let elements):
      let parts = elements.map { inner + lines($0, indent: inner, limit: limit) }
      return "[\n" + parts.joined(separator: ",\n") + "\n" + indent + "]"
    default:
      return short
    }
  }

  private static func compact(_ value: JSONValue) -> String {
    var writer = JSONWriter()
    writer.value(value)
    return String(decoding: writer.bytes, as: UTF8.self)
  }
}
