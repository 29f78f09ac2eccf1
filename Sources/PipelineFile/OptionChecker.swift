import FettleKit
import FettleText
import YAMLTree

/// Checks what a file says against what a manifest describes, and fills in defaults.
struct OptionChecker {
  var files: NamedFiles
  /// Parts of the file could not be read: nothing is called missing.
  let isIncomplete: Bool
  private(set) var problems: [Diagnostic] = []

  init(files: NamedFiles, isIncomplete: Bool) {
    self.files = files
    self.isIncomplete = isIncomplete
  }

  /// So many mistakes are enough for one go.
  private static let maximumProblems = 100

  /// Whether to go on looking for mistakes.
  var isFull: Bool { problems.count >= OptionChecker.maximumProblems }

  mutating func report(_ problem: Diagnostic) {
    if !isFull { problems.append(problem) }
  }

  /// Checks a mapping against the specs of its keys.
  ///
  /// - Parameters:
  ///   - place: what a missing key is blamed on.
  ///   - prefix: "learn." for what stands in option `learn`.
  /// - Returns: a value for each spec that has one, with defaults; `nil` where something was wrong.
  mutating func check(
    _ pairs: [YAMLPair], against specs: [OptionSpec], of owner: String, prefix: String = "", at place: YAMLNode
  ) -> [String: OptionValue]? {
    let before = problems.count
    var values: [String: OptionValue] = [:]
    var found: Set<String> = []
    for pair in pairs where !isFull {
      var known = specs.first { $0.name == pair.name }
      if known == nil {
        let near = unknown(pair.key, among: specs, of: owner, prefix: prefix)
        // What stands under a misspelled name is checked as what was meant.
        known = specs.first { spec in spec.name == near && !pairs.contains { $0.name == near } }
      }
      guard let spec = known else { continue }
      found.insert(spec.name)
      let subject = "option '\(prefix)\(spec.name)'"
      if pair.value.isEmpty {
        empty(pair, subject, spec.type)
      } else if let value = check(pair.value, as: spec.type, subject, prefix: prefix + spec.name + ".", owner: owner) {
        values[spec.name] = value
      }
    }
    for spec in specs where !found.contains(spec.name) {
      if let value = spec.defaultValue {
        values[spec.name] = OptionValue(default: value)
      } else if spec.isRequired, !isIncomplete {
        report(place.diagnostic("\(owner) needs option '\(prefix)\(spec.name)'", expected: spec.type.words))
      }
    }
    return problems.count == before && !isFull ? values : nil
  }

  /// - Returns: the name that was most likely meant.
  private mutating func unknown(
    _ key: YAMLNode, among specs: [OptionSpec], of owner: String, prefix: String
  ) -> String? {
    let name = key.scalar?.text ?? ""
    let near = NearestName.find(name, among: specs.map(\.name))
    report(
      key.diagnostic(
        "unknown option \(YAMLNode.quoted(prefix + name)) of \(owner)",
        expected: specs.isEmpty ? "no options" : OptionType.oneOf(specs.map(\.name)), suggestion: near))
    return near
  }

  mutating func empty(_ pair: YAMLPair, _ subject: String, _ type: OptionType) {
    guard !isIncomplete else { return }
    report(pair.key.diagnostic("\(subject) has no value", expected: type.words))
  }

  /// Checks one value.
  ///
  /// - Parameters:
  ///   - subject: "option 'learn'".
  ///   - prefix: for the names of keys in it: "learn.".
  ///   - owner: "stage 'boilerplate'".
  mutating func check(
    _ node: YAMLNode, as type: OptionType, _ subject: String, prefix: String = "", owner: String = ""
  ) -> OptionValue? {
    switch type {
    case .list(let element):
      return checkList(node, of: element, type, subject, prefix, owner)
    case .map(let specs):
      guard let pairs = node.mapping else { return wrong(node, type, subject) }
      guard let members = check(pairs, against: specs, of: owner, prefix: prefix, at: node) else { return nil }
      return OptionValue(value: .object(members.mapValues(\.value)), place: node.place, members: members)
    case .any:
      return OptionValue(asWritten: node)
    default:
      guard let scalar = node.scalar else { return wrong(node, type, subject) }
      if scalar.isEmpty {
        if !isIncomplete { report(node.diagnostic("\(subject) has an empty part", expected: type.words)) }
        return nil
      }
      guard let value = checkScalar(scalar, node, type, subject) else { return nil }
      return OptionValue(value: value, place: node.place)
    }
  }

  private mutating func checkList(
    _ node: YAMLNode, of element: OptionType, _ type: OptionType, _ subject: String, _ prefix: String, _ owner: String
  ) -> OptionValue? {
    // A single value stands for a list of one; a mapping only where each part is one.
    if node.mapping != nil {
      guard case .map = element else { return wrong(node, type, subject) }
    }
    var elements: [OptionValue] = []
    var isSound = true
    for part in node.sequence ?? [node] where !isFull {
      if let value = check(part, as: element, subject, prefix: prefix, owner: owner) {
        elements.append(value)
      } else {
        isSound = false
      }
    }
    guard isSound, !isFull else { return nil }
    return OptionValue(value: .array(elements.map(\.value)), place: node.place, elements: elements)
  }

  private mutating func checkScalar(
    _ scalar: YAMLScalar, _ node: YAMLNode, _ type: OptionType, _ subject: String
  ) -> JSONValue? {
    let text = scalar.text
    switch type {
    case .string:
      return .string(text)
    case .boolean:
      guard let value = PlainValue.boolean(text) else { return wrong(node, type, subject) }
      return scalar.isPlain ? .bool(value) : needlessQuotes(node, type, subject)
    case .integer(let range):
      guard let value = PlainValue.integer(text) else { return wrong(node, type, subject) }
      guard scalar.isPlain else { return needlessQuotes(node, type, subject) }
      guard range.contains(value) else { return outOfRange(node, type, subject) }
      return .number(Double(value))
    case .number(let range):
      guard let value = PlainValue.number(text) else { return wrong(node, type, subject) }
      guard scalar.isPlain else { return needlessQuotes(node, type, subject) }
      guard range.contains(value) else { return outOfRange(node, type, subject) }
      return .number(value)
    case .choice(let words):
      if words.contains(text) { return .string(text) }
      report(
        node.diagnostic(
          "\(subject) can't be \(node.found)", expected: type.words, suggestion: NearestName.find(text, among: words)))
      return nil
    case .file(let or):
      if or.contains(text) { return .string(text) }
      if let problem = files.read(text, at: node, or: or) {
        report(problem)
        return nil
      }
      return .string(text)
    case .list, .map, .any:
      return nil
    }
  }

  private mutating func wrong<Value>(_ node: YAMLNode, _ type: OptionType, _ subject: String) -> Value? {
    report(node.diagnostic("\(subject) can't be \(node.found)", expected: type.words))
    return nil
  }

  private mutating func needlessQuotes(_ node: YAMLNode, _ type: OptionType, _ subject: String) -> JSONValue? {
    report(node.diagnostic("\(subject) can't be text in quotes", expected: type.words + ", without quotes"))
    return nil
  }

  private mutating func outOfRange(_ node: YAMLNode, _ type: OptionType, _ subject: String) -> JSONValue? {
    report(node.diagnostic("\(subject) is out of range: \(node.scalar?.text ?? "")", expected: type.words))
    return nil
  }
}

extension OptionValue {
  /// A value of which nothing is known but what is written.
  init(asWritten node: YAMLNode) {
    switch node.content {
    case .scalar(let scalar):
      self.init(
        value: scalar.isPlain ? PlainValue.core(scalar.text) : .string(scalar.text), place: node.place,
        written: scalar.isPlain ? scalar.text : nil)
    case .sequence(let nodes):
      let elements = nodes.map { OptionValue(asWritten: $0) }
      self.init(value: .array(elements.map(\.value)), place: node.place, elements: elements)
    case .mapping(let pairs):
      var members: [String: OptionValue] = [:]
      for pair in pairs {
        var member = OptionValue(asWritten: pair.value)
        member.place = pair.valuePlace
        members[pair.name] = member
      }
      self.init(value: .object(members.mapValues(\.value)), place: node.place, members: members)
    }
  }

  /// A default, with its parts.
  init(default value: JSONValue) {
    var elements: [OptionValue] = []
    var members: [String: OptionValue] = [:]
    if case .array(let values) = value { elements = values.map { OptionValue(default: $0) } }
    if case .object(let values) = value { members = values.mapValues { OptionValue(default: $0) } }
    self.init(value: value, elements: elements, members: members)
  }
}
