import FettleKit
import Testing

@testable import HTMLReading

@Suite("HTML pages become blocks")
struct BlockReadingTests {
  private func blocks(_ html: String) throws -> [Block] { try HTMLReading.read(Array(html.utf8)).blocks }
  private func texts(_ html: String) throws -> [String] { try blocks(html).map { $0.text.string } }

  @Test("white space is folded as a browser does, and block elements part blocks")
  func folding() throws {
    #expect(
      try texts("<div>one\n  two<p>three <b>four</b>\n</p>five</div>") == ["one two", "three four", "five"])
  }

  @Test(
    "character references are resolved",
    arguments: [
      ("a &amp; b", "a & b"), ("caf&eacute;", "café"), ("&copy2024 x", "©2024 x"), ("&#8211;&#x2014;", "–—"),
      ("&notit; x", "¬it; x"), ("a &unknown; b", "a &unknown; b"), ("&AMP;&amp", "&&"), ("AT&T", "AT&T"),
      ("&fjlig;ord", "fjord"), ("x &lt;b&gt; y", "x <b> y"),
    ])
  func references(source: String, text: String) throws {
    #expect(try texts("<p>\(source)</p>") == [text])
  }

  @Test("a heading has its level, an item is an item, a quote a quote, code keeps its lines")
  func roles() throws {
    let blocks = try blocks(
      "<h2>Head</h2><ul><li>item<p>more</p></li></ul><blockquote><p>said</p></blockquote><pre>a\n  b</pre>"
        + "<figure><figcaption>Fig. 1</figcaption></figure>")
    #expect(blocks.map(\.role) == [.heading, .listItem, .paragraph, .quote, .code, .caption])
    #expect(blocks[0].level == 2)
    #expect(blocks[4].text.string == "a\n  b")
  }

  @Test("two line breaks part paragraphs, one is a space")
  func lineBreaks() throws {
    #expect(try texts("<div>one<br>two<br><br>three</div>") == ["one two", "three"])
  }

  @Test("marks of notes aren't glued to words, exponents stay where they are")
  func raised() throws {
    let blocks = try blocks(
      "<p>for years<sup><a href='#r1'>1</a>,<a href='#r2'>2</a></sup>. x<sup>2</sup> H<sub>2</sub>O</p>")
    #expect(blocks[0].text.string == "for years 1,2. x2 H2O")
    #expect(blocks[0].links.map(\.url) == ["#r1", "#r2"])
  }

  @Test("rows of a table of data are blocks with their cells parted; a table for layout is none")
  func tables() throws {
    let data = try blocks(
      "<table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2</td></tr><tr><td></td><td>3</td></tr></table>")
    #expect(data.map { $0.text.string } == ["a | b", "1 | 2", "3"])
    #expect(data.allSatisfy { $0.role == .table })
    let layout = try blocks("<table><tr><td><h1>Title</h1></td></tr><tr><td>text</td></tr></table>")
    #expect(layout.map(\.role) == [.heading, .line])
  }

  @Test("links are kept with their words and addresses; programs and places of the page aren't")
  func links() throws {
    let block = try blocks(
      "<p>See <a href=' https://example.org/a?b=1&amp;c=2 '>the <i>paper</i></a><a href='javascript:x()'>no</a><a href='#top'>up</a></p>"
    )[0]
    #expect(block.links == [Link(label: "the paper", url: "https://example.org/a?b=1&c=2")])
    #expect(block.text.string == "See the paper no up")
    #expect(block.markup.linkBytes == 16)
  }

  @Test("what is hidden, pressed or for pages without scripts says so")
  func traits() throws {
    let blocks = try blocks(
      "<p>seen<p hidden>a<div style='color:red; DISPLAY : none'>b</div><button>c</button><noscript>d</noscript>")
    #expect(blocks.map { $0.text.string } == ["seen", "a", "b", "c", "d"])
    #expect(blocks.map(\.markup.traits.rawValue) == [16, 17, 1, 4, 2])
  }

  @Test("scripts, styles, comments and templates are no text")
  func unseen() throws {
    let page = "<script>if (a<b) {}</script><style>p{}</style><!-- c --><template>t</template><p>x<!-- y -->z</p>"
    #expect(try texts(page) == ["xz"])
  }

  @Test("text that a broken table moves stays in the order of the source")
  func fosterParenting() throws {
    let html = "<table>lost<tr><td>cell</td></tr>more</table>after"
    let blocks = try blocks(html)
    #expect(blocks.map { $0.text.string } == ["lost", "cell", "more", "after"])
    #expect(zip(blocks, blocks.dropFirst()).allSatisfy { $0.range.upperBound <= $1.range.lowerBound })
  }

  @Test("a page of 1,000 nested elements is read; one of 100,000 is refused, not read for hours")
  func nesting() throws {
    let deep = String(repeating: "<div>", count: 1_000) + "text" + String(repeating: "</div>", count: 1_000)
    #expect(try texts(deep) == ["text"])
    #expect(throws: HTMLError.self) { try texts(String(repeating: "<i>", count: 100_000)) }
  }

  @Test("a page made by a program says so")
  func shell() throws {
    #expect(try HTMLReading.read(Array("<div id=root></div><script src=a.js></script>".utf8)).isShell)
    #expect(
      try !HTMLReading.read(Array("<p>\(String(repeating: "word ", count: 80))</p><script></script>".utf8)).isShell)
  }

  @Test("elements know what the page calls them, and their parents")
  func elements() throws {
    let page = try HTMLReading.read(Array("<body><div ID=Main Class='Post Body'><p>x</p></div>".utf8))
    let element = try #require(page.blocks.first.map { Int($0.markup.element) })
    let parent = page.markup.elements[Int(page.markup.elements[element].parent)]
    let names = page.markup.names[Int(parent.names.lowerBound)..<Int(parent.names.upperBound)]
    #expect(String(decoding: names, as: UTF8.self) == " main post body ")
  }

  @Test("title, meta elements, JSON-LD and microdata are statements with their places")
  func statements() throws {
    let html =
      "<title> A\n b </title><meta name=DC.Title content='T &amp; U'><script type='application/ld+json'>{}</script>"
      + "<span itemprop=author>Ada</span>"
    let statements = try HTMLReading.read(Array(html.utf8)).markup.statements
    #expect(statements.map(\.kind) == [.title, .meta, .linkedData, .microdata])
    #expect(statements.map(\.value) == ["A b", "T & U", "{}", "Ada"])
    let bytes = Array(html.utf8)
    #expect(String(decoding: bytes[statements[1].range], as: UTF8.self) == "'T &amp; U'")
  }
}
