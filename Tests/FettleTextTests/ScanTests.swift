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

  @Test("a long literal is found by its rarest bytes, wherever it stands")
  func rareBytes() {
    let literals = ["institution", "the x-ray", "cookie", "kkee", "eekk"].map { Array($0.utf8) }
    let scan = LiteralScan(literals)
    for literal in literals {
      for before in 0...9 {
        for behind in 0...9 {
          let text = Array(repeating: UInt8(ascii: "e"), count: before) + literal + Array("e ".utf8).prefix(behind)
          #expect(text.withUnsafeBufferPointer(scan.isAnywhere), "\(String(decoding: text, as: UTF8.self))")
        }
      }
      #expect(!Array(literal.dropLast()).withUnsafeBufferPointer(scan.isAnywhere))
      #expect(!Array(literal.dropFirst()).withUnsafeBufferPointer(scan.isAnywhere))
    }
  }

  @Test("a byte gate asks for one byte where no match goes without it")
  func requiredBytes() {
    #expect(ByteGate(#"^[a-z]{0,6}:? ?(\[ ?_+ ?\]|_{6,})"#)?.needed == [UInt8(ascii: "_")])
    #expect(ByteGate("(a@b|c#d)")?.needed.sorted() == [UInt8(ascii: "#"), UInt8(ascii: "@")])
    #expect(ByteGate("(a@b|cd)") == nil)
    #expect(ByteGate("a(b@c)?") == nil)
  }

  @Test("a bracket that may be left out is no flag, and first bytes are those of all alternatives")
  func firstBytes() throws {
    let set = try PatternSet([#"^the item\(?s?\)? is"#, "^(from )?[0-9]+ ?€$"])
    #expect(set.matches(in: "the item(s) is") == [0])
    #expect(set.matches(in: "the items is") == [0])
    #expect(set.matches(in: "from 12 €") == [1])
    #expect(set.matches(in: "9€") == [1])
    #expect(set.matches(in: "").isEmpty)
    let first = try #require(FirstBytes("^(from )?[0-9]+ ?€$"))
    #expect("7€".utf8.withContiguousStorageIfAvailable { first.lets($0) } == true)
    #expect("x€".utf8.withContiguousStorageIfAvailable { first.lets($0) } == false)
    #expect(FirstBytes("[0-9]") == nil)
  }

  @Test("a hash reads its last bytes in one piece as it would one by one", arguments: 0..<40)
  func hash(length: Int) {
    func mix(_ hash: UInt64, _ word: UInt64) -> UInt64 {
      let product = (hash ^ word).multipliedFullWidth(by: 0xA076_1D64_78BD_642F)
      return product.high ^ product.low
    }
    var random = SplitMix(seed: UInt64(length))
    for _ in 0..<20 {
      let text = (0..<length).map { _ in UInt8.random(in: 0...255, using: &random) }
      var wanted = 7 ^ 0x9E37_79B9_7F4A_7C15 ^ UInt64(length) &* 0xD6E8_FEB8_6659_FD93
      for start in stride(from: 0, through: length, by: 8) {
        let part = text[start..<min(length, start + 8)]
        let word = part.reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        wanted = mix(wanted, part.count == 8 ? word : word ^ UInt64(8 * part.count))
      }
      #expect(text.withUnsafeBufferPointer { ByteHash.of($0, seed: 7) } == wanted)
    }
  }

  @Test("folding goes by sixteen bytes as by one", arguments: 0..<40)
  func folding(seed: Int) {
    var random = SplitMix(seed: UInt64(seed) &+ 7)
    for _ in 0..<50 {
      let text = String(
        decoding: word(&random, 0...50, Array("abcXYZ  \t.-\u{7F}".utf8)), as: UTF8.self)
      // One byte at a time: text that is seldom plain for long.
      var words: [String] = []
      for part in text.split(whereSeparator: { $0 == " " || $0 == "\t" || $0 == "\u{7F}" }) {
        words.append(part.lowercased())
      }
      var wanted = words.joined(separator: " ")
      while let last = wanted.last, last == "." || last == " " { wanted.removeLast() }
      #expect(String(decoding: Folding.fold(text, keepingMarks: true), as: UTF8.self) == wanted)
    }
  }

  @Test("a table of first bytes names the patterns that the gates let through, by every byte")
  func openings() throws {
    var gates: [FirstBytes] = []
    for pattern in ["^(a|b)c", "^x?yz", "^\\d+ "] { gates.append(try #require(FirstBytes(pattern))) }
    let table = FirstByteTable(gates)
    for byte in 0...UInt8.max {
      var found: [Int] = []
      table.forEachPattern(byte) { found.append($0) }
      var wanted: [Int] = []
      for (index, gate) in gates.enumerated() where gate.holds(byte) { wanted.append(index) }
      #expect(found == wanted)
    }
  }
}
