import FettleKit
import PipelineFile
import Testing

@Suite("What is made from manifests")
struct ManifestForms {
  @Test("the schema has every stage and every option, with types, defaults and bounds")
  func schema() {
    let schema = SchemaWriter(stages: testStages).schema()
    #expect(schema["$schema"] == "https://json-schema.org/draft/2020-12/schema")
    #expect(schema["required"] == ["fettle", "stages"])
    #expect(schema["properties"]?["fettle"]?["const"] == 1)
    #expect(schema["additionalProperties"] == false)
    let cleanup = schema["$defs"]?["cleanup"]?["properties"]
    #expect(cleanup?["columns"]?["minimum"] == 20)
    #expect(cleanup?["columns"]?["maximum"] == 400)
    #expect(cleanup?["columns"]?["default"] == 80)
    #expect(cleanup?["quotes"]?["enum"] == ["keep", "straight"])
    #expect(cleanup?["hyphens"]?["type"] == "boolean")
    #expect(schema["$defs"]?["boilerplate"]?["properties"]?["learn"]?["required"] == ["minimum-share"])
    // A stage that needs an option can't be named alone.
    let names = schema["properties"]?["stages"]?["items"]?["anyOf"]?.array?.compactMap { $0["const"]?.string }
    #expect(names == ["cleanup", "boilerplate", "structure", "export"])
  }

  @Test("the list has a line for each stage")
  func list() {
    let text = ManifestText().list(testStages.map { $0.manifest })
    #expect(
      text == """
          cleanup      Mends what scraping does to text.
          boilerplate  Takes out what isn't the article.
          structure    Finds title and headings.
          label        Puts a label on each record.
          export       Writes each record.

        """)
  }

  @Test("the help of a stage shows options, rules and examples")
  func help() {
    #expect(
      ManifestText(width: 60).text(Cleanup.manifest) == """
        cleanup (version 3)

        Mends what scraping does to text.

        White space, ligatures and the like.

        Nothing is lost.

        Options:
          quotes
              What becomes of curly quotes.
              one of: keep, straight
              default: keep
          hyphens
              Whether words broken at a line's end are joined.
              true or false
              default: true
          columns
              How wide wrapped lines are at most.
              a whole number from 20 to 400
              default: 80

        Rules:
          ligature        A ligature as its letters.
          no-break-space  A space that breaks.

        Examples:
          A ligature becomes its letters.
            - cleanup: { quotes: keep }
            > ﬁrst
            /body/0/text = first
            /body/1 = (absent)

        """)
  }

  @Test("the page in Markdown has a table of stages, and of each stage's options")
  func markdown() {
    let page = ManifestMarkdown().page(testStages.map { $0.manifest })
    #expect(page.hasPrefix("# Stages\n\n| stage | version | what it does |\n| --- | --- | --- |\n"))
    #expect(page.contains("| [`cleanup`](#cleanup) | 3 | Mends what scraping does to text. |"))
    #expect(page.contains("| `learn.minimum-share` | a number from 0 to 1 | required | In which share of them. |"))
    #expect(page.contains("| `rules` | a list of paths of files, or 'builtin' | `[builtin]` |"))
    #expect(page.contains("```yaml\n- cleanup: { quotes: keep }\n```\n\n```text\nﬁrst\n```\n"))
  }
}

@Suite("Diagnostics for people")
struct DiagnosticPrinterTests {
  private func caret(_ line: String, column: Int, length: Int = 1) -> String {
    let diagnostic = Diagnostic(
      "x", at: SourcePlace(file: "f", line: 1, column: column, length: length), sourceLine: line)
    let lines = DiagnosticPrinter(width: 40).text(diagnostic).split(separator: "\n")
    return lines[1].dropFirst(6) + "\n" + lines[2].dropFirst(6)
  }

  @Test("the caret stands under wide and combining characters, and behind tabs")
  func carets() {
    #expect(caret("統計: x", column: 5) == "統計: x\n      ^")
    #expect(caret("統計: x", column: 1, length: 2) == "統計: x\n^~~~")
    #expect(caret("e\u{301}: x", column: 5) == "e\u{301}: x\n   ^")
    #expect(caret("a\tb", column: 3) == "a   b\n    ^")
    #expect(caret("🙂 x", column: 3) == "🙂 x\n   ^")
    #expect(caret("end", column: 4) == "end\n   ^")
  }

  @Test("a long line is cut around the place")
  func longLines() throws {
    let line = String(repeating: "a", count: 500) + "B" + String(repeating: "c", count: 500)
    let lines = caret(line, column: 501).split(separator: "\n")
    #expect(lines[0].count <= 42)
    let at = try #require(lines[0].firstIndex(of: "B") as Substring.Index?)
    #expect(lines[0].distance(from: lines[0].startIndex, to: at) == lines[1].count - 1)
  }

  @Test("control characters of a file do not reach the terminal")
  func controls() {
    let diagnostic = Diagnostic(
      "unknown \u{1B}[31m", at: SourcePlace(file: "a\u{7}", line: 1, column: 1), suggestion: "\u{202E}x",
      sourceLine: "\u{1B}]0;x\u{7}")
    let text = DiagnosticPrinter().text(diagnostic)
    #expect(!text.unicodeScalars.contains { $0 != "\n" && ($0.value < 0x20 || $0.value == 0x202E) })
  }

  @Test("colours are there when asked for, and only then")
  func colours() {
    let diagnostic = Diagnostic("no such file", file: "a.yaml")
    #expect(DiagnosticPrinter().text(diagnostic) == "a.yaml: error: no such file\n")
    #expect(DiagnosticPrinter(isColoured: true).text(diagnostic).contains("\u{1B}[1;31merror:\u{1B}[0m"))
  }
}
