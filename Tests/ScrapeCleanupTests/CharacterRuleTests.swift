import FettleKit
import Testing

@testable import ScrapeCleanup

@Suite("Rules that replace characters")
struct CharacterRuleTests {
  @Test(
    "every kind of white space becomes one space",
    arguments: [
      "a b", "a  b", "a\tb", "a\nb", "a\r\n   b", "a\u{A0}b", "a\u{2009}b", "a\u{2007}b", "a\u{3000}b", "a\u{85}b",
      "a\u{0C}b", "a\u{0B}b", "a \u{A0}\u{202F} b", "a\u{2028}b", "a\u{1680}b", "a\u{205F}b",
    ])
  func whiteSpace(_ text: String) throws {
    #expect(try cleaned(text) == "a b")
  }

  @Test("clean text is left alone, without a single rewrite")
  func cleanText() throws {
    let result = try cleanedDocument("The sample (n = 12) was kept at 4 °C; naïve Müller’s “test” – done.")
    #expect(result.changes.isEmpty)
    #expect(!result.blocks[0].text.isRewritten)
  }

  @Test("white space at the ends goes, and the source range stays")
  func trimming() throws {
    var block = Block(text: BlockText(source: Array("\u{2028} a \u{2060} ".utf8), range: 0..<10), role: .paragraph)
    block.isAfterGap = true
    var result = document("x")
    result.blocks = [block]
    try stage().process(&result, in: StageContext())
    #expect(result.blocks[0].text.string == "a")
    #expect(result.blocks[0].range == 0..<10)
  }

  @Test("code keeps its white space, and a table its lines")
  func layoutThatMatters() throws {
    #expect(try cleaned("if x:\n    y  = 1", role: .code) == "if x:\n    y  = 1")
    #expect(try cleaned("a   b\nc \u{A0} d", role: .table) == "a b\nc d")
  }

  @Test("control characters and bidirectional controls go, U+FFFD stays")
  func controlCharacters() throws {
    let text = "a\u{0}b\u{7}c\u{7F}d\u{9B}e\u{200E}f\u{202E}g\u{2066}h\u{061C}i\u{FFFD}j"
    let result = try cleanedDocument(text)
    #expect(result.blocks[0].text.string == "abcdefghi\u{FFFD}j")
    #expect(result.count(of: "control-characters") == 8)
  }

  @Test("zero-width characters go, joiners stay where writing needs them")
  func zeroWidth() throws {
    #expect(try cleaned("zero\u{200B}width\u{2060}s\u{FEFF}pace\u{200C}d\u{200D}") == "zerowidthspaced")
    #expect(try cleaned("می\u{200C}خواهم") == "می\u{200C}خواهم")
    #expect(try cleaned("क्\u{200D}ष") == "क्\u{200D}ष")
    #expect(try cleaned("👩\u{200D}🔬 and 👩\u{1F3FD}\u{200D}🔬") == "👩\u{200D}🔬 and 👩\u{1F3FD}\u{200D}🔬")
    #expect(try cleaned("ภาษา\u{200B}ไทย") == "ภาษา\u{200B}ไทย")
    #expect(try cleaned("می\u{200C}\u{200C} x") == "می x")
  }

  @Test("soft hyphens go, and a line break behind one too")
  func softHyphens() throws {
    #expect(try cleaned("inter\u{AD}national and Donau\u{AD}\n   dampfschiff") == "international and Donaudampfschiff")
  }

  @Test("ligatures are spelled out")
  func ligatures() throws {
    #expect(try cleaned("ﬁnd ﬂow eﬀect eﬃcient baﬄe ﬅop ﬆop") == "find flow effect efficient baffle stop stop")
    #expect(try cleaned("Œuvre æther ĳ") == "Œuvre æther ĳ")
  }

  @Test("letters and marks are composed, what is composed isn't touched")
  func composition() throws {
    let result = try cleanedDocument(
      "Cafe\u{301} Mu\u{308}ller, \u{212B}ngstro\u{308}m, Ω \u{2126}, 각 \u{1100}\u{1161}\u{11A8}")
    #expect(
      Array(result.blocks[0].text.string.utf8) == Array("Café Müller, Ångström, Ω Ω, 각 각".utf8))
    #expect(try cleanedDocument("Café Müller x\u{304} βeta").changes.isEmpty)
  }

  @Test("quotation marks stay, or become straight or typographic")
  func quotes() throws {
    let text = "“It’s” she said, 'not \"here\"' in the '90s at 5'-end, 3\" wide"
    #expect(try cleaned(text) == text)
    #expect(
      try cleaned(text, options: ["quotes": "straight"])
        == "\"It's\" she said, 'not \"here\"' in the '90s at 5'-end, 3\" wide")
    #expect(
      try cleaned(text, options: ["quotes": "typographic"])
        == "“It’s” she said, ‘not “here”’ in the ’90s at 5'-end, 3\" wide")
  }

  @Test("each rule can be switched off", arguments: CleanupRule.allCases.filter { $0 != .quotes })
  func switching(_ rule: CleanupRule) throws {
    let texts: [CleanupRule: String] = [
      .linkMarks: (1...12).map { "see [\($0)]Link here" }.joined(separator: "\n\n"),
      .markdown: "[a](/a), [b](/b) and [c](/c)", .entities: "a &amp; b", .mojibake: "cafÃ©", .softHyphen: "a\u{AD}b",
      .zeroWidth: "a\u{200B}b", .controlCharacters: "a\u{1}b", .ligatures: "ﬁ", .nfc: "e\u{301}",
      .dehyphenate: "an inter-\nnational and international one", .whiteSpace: "a  b",
    ]
    let text = try #require(texts[rule])
    #expect(try cleanedDocument(text).count(of: rule.rawValue) > 0)
    let off = try cleanedDocument(text, options: [rule.rawValue: false])
    #expect(off.count(of: rule.rawValue) == 0)
  }
}
