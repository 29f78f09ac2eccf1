import Testing

@testable import ScrapeCleanup

@Suite("Character references")
struct EntityTests {
  @Test(
    "references that show as text are decoded",
    arguments: [
      ("a &amp; b", "a & b"), ("a&nbsp;b", "a b"), ("a&amp;nbsp;b", "a b"), ("a &amp;amp;amp; b", "a & b"),
      ("p &lt; 0.05 &gt; 0", "p < 0.05 > 0"), ("don&#x2019;t", "don’t"), ("don&#8217;t", "don’t"),
      ("caf&eacute;", "café"), ("&quot;x&quot;", "\"x\""), ("&#150;", "–"), ("&amp;#38;", "&"),
      ("&alpha;-helix", "α-helix"),
      ("caf&Atilde;&copy;", "café"),
    ])
  func decoded(_ text: String, _ wanted: String) throws {
    #expect(try cleaned(text) == wanted)
  }

  @Test(
    "what is no reference stays",
    arguments: [
      "R&D", "AT&T; Inc", "a & b", "&;", "&#;", "&#x;", "&#0;", "&#xD800;", "&#1114112;", "&unknown;", "&amp",
    ])
  func kept(_ text: String) throws {
    #expect(try cleaned(text) == text)
  }

  @Test("a page's source that a converter let through stays as it is")
  func source() throws {
    let text = "IFrame: /ad?size=1&amp;pos=top&amp;slot=2"
    #expect(try cleaned(text) == text)
  }

  @Test("code is what shows references on purpose")
  func code() throws {
    #expect(try cleaned("print('&lt;b&gt;')", role: .code) == "print('&lt;b&gt;')")
  }
}
