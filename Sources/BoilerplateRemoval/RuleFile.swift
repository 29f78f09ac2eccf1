import FettleKit
import YAMLTree

/// A file of rules, as read: all of one class, or of what stays.
struct RuleFile: Sendable {
  var rules: [Rule] = []

  /// Reads a rule file.
  ///
  /// - Throws: all mistakes of the file in one go, each with its place.
  init(_ bytes: [UInt8], file: String) throws(Diagnostics) {
    let root = try YAMLTree.parse(bytes, file: file)
    var reader = RuleFileReader(category: "")
    rules = reader.read(root)
    if !reader.mistakes.isEmpty { throw Diagnostics(reader.mistakes) }
  }
}

/// Turns the tree of a rule file into rules, and gathers the mistakes.
struct RuleFileReader {
  var category: String
  var mistakes: [Diagnostic] = []

  static let fileKeys = ["class", "summary", "rules", "keep"]
  static let ruleKeys = [
    "name", "summary", "phrases", "patterns", "starts", "contains", "where", "near", "shape", "prose", "cut", "joins",
    "run", "as", "matches", "ignores",
  ]

  mutating func read(_ root: YAMLNode) -> [Rule] {
    guard let pairs = root.mapping else {
      mistakes.append(root.diagnostic("a rule file is a mapping with 'class' and 'rules', but this is \(root.found)"))
      return []
    }
    for pair in pairs { checkKey(pair, RuleFileReader.fileKeys, of: "a rule file") }
    guard let name = root["class"] else {
      mistakes.append(root.diagnostic("a rule file needs a 'class'", expected: "class: newsletter"))
      return []
    }
    category = string(name) ?? ""
    var rules: [Rule] = []
    for (key, isKeep) in [("rules", false), ("keep", true)] {
      guard let list = root[key] else { continue }
      guard let nodes = list.sequence else {
        mistakes.append(list.diagnostic("'\(key)' is a list of rules, but this is \(list.found)"))
        continue
      }
      for node in nodes {
        if let rule = readRule(node, isKeep: isKeep) {
          if let twin = rules.first(where: { $0.name == rule.name }) {
            let line = twin.place.map { " (line \($0.line))" } ?? ""
            mistakes.append(node.diagnostic("a rule named '\(rule.name)' stands in this file already\(line)"))
          }
          rules.append(rule)
        }
      }
    }
    if root["rules"] == nil, root["keep"] == nil {
      mistakes.append(root.diagnostic("a rule file needs 'rules' (what goes) or 'keep' (what stays)"))
    }
    return rules
  }

  private mutating func checkKey(_ pair: YAMLPair, _ known: [String], of what: String) {
    guard !known.contains(pair.name) else { return }
    mistakes.append(
      pair.key.diagnostic(
        "unknown key \(YAMLNode.quoted(pair.name)) of \(what)", expected: "one of: " + known.joined(separator: ", "),
        suggestion: Spelling.nearest(to: pair.name, among: known)))
  }

  private mutating func readRule(_ node: YAMLNode, isKeep: Bool) -> Rule? {
    guard let pairs = node.mapping else {
      mistakes.append(node.diagnostic("a rule is a mapping with 'name', but this is \(node.found)"))
      return nil
    }
    for pair in pairs { checkKey(pair, RuleFileReader.ruleKeys, of: "a rule") }
    guard let nameNode = node["name"], let name = string(nameNode) else {
      mistakes.append(node.diagnostic("a rule needs a 'name'", expected: "name: \(category).something"))
      return nil
    }
    var rule = Rule(name: name, category: category, summary: node["summary"].flatMap { string($0) } ?? "")
    rule.place = nameNode.place
    if isKeep {
      guard let what = node["as"] else {
        mistakes.append(nameNode.diagnostic("a rule under 'keep' needs 'as'", expected: words(Kept.self)))
        return nil
      }
      rule.action = .keep(word(what, of: Kept.self, "kind of block") ?? .heading)
    } else if let what = node["as"] {
      mistakes.append(what.diagnostic("'as' goes with rules under 'keep'"))
    }
    rule.phrases = strings(node["phrases"])
    rule.patterns = located(node["patterns"])
    for pattern in rule.patterns { check(pattern, in: node["patterns"]) }
    for text in strings(node["starts"]) { rule.patterns.append(.init(text: "^" + Spelling.quoted(text), place: nil)) }
    for text in strings(node["contains"]) { rule.patterns.append(.init(text: Spelling.quoted(text), place: nil)) }
    if rule.phrases.isEmpty, rule.patterns.isEmpty {
      mistakes.append(nameNode.diagnostic("a rule needs 'phrases', 'patterns', 'starts' or 'contains'"))
    }
    readConditions(node, into: &rule)
    rule.matches = located(node["matches"])
    rule.ignores = located(node["ignores"])
    return rule
  }

  private mutating func readConditions(_ node: YAMLNode, into rule: inout Rule) {
    if let positions = node["where"] {
      rule.zones = 0
      for element in positions.sequence ?? [positions] {
        rule.zones |= word(element, of: Position.self, "position")?.zones ?? 0
      }
    }
    if let near = node["near"] { rule.near = company(near) }
    if let shape = node["shape"] {
      guard let pairs = shape.mapping else {
        mistakes.append(shape.diagnostic("'shape' is a mapping, but this is \(shape.found)"))
        return
      }
      for pair in pairs {
        switch pair.name {
        case "at-most-words": rule.atMostWords = integer(pair.value)
        case "at-least-times": rule.atLeastTimes = integer(pair.value)
        case "list-item": rule.needsListItem = boolean(pair.value)
        default: checkKey(pair, ["at-most-words", "at-least-times", "list-item"], of: "'shape'")
        }
      }
    }
    if let value = node["prose"] { rule.takesProse = boolean(value) }
    if let value = node["cut"] { rule.cuts = boolean(value) }
    if let value = node["joins"] { rule.joins = boolean(value) }
    if let value = node["run"] { rule.run = word(value, of: Run.self, "run") }
  }

  private mutating func company(_ node: YAMLNode) -> Rule.Company? {
    guard let pairs = node.mapping else {
      mistakes.append(
        node.diagnostic("'near' is a mapping, but this is \(node.found)", expected: "near: { class: share, within: 2 }")
      )
      return nil
    }
    var company = Rule.Company(categories: [], within: 2)
    for pair in pairs {
      switch pair.name {
      case "class": company.categories = strings(pair.value)
      case "within": company.within = integer(pair.value) ?? 2
      default: checkKey(pair, ["class", "within"], of: "'near'")
      }
    }
    return company
  }

  private mutating func check(_ pattern: Rule.Located, in node: YAMLNode?) {
    guard let message = Spelling.fault(ofPattern: pattern.text) else { return }
    let element = node?.sequence?.first { $0.scalar?.text == pattern.text } ?? node
    if let element { mistakes.append(element.diagnostic("this pattern can't be read: \(message)")) }
  }

  // MARK: values

  private mutating func string(_ node: YAMLNode) -> String? {
    if let scalar = node.scalar, !scalar.isEmpty { return scalar.text }
    mistakes.append(node.diagnostic("a text is expected here, but this is \(node.found)"))
    return nil
  }

  private mutating func strings(_ node: YAMLNode?) -> [String] { located(node).map(\.text) }

  /// A list of texts; a single text stands for a list of one.
  private mutating func located(_ node: YAMLNode?) -> [Rule.Located] {
    guard let node else { return [] }
    var result: [Rule.Located] = []
    for element in node.sequence ?? [node] {
      if let text = string(element) { result.append(.init(text: text, place: element.place)) }
    }
    return result
  }

  private mutating func integer(_ node: YAMLNode) -> Int? {
    if let text = node.scalar?.text, let value = Int(text), value >= 0 { return value }
    mistakes.append(node.diagnostic("a whole number is expected here, but this is \(node.found)"))
    return nil
  }

  private mutating func boolean(_ node: YAMLNode) -> Bool {
    switch node.scalar?.text {
    case "true": return true
    case "false": return false
    default:
      mistakes.append(node.diagnostic("'true' or 'false' is expected here, but this is \(node.found)"))
      return false
    }
  }

  private func words<Word: RawRepresentable & CaseIterable>(_: Word.Type) -> String where Word.RawValue == String {
    "one of: " + Word.allCases.map(\.rawValue).joined(separator: ", ")
  }

  private mutating func word<Word: RawRepresentable & CaseIterable>(
    _ node: YAMLNode, of type: Word.Type, _ what: String
  ) -> Word? where Word.RawValue == String {
    guard let text = string(node) else { return nil }
    if let word = Word(rawValue: text) { return word }
    mistakes.append(
      node.diagnostic(
        "unknown \(what) \(YAMLNode.quoted(text))", expected: words(type),
        suggestion: Spelling.nearest(to: text, among: Word.allCases.map(\.rawValue))))
    return nil
  }
}
