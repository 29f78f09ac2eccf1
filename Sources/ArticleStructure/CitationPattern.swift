import FettleKit
import FettleText
import YAMLTree

/// One form in which pages state where their article was published, from `Data/citation-patterns.yaml`.
struct CitationPattern: Sendable {
  enum Place: String, Sendable { case header, tail }

  struct Example: Sendable {
    var text: String
    var fields: [String: String]
  }

  var name: String
  var place: Place
  var weight: Int
  /// Whether the journal's name must be the whole first line: what stands before a volume on its line may be anything.
  var takesWholeLine: Bool
  var pattern: Pattern
  /// The names of its groups, in order.
  var groups: [String]
  var examples: [Example]

  /// What it reads from a text that begins with it: the fields, and how many bytes it takes.
  func read(_ text: UnsafeBufferPointer<UInt8>) -> (fields: [String: Range<Int>], length: Int)? {
    guard let found = pattern.firstMatchGroups(in: text), let whole = found[0] else { return nil }
    var fields: [String: Range<Int>] = [:]
    for (index, name) in groups.enumerated() where index + 1 < found.count {
      if let range = found[index + 1], !range.isEmpty { fields[name] = range }
    }
    return (fields, whole.upperBound)
  }
}

/// All forms, with one look that says which of them a text begins with.
struct CitationPatterns: Sendable {
  let headers: [CitationPattern]
  let tails: [CitationPattern]
  private let headerSets: [Run]
  private let tailSets: [Run]

  /// Forms that stand side by side in the file, and where in it.
  private struct Run: Sendable {
    var first: Int
    var set: PatternSet
  }

  /// So many forms are looked for at once. The automaton of all of them would have far more states than those of a few have
  /// together, and it takes much longer to make a state than to pass through many.
  private static let mostAtOnce = 20

  static let builtin: Result<CitationPatterns, Diagnostics> = {
    do throws(Diagnostics) {
      return .success(try CitationPatterns(PackageResources.citation_patterns_yaml, file: "citation-patterns.yaml"))
    } catch {
      return .failure(error)
    }
  }()

  /// - Throws: every mistake of the file, with its place.
  init(_ file: [UInt8], file name: String) throws(Diagnostics) {
    let root = try YAMLTree.parse(file, file: name)
    var mistakes: [Diagnostic] = []
    var parts: [(name: String, pattern: String)] = []
    for pair in root["parts"]?.mapping ?? [] { parts.append((pair.name, pair.value.scalar?.text ?? "")) }
    var headers: [CitationPattern] = []
    var tails: [CitationPattern] = []
    for node in root["patterns"]?.sequence ?? [] {
      guard let label = node["name"]?.scalar?.text, var source = node["pattern"]?.scalar?.text,
        let place = (node["place"]?.scalar?.text).flatMap(CitationPattern.Place.init)
      else {
        mistakes.append(node.diagnostic("a pattern needs name, place and pattern"))
        continue
      }
      for part in parts { source = CitationPatterns.replace("{\(part.name)}", with: part.pattern, in: source) }
      do throws(PatternError) {
        let pattern = CitationPattern(
          name: label, place: place, weight: (node["weight"]?.scalar?.text).flatMap { Int($0) } ?? 1,
          takesWholeLine: node["journal"]?.scalar?.text == "whole line", pattern: try Pattern(source),
          groups: CitationPatterns.groupNames(source),
          examples: (node["examples"]?.sequence ?? []).map(CitationPatterns.example))
        if place == .header { headers.append(pattern) } else { tails.append(pattern) }
      } catch {
        mistakes.append(node.diagnostic("the pattern can't be read: \(error.message)"))
      }
    }
    if !mistakes.isEmpty { throw Diagnostics(mistakes) }
    do throws(PatternError) {
      headerSets = try CitationPatterns.runs(of: headers)
      tailSets = try CitationPatterns.runs(of: tails)
    } catch {
      throw Diagnostics([root.diagnostic("the patterns can't be read: \(error.message)")])
    }
    self.headers = headers
    self.tails = tails
  }

  /// Calls `body` with the forms of a place that the text begins with, in the order of the file, until it takes one.
  func firstMatching(
    _ text: UnsafeBufferPointer<UInt8>, place: CitationPattern.Place, _ body: (CitationPattern) -> Bool
  ) {
    let patterns = place == .header ? headers : tails
    var isTaken = false
    for run in place == .header ? headerSets : tailSets {
      run.set.forEachMatch(in: text) { number in
        if !isTaken { isTaken = body(patterns[run.first + number]) }
      }
      if isTaken { return }
    }
  }

  private static func runs(of patterns: [CitationPattern]) throws(PatternError) -> [Run] {
    var runs: [Run] = []
    for first in stride(from: 0, to: patterns.count, by: mostAtOnce) {
      let own = patterns[first..<min(patterns.count, first + mostAtOnce)]
      runs.append(Run(first: first, set: try PatternSet(own.map(\.pattern.source), together: true)))
    }
    return runs
  }

  /// The forms of a place that the text begins with.
  func matching(_ text: UnsafeBufferPointer<UInt8>, place: CitationPattern.Place) -> [CitationPattern] {
    var found: [CitationPattern] = []
    firstMatching(text, place: place) {
      found.append($0)
      return false
    }
    return found
  }

  private static func example(_ node: YAMLNode) -> CitationPattern.Example {
    var fields: [String: String] = [:]
    for pair in node.mapping ?? [] where pair.name != "text" { fields[pair.name] = pair.value.scalar?.text ?? "" }
    return CitationPattern.Example(text: node["text"]?.scalar?.text ?? "", fields: fields)
  }

  /// Names of "(?P<name>" in order: the files have no other capturing groups.
  private static func groupNames(_ source: String) -> [String] {
    var names: [String] = []
    let bytes = Array(source.utf8)
    let mark = Array("(?P<".utf8)
    var at = 0
    while at + mark.count < bytes.count {
      if bytes[at...].starts(with: mark) {
        let start = at + mark.count
        let end = bytes[start...].firstIndex(of: UInt8(ascii: ">")) ?? start
        names.append(String(decoding: bytes[start..<end], as: UTF8.self))
        at = end
      }
      at += 1
    }
    return names
  }

  private static func replace(_ mark: String, with part: String, in source: String) -> String {
    let bytes = Array(source.utf8)
    let needle = Array(mark.utf8)
    var out: [UInt8] = []
    var at = 0
    while at < bytes.count {
      if bytes[at] == needle[0], bytes[at...].starts(with: needle) {
        out += Array(part.utf8)
        at += needle.count
      } else {
        out.append(bytes[at])
        at += 1
      }
    }
    return String(decoding: out, as: UTF8.self)
  }
}
