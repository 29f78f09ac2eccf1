import FettleKit

/// A stage's manifest as plain text: what `fettle stages` prints.
public struct ManifestText: Sendable {
  /// Longer lines are broken between words. In columns.
  public var width: Int

  public init(width: Int = 80) {
    self.width = max(40, width)
  }

  /// One line for each stage: its name and its summary.
  public func list(_ manifests: [StageManifest]) -> String {
    let column = (manifests.map { DisplayWidth.of($0.name.unicodeScalars) }.max() ?? 0) + 2
    return manifests.map { entry($0.name, $0.summary, indent: 2, column: column) }.joined()
  }

  /// Everything about one stage.
  public func text(_ manifest: StageManifest) -> String {
    var text = "\(manifest.name) (version \(manifest.version))\n\n"
    text += wrapped(manifest.summary, indent: 0)
    for paragraph in ManifestText.paragraphs(manifest.discussion) { text += "\n" + wrapped(paragraph, indent: 0) }
    if !manifest.options.isEmpty {
      text += "\nOptions:\n"
      for spec in manifest.options { text += option(spec, indent: 2) }
    }
    if !manifest.rules.isEmpty {
      text += "\nRules:\n"
      let column = min(30, (manifest.rules.map { DisplayWidth.of($0.name.unicodeScalars) }.max() ?? 0) + 2)
      for rule in manifest.rules { text += entry(rule.name, rule.summary, indent: 2, column: column) }
    }
    if !manifest.examples.isEmpty {
      text += "\nExamples:\n"
      text += manifest.examples.map { example($0, of: manifest.name) }.joined(separator: "\n")
    }
    return text
  }

  // MARK: Parts

  private func option(_ spec: OptionSpec, indent: Int) -> String {
    let margin = String(repeating: " ", count: indent)
    var text = "\(margin)\(spec.name)\(spec.isRequired ? " (required)" : "")\n"
    text += wrapped(spec.help, indent: indent + 4)
    if case .map(let specs) = spec.type {
      if let value = spec.defaultValue { text += wrapped("default: \(value.yaml)", indent: indent + 4) }
      for inner in specs { text += option(inner, indent: indent + 4) }
      return text
    }
    text += wrapped(spec.type.words, indent: indent + 4)
    if let value = spec.defaultValue { text += wrapped("default: \(value.yaml)", indent: indent + 4) }
    return text
  }

  private func example(_ example: StageExample, of stage: String) -> String {
    var text = wrapped(example.title, indent: 2)
    text += "    - \(stage)" + (example.options.isEmpty ? "" : ": " + JSONValue.object(example.options).yaml) + "\n"
    for line in example.input.split(separator: "\n", omittingEmptySubsequences: false).dropLast(
      example.input.hasSuffix("\n") ? 1 : 0)
    {
      text += line.isEmpty ? "    >\n" : "    > \(line)\n"
    }
    for (pointer, value) in example.outcome { text += "    \(pointer) = \(value?.yaml ?? "(absent)")\n" }
    return text
  }

  // MARK: Columns

  /// A name, and what it means beside it.
  private func entry(_ name: String, _ meaning: String, indent: Int, column: Int) -> String {
    let start = String(repeating: " ", count: indent) + name
    let nameWidth = DisplayWidth.of(name.unicodeScalars)
    let lines = broken(meaning, room: width - indent - column)
    let margin = String(repeating: " ", count: indent + column)
    if nameWidth + 2 > column { return start + "\n" + lines.map { margin + $0 + "\n" }.joined() }
    let gap = String(repeating: " ", count: column - nameWidth)
    return start + gap + lines.joined(separator: "\n" + margin) + "\n"
  }

  private func wrapped(_ text: String, indent: Int) -> String {
    let margin = String(repeating: " ", count: indent)
    return broken(text, room: width - indent).map { margin + $0 + "\n" }.joined()
  }

  private func broken(_ text: String, room: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in text.split(whereSeparator: \.isWhitespace) {
      if !line.isEmpty, DisplayWidth.of(line.unicodeScalars) + 1 + DisplayWidth.of(word.unicodeScalars) > room {
        lines.append(line)
        line = ""
      }
      line += (line.isEmpty ? "" : " ") + word
    }
    return line.isEmpty ? lines : lines + [line]
  }

  /// Parted by empty lines.
  static func paragraphs(_ text: String) -> [String] {
    var paragraphs: [String] = []
    var open: [Substring] = []
    let lines: [Substring] = text.split(separator: "\n", omittingEmptySubsequences: false)
    for line in lines + [Substring("")] {
      if line.allSatisfy(\.isWhitespace) {
        if !open.isEmpty { paragraphs.append(open.joined(separator: "\n")) }
        open = []
      } else {
        open.append(line)
      }
    }
    return paragraphs
  }
}
