import FettleKit
import FettleText
import Testing

@testable import BoilerplateRemoval

extension Rule: CustomTestStringConvertible {
  public var testDescription: String { name }
}

@Suite("Every rule does what its examples say")
struct RuleExampleTests {
  static let rules = (try? BuiltinRuleFiles.rules.get()) ?? []

  /// The rules that a line's text matches, wherever it stands.
  private func names(matching line: String) throws -> Set<String> {
    let set = try RuleSet(Self.rules, stage: "boilerplate")
    let bytes = [UInt8](line.utf8)
    let block = Block(text: BlockText(source: bytes, range: 0..<bytes.count), role: .line)
    let source = SourceInfo(
      path: "", sha256: "", bytes: bytes.count, textSHA256: "", mediaType: "text/plain", charset: "UTF-8")
    let document = Document(source: source, text: bytes, layout: .lines, blocks: [block])
    let page = Page(document, rules: set, zones: [], memo: LineMemo())
    var names = Set(page.matches.map { set.rules[Int($0)].name })
    for rule in Self.rules {
      if case .keep(let what) = rule.action, page.facts[0].isKept(what) { names.insert(rule.name) }
    }
    return names
  }

  @Test("the built-in rule files can be read")
  func readable() {
    if case .failure(let diagnostics) = BuiltinRuleFiles.rules {
      for mistake in diagnostics.all { Issue.record("\(mistake.file):\(mistake.place?.line ?? 0): \(mistake.message)") }
    }
    #expect(Self.rules.count > 40)
  }

  @Test("names are unique and begin with their class's file")
  func unique() {
    #expect(Set(Self.rules.map(\.name)).count == Self.rules.count)
    for rule in Self.rules { #expect(rule.name.hasPrefix(rule.category + "."), "\(rule.name)") }
  }

  @Test("what 'matches' lists matches", arguments: rules.filter { !$0.matches.isEmpty })
  func matches(rule: Rule) throws {
    for example in rule.matches { #expect(try names(matching: example.text).contains(rule.name), "\(example.text)") }
  }

  @Test("what 'ignores' lists doesn't", arguments: rules.filter { !$0.ignores.isEmpty })
  func ignores(rule: Rule) throws {
    for example in rule.ignores { #expect(try !names(matching: example.text).contains(rule.name), "\(example.text)") }
  }
}
