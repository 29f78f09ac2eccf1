import TestSupport
import Testing

@testable import FettleText

@Suite("A pattern as a table")
struct ByteAutomatonTests {
  private static let pieces = [
    "a", "b", "é", "(ab|ba)", "(c|ab)?", "[ab]", "[ab]+", "b*", "(a(b|c)|b){1,2}", "c$", ".", "[^a]", " ?", #"\b"#,
    ".*",
    ".{0,3}", "[^é ]{2}", "[a-cé–]", #"\d+"#, #"\."#, "(^a|b$)", "(a|)", "_", #"[^\]]"#, "文|b", "a{2,}", "b+?",
  ]
  private static let words = ["a", "b", "c", "é", " ", "–", "文", "1", "_", ".", "]", "ab", "\n", "😀"]

  @Test("it matches what the pattern matches", arguments: 0..<60)
  func agrees(seed: Int) throws {
    var random = SplitMix(seed: UInt64(seed) &+ 5)
    func pick(_ pieces: [String], _ count: ClosedRange<Int>) -> String {
      (0..<Int.random(in: count, using: &random)).map { _ in pieces[Int.random(in: 0..<pieces.count, using: &random)] }
        .joined()
    }
    for _ in 0..<20 {
      let source = (Bool.random(using: &random) ? "^" : "") + pick(Self.pieces, 1...6)
      let pattern = try Pattern(source)
      guard let automaton = ByteAutomaton(source, mostStates: 400) else { continue }
      for _ in 0..<40 {
        var text = pick(Self.words, 0...9)
        let isSame = text.withUTF8 { automaton.matches($0) == pattern.matches($0) }
        #expect(isSame, "\(source) on “\(text)”")
        // A text that is cut in a character.
        let cut = Array(text.utf8.dropLast())
        #expect(
          cut.withUnsafeBufferPointer { automaton.matches($0) == pattern.matches($0) }, "\(source) on the cut “\(text)”"
        )
      }
    }
  }

  @Test("a loose one matches wherever the pattern does", arguments: 0..<40)
  func loose(seed: Int) throws {
    var random = SplitMix(seed: UInt64(seed) &+ 77)
    func pick(_ pieces: [String], _ count: ClosedRange<Int>) -> String {
      (0..<Int.random(in: count, using: &random)).map { _ in pieces[Int.random(in: 0..<pieces.count, using: &random)] }
        .joined()
    }
    let long = [".{0,9}", "(a|bc){2,4}", "[^a]{5}", "(b.{0,7})?", "é{4,}"]
    for _ in 0..<20 {
      let source = (Bool.random(using: &random) ? "^" : "") + pick(Self.pieces + long, 1...5) + pick(long, 1...1)
      let pattern = try Pattern(source)
      guard let automaton = ByteAutomaton(source, mostStates: 400, isLoose: true) else { continue }
      for _ in 0..<40 {
        var text = pick(Self.words, 0...12)
        let isBeyond = text.withUTF8 { pattern.matches($0) && !automaton.matches($0) }
        #expect(!isBeyond, "\(source) on “\(text)”")
      }
    }
  }

  @Test("a pattern that makes too large a table makes a loose one, and one without long repetitions doesn't")
  func looseOnly() {
    let source = #"^(get|buy)\b.{0,90}\b(alerts?|mail)\b"#
    #expect(ByteAutomaton(source, mostStates: 250) == nil)
    guard let automaton = ByteAutomaton(source, mostStates: 250, isLoose: true) else {
      Issue.record("no loose one")
      return
    }
    for (text, isPossible) in [("get an alert", true), ("get alerted", false), ("an alert", false), ("buy", false)] {
      var text = text
      #expect(text.withUTF8 { automaton.matches($0) } == isPossible, "\(text)")
    }
    #expect(ByteAutomaton("^ab{2,3}c*$", mostStates: 250, isLoose: true) == nil)
  }

  @Test("patterns of a kind that it doesn't know have none")
  func unknown() {
    for pattern in ["(?i)a", "(?P<x>a)", #"\pL"#, "[[:alpha:]]", #"\Aa"#, #"\x41"#, "a**", "[]a]", #"\Qa\E"#] {
      #expect(ByteAutomaton(pattern, mostStates: 100) == nil, "\(pattern)")
    }
    for pattern in ["a", "^a|b", "[-a]", "[a-]", "a{2}", "(?:a|b)c?", #"\d\s\w\$"#, "", "()"] {
      #expect(ByteAutomaton(pattern, mostStates: 100) != nil, "\(pattern)")
    }
    #expect(ByteAutomaton("^a.{0,90}(b|c)", mostStates: 50) == nil)
  }

  @Test("a set says the same after some thousand texts as before")
  func patience() throws {
    let set = try PatternSet(["^abcd+e$", #"\bcookie(s|\b)"#, #"^abcd.{0,90}\b(x|dd)\b"#])
    for _ in 0..<4100 {
      guard set.matches(in: "abcdde") == [0], set.matches(in: "abcdd").isEmpty,
        set.matches(in: "a cookie, a biscuit") == [1], set.matches(in: "a cookiemonster").isEmpty,
        set.matches(in: "abcd, or x") == [2], set.matches(in: "abcd, or xs").isEmpty,
        set.matches(in: "abcd \(String(repeating: "-", count: 100)) x").isEmpty
      else {
        Issue.record("another answer than before")
        return
      }
    }
  }
}
