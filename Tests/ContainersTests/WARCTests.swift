import Ingest
import TestSupport
import Testing

@testable import Containers

@Suite("Web archives")
struct WARCTests {
  private func text(_ words: String) -> [UInt8] { Array(words.utf8) }

  /// A crawl's pages as a run reads them: by record id.
  static func pages(_ count: Int) -> [String: [UInt8]] {
    Dictionary(uniqueKeysWithValues: (0..<count).map { (WrittenWARC.id($0), WrittenWARC.page($0)) })
  }

  static let forms: [@Sendable ([[UInt8]]) -> [UInt8]] = [
    { $0.flatMap { $0 } }, { $0.map { Compressed.gzip($0) }.flatMap { $0 } }, { Compressed.gzip($0.flatMap { $0 }) },
    { $0.map { Compressed.zstd($0) }.flatMap { $0 } }, { Compressed.bzip2($0.flatMap { $0 }) },
    { Compressed.xz($0.flatMap { $0 }) },
    {
      let dictionary = Array(repeating: WrittenWARC.request(77) + WrittenWARC.page(77), count: 3).flatMap { $0 }
      return Compressed.zstdDictionaryFrame(dictionary)
        + $0.map { Compressed.zstd($0, dictionary: dictionary) }.flatMap { $0 }
    },
    {
      // Members that don't end where records do.
      let all = $0.flatMap { $0 }
      return stride(from: 0, to: all.count, by: 777).flatMap {
        Compressed.gzip(Array(all[$0..<min($0 + 777, all.count)]))
      }
    },
  ]

  @Test("give their pages, whatever compressed them, and pass over what is none", arguments: 0..<8)
  func every(form: Int) throws {
    let walked = try Walked(WARCTests.forms[form](WrittenWARC.crawl(30)), name: "crawl")
    #expect(walked.paths == (0..<30).map { "crawl/\(WrittenWARC.id($0))" })
    for (number, content) in walked.contents.enumerated() {
      var expected = InputContent(WrittenWARC.page(number), mediaType: "text/html")
      expected.recordID = WrittenWARC.id(number)
      expected.url = "https://example.org/page/\(number)"
      expected.date = "2024-05-01T10:20:30Z"
      #expect(try content.get() == expected)
    }
    #expect(walked.skipped == ["request": 30, "warcinfo": 1])
    #expect(walked.isTheSameInAnyOrder)
  }

  @Test("give pages without the chunks and compressions of their transport")
  func codings() throws {
    let page = WrittenWARC.page(5)
    let chunks =
      text("10\r\n") + page[..<16] + text("\r\n\(String(page.count - 16, radix: 16));x=y\r\n") + page[16...]
      + text("\r\n0\r\n\r\n")
    let html = ("Content-Type", "text/html; charset=\"ISO-8859-1\"")
    let bodies: [([UInt8], [(String, String)])] = [
      (page, []), (chunks, [("transfer-encoding", "chunked")]),
      (Compressed.gzip(page), [("Content-Encoding", "gzip")]),
      (Compressed.zlib(page), [("Content-Encoding", "deflate")]),
      (Compressed.deflate(page), [("Content-Encoding", "deflate")]),
      (Compressed.zstd(page), [("Content-Encoding", "zstd")]),
      (Compressed.brotli(page), [("Content-Encoding", "br")]),
      (Compressed.gzip(Compressed.brotli(page)), [("Content-Encoding", "br, gzip")]),
      // Written without them, with the header as it was.
      (page, [("Transfer-Encoding", "chunked"), ("Content-Encoding", "gzip")]), (page, [("Content-Encoding", "br")]),
      (page, [("Content-Encoding", "deflate")]), (page, [("Content-Length", "\(page.count)")]),
    ]
    let records = bodies.enumerated().map { WrittenWARC.response($0, body: $1.0, http: [html] + $1.1) }
    let walked = try Walked(records.flatMap { $0 })
    #expect(walked.contents.count == bodies.count)
    for content in walked.contents {
      #expect(try content.get().bytes == page)
      #expect(try content.get().charset == "iso-8859-1")
      #expect(try !content.get().isTruncated)
    }
  }

  @Test("say of pages that a part is missing")
  func truncated() throws {
    let page = WrittenWARC.page(5)
    let html = ("Content-Type", "text/html")
    let records = [
      WrittenWARC.response(0, body: page, http: [html, ("Content-Length", "\(page.count + 5)")]),
      WrittenWARC.response(1, body: text("8\r\n<p>first\r\n9\r\nsec"), http: [html, ("Transfer-Encoding", "chunked")]),
      WrittenWARC.response(2, body: Compressed.gzip(page).dropLast(20), http: [html, ("Content-Encoding", "gzip")]),
      WrittenWARC.response(3, body: page, fields: [("WARC-Truncated", "length")]),
    ]
    let walked = try Walked(records.flatMap { $0 })
    #expect(try walked.contents.map { try $0.get().isTruncated } == [true, true, true, true])
  }

  @Test("hold texts and resources as well; other media types and statuses are passed over")
  func kinds() throws {
    let page = text("words\n")
    let records = [
      WrittenWARC.record("conversion", id: "urn:a", fields: [("Content-Type", "text/plain")], block: page),
      WrittenWARC.record("resource", id: "b/../c", fields: [("Content-Type", "Text/HTML; charset=utf-8")], block: page),
      WrittenWARC.record("resource", id: "d", fields: [("Content-Type", "image/png")], block: page),
      WrittenWARC.record("revisit", id: "e", block: page), WrittenWARC.record("metadata", id: "f", block: page),
      WrittenWARC.record("novelty", id: "g", block: page), WrittenWARC.response(1, body: page, status: "404 Not Found"),
      WrittenWARC.response(2, body: page, http: [("Content-Type", "application/pdf")]),
      WrittenWARC.response(3, body: page, http: []),
      WrittenWARC.response(4, body: page, fields: [("WARC-Segment-Number", "1")]),
      WrittenWARC.response(5, body: page, digest: true),
      WrittenWARC.record(
        "resource", id: "h",
        fields: [("Content-Type", "text/plain"), ("WARC-Block-Digest", "sha1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")],
        block: page),
    ]
    let walked = try Walked(records.flatMap { $0 }, name: "w")
    #expect(
      walked.paths == ["w/urn:a", "w/b%2F..%2Fc"] + [3, 4, 5].map { "w/\(WrittenWARC.id($0))" } + ["w/h"])
    #expect(walked.texts.count == 4)
    #expect(
      walked.failures == [
        "it is a part of a record that was cut into several",
        "its content doesn't have the digest that it states: it was changed",
      ])
    #expect(
      walked.skipped == [
        "image/png": 1, "revisit": 1, "metadata": 1, "novelty": 1, "HTTP status 404": 1, "application/pdf": 1,
      ])
  }

  @Test("survive lengths that are wrong: that costs the record alone")
  func lengths() throws {
    let page = WrittenWARC.page(1)
    let type = [("Content-Type", "text/html")]
    for length in [0, 5, page.count - 1, page.count + 1, page.count + 700, 70 << 20, 1 << 40, Int.max] {
      let wrong = WrittenWARC.record("resource", id: "wrong", fields: type, block: page, length: length)
      for before in [0, 2] {
        let records =
          (0..<before).map { WrittenWARC.response($0, body: page) } + [wrong]
          + (5..<9).map { WrittenWARC.response($0, body: page) }
        for form in 0..<4 {
          let walked = try Walked(WARCTests.forms[form](records), name: "w")
          let good = (Array(0..<before) + Array(5..<9)).map { "w/\(WrittenWARC.id($0))" }
          // What is one stream and larger than memory may hold can't be read again.
          if form == 2, length > 64 << 20 { continue }
          #expect(walked.paths.filter { $0 != "w/wrong" } == good, "length \(length) form \(form)")
          // One byte more or less may be a damaged line end as well.
          #expect(walked.texts.count { $0 == String(decoding: page, as: UTF8.self) } >= good.count)
        }
      }
    }
  }

  @Test("may hold pages about web archives")
  func embedded() throws {
    let inner = WrittenWARC.response(7, body: WrittenWARC.page(7))
    let records = (0..<3).map { WrittenWARC.response($0, body: text("<pre>") + inner + text("</pre>")) }
    for form in 0..<4 {
      let walked = try Walked(WARCTests.forms[form](records), name: "w")
      #expect(walked.paths == (0..<3).map { "w/\(WrittenWARC.id($0))" })
      #expect(walked.texts.count == 3)
    }
  }

  @Test("don't get words of their own onto a terminal")
  func kindNames() throws {
    let odd =
      (0..<300).map { WrittenWARC.record("kind-\($0)", id: "a", block: []) }
      + [WrittenWARC.record("resource", id: "b", fields: [("Content-Type", "\u{1B}[2Jx/y")], block: [])]
    let skipped = try Walked(odd.flatMap { $0 }).skipped
    #expect(skipped.count == 201)
    #expect(skipped["of unknown kinds"] == 101)
  }

  @Test("may be empty, or hold line ends alone")
  func empty() throws {
    #expect(try Walked(Compressed.gzip(WrittenWARC.info), name: "w.warc.gz").inputs.isEmpty)
    #expect(try Walked(WrittenWARC.info + text("\r\n\r\n"), name: "w.warc.gz").inputs.isEmpty)
  }
}
