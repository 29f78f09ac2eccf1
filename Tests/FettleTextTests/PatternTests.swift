import FettleText
import Testing

@Suite("Patterns")
struct PatternTests {
  @Test("a match tells its place and its groups in bytes")
  func groups() throws {
    let pattern = try Pattern("([0-9]+)–([0-9]+)")
    var text = "pages é 12–34"
    let found = text.withUTF8 { pattern.firstMatchGroups(in: $0) }
    #expect(found == [9..<16, 9..<11, 14..<16])
  }

  @Test("a pattern that can't be read says why")
  func broken() {
    #expect(throws: PatternError.self) { try Pattern("(abc") }
    #expect(throws: PatternError.self) { try PatternSet(["fine", "[z-a]"]) }
  }

  @Test("a set tells which of its patterns match, in order")
  func set() throws {
    let set = try PatternSet(["price", "^buy", "[0-9]+ citations", "never"])
    #expect(set.matches(in: "buy at this price") == [0, 1])
    #expect(set.matches(in: "12 citations") == [2])
    #expect(set.matches(in: "") == [])
  }

  @Test("an anchored set matches at the start only")
  func anchored() throws {
    let set = try PatternSet(["view", "download [a-z]+"], anchored: true)
    #expect(set.matches(in: "download slide") == [1])
    #expect(set.matches(in: "to view") == [])
  }

  @Test("a set without patterns matches nothing")
  func empty() throws { #expect(try PatternSet([]).matches(in: "anything") == []) }
}
