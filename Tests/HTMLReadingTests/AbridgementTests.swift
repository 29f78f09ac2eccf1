import FettleKit
import Testing

@testable import HTMLReading

/// Scripts, styles, comments and attributes that nobody asks for are left out before a page is parsed; what is read must be the
/// same, and must stand where it says.
@Suite("What isn't parsed changes nothing")
struct AbridgementTests {
  @Test(
    "of what a reader sees",
    arguments: [
      ("<p data-long-name='a > b <p>no'>x</p>", ["x"]),
      ("<p title=\"it's > here\" style=\"color: red; font: none\">x</p>", ["x"]),
      ("<script>'<p>no</p>'</script>a<script src=x></script>b", ["ab"]),
      ("<script><!-- <script> </script> --></script>a", ["a"]),
      ("a<!-- <p>no</p> -->b<!-->c<!--->d<!-- x --!>e", ["abcde"]),
      ("a<style>p{}</style>b<STYLE>q{}</sTyLe >c", ["abc"]),
      ("<textarea><!-- typed --></textarea>a", ["<!-- typed -->", "a"]),
      ("a<!-- never ends", ["a"]), ("a<script>never ends", ["a"]), ("a<p data-never='ends", ["a"]),
      ("<svg><script/>a</svg>b", ["ab"]), ("<a data-something-long=1 href=x data-other-thing='2'>l</a>", ["l"]),
      ("1 < 2 <3 </ 4 <", ["1 < 2 <3"]), ("<? php ?>a<!doctype html>b", ["ab"]),
      ("<p onclick=\"a()\" onmouseover='b()' class=c>x", ["x"]), ("<title>a <!-- b</title>c", ["c"]),
    ])
  func texts(html: String, wanted: [String]) throws {
    let source = Array(html.utf8)
    let blocks = try HTMLReading.read(source).blocks
    #expect(blocks.map { $0.text.string } == wanted)
    for block in blocks {
      for (offset, byte) in block.text.bytes.enumerated() where byte > 0x20 {
        #expect(source[block.text.sourceOffset(of: offset)] == byte, "\(html)")
      }
    }
  }

  @Test("a comment inside of a text is no part of what a reader sees")
  func comments() throws {
    let html = "<p>before <!-- a long comment --> behind</nothing>it"
    let source = Array(html.utf8)
    let visible = try HTMLReading.read(source).markup.visible.map { String(decoding: source[$0], as: UTF8.self) }
    #expect(visible == ["before", "behind", "it"])
  }

  @Test("of what a page's head states")
  func statements() throws {
    let html =
      "<!-- c --><style>s</style><meta data-something='long value' name=a content='b c'><script>x</script>"
      + "<script data-x='long enough' type='application/ld+json'>{\"a\": 1}</script>"
    let source = Array(html.utf8)
    let statements = try HTMLReading.read(source).markup.statements
    #expect(statements.map(\.value) == ["b c", "{\"a\": 1}"])
    #expect(String(decoding: source[statements[0].range], as: UTF8.self) == "'b c'")
    #expect(String(decoding: source[statements[1].range], as: UTF8.self) == "{\"a\": 1}")
  }
}
