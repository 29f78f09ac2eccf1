import CanonicalJSON
import FettleKit
import TestSupport
import Testing

@testable import ArchiveExport

@Suite("The article record")
struct ArticleRecordTests {
  private func record(_ document: Document) throws -> JSONValue {
    try JSONReader.read(try ArticleRecord.bytes(of: document))
  }

  @Test("holds what the document holds, under the keys of the design")
  func full() throws {
    let got = String(decoding: try ArticleRecord.bytes(of: SampleDocument.full()), as: UTF8.self)
    #expect(got == (try Golden.text("full.json", got: got)))
  }

  @Test("an empty document has all keys that every record has")
  func minimal() throws {
    let got = String(
      decoding: try ArticleRecord.bytes(of: SampleDocument.document([("Only a line", .kept)])), as: UTF8.self)
    #expect(got == (try Golden.text("minimal.json", got: got)))
  }

  @Test("is canonical: reading it and writing it again gives the same bytes")
  func canonical() throws {
    let bytes = try ArticleRecord.bytes(of: SampleDocument.full())
    #expect(JSONWriter.bytes(of: try JSONReader.read(bytes)) + [0x0A] == bytes)
  }

  @Test("is named by its DOI in lower case, or else by the digest of its source")
  func identity() throws {
    var document = SampleDocument.full()
    #expect(try record(document)["id"] == "doi:10.1000/tides.1")
    document.item.DOI = nil
    #expect(try record(document)["id"] == .string("sha256:" + String(repeating: "0f", count: 32)))
  }

  @Test("keeps a removed block's own bytes, whatever was rewritten before")
  func removedBytes() throws {
    let reason = Reason(category: "share", rule: "buttons", stage: "boilerplate")
    var document = SampleDocument.document([("Share  this\u{A0}page", .removed(reason))])
    document.blocks[0].text.apply([TextEdit(5..<7, TextEdit.space)])
    let removed = try record(document)["removed"]?[0]
    #expect(removed?["text"] == "Share  this\u{A0}page")
    #expect(removed?["rule"] == "buttons")
    #expect(removed?["class"] == "share")
    #expect(removed?["stage"] == "boilerplate")
  }

  @Test("gives links of a title a place of their own, with the bytes of their addresses")
  func titleLinks() throws {
    var document = SampleDocument.document([("[Tides](https://example.org/a/long/way) rise", .title)])
    document.item.title = "Tides rise"
    document.blocks[0].links = [Link(label: "Tides", url: "https://example.org/a/long/way")]
    let record = try record(document)
    #expect(record["links"] == [["label": "Tides", "range": [8, 38], "url": "https://example.org/a/long/way"]])
    #expect(record["ledger"] == [[0, 8, "/item/title"], [8, 38, "/links/0"], [38, 44, "/item/title"]])
  }

  @Test("keeps links of a reference's blocks that the reference itself lacks")
  func referenceLinks() throws {
    var document = SampleDocument.full()
    document.blocks[9].links = [Link(label: "CAS", url: "https://example.org/cas")]
    #expect(
      try record(document)["references"]?[0]?["links"]
        == [["label": "CAS"], ["label": "CAS", "url": "https://example.org/cas"]])
  }

  @Test("blocks of one field that follow each other are one triple of the ledger")
  func mergedTriples() throws {
    let ledger = try record(SampleDocument.full())["ledger"]?.array ?? []
    #expect(ledger.filter { $0[2] == "/references/0" }.count == 1)
    #expect(ledger.filter { $0[2] == "/statements/competing-interests" }.count == 1)
  }

  @Test("a byte that is in no block sends the document to quarantine")
  func lostByte() {
    var document = SampleDocument.full()
    document.blocks.remove(at: 3)
    #expect { try ArticleRecord.bytes(of: document) } throws: { error in
      (error as? StageError)?.reason.contains("in no block") == true
    }
  }

  @Test("bytes in two blocks send the document to quarantine")
  func doubleBytes() {
    var document = SampleDocument.full()
    document.blocks.insert(document.blocks[2], at: 2)
    #expect { try ArticleRecord.bytes(of: document) } throws: { error in
      (error as? StageError)?.reason.contains("twice") == true
    }
  }

  @Test(
    "a block that is part of nothing sends the document to quarantine",
    arguments: [Outcome.title, .abstract, .figure(0), .figure(-1), .reference(2)])
  func partOfNothing(outcome: Outcome) {
    let document = SampleDocument.document([("A line", outcome)])
    #expect(throws: StageError.self) { try ArticleRecord.bytes(of: document) }
  }

  @Test("the formats that are asked for are made, each once")
  func formats() throws {
    let values: [String: OptionValue] = ["formats": OptionValue(value: ["csl", "json", "ndjson", "csl"])]
    var document = SampleDocument.full()
    try ExportStage(options: StageOptions(values: values)).process(&document, in: StageContext())
    #expect(document.exports.map(\.format) == ["csl", "json", "ndjson"])
    #expect(document.exports.map(\.container) == [nil, nil, "articles.ndjson"])
    #expect(document.exports[1].bytes == document.exports[2].bytes)
  }

  @Test("CSL-JSON has an id and a type for every item")
  func csl() throws {
    let list = try JSONReader.read(CSLList.bytes(of: SampleDocument.full())).array ?? []
    #expect(list.count == 3)
    #expect(list[0]["id"] == "doi:10.1000/tides.1")
    #expect(list[1]["id"] == "doi:10.1000/tides.1#1")
    #expect(list[2]["type"] == "document")
    #expect(list[2]["note"] == "Unreadable")
  }
}
