/// What a stage says of itself. The one source of truth: `fettle stages`, the JSON Schema, the checks of a pipeline file
/// and the documentation are made from it.
public struct StageManifest: Sendable {
  /// As in a pipeline file: lower case, words joined by hyphens.
  public var name: String
  /// Raised whenever the same input would give another output.
  public var version: Int
  /// One sentence.
  public var summary: String
  /// Plain text, paragraphs parted by empty lines.
  public var discussion: String
  public var options: [OptionSpec]
  /// The rules it may name in `changes` or `removed`, each with what it does.
  public var rules: [RuleSpec]
  /// Shown as help, and run as tests.
  public var examples: [StageExample]

  public init(
    name: String, version: Int, summary: String, discussion: String = "", options: [OptionSpec] = [],
    rules: [RuleSpec] = [], examples: [StageExample] = []
  ) {
    self.name = name
    self.version = version
    self.summary = summary
    self.discussion = discussion
    self.options = options
    self.rules = rules
    self.examples = examples
  }
}

public struct RuleSpec: Sendable {
  public var name: String
  public var summary: String

  public init(_ name: String, _ summary: String) {
    self.name = name
    self.summary = summary
  }
}

/// An option of a stage: its type is checked, its default filled in, before the stage sees it.
public struct OptionSpec: Sendable {
  public var name: String
  public var type: OptionType
  /// What holds where the option is left out; `nil`: then the stage sees nothing.
  public var defaultValue: JSONValue?
  public var isRequired: Bool
  /// One or two sentences.
  public var help: String

  public init(
    _ name: String, _ type: OptionType, default defaultValue: JSONValue? = nil, isRequired: Bool = false, help: String
  ) {
    self.name = name
    self.type = type
    self.defaultValue = defaultValue
    self.isRequired = isRequired
    self.help = help
  }
}

public indirect enum OptionType: Sendable {
  case boolean
  case integer(ClosedRange<Int>)
  case number(ClosedRange<Double>)
  /// Any scalar: `no`, `1.10` and dates stay as they are spelled.
  case string
  /// One of these words.
  case choice([String])
  /// The path of a file, relative to the pipeline file. Words in `or` are no paths but mean something of the stage's own
  /// ("builtin").
  case file(or: [String])
  /// A sequence; a single value stands for a sequence of one.
  case list(of: OptionType)
  /// A mapping with these keys.
  case map([OptionSpec])
  /// Whatever can be written, as JSON: what it must be is known elsewhere. Scalars are read as YAML 1.2's core schema has
  /// it, and `OptionValue.written` keeps their spelling.
  case any
}

/// An input with what must hold of its record: documentation that is also a test.
public struct StageExample: Sendable {
  public var title: String
  /// Options as they would stand in a pipeline file.
  public var options: [String: JSONValue]
  /// A whole plain-text document.
  public var input: String
  /// JSON Pointer into the record → the value there; `nil` says that nothing is there.
  public var outcome: [(pointer: String, value: JSONValue?)]

  public init(
    _ title: String, options: [String: JSONValue] = [:], input: String, outcome: [(pointer: String, value: JSONValue?)]
  ) {
    self.title = title
    self.options = options
    self.input = input
    self.outcome = outcome
  }
}
