import FettleKit
import FettleText

/// Checks the options of a plugin as a pipeline file has them against what the plugin says of them.
struct PluginOptions {
  /// What can be wrong: where in the options, and what.
  struct Mistake: Equatable {
    /// JSON Pointer (RFC 6901) into the options; empty for all of them.
    var pointer: String
    var message: String
    var expected: String?
    var suggestion: String?
  }

  private(set) var mistakes: [Mistake] = []

  /// The options with their types and defaults.
  mutating func check(_ given: OptionValue?, against specs: [OptionSpec]) -> JSONValue {
    let members: [String: OptionValue]
    if let given {
      guard case .object = given.value else {
        mistakes.append(Mistake(pointer: "", message: "the options of a plugin are a mapping"))
        return .object([:])
      }
      members = given.members
    } else {
      members = [:]
    }
    return check(members, against: specs, at: "")
  }

  private mutating func check(
    _ members: [String: OptionValue], against specs: [OptionSpec], at pointer: String
  ) -> JSONValue {
    var result: [String: JSONValue] = [:]
    for name in members.keys.sorted() where !specs.contains(where: { $0.name == name }) {
      let names = specs.map(\.name)
      mistakes.append(
        Mistake(
          pointer: pointer + "/" + PluginOptions.escaped(name), message: "the plugin has no option '\(name)'",
          expected: names.isEmpty ? "no options" : "one of: " + names.joined(separator: ", "),
          suggestion: NearestName.find(name, among: names)))
    }
    for spec in specs {
      let place = pointer + "/" + PluginOptions.escaped(spec.name)
      if let member = members[spec.name] {
        result[spec.name] = check(member, spec.type, spec.name, at: place)
      } else if let value = spec.defaultValue {
        result[spec.name] = value
      } else if spec.isRequired {
        mistakes.append(Mistake(pointer: pointer, message: "the plugin needs option '\(spec.name)'"))
      }
    }
    return .object(result)
  }

  private mutating func check(_ value: OptionValue, _ type: OptionType, _ name: String, at pointer: String) -> JSONValue
  {
    func wrong(_ expected: String, _ suggestion: String? = nil) -> Mistake {
      Mistake(
        pointer: pointer, message: "option '\(name)' of the plugin can't be that", expected: expected,
        suggestion: suggestion)
    }
    switch type {
    case .any: return value.value
    case .boolean:
      if case .bool = value.value { return value.value }
      if let word = value.written, ["yes", "on"].contains(word.lowercased()) { return true }
      if let word = value.written, ["no", "off"].contains(word.lowercased()) { return false }
      mistakes.append(wrong("true or false"))
    case .integer(let range):
      if let number = value.value.number, let whole = Int(exactly: number), range.contains(whole) { return value.value }
      mistakes.append(wrong("a whole number" + PluginOptions.words(Double(range.lowerBound), Double(range.upperBound))))
    case .number(let range):
      if let number = value.value.number, range.contains(number) { return value.value }
      mistakes.append(wrong("a number" + PluginOptions.words(range.lowerBound, range.upperBound)))
    case .string, .file:
      // `no` and `1.10` are text where text is wanted.
      if let text = value.written ?? value.value.string { return .string(text) }
      mistakes.append(wrong("text"))
    case .choice(let words):
      let text = value.written ?? value.value.string
      if let text, words.contains(text) { return .string(text) }
      mistakes.append(
        wrong("one of: " + words.joined(separator: ", "), text.flatMap { NearestName.find($0, among: words) }))
    case .list(let element):
      if case .array = value.value {
        return .array(
          value.elements.enumerated().map { check($1, element, name, at: pointer + "/\($0)") })
      }
      return .array([check(value, element, name, at: pointer)])
    case .map(let specs):
      if case .object = value.value { return check(value.members, against: specs, at: pointer) }
      mistakes.append(wrong("a mapping"))
    }
    return .null
  }

  private static func words(_ low: Double, _ high: Double) -> String {
    switch (abs(low) < 0x1p53, abs(high) < 0x1p53) {
    case (true, true): " from \(OptionSchema.text(low)) to \(OptionSchema.text(high))"
    case (true, false): " of at least \(OptionSchema.text(low))"
    case (false, true): " of at most \(OptionSchema.text(high))"
    case (false, false): ""
    }
  }

  static func escaped(_ name: String) -> String {
    var text = ""
    for scalar in name.unicodeScalars {
      switch scalar {
      case "~": text += "~0"
      case "/": text += "~1"
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text
  }

  /// Where in the pipeline file a pointer leads: to the value, or to the nearest thing around it that is written.
  static func place(of pointer: String, in options: OptionValue?) -> SourcePlace? {
    guard let options else { return nil }
    var at = options
    var place = options.place
    for part in pointer.split(separator: "/") {
      let key = String(part).replacing("~1", with: "/").replacing("~0", with: "~")
      if let member = at.members[key] {
        at = member
      } else if let index = Int(key), at.elements.indices.contains(index) {
        at = at.elements[index]
      } else {
        break
      }
      place = at.place ?? place
    }
    return place
  }
}

extension OptionValue {
  /// A value that stands in no file.
  init(unplaced value: JSONValue) {
    switch value {
    case .object(let members): self.init(value: value, members: members.mapValues { OptionValue(unplaced: $0) })
    case .array(let elements): self.init(value: value, elements: elements.map { OptionValue(unplaced: $0) })
    default: self.init(value: value)
    }
  }
}
