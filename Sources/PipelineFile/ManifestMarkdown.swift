import FettleKit

/// The manifests of all stages as one page of Markdown (CommonMark with tables), from which the documentation is made.
public struct ManifestMarkdown: Sendable {
  public init() {}

  /// In rules: a stage with more of them has a list of its own.
  private static let fewRules = 24

  /// A title, a table of all stages, and a section for each.
  public func page(_ manifests: [StageManifest]) -> String {
    var text = "# Stages\n\n"
    text += table(
      ["stage", "version", "what it does"],
      manifests.map { ["[`\($0.name)`](#\($0.name))", String($0.version), cell($0.summary)] })
    for manifest in manifests { text += "\n" + section(manifest) }
    return text
  }

  /// Every rule that a record may name, under a heading for each stage.
  public func rules(_ manifests: [StageManifest]) -> String {
    var text = "# Rules\n\n"
    text += "A record names the rule behind each block that was removed (`removed`) and each text that was rewritten "
    text += "(`changes`).\n"
    for manifest in manifests where !manifest.rules.isEmpty {
      text += "\n## \(manifest.name)\n\n" + table(of: manifest.rules)
    }
    return text
  }

  private func table(of rules: [RuleSpec]) -> String {
    table(["rule", "what it does"], rules.map { ["`\($0.name)`", cell($0.summary)] })
  }

  /// One stage, under a heading of the second level.
  public func section(_ manifest: StageManifest) -> String {
    var text = "## \(manifest.name)\n\n\(manifest.summary)\n"
    for paragraph in ManifestText.paragraphs(manifest.discussion) { text += "\n\(paragraph)\n" }
    if !manifest.options.isEmpty {
      text += "\n### Options of \(manifest.name)\n\n"
      text += table(["option", "type", "default", "meaning"], rows(manifest.options, prefix: ""))
    }
    if !manifest.rules.isEmpty {
      text += "\n### Rules of \(manifest.name)\n\n"
      if manifest.rules.count > ManifestMarkdown.fewRules {
        text += "It has \(manifest.rules.count) rules: see [rules.md](rules.md#\(manifest.name)).\n"
      } else {
        text += table(of: manifest.rules)
      }
    }
    if !manifest.examples.isEmpty {
      text += "\n### Examples of \(manifest.name)\n"
      for example in manifest.examples { text += "\n" + self.example(example, of: manifest.name) }
    }
    return text
  }

  private func rows(_ specs: [OptionSpec], prefix: String) -> [[String]] {
    specs.flatMap { spec -> [[String]] in
      let name = prefix + spec.name
      var value = spec.isRequired ? "required" : ""
      if let defaultValue = spec.defaultValue { value = code(defaultValue.yaml) }
      var type = spec.type.words
      var inner: [[String]] = []
      if case .map(let specs) = spec.type {
        type = "a mapping"
        inner = rows(specs, prefix: name + ".")
      }
      return [["`\(name)`", cell(type), value, cell(spec.help)]] + inner
    }
  }

  private func example(_ example: StageExample, of stage: String) -> String {
    var text = "\(example.title)\n\n"
    let options = example.options.isEmpty ? "" : ": " + JSONValue.object(example.options).yaml
    text += fenced("- \(stage)\(options)\n", "yaml") + "\n" + fenced(example.input, "text")
    if example.outcome.isEmpty { return text }
    let rows = example.outcome.map { pointer, value in ["`\(pointer)`", value.map { code($0.yaml) } ?? "absent"] }
    return text + "\n" + table(["in the record", "value"], rows)
  }

  // MARK: Markdown

  private func table(_ head: [String], _ rows: [[String]]) -> String {
    var text = "| " + head.joined(separator: " | ") + " |\n"
    text += "|" + String(repeating: " --- |", count: head.count) + "\n"
    for row in rows { text += "| " + row.joined(separator: " | ") + " |\n" }
    return text
  }

  /// Text that can stand in a table.
  private func cell(_ text: String) -> String {
    var result = ""
    for character in text {
      switch character {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      default: result.append(inTable(character))
      }
    }
    return result
  }

  /// Inline code, in a table too: fenced by more backticks than it holds.
  private func code(_ text: String) -> String {
    let fence = String(repeating: "`", count: longestRun(text) + 1)
    let padding = text.hasPrefix("`") || text.hasSuffix("`") ? " " : ""
    return fence + padding + text.map(inTable).joined() + padding + fence
  }

  private func inTable(_ character: Character) -> String {
    switch character {
    case "|": "\\|"
    case "\n": " "
    default: String(character)
    }
  }

  private func fenced(_ text: String, _ language: String) -> String {
    let fence = String(repeating: "`", count: max(3, longestRun(text) + 1))
    return "\(fence)\(language)\n\(text)\(text.hasSuffix("\n") ? "" : "\n")\(fence)\n"
  }

  /// The longest run of backticks.
  private func longestRun(_ text: String) -> Int {
    var longest = 0
    var run = 0
    for byte in text.utf8 {
      run = byte == UInt8(ascii: "`") ? run + 1 : 0
      longest = max(longest, run)
    }
    return longest
  }
}
