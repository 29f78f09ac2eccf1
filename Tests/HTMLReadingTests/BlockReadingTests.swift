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

  @Test("what stands behind a control character keeps its place, and the character stays for stages to take out")
  func controls() throws {
    let html = "<p>on the wet \u{1D}Themes of \u{B}our</p><p>\u{1F}time\u{7F} \u{92}s end</p>"
    let page = try HTMLReading.read(Array(html.utf8))
    #expect(page.blocks.map(\.text.string) == ["on the wet \u{1D}Themes of \u{B}our", "time\u{7F} \u{92}s end"])
    let seen = page.markup.visible.map { String(decoding: Array(html.utf8)[$0], as: UTF8.self) }
    #expect(seen == ["on the wet \u{1D}Themes of \u{B}our", "time\u{7F} \u{92}s end"])
    #expect(page.blocks.map { $0.text.sourceOffset(of: 0) } == [3, 37])
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

  @Test(
    "marks without links are told from powers by what stands before them",
    arguments: [
      ("for years<sup>1,2,3</sup>. So", "for years 1,2,3. So"), ("was shown<sup>12</sup>", "was shown 12"),
      ("the end.<sup>4,5</sup> Then", "the end. 4,5 Then"), ("km<sup>2</sup>", "km2"),
      ("meters<sup>2</sup>", "meters2"),
      ("10<sup>−3</sup> g", "10⁻³ g"), ("2 × 10<sup>12</sup>", "2 × 10¹²"), ("10<sup>-6</sup>", "10⁻⁶"),
      ("m s<sup>−1</sup>", "m s⁻¹"), ("Cl<sup>−</sup>", "Cl−"),
      ("CD8<sup>+</sup> cells", "CD8+ cells"), ("<sup>13</sup>C", "13C"), ("H<sub>2</sub>O", "H2O"),
      ("the 1<sup>st</sup>", "the 1st"), ("Smith<sup>a,b</sup>", "Smitha,b"), ("alpha<sup>0.5</sup>", "alpha0.5"),
    ])
  func unlinkedMarks(source: String, text: String) throws {
    #expect(try texts("<p>\(source)</p>") == [text])
  }

  @Test(
    "a formula that stands on a page twice stands in the text once",
    arguments: [
      (
        "<span class='katex'><span class='katex-mathml'><math><semantics><mfrac><mi>a</mi><mi>b</mi></mfrac>"
          + "<annotation encoding='application/x-tex'>\\frac ab</annotation></semantics></math></span>"
          + "<span class='katex-html' aria-hidden='true'><span>b</span><span>a</span></span></span>", "so a/b is"
      ),
      (
        "<span class='MathJax'><nobr>y</nobr><span class='MJX_Assistive_MathML'><math><mi>y</mi></math></span></span>"
          + "<script type='math/tex'>y</script>", "so y is"
      ),
      (
        "<mjx-container><mjx-math aria-hidden='true'><mjx-c></mjx-c></mjx-math><mjx-assistive-mml><math><mi>z</mi></math>"
          + "</mjx-assistive-mml></mjx-container>", "so z is"
      ),
      // Where no other form has a text, what is drawn is all there is.
      ("<span class='MathJax'><span class='mjx-char'>q</span></span>", "so q is"),
    ])
  func formulas(source: String, text: String) throws {
    let html = "<p>so \(source) is</p>"
    let page = try HTMLReading.read(Array(html.utf8))
    #expect(page.blocks.map { $0.text.string } == [text])
    // Both are seen by what reads the page, and both are the block's.
    let range = page.blocks[0].range
    #expect(page.markup.visible.allSatisfy { range.lowerBound <= $0.lowerBound && $0.upperBound <= range.upperBound })
    let bytes = Array(html.utf8)
    let seen = page.markup.visible.reduce(into: "") { $0 += String(decoding: bytes[$1], as: UTF8.self) }
    #expect(seen.filter(\.isLetter).count >= text.filter(\.isLetter).count)
  }

  @Test("a formula's TeX is read from annotation, attribute and script; words are no TeX")
  func tex() throws {
    func tex(_ html: String) throws -> [String] { try HTMLReading.read(Array(html.utf8)).markup.formulas.map(\.tex) }
    #expect(
      try tex(
        "<math><semantics><mi>x</mi><annotation encoding='application/x-tex'> x_1\n</annotation></semantics></math>")
        == ["x_1"])
    #expect(try tex("<math alttext='x^{2}'><mi>x</mi></math>") == ["x^{2}"])
    #expect(try tex("<math alttext='No alternative text available'><mi>x</mi></math>") == [])
    #expect(try tex("a <span class='MathJax'>x</span><script type='math/tex; mode=display'>x^3</script>") == ["x^3"])
    #expect(try tex("a <script type='math/tex'>x^3</script>") == [])
  }

  @Test("cells know which rows and columns they cover")
  func spans() throws {
    let html =
      "<table><thead><tr><th rowspan=2>Name<th colspan=2>Values<tr><th>low<th>high<tbody><tr><td rowspan=9>A<td>1<td>2"
      + "<tr><td>3<td>4<tbody><tr><td rowspan=0>B<td>5<td>6</table>"
    let table = try #require(HTMLReading.read(Array(html.utf8)).markup.tables.first)
    #expect(table.rowCount == 5 && table.columnCount == 3)
    #expect(
      table.cells.map(\.rows) == [0..<2, 0..<1, 1..<2, 1..<2, 2..<4, 2..<3, 2..<3, 3..<4, 3..<4, 4..<5, 4..<5, 4..<5])
    #expect(table.cells.map(\.columns.lowerBound) == [0, 1, 1, 2, 0, 1, 2, 1, 2, 0, 1, 2])
    #expect(table.cells.map(\.isHeader) == [true, true, true, true] + [Bool](repeating: false, count: 8))
  }

  @Test("spans that no table has are no reason to lay one out for hours")
  func hugeSpans() throws {
    let row = "<tr><td colspan=9999 rowspan=99999>a<td>b"
    let page = try HTMLReading.read(Array(("<table>" + String(repeating: row, count: 400) + "</table>").utf8))
    #expect(page.markup.tables.isEmpty)
    #expect(page.blocks.count == 400)
  }

  @Test("the label of an item isn't glued to it")
  func labels() throws {
    #expect(try texts("<ul><li><span class='bullet'>1</span><b>Doe J</b></li></ul>") == ["1 Doe J"])
    #expect(try texts("<p><span class='first'>T</span>he rain</p>") == ["The rain"])
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

  @Test("a page that breaks the parser's own assertions is refused, and the next one is read")
  func assertions() throws {
    #expect(throws: HTMLError.self) { try texts("<table><svg><title><![CDATA[a]]>b") }
    #expect(try texts("<p>the next</p>") == ["the next"])
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

  @Test("microdata and RDFa say of which thing they speak")
  func things() throws {
    let html = """
      <div itemscope itemtype="https://schema.org/ScholarlyArticle"><h1 itemprop="headline">On Gates</h1>
      <span itemprop="author" itemscope itemtype="https://schema.org/Person"><b itemprop="name">Ada Marsh</b></span>
      <a itemprop="sameAs" href="https://doi.org/10.5555/1">link</a></div>
      <div typeof="schema:Article"><span property="schema:name dc:title">Other</span></div>
      """
    let markup = try HTMLReading.read(Array(html.utf8)).markup
    #expect(
      markup.things == [
        MarkupThing(type: "scholarlyarticle", property: "", owner: -1),
        MarkupThing(type: "person", property: "author", owner: 0),
        MarkupThing(type: "article", property: "", owner: -1),
      ])
    #expect(markup.statements.map(\.name) == ["headline", "name", "sameas", "name", "dc.title"])
    #expect(markup.statements.map(\.thing) == [0, 1, 0, 2, 2])
    #expect(markup.statements.map(\.value) == ["On Gates", "Ada Marsh", "https://doi.org/10.5555/1", "Other", "Other"])
  }
}
