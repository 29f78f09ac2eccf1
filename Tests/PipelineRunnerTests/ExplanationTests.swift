import FettleKit
import PipelineFile
import Testing

@testable import PipelineRunner

@Suite("The explanation of a page")
struct ExplanationTests {
  private func document() -> Document {
    let parts = [
      "A title of a page", "Access options",
      "A paragraph that is long enough to be wrapped in the width that is given.", "[1] Moon, A. 1999.",
    ]
    var text: [UInt8] = []
    var blocks: [(Range<Int>, Outcome)] = []
    let outcomes: [Outcome] = [
      .title, .removed(Reason(category: "access", rule: "options", stage: "boilerplate")), .kept, .reference(0),
    ]
    for (part, outcome) in zip(parts, outcomes) {
      blocks.append((text.count..<(text.count + part.utf8.count), outcome))
      text += part.utf8 + [0x0A]
    }
    let source = SourceInfo(
      path: "page.txt", sha256: "", bytes: text.count, textSHA256: "", mediaType: "text/plain", charset: "UTF-8")
    return Document(
      source: source, text: text, layout: .lines,
      blocks: blocks.map { range, outcome in
        var block = Block(text: BlockText(source: text, range: range), role: .paragraph)
        block.outcome = outcome
        return block
      })
  }

  @Test("without colour, signs in the margin say what became of each block")
  func plain() {
    #expect(
      Explanation(isColoured: false, width: 60).text(document()) == """
        = title            │ A title of a page
        - access · options │ Access options
                           │ A paragraph that is long enough to be
                           │ wrapped in the width that is given.
        = reference 1      │ [1] Moon, A. 1999.

        kept 85.7 %, removed 11.1 %, separators 3.2 %

        """)
  }

  @Test("with colour, what is removed is dimmed and struck through")
  func coloured() {
    let text = Explanation(isColoured: true, width: 60).text(document())
    #expect(text.contains("\u{1B}[2;9mAccess options\u{1B}[0m"))
    #expect(!text.contains("\u{1B}[2;9mA paragraph"))
  }

  @Test("no page can send commands to the terminal")
  func controls() {
    let lines = WrappedText.lines("a\u{1B}[31mb \u{7}c \u{202E}d", width: 40, keepsLines: false)
    #expect(lines == ["a\u{FFFD}[31mb \u{FFFD}c d"])
  }

  @Test("no line is wider than it may be, whatever the text", arguments: [10, 13, 40])
  func width(columns: Int) {
    let text = "東京大学の研究者 pneumonoultramicroscopicsilicovolcanoconiosis a b 😀😀😀😀😀😀😀😀😀😀 e\u{301}e\u{301}"
    for line in WrappedText.lines(text, width: columns, keepsLines: false) {
      #expect(DisplayWidth.of(line.unicodeScalars) <= columns)
    }
  }
}
