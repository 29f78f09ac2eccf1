import FettleKit

/// What could be read of a YAML file, and what couldn't.
public struct YAMLReading: Sendable {
  /// `nil` where nothing could be read.
  public var root: YAMLNode?
  /// Sorted by place.
  public var problems: [Diagnostic]
  /// Parts of the file were left out: what isn't in the tree may well be in the file, so nothing should be called missing.
  public var isIncomplete: Bool
  public var source: SourceLines
}

/// Reads YAML (through libyaml) into a tree that knows line and column of every key and value.
public enum YAMLTree {
  /// Larger files are refused.
  public static let maximumSize = 1 << 20
  /// How many mistakes of syntax are reported in one go.
  private static let maximumRounds = 20

  /// Reads a file's text into a tree.
  ///
  /// - Parameters:
  ///   - bytes: UTF-8, with or without a byte order mark.
  ///   - file: the name for messages.
  /// - Throws: every mistake that could be found: syntax, duplicate keys, unknown aliases, an empty file …
  public static func parse(_ bytes: [UInt8], file: String) throws(Diagnostics) -> YAMLNode {
    let reading = read(bytes, file: file)
    if let root = reading.root, reading.problems.isEmpty { return root }
    throw Diagnostics(reading.problems)
  }

  /// Reads as much as can be read, so that a caller can go on and report what else is wrong.
  ///
  /// `problems` is empty only where `root` is there and complete.
  public static func read(_ bytes: [UInt8], file: String) -> YAMLReading {
    if bytes.count > maximumSize {
      let problem = Diagnostic("the file is larger than 1 MiB", file: file, expected: "a file that a person wrote")
      return nothing(problem, file)
    }
    let text: YAMLText
    switch YAMLText.decode(bytes, file: file) {
    case .success(let decoded): text = decoded
    case .failure(let problem): return nothing(problem, file)
    }
    let source = SourceLines(file: file, text: text.bytes)
    var problems = text.problems(in: source)
    var isIncomplete = !problems.isEmpty
    var damage = Damage(source: source)
    var current = text.bytes
    var builder = YAMLBuilder(source: source)

    for round in 1...maximumRounds {
      builder = YAMLBuilder(source: source)
      guard let failure = YAMLEvents.read(current, { builder.take($0) }) else { break }
      let error = YAMLSyntaxError(failure, source: source, lastQuoted: builder.lastQuoted)
      if damage.isNews(error) { problems.append(error.diagnostic) }
      isIncomplete = true
      guard round < maximumRounds, let mended = damage.leaveOut(error, from: current) else {
        builder.giveUp()
        break
      }
      current = mended
    }
    if builder.isIncomplete { isIncomplete = true }
    problems += builder.problems
    // An alias whose anchor was left out is no mistake.
    problems += builder.unknownAliases.filter { !damage.holds(anchor: $0.name) }.map(\.problem)
    if problems.isEmpty, builder.root?.isEmpty ?? true {
      return nothing(Diagnostic("the file is empty", file: file), file)
    }
    problems.sort { left, right in
      guard let first = left.place, let second = right.place else { return left.place == nil && right.place != nil }
      return (first.line, first.column) < (second.line, second.column)
    }
    return YAMLReading(root: builder.root, problems: problems, isIncomplete: isIncomplete, source: source)
  }

  private static func nothing(_ problem: Diagnostic, _ file: String) -> YAMLReading {
    YAMLReading(root: nil, problems: [problem], isIncomplete: true, source: SourceLines(file: file, text: []))
  }
}
