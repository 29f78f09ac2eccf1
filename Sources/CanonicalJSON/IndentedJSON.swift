import FettleKit

/// Writes JSON that people read and compare: members sorted as in canonical JSON, each on a line of its own; what fits on
/// one line stands on one.
public enum IndentedJSON {
  /// In bytes, with the indentation.
  private static let lineLength = 100

  /// UTF-8, with a line end.
  public static func bytes(of value: JSONValue) -> [UInt8] {
    var out: [UInt8] = []
    append(value, indent: 0, used: 0, to: &out)
    out.append(0x0A)
    return out
  }

  /// - Parameters:
  ///   - indent: levels of the line that the value begins on.
  ///   - used: bytes that stand before the value on its line.
  private static func append(_ value: JSONValue, indent: Int, used: Int, to out: inout [UInt8]) {
    let flat = JSONWriter.bytes(of: value)
    if used + flat.count + spaces(value) <= lineLength || !isContainer(value) {
      appendFlat(value, to: &out)
      return
    }
    let inner = [UInt8](repeating: 0x20, count: 2 * (indent + 1))
    switch value {
    case .array(let elements):
      out.append(UInt8(ascii: "["))
      for (index, element) in elements.enumerated() {
        out += (index == 0 ? [] : [UInt8(ascii: ",")]) + [0x0A] + inner
        append(element, indent: indent + 1, used: inner.count, to: &out)
      }
      out += [0x0A] + inner.dropLast(2) + [UInt8(ascii: "]")]
    case .object(let members):
      out.append(UInt8(ascii: "{"))
      for (index, member) in sorted(members).enumerated() {
        let key = JSONWriter.bytes(of: .string(member.key)) + [UInt8(ascii: ":"), 0x20]
        out += (index == 0 ? [] : [UInt8(ascii: ",")]) + [0x0A] + inner + key
        append(member.value, indent: indent + 1, used: inner.count + key.count, to: &out)
      }
      out += [0x0A] + inner.dropLast(2) + [UInt8(ascii: "}")]
    default:
      break
    }
  }

  private static func isContainer(_ value: JSONValue) -> Bool {
    switch value {
    case .array(let elements): !elements.isEmpty
    case .object(let members): !members.isEmpty
    default: false
    }
  }

  /// How many bytes spaces add to a value on one line.
  private static func spaces(_ value: JSONValue) -> Int {
    switch value {
    case .array(let elements): elements.count + elements.map(spaces).reduce(0, +)
    case .object(let members): 2 + 2 * members.count + members.values.map(spaces).reduce(0, +)
    default: 0
    }
  }

  private static func appendFlat(_ value: JSONValue, to out: inout [UInt8]) {
    let comma: [UInt8] = [UInt8(ascii: ","), 0x20]
    switch value {
    case .array(let elements):
      out.append(UInt8(ascii: "["))
      for (index, element) in elements.enumerated() {
        if index > 0 { out += comma }
        appendFlat(element, to: &out)
      }
      out.append(UInt8(ascii: "]"))
    case .object(let members) where !members.isEmpty:
      out += [UInt8(ascii: "{"), 0x20]
      for (index, member) in sorted(members).enumerated() {
        if index > 0 { out += comma }
        out += JSONWriter.bytes(of: .string(member.key)) + [UInt8(ascii: ":"), 0x20]
        appendFlat(member.value, to: &out)
      }
      out += [0x20, UInt8(ascii: "}")]
    default:
      out += JSONWriter.bytes(of: value)
    }
  }

  private static func sorted(_ members: [String: JSONValue]) -> [(key: String, value: JSONValue)] {
    members.sorted { JSONWriter.precedes($0.key, $1.key) }
  }
}
