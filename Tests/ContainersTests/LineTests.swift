import Ingest
import Testing

@testable import Containers

@Suite("JSON lines and tables")
struct LineTests {
  @Test("JSON lines give a document a line")
  func jsonLines() throws {
    let lines = """
      \u{FEFF}{"id": "W1", "text": "Wörter\\n", "url": "https://example.org/1", "date": "2024-05-01"}

      {"id": 17, "html": "<p>x</p>", "text": "x"}
      {"text": "no id"}
      {"id": "a/../b", "text": "an odd id"}
      {"id": "W1", "text": "the same id"}
      {"id": "none"}
      ["no object"]
      {"text": "not closed
      {"id": "last", "text": "without a line end"}
      """
    let walked = try Walked(Array(lines.utf8), name: "list.jsonl")
    #expect(
      walked.paths
        == ["W1", "17", "line-4", "a%2F..%2Fb", "W1#2", "none", "line-8", "line-9", "last"].map {
          "list.jsonl/\($0)"
        })
    #expect(walked.texts == ["Wörter\n", "<p>x</p>", "no id", "an odd id", "the same id", "without a line end"])
    #expect(
      walked.failures == [
        "it has no text under 'html' or 'text'", "the line is no JSON object",
        "the line is no JSON: a string has no end",
      ])
    let first = try walked.contents[0].get()
    #expect(first.url == "https://example.org/1")
    #expect(first.date == "2024-05-01")
    #expect(first.mediaType == "text/plain")
    #expect(try walked.contents[1].get().mediaType == "text/html")
    #expect(walked.isTheSameInAnyOrder)
    for compress in [Compressed.gzip, Compressed.bzip2, Compressed.xz] {
      #expect(try Walked(compress(Array(lines.utf8)), name: "list.ndjson.x").texts == [lines])
      #expect(
        try Walked(compress(Array(lines.utf8)), name: "list.ndjson.gz").texts.count
          == (compress(lines.utf8.map { $0 }).first == 0x1F ? 6 : 1))
    }
  }

  @Test("fields have the names that one gives them")
  func fields() throws {
    var options = ContainerOptions()
    options.fields.text = ["body", "/nested/text"]
    options.fields.id = ["key"]
    let lines = #"{"key": "a", "body": "1", "text": "no"}"# + "\n" + #"{"nested": {"text": "2"}}"#
    let walked = try Walked(Array(lines.utf8), name: "list.jsonl", options)
    #expect(walked.paths == ["list.jsonl/a", "list.jsonl/line-2"])
    #expect(walked.texts == ["1", "2"])
  }

  @Test("tables give a document a row", arguments: [",", ";", "\t"])
  func tables(separator: String) throws {
    let rows = [
      ["id", "text", "url"], ["1", "\"two\nlines, \"\"quoted\"\"; and\ttabs\"", "https://example.org/1"],
      ["", "plain", ""], ["3", "", "u"], ["4", "\"x\""],
    ]
    let table = rows.map { $0.joined(separator: separator) }.joined(separator: "\r\n") + "\r\n"
    let walked = try Walked(Array(table.utf8), name: "list.csv")
    #expect(walked.paths == ["1", "row-3", "3", "4"].map { "list.csv/\($0)" })
    #expect(walked.texts == ["two\nlines, \"quoted\"; and\ttabs", "plain", "x"])
    #expect(walked.failures == ["the row has no text"])
    #expect(try walked.contents[0].get().url == "https://example.org/1")
  }

  @Test("a table without the column says which it has")
  func missingColumn() throws {
    let walked = try Walked(Array("id,body\n1,x\n".utf8), name: "list.csv")
    #expect(walked.failures == ["the table has no column 'html' or 'text'; its columns are 'id', 'body'"])
    #expect(
      try Walked(Array("id,text\n1,\"x\n2,y\n".utf8), name: "list.csv").failures == [
        "a quotation mark has no other that ends it"
      ])
  }
}
