import FettleKit

/// A stage's manifest as JSON, for editors and programs.
enum ManifestJSON {
  static func value(_ manifest: StageManifest) -> JSONValue {
    [
      "name": .string(manifest.name),
      "version": .number(Double(manifest.version)),
      "summary": .string(manifest.summary),
      "discussion": .string(manifest.discussion),
      "options": .array(manifest.options.map(value)),
      "rules": .array(manifest.rules.map { ["name": .string($0.name), "summary": .string($0.summary)] }),
      "examples": .array(manifest.examples.map(value)),
    ]
  }

  private static func value(_ option: OptionSpec) -> JSONValue {
    var members: [String: JSONValue] = [
      "name": .string(option.name), "type": value(option.type), "required": .bool(option.isRequired),
      "help": .string(option.help),
    ]
    if let defaultValue = option.defaultValue { members["default"] = defaultValue }
    return .object(members)
  }

  private static func value(_ type: OptionType) -> JSONValue {
    switch type {
    case .boolean: ["kind": "boolean"]
    case .integer(let range):
      ["kind": "integer", "at-least": .number(Double(range.lowerBound)), "at-most": .number(Double(range.upperBound))]
    case .number(let range):
      ["kind": "number", "at-least": .number(range.lowerBound), "at-most": .number(range.upperBound)]
    case .string: ["kind": "string"]
    case .choice(let words): ["kind": "choice", "of": .array(words.map { .string($0) })]
    case .file(let words): ["kind": "file", "or": .array(words.map { .string($0) })]
    case .list(let element): ["kind": "list", "of": value(element)]
    case .any: ["kind": "any"]
    case .map(let options): ["kind": "map", "of": .array(options.map(value))]
    }
  }

  private static func value(_ example: StageExample) -> JSONValue {
    [
      "title": .string(example.title),
      "options": .object(example.options),
      "input": .string(example.input),
      "outcome": .array(example.outcome.map { ["pointer": .string($0.pointer), "value": $0.value ?? .null] }),
    ]
  }
}
