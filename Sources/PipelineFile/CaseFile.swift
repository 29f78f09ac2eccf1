import FettleKit
import YAMLTree

/// A page, and what must hold of its record.
public struct PipelineCase: Sendable {
  public enum Input: Sendable, Equatable {
    case text(String)
    /// Relative to the file of the cases.
    case file(String)
  }

  public var name: String
  public var input: Input
  /// What must hold, as the file has it: checked against `CaseFile.assertions`.
  public var expected: [String: OptionValue]
  public var place: SourcePlace

  public init(name: String, input: Input, expected: [String: OptionValue], place: SourcePlace) {
    self.name = name
    self.input = input
    self.expected = expected
    self.place = place
  }
}

/// The cases beside a pipeline: `NAME.cases.yaml` for `NAME.yaml`.
public struct CaseFile: Sendable {
  public var path: String
  public var cases: [PipelineCase]
  /// The comments at the start of the file.
  public var head: String

  /// What a case can say of a record. Anything else is a mistake.
  public static let assertions = [
    OptionSpec(
      "fields", .any,
      help: "Values that the record has: by the name of a CSL variable of the article, or by a JSON Pointer."),
    OptionSpec("absent", .list(of: .string), help: "What the record doesn't have, named in the same way."),
    OptionSpec("kept", .list(of: .string), help: "Texts that stand in what was kept."),
    OptionSpec(
      "removed", .list(of: .any),
      help: "Texts that stand in what was removed, or mappings of text, rule and class."),
    OptionSpec("references", .integer(0...1_000_000), help: "How many references were found."),
    OptionSpec("flags", .list(of: .string), help: "Flags that the record has under quality."),
    OptionSpec("quarantined", .string, help: "A part of the reason for which the page was set aside."),
  ]

  private static let keys = [
    OptionSpec("name", .string, isRequired: true, help: "What the case is about."),
    OptionSpec("input", .string, help: "The page itself."),
    OptionSpec("file", .string, help: "The page's file, relative to this one."),
    OptionSpec("expect", .map(assertions), isRequired: true, help: "What must hold."),
  ]

  public init(path: String, cases: [PipelineCase] = [], head: String = "") {
    self.path = path
    self.cases = cases
    self.head = head
  }

  /// "journals.cases.yaml" of "journals.yaml".
  public static func path(besidePipeline path: String) -> String {
    for ending in [".yaml", ".yml"] where path.hasSuffix(ending) { return path.dropLast(ending.count) + ".cases.yaml" }
    return path + ".cases.yaml"
  }

  /// Reads a file of cases.
  ///
  /// - Throws: all of its mistakes, with their places.
  public init(reading path: String) throws(Diagnostics) {
    let bytes: [UInt8]
    do throws(Diagnostic) {
      bytes = try WrittenFile.read(path)
    } catch {
      throw Diagnostics([error])
    }
    let reading = YAMLTree.read(bytes, file: path)
    guard reading.problems.isEmpty, let root = reading.root else { throw Diagnostics(reading.problems) }
    guard let items = root["cases"]?.sequence, root.mapping?.count == 1 else {
      throw Diagnostics([root.diagnostic("a file of cases has 'cases' and nothing else", expected: "cases: and a list")]
      )
    }
    var checker = OptionChecker(files: NamedFiles(folder: PipelinePath.folder(of: path)), isIncomplete: false)
    var cases: [PipelineCase] = []
    for item in items {
      guard let pairs = item.mapping else {
        checker.report(item.diagnostic("a case can't be \(item.found)", expected: "a mapping with name, input, expect"))
        continue
      }
      guard let values = checker.check(pairs, against: CaseFile.keys, of: "a case", at: item) else { continue }
      let text = values["input"]?.value.string
      let file = values["file"]?.value.string
      guard (text == nil) != (file == nil) else {
        checker.report(item.diagnostic("a case has either 'input' or 'file'", expected: "the page, or its file"))
        continue
      }
      let members = values["expect"]?.members ?? [:]
      CaseFile.checkRemovals(members["removed"], &checker, item)
      if members.isEmpty {
        checker.report(item.diagnostic("the case expects nothing", expected: OptionType.map(CaseFile.assertions).words))
      }
      cases.append(
        PipelineCase(
          name: values["name"]?.value.string ?? "", input: text.map { .text($0) } ?? .file(file ?? ""),
          expected: members,
          place: item.place))
    }
    guard checker.problems.isEmpty else { throw Diagnostics(checker.problems) }
    self.init(path: path, cases: cases, head: CaseFile.head(of: bytes))
  }

  private static func checkRemovals(_ value: OptionValue?, _ checker: inout OptionChecker, _ item: YAMLNode) {
    for element in value?.elements ?? [] {
      guard case .object(let members) = element.value else { continue }
      for name in members.keys.sorted() where !["text", "rule", "class"].contains(name) {
        checker.report(
          item.source.diagnostic(
            "unknown key '\(name)' of what is removed", at: element.members[name]?.place ?? item.place,
            expected: "one of: text, rule, class"))
      }
    }
  }

  private static func head(of bytes: [UInt8]) -> String {
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
    return lines.prefix { $0.hasPrefix("#") || $0.isEmpty }.map { $0 + "\n" }.joined()
  }
}
