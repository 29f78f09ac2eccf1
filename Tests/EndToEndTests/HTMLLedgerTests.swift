import Foundation
import TestSupport
import Testing

/// Another parser of HTML, in Python.
private enum OtherParser {
  private static let python = ProcessInfo.processInfo.environment["PYTHON"] ?? "python3"

  /// What the program printed, and whether it ended well.
  static func run(_ arguments: [String]) -> (isRight: Bool, output: String) {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [python] + arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return (false, "") }
    let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return (process.terminationStatus == 0, output)
  }

  static let isThere = ["selectolax.lexbor", "html5lib"].contains { run(["-c", "import \($0)"]).isRight }
}

/// The ledger of HTML pages, checked with a parser that isn't Fettle's. PYTHON in the environment names a python3 that has
/// selectolax or html5lib, where the one on the path has neither.
@Suite(
  "The ledger of HTML pages by another parser",
  .enabled(if: Program.isBuilt && OtherParser.isThere, "no python3 with selectolax or html5lib, or no program"))
struct HTMLLedgerTests {
  private static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
  private static let pages = [
    "<table>lost words<tr><td>a cell<p>in a paragraph</table>behind it",
    "<b><p>bold<i>both</b>italic</p>neither</i> <a href=x>one<a href=y>two</a> three",
    "&eacute;t&eacute; &copy2024 &notit; &#0; &#x80; a&nbsp;b &ampc AT&T <3 < 4 &lt;b&gt;",
    "<p>text<!-- a comment --> goes<script>if (a < b) '<p>no</p>'</script> on<style>p{}</style> here</p>",
    "<textarea>typed</textarea><select><option>one<option>two</select><button>press</button><noscript>none</noscript>",
    "<svg><title>drawn</title><text>letters</text></svg><math><mi>x</mi><annotation>tex</annotation></math>",
    "<p>so <span class=katex><span class=katex-mathml><math><mfrac><mi>alpha</mi><mi>beta</mi></mfrac></math></span>"
      + "<span class=katex-html>beta<b>alpha</b></span></span> is 10<sup>-3</sup>, as years<sup>1,2</sup> showed</p>",
    "<div class=MathJax>gamma<span class=MJX_Assistive_MathML><math><mi>gamma</mi></math></span></div><p>behind it</p>",
    "<table><tr><th rowspan=2>name<th colspan=2>values<tr><th>low<th>high<tr><td>one<td>two<td>three</table>",
    "<ul><li>a<ul><li>b<li>c</ul><li>d</ul><dl><dt>term<dd>text</dl><h1>head<h2>lower</h1>",
    "plain &amp; simple\r\nwith lines\u{0}and more <![CDATA[data]]> <?php echo 1 ?> </p> end <div hidden>hidden words</div>",
    "<p>what stands behind a control character on the wet \u{1D}Themes of our time is as much seen as all \u{B}before it</p>",
    "<p>letâ€™s say that itâ€™s read twice: the pageâ€”or its makerâ€”wouldnâ€™t know, and a reader couldnâ€™t help it</p>",
    "<p>borrow it as &amp;amp;T to read from it, as &amp;amp;mut T to write to it, and so on &amp;hellip; until the end</p>",
  ]

  @Test("every letter that another parser finds stands in the bytes that the ledger names")
  func ledger() throws {
    let scratch = try ScratchFolder()
    let filler = "<p>Each of these pages holds a paragraph of some length, so that there is something to keep.</p>"
    for (index, page) in Self.pages.enumerated() {
      try scratch.write("<!DOCTYPE html><body>\(page)\(filler)", to: "pages/page-\(index).html")
    }
    let pipeline = "fettle: 1\nname: ledger\nstages: [content, cleanup, boilerplate, structure, references, export]\n"
    try scratch.write(pipeline, to: "pipeline.yaml")
    let outcome = try Program.run(["run", "pipeline.yaml", "pages", "--output", "out"], in: scratch.path)
    #expect(outcome.code == 0, "\(outcome.errors)")
    let script = Self.root.appending(path: "Scripts/evaluation/html_ledger.py").path
    let report = OtherParser.run([script, scratch.path + "/pages", scratch.path + "/out/articles"])
    #expect(report.output.hasSuffix("\(Self.pages.count) of \(Self.pages.count)\n"), "\(report.output)")
  }
}
