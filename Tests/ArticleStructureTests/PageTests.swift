import FettleKit
import TestSupport
import Testing

@testable import ArticleStructure

@Suite("A page's facts and keys")
struct PageTests {
  private static let samples = [
    "", "A", "2.1. Methods of “Air–Sea” exchange", "ÉTUDE à la mer", "Größe × Maß = 3",
    "d'Annunzio's 2nd ºC α-helix ≥ 4",
    "水 and Вода", "1 0.5 10.12 of 10.1234/ab", "doi:10.1000/1",
  ]

  /// What a scan of the text finds, and the key that it writes. Behind the text stands what must not count.
  private func scan(_ text: String) -> (scan: KeyScan, key: [UInt8]) {
    let padded = Array(text.utf8) + Array("aB1.,:*@é".utf8.prefix(KeyScan.slack)) + [UInt8](repeating: 0x41, count: 8)
    var key = [UInt8](repeating: 0, count: text.utf8.count + KeyScan.slack)
    let scan = padded.withUnsafeBufferPointer { padded in
      key.withUnsafeMutableBufferPointer { key in
        ByteClass.table.withUnsafeBufferPointer { table in
          KeyScan(padded.head(text.utf8.count), key: key.baseAddress!, table: table)
        }
      }
    }
    return (scan, Array(key.prefix(scan.length)))
  }

  private func slowKey(_ text: String) -> [UInt8] {
    var key: [UInt8] = []
    text.withBytes { TextKey.forEach($0) { byte, _ in key.append(byte) } }
    return key
  }

  @Test("a scan writes the key that the slow way writes", arguments: samples)
  func keys(_ text: String) {
    #expect(scan(text).key == slowKey(text))
    #expect(TextKey.key(text) == slowKey(text))
  }

  @Test("words are counted, and those with a capital")
  func words() {
    let scan = scan("The d'Annunzio café, 2nd of May").scan
    #expect((scan.words, scan.capitals) == (5, 2))
  }

  @Test("sixteen bytes at a time see what one at a time does", arguments: 0..<20)
  func lanes(seed: Int) {
    var random = SplitMix(seed: UInt64(seed))
    let pieces = Array("abcXYZ 019 '' .,:;*_]@|{=\\><+-?/\"`~}[&#!$%^()é–水ª10.1234/".unicodeScalars)
    for _ in 0..<60 {
      var text = ""
      for _ in 0..<Int.random(in: 0...90, using: &random) {
        text.unicodeScalars.append(pieces[Int.random(in: 0..<pieces.count, using: &random)])
      }
      let expected = text.utf8.reduce(into: WordCount()) { $0.read($1) }
      let (scan, key) = scan(text)
      #expect(key == slowKey(text))
      if text.utf8.allSatisfy({ $0 < 0x80 }) {
        #expect((scan.words, scan.capitals) == (expected.words, expected.capitals), "\(text)")
      }
      let seen = text.utf8.reduce(0) { $0 | ByteClass.table[Int($1)].bits }
      let classes = ByteClass.digit | ByteClass.markup | ByteClass.colon | ByteClass.comma | ByteClass.odd
      #expect(scan.seen & classes == seen & classes)
    }
  }

  /// Words of ASCII: letters, digits and what apostrophes join to them.
  private struct WordCount {
    var words = 0
    var capitals = 0
    var isInWord = false

    mutating func read(_ byte: UInt8) {
      let isLetter = (byte | 0x20).isSmallLetter
      if isLetter, !isInWord {
        words += 1
        if byte.isCapital { capitals += 1 }
      }
      isInWord = isLetter || byte.isDigit || isInWord && byte == UInt8(ascii: "'")
    }
  }

  @Test("a DOI is seen at every place of a text")
  func dois() {
    for before in 0..<20 {
      for after in 0..<20 {
        let text = String(repeating: "1", count: before) + "10.1234/" + String(repeating: "0", count: after)
        #expect(holdsDOI(text), "\(before), \(after)")
      }
    }
    #expect(!holdsDOI("10.12/ 1.10.a 100.123 at 10 .1234"))
  }

  private func holdsDOI(_ text: String) -> Bool {
    scan(text).scan.seen & ByteClass.doi != 0
  }

  @Test("a key is found where it first stands", arguments: 0..<20)
  func keySearch(seed: Int) {
    var random = SplitMix(seed: UInt64(seed) &+ 5)
    func word(_ length: ClosedRange<Int>) -> [UInt8] {
      (0..<Int.random(in: length, using: &random)).map { _ in UInt8.random(in: 0x61...0x62, using: &random) }
    }
    for _ in 0..<100 {
      let text = word(0...60)
      let key = word(0...6)
      let last = text.count - key.count
      let wanted = key.isEmpty || last < 0 ? nil : (0...last).first { text[$0...].starts(with: key) }
      #expect(text.withUnsafeBufferPointer { KeySearch(key).place(in: $0) } == wanted)
    }
  }

  @Test("the next block that holds a key is the one that block by block would be found", arguments: 0..<10)
  func nextBlock(seed: Int) {
    var random = SplitMix(seed: UInt64(seed) &+ 9)
    func word(_ length: ClosedRange<Int>) -> String {
      String(
        (0..<Int.random(in: length, using: &random)).map { _ in ["a", "b", "-"][Int.random(in: 0..<3, using: &random)] }
      )
    }
    for _ in 0..<40 {
      let page = ArticlePage(
        (0..<Int.random(in: 1...12, using: &random)).map { _ in word(0...9) }.joined(separator: "\n"))
      let search = KeySearch(TextKey.key(word(1...4)))
      Page.read(page.document) { page in
        for start in 0...page.count {
          let wanted = (start..<page.count).first { search.isIn(page.key($0)) }
          #expect(page.nextBlock(from: start, holding: search) == wanted)
        }
      }
    }
  }

  @Test("of several phrases each is found, at the start, in the middle and at the end")
  func phrases() {
    let phrases = ["view orcid", "show less", "université"]
    let scan = PhraseScan(phrases.map { Array($0.utf8) })
    for phrase in phrases {
      for before in 0..<12 {
        let text = String(repeating: "v", count: before) + phrase.prefix(3).uppercased() + phrase.dropFirst(3)
        #expect(text.withBytes { scan.isAnywhere(in: $0) }, "\(text)")
        #expect((text + " less").withBytes { scan.isAnywhere(in: $0) })
        #expect(!String(text.dropLast()).withBytes { scan.isAnywhere(in: $0) })
      }
    }
    #expect(!"".withBytes { scan.isAnywhere(in: $0) })
    #expect(!"view".withBytes { PhraseScan([]).isAnywhere(in: $0) })
  }

  @Test("a key is found wherever it stands, and where it begins like itself")
  func search() {
    let search = KeySearch(Array("aabaab".utf8))
    #expect("xaabaabaabx".withBytes { search.place(in: $0) } == 1)
    #expect("aabaaaabaab".withBytes { search.place(in: $0) } == 5)
    #expect("aabaa".withBytes { search.place(in: $0) } == nil)
    #expect(!"abc".withBytes { KeySearch([]).isIn($0) })
  }

  @Test("a heading is known with its number and by its other roles")
  func known() {
    let lines = KnownLines.builtin
    #expect(lines[TextKey.digest("Background")]?.kind == .section)
    #expect(lines[TextKey.digest("BACKGROUND")]?.roles == .abstractPart)
    #expect(lines[TextKey.digest("Cite this article")]?.roles.contains(.citeLabel) == true)
    #expect("2.1. Methods".withBytes { SectionNumber($0).length } == 5)
    #expect("A.3 Proof".withBytes { SectionNumber($0).depth } == 2)
    #expect("12345 Methods".withBytes { SectionNumber($0).length } == 0)
  }

  @Test("of lines that may be a title only the best are weighed, and the best comes first")
  func ranking() {
    let title = "Slow rivers carry more than they show at night"
    let lines = [
      "Menu of the whole site for you", title, "Ada Lindqvist, Tomás Ferreira", title, "10.1000/1 and other numbers",
    ]
    let document = document(lines)
    Page.read(document) { page in
      let all = TitleRanking(TitleScale(page)).best(3, margin: 100, highest: 0) { _ in 0 }
      #expect(all.first?.index == 1)
      #expect(all.first?.count == 2)
      #expect(all.map(\.score) == all.map(\.score).sorted(by: >))
      // What comes out best is the same, whatever is left out.
      var asked = 0
      let few = TitleRanking(TitleScale(page)).best(3, margin: 0, highest: 1) { candidate in
        asked += 1
        return candidate.index == 1 ? 1 : 0
      }
      #expect(few.first?.index == 1)
      #expect(few.count < all.count)
      #expect(asked < all.count)
    }
  }

  private func document(_ lines: [String]) -> Document {
    let text = Array(lines.joined(separator: "\n").utf8)
    var blocks: [Block] = []
    var at = 0
    for line in lines {
      blocks.append(Block(text: BlockText(source: text, range: at..<(at + line.utf8.count)), role: .line))
      at += line.utf8.count + 1
    }
    let source = SourceInfo(
      path: "a.txt", sha256: "", bytes: text.count, textSHA256: "", mediaType: "text/plain", charset: "UTF-8")
    return Document(source: source, text: text, layout: .lines, blocks: blocks)
  }
}
