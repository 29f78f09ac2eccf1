import FettleKit
import Foundation
import PipelineFile
import Testing

@Suite("Good pipeline files")
struct GoodFiles {
  private func read(_ text: String, path: String = "Pipelines/articles.yaml") throws -> Pipeline {
    try PipelineReader(stages: testStages, checksInputs: false).read(Array(text.utf8), path: path)
  }

  @Test("a pipeline knows its name, inputs, stages and expectations")
  func whole() throws {
    let pipeline = try read(
      """
      fettle: 1
      name: journal articles
      input: [../Samples, /data/*.txt, '-']
      stages:
        - cleanup
        - export: { formats: [json, csl] }
      expect:
        removed-share: { at-most: 0.7 }
        references: { at-least: 1 }
        fields: title
      """)
    #expect(pipeline.name == "journal articles")
    #expect(pipeline.folder == "Pipelines")
    #expect(pipeline.inputs.map(\.written) == ["../Samples", "/data/*.txt", "-"])
    #expect(pipeline.inputs.map(\.resolved) == ["Pipelines/../Samples", "/data/*.txt", "-"])
    #expect(pipeline.inputs[0].place == SourcePlace(file: "Pipelines/articles.yaml", line: 3, column: 9, length: 10))
    #expect(pipeline.stages.map(\.name) == ["cleanup", "export"])
    #expect(
      pipeline.expectations == [
        Expectation(.removedShare, atMost: 0.7), Expectation(.references, atLeast: 1),
        Expectation(.fields, fields: ["title"]),
      ])
    #expect(pipeline.filesRead.isEmpty)
  }

  @Test("inputs may stand in a mapping, with how archives are read")
  func inputOptions() throws {
    let pipeline = try read(
      """
      fettle: 1
      input:
        paths: [crawl.warc.gz, lists]
        fields: { text: body }
        limits: { depth: 3 }
      stages: [export]
      """)
    #expect(pipeline.inputs.map(\.written) == ["crawl.warc.gz", "lists"])
    #expect(pipeline.inputOptions["fields"]?.members["text"]?.value == ["body"])
    #expect(pipeline.inputOptions["fields"]?.members["html"]?.value == ["html"])
    #expect(pipeline.inputOptions["limits"]?.members["depth"]?.value == 3)
    #expect(pipeline.inputOptions["limits"]?.members["ratio"]?.value == 250)
    #expect(pipeline.inputOptions["records"] == nil)
    #expect(try read("fettle: 1\ninput: { paths: a.txt }\nstages: [export]").inputs.map(\.written) == ["a.txt"])
  }

  @Test("a pipeline without a name is called as its file")
  func unnamed() throws {
    #expect(try read("fettle: 1\nstages: [export]").name == "articles")
    #expect(try read("fettle: 1\nstages: export", path: "a.b/c.d.yaml").name == "c.d")
  }

  @Test("options are the same however they are spelled, with defaults filled in")
  func normalized() throws {
    let short = try read("fettle: 1\nstages: [cleanup, export]")
    let long = try read(
      """
      fettle: 1
      stages:
        - cleanup: { columns: +80, hyphens: Yes, quotes: "keep" }
        - export:
            formats: json
      """)
    #expect(short.stages.map(\.options) == long.stages.map(\.options))
    #expect(long.stages[0].options == ["quotes": "keep", "hyphens": true, "columns": 80])
  }

  @Test(
    "words that YAML readers disagree on stay text where text is expected",
    arguments: [
      "no", "on", "yes", "1.10", "2024-01-01", "0x1F", "010", "~", "null", "12:30:45", "1_000", ".5", "1e3", "=",
    ])
  func text(word: String) throws {
    let pipeline = try read(
      "fettle: 1\nname: \(word)\nstages:\n  - label: { text: \(word), date: \(word) }\n  - export")
    let label = try #require(pipeline.stages[0].stage as? Label)
    #expect(label.text == word)
    #expect(label.date == word)
    #expect(pipeline.name == word)
  }

  @Test(
    "booleans are true, false, yes, no, on and off",
    arguments: [
      ("true", true), ("False", false), ("yes", true), ("NO", false), ("on", true), ("off", false),
    ])
  func booleans(word: String, value: Bool) throws {
    let pipeline = try read("fettle: 1\nstages:\n  - cleanup: { hyphens: \(word) }\n  - export")
    #expect(pipeline.stages[0].options["hyphens"] == .bool(value))
  }

  @Test(
    "numbers are decimal", arguments: [("0.3", 0.3), (".3", 0.3), ("1", 1), ("3e-1", 0.3), ("0.", 0), ("+0.5", 0.5)])
  func numbers(word: String, value: Double) throws {
    let pipeline = try read(
      "fettle: 1\nstages:\n  - boilerplate: { learn: { minimum-share: \(word) } }\n  - export")
    #expect(pipeline.stages[0].options["learn"]?["minimum-share"] == .number(value))
    #expect(pipeline.stages[0].options["learn"]?["minimum-documents"] == 20)
  }

  @Test("anchors and merge keys share options")
  func anchors() throws {
    let pipeline = try read(
      """
      fettle: 1
      stages:
        - cleanup: &tidy { columns: 100, quotes: straight }
        - cleanup:
            <<: *tidy
            columns: 120
        - export
      """)
    #expect(pipeline.stages[1].options == ["quotes": "straight", "hyphens": true, "columns": 120])
  }

  @Test("files that options name are read once and kept account of")
  func files() throws {
    let path = BrokenFiles.folder.appending(path: "made-up.yaml").path
    let pipeline = try read(
      """
      fettle: 1
      stages:
        - boilerplate: { rules: [builtin, Rules/good-rules.yaml] }
        - boilerplate: { rules: Rules/good-rules.yaml }
        - export
      """, path: path)
    #expect(pipeline.filesRead.map(\.path) == ["Rules/good-rules.yaml"])
    let bytes = try Data(contentsOf: BrokenFiles.folder.appending(path: "Rules/good-rules.yaml"))
    #expect(pipeline.filesRead[0].bytes == Array(bytes))
    #expect((pipeline.stages[0].stage as? Boilerplate)?.classes == ["access"])
  }

  @Test("inputs that are there are no mistake: a file, a folder, globs")
  func inputs() throws {
    let path = BrokenFiles.folder.appending(path: "made-up.yaml").path
    let text =
      "fettle: 1\ninput: [Inputs, Inputs/articles/one.txt, 'Inputs/*/*.txt', 'Inputs/**/*.txt', '-']\nstages: [export]"
    let pipeline = try PipelineReader(stages: testStages).read(Array(text.utf8), path: path)
    #expect(pipeline.inputs.count == 5)
  }

  @Test("line ends of any system, a byte order mark, and comments change nothing")
  func lineEnds() throws {
    let text = "# a comment\nfettle: 1\nname: x\nstages: [export]\n"
    let windows = text.replacingOccurrences(of: "\n", with: "\r\n")
    let old = text.replacingOccurrences(of: "\n", with: "\r")
    for spelling in [text, windows, old, "\u{FEFF}" + windows] { #expect(try read(spelling).name == "x") }
  }
}
