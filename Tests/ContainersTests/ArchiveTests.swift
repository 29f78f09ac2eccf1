import Ingest
import TestSupport
import Testing

@testable import Containers

@Suite("Archives of files")
struct ArchiveTests {
  private func text(_ words: String) -> [UInt8] { Array((words + "\n").utf8) }

  private var files: [WrittenArchive.File] {
    [
      WrittenArchive.File(name: "a/one.txt", bytes: text("one")),
      WrittenArchive.File(name: "b/", bytes: [], type: 0o040000),
      WrittenArchive.File(name: "b/two.html", bytes: text("<p>two</p>")),
      WrittenArchive.File(name: "b/größe 漢字.txt", bytes: text("three")),
      WrittenArchive.File(name: "b/link.txt", bytes: [], type: 0o120000),
      WrittenArchive.File(name: ".hidden.txt", bytes: text("hidden")),
    ]
  }

  private static let forms: [@Sendable ([WrittenArchive.File]) -> [UInt8]] = [
    { WrittenArchive.tar($0) }, { WrittenArchive.gnuTar($0) }, { WrittenArchive.zip($0) },
    { Compressed.gzip(WrittenArchive.tar($0)) }, { Compressed.zstd(WrittenArchive.zip($0)) },
    { Compressed.xz(WrittenArchive.gnuTar($0)) },
  ]

  @Test("give their files under their names; folders, links and hidden files are none", arguments: 0..<6)
  func every(form: Int) throws {
    // A zip that can't be read at any place doesn't say which of its files are links.
    let files = form == 4 ? files.filter { $0.type != 0o120000 } : files
    let walked = try Walked(ArchiveTests.forms[form](files), name: "pages")
    #expect(walked.paths == ["pages/a/one.txt", "pages/b/two.html", "pages/b/größe 漢字.txt"])
    #expect(walked.texts == ["one\n", "<p>two</p>\n", "three\n"])
    #expect(walked.skipped["hidden files"] == 1)
    #expect(walked.isTheSameInAnyOrder)
  }

  @Test("may lie in one another, with compressed files and lists among them")
  func nested() throws {
    let inner = Compressed.gzip(WrittenArchive.tar(files))
    let warc = WrittenWARC.crawl(2).map { Compressed.gzip($0) }.flatMap { $0 }
    let outer = WrittenArchive.zip([
      WrittenArchive.File(name: "in.tar.gz", bytes: inner),
      WrittenArchive.File(name: "x.txt.gz", bytes: Compressed.gzip(text("x"))),
      WrittenArchive.File(name: "crawl.warc.gz", bytes: warc),
      WrittenArchive.File(name: "list.jsonl", bytes: text(#"{"id": "7", "text": "line"}"#)),
    ])
    let walked = try Walked(outer, name: "all.zip")
    #expect(
      walked.paths == [
        "all.zip/in.tar.gz/a/one.txt", "all.zip/in.tar.gz/b/two.html", "all.zip/in.tar.gz/b/größe 漢字.txt",
        "all.zip/x.txt.gz", "all.zip/crawl.warc.gz/\(WrittenWARC.id(0))", "all.zip/crawl.warc.gz/\(WrittenWARC.id(1))",
        "all.zip/list.jsonl/7",
      ])
    #expect(walked.texts.count == 7)
    #expect(walked.isTheSameInAnyOrder)
  }

  @Test("can't name anything outside themselves, nor two files the same")
  func traversal() throws {
    let names = ["../../etc/passwd", "/etc/passwd", "./a.txt", "a.txt", "a/../b.txt", "a//c.txt", "d\u{1}.txt"]
    for make in [WrittenArchive.tar, WrittenArchive.zip] {
      let walked = try Walked(make(names.map { WrittenArchive.File(name: $0, bytes: text($0)) }), name: "t")
      #expect(
        walked.paths == [
          "t/%2E%2E/%2E%2E/etc/passwd", "t/etc/passwd", "t/a.txt", "t/a.txt#2", "t/a/%2E%2E/b.txt", "t/a/c.txt",
          "t/d%01.txt",
        ])
      #expect(walked.texts == names.map { $0 + "\n" })
      #expect(walked.isTheSameInAnyOrder)
    }
  }

  @Test("that are cut off or changed give what can be read, and say what can't")
  func damaged() throws {
    let files = (0..<8).map { WrittenArchive.File(name: "\($0).txt", bytes: WrittenWARC.page($0)) }
    let whole = Set(files.map { String(decoding: $0.bytes, as: UTF8.self) })
    // A byte of the second file's header in the tar, of the first one's data in the zip.
    for (make, place) in [(WrittenArchive.tar, 512 * 2 + 3), (WrittenArchive.zip, 100)] {
      let bytes = make(files)
      for end in stride(from: 600, to: bytes.count - 2048, by: 311) {
        #expect(try !Walked(Array(bytes[..<end]), name: "t").failures.isEmpty, "\(end)")
      }
      var changed = bytes
      changed[place] ^= 0xFF
      let walked = try Walked(changed, name: "t")
      #expect(walked.texts.count { whole.contains($0) } == 7)
      #expect(walked.failures.count == 1)
    }
  }

  @Test("of which only the list is damaged give everything")
  func damagedList() throws {
    let files = (0..<8).map { WrittenArchive.File(name: "\($0).txt", bytes: WrittenWARC.page($0)) }
    var bytes = WrittenArchive.zip(files)
    let list = try #require(bytes.indices.first { bytes[$0...].starts(with: [0x50, 0x4B, 0x01, 0x02]) })
    bytes[list + 1] ^= 0xFF
    #expect(try Walked(bytes, name: "t").texts == files.map { String(decoding: $0.bytes, as: UTF8.self) })
  }

  @Test("that are office documents are none")
  func office() throws {
    let book = WrittenArchive.zip([
      WrittenArchive.File(name: "mimetype", bytes: text("application/epub+zip")),
      WrittenArchive.File(name: "a.html", bytes: text("a")),
    ])
    #expect(try Walked(book, name: "book.epub").inputs.map(\.entry) == [nil])
  }

  @Test("with more files than the limit end there")
  func manyEntries() throws {
    var options = ContainerOptions()
    options.limits.entries = 3
    let files = (0..<9).map { WrittenArchive.File(name: "\($0).txt", bytes: text("\($0)")) }
    let walked = try Walked(WrittenArchive.tar(files), name: "t", options)
    #expect(walked.paths == ["t/0.txt", "t/1.txt", "t/2.txt", "t/~limit"])
    #expect(walked.failures == ["the file holds more documents than the limit of 3"])
  }

  @Test("whose lists say that they are bombs are not read")
  func zipBomb() throws {
    let one = WrittenArchive.File(name: "a.txt", bytes: [UInt8](repeating: 0x61, count: 40 << 20))
    let walked = try Walked(WrittenArchive.zip([one, one, one]), name: "t")
    #expect(walked.failures.contains { $0.contains("250 times as much") })
    #expect(walked.inputs.count == 2)
  }
}
