import FettleKit

/// The keys of a pipeline file, described like the options of a stage: checks, schema and help come from here.
public enum PipelineFormat {
  /// What `fettle:` must say.
  public static let version = 1
  /// The stage that writes; each pipeline ends with it.
  static let exportStage = "export"

  static let fettle = OptionSpec(
    "fettle", .integer(version...version), isRequired: true, help: "The version of the file format.")
  static let name = OptionSpec(
    "name", .string, help: "What the pipeline is called; the file's name without its ending where it is left out.")
  static let input = OptionSpec(
    "input", .list(of: .string),
    help:
      "Files, folders, globs and archives, relative to this file; '-' is standard input. Inputs on the command line take "
      + "their place. A mapping says more: the paths, and how archives are read.")
  static let stages = OptionSpec(
    "stages", .list(of: .string), isRequired: true,
    help:
      "What is done to each document, in this order: a stage's name, or its name with its options under it. The last one "
      + "is 'export', or a plugin that takes finished records.")
  static let expect = OptionSpec(
    "expect", .map(contracts), help: "What must hold of every document; one that breaks it goes to quarantine.")

  /// In the order of help and schema.
  static let keys = [fettle, name, input, stages, expect]

  private static let contracts = Expectation.Measure.allCases.map { measure in
    OptionSpec(measure.rawValue, type(of: measure.unit), help: measure.help)
  }

  private static func type(of unit: Expectation.Unit) -> OptionType {
    switch unit {
    case .share: .map(bounds(.number(0...1)))
    case .count: .map(bounds(.integer(0...(1 << 53))))
    case .fields: .list(of: .choice(ItemField.allCases.map(\.rawValue)))
    }
  }

  private static func bounds(_ type: OptionType) -> [OptionSpec] {
    [
      OptionSpec("at-least", type, help: "This, or more."),
      OptionSpec("at-most", type, help: "This, or less."),
    ]
  }
}
