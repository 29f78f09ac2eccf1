import FettleKit

/// The options of a plugin, described by a plain part of JSON Schema: objects with named properties of the types boolean,
/// integer, number, string and array, with `enum`, `default`, `minimum`, `maximum`, `required` and `description`.
enum OptionSchema {
  private static let known: Set<String> = [
    "type", "properties", "required", "additionalProperties", "enum", "default", "minimum", "maximum", "items",
    "description", "title", "$schema",
  ]

  /// The properties of an object as options.
  static func specs(_ schema: JSONValue, at pointer: String) throws(PluginFailure) -> [OptionSpec] {
    guard case .object(let members) = schema else { throw PluginFailure("\(pointer) is no object") }
    try check(members, pointer)
    guard members["type"] == nil || members["type"] == "object" else {
      throw PluginFailure("\(pointer)/type must be 'object'")
    }
    let required = Set((members["required"]?.array ?? []).compactMap(\.string))
    guard case .object(let properties)? = members["properties"] ?? .object([:]) else {
      throw PluginFailure("\(pointer)/properties is no object")
    }
    var specs: [OptionSpec] = []
    for (name, property) in properties.sorted(by: { $0.key < $1.key }) {
      let type = try type(property, at: pointer + "/properties/" + name)
      specs.append(
        OptionSpec(
          name, type, default: property["default"], isRequired: required.contains(name),
          help: property["description"]?.string ?? ""))
    }
    return specs
  }

  private static func check(_ members: [String: JSONValue], _ pointer: String) throws(PluginFailure) {
    if let unknown = members.keys.filter({ !known.contains($0) }).sorted().first {
      throw PluginFailure("\(pointer)/\(unknown) isn't among the keywords that are understood")
    }
  }

  private static func type(_ schema: JSONValue, at pointer: String) throws(PluginFailure) -> OptionType {
    guard case .object(let members) = schema else { throw PluginFailure("\(pointer) is no object") }
    try check(members, pointer)
    if let words = members["enum"]?.array { return .choice(words.compactMap(\.string)) }
    let low = members["minimum"]?.number
    let high = members["maximum"]?.number
    if let low, let high, low > high { throw PluginFailure("\(pointer)/minimum is above its maximum") }
    switch members["type"]?.string {
    case "boolean": return .boolean
    case "integer": return .integer(bound(low, -(1 << 53))...bound(high, 1 << 53))
    case "number": return .number((low ?? -.greatestFiniteMagnitude)...(high ?? .greatestFiniteMagnitude))
    case "string": return .string
    case "array": return .list(of: try type(members["items"] ?? ["type": "string"], at: pointer + "/items"))
    case "object": return .map(try specs(schema, at: pointer))
    case nil: return .any
    case let other?: throw PluginFailure("\(pointer)/type can't be '\(other)'")
    }
  }

  private static func bound(_ value: Double?, _ fallback: Int) -> Int { value.flatMap { Int(exactly: $0) } ?? fallback }

  static func text(_ number: Double) -> String { Int(exactly: number).map(String.init) ?? String(number) }
}
