import FettleKit
import Testing
import YAMLTree

@Suite("YAML as a tree")
struct YAMLTreeTests {
  private func parse(_ text: String) throws -> YAMLNode {
    try YAMLTree.parse(Array(text.utf8), file: "x.yaml")
  }

  private func problems(_ text: String) -> [String] {
    YAMLTree.read(Array(text.utf8), file: "x.yaml").problems.map { problem in
      (problem.place.map { "\($0.line):\($0.column): " } ?? "") + problem.message
    }
  }

  @Test("keys and values know their line and column, counted in characters from 1")
  func places() throws {
    let root = try parse("é: ü\nlist:\n  - 統計: one\n  - \"two words\"\n")
    let pairs = try #require(root.mapping)
    #expect(pairs[0].key.place == SourcePlace(file: "x.yaml", line: 1, column: 1, length: 1))
    #expect(pairs[0].value.place == SourcePlace(file: "x.yaml", line: 1, column: 4, length: 1))
    let list = try #require(pairs[1].value.sequence)
    #expect(list[0].mapping?[0].value.place == SourcePlace(file: "x.yaml", line: 3, column: 9, length: 3))
    #expect(list[1].place == SourcePlace(file: "x.yaml", line: 4, column: 5, length: 11))
    #expect(list[1].endPosition == (4, 16))
    #expect(root.source.line(3) == "  - 統計: one")
  }

  @Test("mappings stay in file order, and find a key")
  func order() throws {
    let root = try parse("{ z: 1, a: 2, m: 3 }")
    #expect(root.mapping?.map(\.name) == ["z", "a", "m"])
    #expect(root["m"]?.scalar?.text == "3")
    #expect(root["none"] == nil)
  }

  @Test("scalars keep their text and their style")
  func styles() throws {
    let root = try parse("- no\n- 'no'\n- \"n\\u006f\"\n- |\n  no\n- >\n  no\n-\n- !!str no\n")
    let scalars = try #require(root.sequence).compactMap(\.scalar)
    #expect(scalars.map(\.text) == ["no", "no", "no", "no\n", "no\n", "", "no"])
    #expect(
      scalars.map(\.style) == [.plain, .singleQuoted, .doubleQuoted, .literal, .folded, .plain, .doubleQuoted])
    #expect(scalars.map(\.isEmpty) == [false, false, false, false, false, true, false])
  }

  @Test("an alias has its own place, its parts have theirs")
  func aliases() throws {
    let root = try parse("a: &a { x: 1 }\nb: *a\n")
    let alias = try #require(root["b"])
    #expect(alias.place == SourcePlace(file: "x.yaml", line: 2, column: 4, length: 2))
    #expect(alias["x"]?.place.line == 1)
  }

  @Test("merge keys give way to a mapping's own keys, and the first merged wins")
  func merges() throws {
    let root = try parse("- &a { x: 1, y: 1 }\n- &b { y: 2, z: 2 }\n- { <<: [*a, *b], x: 0 }\n")
    let merged = try #require(root.sequence?[2].mapping)
    #expect(merged.map { "\($0.name)=\($0.value.scalar?.text ?? "")" }.sorted() == ["x=0", "y=1", "z=2"])
  }

  @Test("a quoted << is a key like any other")
  func quotedMerge() throws {
    #expect(try parse("'<<': x")["<<"]?.scalar?.text == "x")
  }

  @Test("mistakes behind a mistake are found too")
  func recovery() {
    #expect(
      problems("a: \"x\" y\nb: [1, 2\nc: 3\nc: 4\nd: @\n") == [
        "1:8: text behind the closing quote", "2:4: '[' isn't closed", "4:1: key 'c' is already on line 3",
        "5:4: a value can't begin with '@'",
      ])
  }

  @Test("a line that was left out causes no messages of its own")
  func consequences() {
    #expect(problems("a: &x \"1\" 2\nb: *x\n") == ["1:11: text behind the closing quote"])
    #expect(problems("a: [1\n  2: 3\n  4: 5\nb: 1\n").count == 1)
  }

  @Test("what was read is kept, and said to be incomplete")
  func incomplete() throws {
    let reading = YAMLTree.read(Array("a: 1\nb: [\nc: 3\n".utf8), file: "x.yaml")
    #expect(reading.isIncomplete)
    #expect(reading.root?["a"]?.scalar?.text == "1")
    #expect(reading.root?["c"]?.scalar?.text == "3")
  }

  @Test("64 levels are read, 65 are not")
  func depth() throws {
    let deep = { (levels: Int) in
      String(repeating: "[", count: levels) + String(repeating: "]", count: levels)
    }
    _ = try parse(deep(64))
    #expect(problems(deep(65)) == ["1:65: nested more than 64 deep"])
  }

  @Test("aliases may stand for a hundred thousand values, not more")
  func expansion() throws {
    let ten = "[" + (0..<10).map { "\($0)" }.joined(separator: ", ") + "]"
    let times = { (name: String) in "[" + Array(repeating: "*" + name, count: 10).joined(separator: ", ") + "]" }
    _ = try parse("a: &a \(ten)\nb: &b \(times("a"))\nc: &c \(times("b"))\n")
    let bomb = "a: &a \(ten)\nb: &b \(times("a"))\nc: &c \(times("b"))\nd: &d \(times("c"))\ne: \(times("d"))\n"
    #expect(problems(bomb).count == 1)
  }

  @Test("an unfinished character at the end is no UTF-8")
  func truncated() {
    let reading = YAMLTree.read(Array("a: ".utf8) + [0xE2, 0x82], file: "x.yaml")
    #expect(reading.problems.map(\.message) == ["byte 0xE2 isn't UTF-8"])
    #expect(reading.problems.first?.place?.column == 4)
    #expect(reading.problems.first?.sourceLine == "a: \u{FFFD}\u{FFFD}")
  }

  @Test("no more than a hundred mistakes are reported")
  func limit() {
    let text = String(repeating: "a: 1\n", count: 10_000)
    #expect(problems(text).count == 100)
  }
}
