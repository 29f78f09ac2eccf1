import CanonicalJSON
import FettleKit
import Ingest
import Testing

@testable import ArchiveExport

@Suite("What the record tells of a page's markup")
struct MarkupFieldsTests {
  private func record(_ html: String, _ change: (inout Document) -> Void = { _ in }) throws -> JSONValue {
    var document = try Ingest.document(bytes: Array(html.utf8), path: "page.html")
    change(&document)
    return try JSONReader.read(ArticleRecord.bytes(of: document))
  }

  private let table = """
    <table><thead><tr><th rowspan="2">Name<th colspan="2">Values<tr><th>low<th>high
    <tbody><tr><td rowspan="2">A<td>1 | 2<td><b>3</b> &amp; more<tr><td><td>4</table>
    """

  @Test("a cell that covers several places stands in all of them, and its bytes are accounted for once")
  func spans() throws {
    let record = try record(table)
    let rows = record.resolve(pointer: "/tables/0/rows")?.array?.map { $0.array?.compactMap(\.string) ?? [] }
    #expect(
      rows == [["Name", "Values", "Values"], ["Name", "low", "high"], ["A", "1 | 2", "3 & more"], ["A", "", "4"]])
    #expect(record.resolve(pointer: "/tables/0/header-rows") == .number(2))
    #expect(
      record["body"]?.array?.compactMap { $0["text"]?.string } == [
        "Name | Values", "low | high", "A | 1 | 2 | 3 & more", "4",
      ])
    let starts = record["ledger"]?.array?.compactMap { $0.array?.first } ?? []
    #expect(Set(starts.map { "\($0)" }).count == starts.count)
  }

  @Test("a table that was taken out is none")
  func removed() throws {
    let reason = Reason(category: "layout", rule: "test", stage: "test")
    let record = try record(table + "<p>text</p>") { document in
      for index in document.blocks.indices where document.blocks[index].role == .table {
        document.blocks[index].outcome = .removed(reason)
      }
    }
    #expect(record["tables"] == nil)
  }

  @Test("cells keep what a stage made of their text")
  func rewritten() throws {
    let record = try record("<table><tr><td>x one<td>two<tr><td>3<td>4</table>") { document in
      document.blocks[0].text.apply([TextEdit(0..<2, TextEdit.nothing)])
    }
    #expect(record.resolve(pointer: "/tables/0/rows/0/0") == .string("one"))
    #expect(record.resolve(pointer: "/tables/0/rows/0/1") == .string("two"))
  }

  @Test("a formula's TeX stands beside the text, where the formula is kept")
  func formulas() throws {
    let html = "<p>so <math alttext='x^{2}'><mi>x</mi><mn>2</mn></math> is</p>"
    let kept = try record(html)
    #expect(kept.resolve(pointer: "/formulas/0/tex") == .string("x^{2}"))
    #expect(kept.resolve(pointer: "/formulas/0/range") == .array([.number(6), .number(55)]))
    let reason = Reason(category: "layout", rule: "test", stage: "test")
    #expect(try record(html) { $0.blocks[0].outcome = .removed(reason) }["formulas"] == nil)
  }

  @Test("a reference says what stated its fields, and one that only the markup states says so as a whole")
  func references() throws {
    let record = try record("<p>text</p>") { document in
      var reference = Reference(raw: "A. Gates.", range: 0..<3)
      reference.statedBy = "citation_reference"
      reference.item.DOI = "10.5555/a"
      reference.origins = [FieldOrigin(field: "DOI", origin: "doi.org", range: 1..<2)]
      document.references = [reference]
    }
    #expect(record.resolve(pointer: "/references/0/stated-by") == .string("citation_reference"))
    #expect(record.resolve(pointer: "/references/0/origins/0/stated-by") == .string("doi.org"))
  }
}
