import TestSupport
import Testing

@testable import FettleText

@Suite("Looking for many things at once")
struct ScanTests {
  private func word(_ random: inout SplitMix, _ length: ClosedRange<Int>, _ letters: [UInt8] = Array("abcé A-".utf8))
    -> [UInt8]
  {
    (0..<Int.random(in: length, using: &random)).map { _ in letters[Int.random(in: 0..<letters.count, using: &random)] }
  }

  @Test("literals are found where they stand, and nowhere else", arguments: 0..<60)
  func literals(seed: Int) {
    var random = SplitMix(seed: UInt64(seed))
    let shortest = seed % 2 == 0 ? 3 : 1
    let literals = (0..<Int.random(in: 1...12, using: &random)).map { _ in
      word(&random, shortest...6, Array("abcé -".utf8))
    }
    let scan = LiteralScan(literals)
    for _ in 0..<40 {
      let text = word(&random, 0...60)
      let small = text.map { $0 &- 0x41 < 26 ? $0 | 0x20 : $0 }
      var wanted = Set<Int>()
      for (index, literal) in literals.enumerated() where literal.count <= small.count {
        for start in 0...(small.count - literal.count) where Array(small[start..<(start + literal.count)]) == literal {
          wanted.insert(index)
        }
      }
      var found = Set<Int>()
      text.withUnsafeBufferPointer { text in
        withUnsafeTemporaryAllocation(of: Int32.self, capacity: literals.count) { room in
          var noted = GramScan.Found(room)
          scan.find(in: text, &noted)
          for index in 0..<noted.count { found.insert(Int(room[index])) }
          #expect(noted.count == found.count)
        }
        #expect(scan.isAnywhere(in: text) == !wanted.isEmpty)
      }
      #expect(found == wanted)
    }
  }

  @Test("the beginnings of a pattern are all that it can begin with")
  func prefixes() {
    func of(_ pattern: String, _ length: Int = 3) -> Set<String>? {
      PatternPrefixes.of(pattern, length: length).map { Set($0.beginnings.map { String(decoding: $0, as: UTF8.self) }) }
    }
    #expect(of("^view") == ["vie"])
    #expect(of("(the |an? )?price") == ["the", "a p", "an ", "pri"])
    #expect(of("ab+c") == ["abb", "abc"])
    #expect(of("[xy]z?!!") == ["x!!", "xz!", "y!!", "yz!"])
    #expect(
      of("[xy]+z!") == [
        "xz!", "yz!", "xxx", "xxy", "xyx", "xyy", "yxx", "yxy", "yyx", "yyy", "xxz", "xyz", "yxz", "yyz",
      ])
    #expect(of(#"\$ ?[0-9]$"#)?.contains("$ 1") == true)
    #expect(of("€5", 3) == ["€"])
    // What can't be told, or may be over before.
    for pattern in ["ab", "a.c", "[^a]bc", "(?i)view", #"\pLab"#, "a*", "[[:alpha:]]bc", "^^view"] {
      #expect(of(pattern) == nil, "\(pattern)")
    }
  }

  @Test("a gate never keeps out what a pattern matches", arguments: 0..<40)
  func gate(seed: Int) throws {
    var random = SplitMix(seed: UInt64(seed) &+ 99)
    let pieces = ["a", "b", "(ab|ba)", "(c|ab)?", "[ab]", "[ab]+", "b*", "(a(b|c)|b){1,2}", "c$", ".", "[^a]", " ?"]
    for _ in 0..<30 {
      let pattern =
        "^"
        + (0..<Int.random(in: 1...9, using: &random)).map { _ in
          pieces[Int.random(in: 0..<pieces.count, using: &random)]
        }.joined()
      let single = try Pattern(pattern)
      let set = try PatternSet([pattern, "^zzzzzz"])
      for _ in 0..<60 {
        var text = String(decoding: word(&random, 0...14, Array("abc ".utf8)), as: UTF8.self)
        let matches = text.withUTF8 { single.firstMatch(in: $0) != nil }
        #expect(set.matches(in: text).contains(0) == matches, "\(pattern) on “\(text)”")
      }
    }
  }

  @Test("a set of patterns finds what each of them finds alone", arguments: 0..<40)
  func set(seed: Int) throws {
    var random = SplitMix(seed: UInt64(seed) &+ 31)
    func pick(_ pieces: [String], _ count: ClosedRange<Int>) -> String {
      (0..<Int.random(in: count, using: &random)).map { _ in pieces[Int.random(in: 0..<pieces.count, using: &random)] }
        .joined()
    }
    // Words that most texts have, bytes that few have, beginnings, ends.
    let pieces = ["the ", "you", "site", "[a-z]", ".{0,4}", "(our |my )", "_+", #"\[ ?\]"#, #"\("#, " ?", "!"]
    let words = ["the ", "you", "site", "our ", "my ", "a", "z", "_", "[]", "[ ]", "(", " ", "!", "The ", "é"]
    for _ in 0..<10 {
      let patterns = (0..<6).map { _ in
        (Bool.random(using: &random) ? "^" : "") + pick(pieces, 1...4)
          + (Int.random(in: 0..<4, using: &random) == 0 ? "$" : "")
      }
      let all = try PatternSet(patterns)
      let together = try PatternSet(patterns, together: true)
      let single = try patterns.map { try Pattern($0) }
      for _ in 0..<40 {
        let text = pick(words, 0...7)
        let wanted = single.indices.filter { single[$0].matches(text) }
        #expect(all.matches(in: text) == wanted, "\(patterns) on “\(text)”")
        #expect(together.matches(in: text) == wanted, "\(patterns) on “\(text)”")
      }
    }
  }

  @Test("folding goes by eight bytes as by one", arguments: 0..<40)
  func folding(seed: Int) {
    var random = SplitMix(seed: UInt64(seed) &+ 7)
    for _ in 0..<50 {
      let text = String(
        decoding: word(&random, 0...50, Array("abcXYZ  \t.-\u{7F}".utf8)), as: UTF8.self)
      // One byte at a time: text that is never eight plain bytes long.
      var words: [String] = []
      for part in text.split(whereSeparator: { $0 == " " || $0 == "\t" || $0 == "\u{7F}" }) {
        words.append(part.lowercased())
      }
      var wanted = words.joined(separator: " ")
      while let last = wanted.last, last == "." || last == " " { wanted.removeLast() }
      #expect(String(decoding: Folding.fold(text, keepingMarks: true), as: UTF8.self) == wanted)
    }
  }
}
