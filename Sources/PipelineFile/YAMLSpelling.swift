import FettleKit

extension JSONValue {
  /// As it would stand in a pipeline file, on one line; keys sorted.
  var yaml: String {
    switch self {
    case .null: return "null"
    case .bool(let value): return value ? "true" : "false"
    case .number(let value): return OptionType.words(value)
    case .string(let value): return JSONValue.isPlain(value) ? value : JSONValue.quoted(value)
    case .array(let values): return "[" + values.map(\.yaml).joined(separator: ", ") + "]"
    case .object(let members):
      let pairs = members.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value.yaml)" }
      return pairs.isEmpty ? "{}" : "{ " + pairs.joined(separator: ", ") + " }"
    }
  }

  /// Whether a text can stand without quotes, in a flow mapping too, and be read as text by every reader.
  private static func isPlain(_ text: String) -> Bool {
    guard let first = text.unicodeScalars.first, first.properties.isAlphabetic || first == "/" || first == "." else {
      return false
    }
    if PlainValue.boolean(text) != nil || PlainValue.number(text) != nil { return false }
    if ["null", "Null", "NULL", "y", "Y", "n", "N"].contains(text) || text.hasSuffix(" ") { return false }
    return text.unicodeScalars.allSatisfy { scalar in
      scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || " -_./+".unicodeScalars.contains(scalar)
    }
  }

  private static func quoted(_ text: String) -> String {
    var result = ""
    let isSimple = !text.unicodeScalars.contains { $0.value < 0x20 || (0x7F...0x9F).contains($0.value) }
    for scalar in text.unicodeScalars {
      switch scalar {
      case "'" where isSimple: result += "''"
      case "\"" where !isSimple: result += "\\\""
      case "\\" where !isSimple: result += "\\\\"
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      case _ where scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value):
        let digits = String(scalar.value, radix: 16, uppercase: true)
        result += "\\x" + (digits.utf8.count == 1 ? "0" : "") + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return isSimple ? "'\(result)'" : "\"\(result)\""
  }
}
