import FettleKit

extension CaseFile {
  /// The file as it is written anew, with its head.
  public var text: String {
    var text = head + "cases:\n"
    for (index, page) in cases.enumerated() {
      if index > 0 { text += "\n" }
      text += "  - name: \(CaseFile.scalar(page.name))\n"
      switch page.input {
      case .file(let path): text += "    file: \(CaseFile.scalar(path))\n"
      case .text(let input):
        let isPlain =
          input.hasSuffix("\n") && !input.hasPrefix(" ") && !input.hasPrefix("\n") && !input.hasSuffix("\n\n")
        if isPlain, !input.unicodeScalars.contains(where: { $0.value < 0x20 && $0 != "\n" }) {
          text += "    input: |\n"
          for line in input.dropLast().split(separator: "\n", omittingEmptySubsequences: false) {
            text += line.isEmpty ? "\n" : "      \(line)\n"
          }
        } else {
          text += "    input: \(CaseFile.quoted(input))\n"
        }
      }
      text += "    expect:\n"
      for spec in CaseFile.assertions {
        if let value = page.expected[spec.name]?.value { CaseFile.append(spec.name, value, indent: 6, to: &text) }
      }
    }
    return text
  }

  private static func append(_ name: String, _ value: JSONValue, indent: Int, to text: inout String) {
    let margin = String(repeating: " ", count: indent)
    switch value {
    case .object(let members) where !members.isEmpty:
      text += "\(margin)\(scalar(name)):\n"
      for (key, member) in members.sorted(by: { $0.key < $1.key }) {
        append(key, member, indent: indent + 2, to: &text)
      }
    case .array(let elements) where !elements.isEmpty:
      text += "\(margin)\(scalar(name)):\n"
      for element in elements { text += "\(margin)  - \(flow(element))\n" }
    default:
      text += "\(margin)\(scalar(name)): \(flow(value))\n"
    }
  }

  private static func flow(_ value: JSONValue) -> String {
    switch value {
    case .null: "null"
    case .bool(let value): value ? "true" : "false"
    case .number(let value): OptionType.words(value)
    case .string(let text): quoted(text)
    case .array(let elements): "[" + elements.map(flow).joined(separator: ", ") + "]"
    case .object(let members):
      "{ " + members.sorted { $0.key < $1.key }.map { "\(scalar($0.key)): \(flow($0.value))" }.joined(separator: ", ")
        + " }"
    }
  }

  /// Without quotes where nobody could take it for anything else.
  private static func scalar(_ text: String) -> String {
    let isPlain =
      !text.isEmpty
      && text.utf8.allSatisfy { ($0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A) || "0123456789 -./_".utf8.contains($0) }
      && text.utf8.first.map { $0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A || $0 == 0x2F || $0 == 0x2E } == true
      && !text.hasSuffix(" ") && PlainValue.core(text) == .string(text) && PlainValue.boolean(text) == nil
    return isPlain ? text : quoted(text)
  }

  private static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      case "\t": quoted += "\\t"
      default:
        if scalar.value < 0x20 || (scalar.value >= 0x7F && scalar.value < 0xA0) || scalar.value == 0xFEFF
          || scalar.value == 0x2028 || scalar.value == 0x2029
        {
          let digits = String(scalar.value, radix: 16)
          quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        } else {
          quoted.unicodeScalars.append(scalar)
        }
      }
    }
    return quoted + "\""
  }
}
