import FettleKit

/// The JSON Schema (draft 2020-12) of pipeline files, made from the manifests of the stages, for editors that complete and
/// check YAML as it is typed.
///
/// It describes the spelling that is recommended: booleans as `true` and `false`, though `yes` and `no` are read too.
/// What it can't say (that a file exists, that `export` comes once) is left to `PipelineReader`.
public struct SchemaWriter: Sendable {
  private let manifests: [StageManifest]

  public init(stages: [any Stage.Type]) {
    manifests = stages.map { $0.manifest }
  }

  public func schema() -> JSONValue {
    var properties: [String: JSONValue] = [:]
    for spec in PipelineFormat.keys { properties[spec.name] = schema(of: spec) }
    if case .object(var input)? = properties[PipelineFormat.input.name], case .array(let forms)? = input["anyOf"] {
      input["anyOf"] = .array(forms + [.object(schema(of: PipelineFormat.inputKeys))])
      properties[PipelineFormat.input.name] = .object(input)
    }
    properties[PipelineFormat.stages.name] = [
      "description": .string(PipelineFormat.stages.help), "type": "array", "minItems": 1,
      "items": ["anyOf": .array(manifests.flatMap { items(of: $0) })],
    ]
    var definitions: [String: JSONValue] = [:]
    for manifest in manifests { definitions[manifest.name] = options(of: manifest) }
    return [
      "$schema": "https://json-schema.org/draft/2020-12/schema",
      "title": "Fettle pipeline",
      "description": "What is done to each document of a batch.",
      "type": "object",
      "properties": .object(properties),
      "required": .array(PipelineFormat.keys.filter(\.isRequired).map { .string($0.name) }),
      "additionalProperties": false,
      "$defs": .object(definitions),
    ]
  }

  // MARK: Stages

  /// A stage in the list: by its name alone, where that is enough, or with its options.
  private func items(of manifest: StageManifest) -> [JSONValue] {
    let needsOptions = manifest.options.contains(where: \.isRequired)
    let withOptions: JSONValue = [
      "type": "object", "additionalProperties": false, "required": [.string(manifest.name)],
      "properties": .object([manifest.name: ["$ref": .string("#/$defs/\(manifest.name)")]]),
    ]
    if needsOptions { return [withOptions] }
    return [["const": .string(manifest.name), "description": .string(manifest.summary)], withOptions]
  }

  private func options(of manifest: StageManifest) -> JSONValue {
    var schema = schema(of: manifest.options)
    schema["description"] = .string(manifest.summary)
    // `- cleanup:` with nothing behind it is `- cleanup`.
    if schema["required"] == nil { schema["type"] = ["object", "null"] }
    return .object(schema)
  }

  // MARK: Options

  private func schema(of specs: [OptionSpec]) -> [String: JSONValue] {
    var properties: [String: JSONValue] = [:]
    for spec in specs { properties[spec.name] = schema(of: spec) }
    var schema: [String: JSONValue] = [
      "type": "object", "properties": .object(properties), "additionalProperties": false,
    ]
    let required = specs.filter(\.isRequired).map(\.name)
    if !required.isEmpty { schema["required"] = .array(required.map { .string($0) }) }
    return schema
  }

  private func schema(of spec: OptionSpec) -> JSONValue {
    var schema = schema(of: spec.type)
    schema["description"] = .string(spec.help)
    if let value = spec.defaultValue { schema["default"] = value }
    return .object(schema)
  }

  private func schema(of type: OptionType) -> [String: JSONValue] {
    switch type {
    case .boolean:
      return ["type": "boolean"]
    case .integer(let range):
      if range.count == 1 { return ["const": .number(Double(range.lowerBound))] }
      return bounded("integer", Double(range.lowerBound), Double(range.upperBound), -0x1p53, 0x1p53)
    case .number(let range):
      return bounded(
        "number", range.lowerBound, range.upperBound, -.greatestFiniteMagnitude, .greatestFiniteMagnitude)
    case .string:
      // An editor takes `1.10` for a number and `no` for a boolean; here they are text.
      return ["type": ["string", "number", "boolean"]]
    case .choice(let words):
      return ["enum": .array(words.map { .string($0) })]
    case .file(let or):
      return or.isEmpty
        ? ["type": "string"] : ["anyOf": [["enum": .array(or.map { .string($0) })], ["type": "string"]]]
    case .list(let element):
      let part = JSONValue.object(schema(of: element))
      return ["anyOf": [["type": "array", "items": part], part]]
    case .map(let specs):
      return schema(of: specs)
    case .any:
      return [:]
    }
  }

  private func bounded(
    _ type: String, _ low: Double, _ high: Double, _ lowest: Double, _ highest: Double
  ) -> [String: JSONValue] {
    var schema: [String: JSONValue] = ["type": .string(type)]
    if low > lowest { schema["minimum"] = .number(low) }
    if high < highest { schema["maximum"] = .number(high) }
    return schema
  }
}
