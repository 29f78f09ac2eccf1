import CanonicalJSON
import Foundation
import TestSupport
import Testing

@Suite("Inputs from the command line", .enabled(if: Program.isBuilt, "the program isn't built"))
struct InputCommandsTests {
  private func folder() throws -> ScratchFolder {
    let scratch = try ScratchFolder()
    try scratch.write(
      "fettle: 1\nname: test\nstages: [cleanup, export: { formats: [json, warc] }]\n", to: "test.yaml")
    try scratch.write(WrittenWARC.crawl(5).flatMap { $0 }, to: "crawl.warc")
    return scratch
  }

  @Test("filter answers each line with a record, in order, and never stops at a bad one")
  func filter() throws {
    let scratch = try folder()
    let lines =
      (0..<100).map { $0 % 10 == 3 ? "no JSON" : #"{"id": "W\#($0)", "text": "Text number \#($0).\n"}"# }
      .joined(separator: "\n")
    let outcome = try Program.run(["filter", "test.yaml", "--jobs", "3"], in: scratch.path, input: lines)
    #expect(outcome.code == 0, "\(outcome.errors)")
    let records = try outcome.output.split(separator: "\n").map { try JSONReader.read(Array($0.utf8)) }
    #expect(records.count == 100)
    for (index, record) in records.enumerated() {
      if index % 10 == 3 {
        #expect(record["schema"] == "fettle.quarantine/1")
        #expect(record["path"]?.string == "line-\(index + 1)")
      } else {
        #expect(record["source"]?["path"]?.string == "W\(index)")
        #expect(record["body"]?[0]?["text"]?.string == "Text number \(index).")
      }
    }
    #expect(try Program.run(["filter", "test.yaml"], in: scratch.path, input: "").output.isEmpty)
  }

  @Test("explain shows a document of an archive, or says which there are")
  func explain() throws {
    let scratch = try folder()
    let one = try Program.run(
      ["explain", "test.yaml", "crawl.warc/\(WrittenWARC.id(2))", "--color", "never"], in: scratch.path)
    #expect(one.code == 0, "\(one.errors)")
    #expect(one.output.contains("word34"))
    let all = try Program.run(["explain", "test.yaml", "crawl.warc"], in: scratch.path)
    #expect(all.code == 1)
    #expect(all.errors.contains("crawl.warc/\(WrittenWARC.id(0))"))
    #expect(try Program.run(["explain", "test.yaml", "crawl.warc/none"], in: scratch.path).code == 1)
  }

  @Test("archives come from standard input as well")
  func standardInput() throws {
    let scratch = try folder()
    let outcome = try Program.run(
      ["run", "test.yaml", "-", "--output", "out"], in: scratch.path, input: try scratch.text(of: "crawl.warc"))
    #expect(outcome.code == 0, "\(outcome.errors)")
    #expect(outcome.output.contains("5 articles"))
    #expect(outcome.output.contains("passed over: 5 request, 1 warcinfo"))
  }

  @Test("options stand under input")
  func options() throws {
    let scratch = try folder()
    try scratch.write(
      """
      fettle: 1
      name: test
      input:
        paths: list.jsonl
        fields: { text: [body, content], id: key }
        limits: { document-bytes: 20 }
      stages: [export]

      """, to: "test.yaml")
    try scratch.write(
      #"{"key": "a", "content": "short"}"# + "\n" + #"{"key": "b", "body": "longer than twenty bytes"}"# + "\n",
      to: "list.jsonl")
    let outcome = try Program.run(["run", "test.yaml", "--output", "out"], in: scratch.path)
    #expect(outcome.code == 2, "\(outcome.errors)")
    #expect(scratch.exists("out/articles/list.jsonl_/a.json"))
    #expect(try scratch.text(of: "out/quarantine/list.jsonl_/b.json").contains("limit of 20 bytes"))
  }

  /// A Python that has warcio; `FETTLE_PYTHON` names one.
  private static let python: String? = {
    let name = ProcessInfo.processInfo.environment["FETTLE_PYTHON"] ?? "python3"
    return (try? call(name, ["-c", "import warcio"]))?.code == 0 ? name : nil
  }()

  private static func call(_ program: String, _ arguments: [String]) throws -> (code: Int32, output: String) {
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [program] + arguments
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: output, as: UTF8.self))
  }

  @Test(
    "warcio's archives are read, and warcio accepts ours", .enabled(if: python != nil, "no Python with warcio here"))
  func warcio() throws {
    let scratch = try folder()
    let python = try #require(Self.python)
    let program = """
      import io, sys
      from warcio.warcwriter import WARCWriter
      from warcio.statusandheaders import StatusAndHeaders
      for name, version, gzip in (("a.warc.gz", "1.0", True), ("b.warc", "1.1", False)):
          with open(sys.argv[1] + "/" + name, "wb") as file:
              writer = WARCWriter(file, gzip=gzip, warc_version="WARC/" + version)
              file_info = writer.create_warcinfo_record(name, {"software": "test"})
              writer.write_record(file_info)
              for number in range(20):
                  body = ("<html><body><p>Page %d of warcio.</p></body></html>" % number).encode()
                  headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1")
                  record = writer.create_warc_record(
                      "https://example.org/%d" % number, "response", payload=io.BytesIO(body), http_headers=headers,
                      warc_headers_dict={"WARC-Date": "2024-05-01T00:00:%02dZ" % number})
                  request = StatusAndHeaders("GET / HTTP/1.1", [("Host", "example.org")], is_http_request=True)
                  writer.write_request_response_pair(
                      writer.create_warc_record("https://example.org/%d" % number, "request", http_headers=request), record)
      """
    #expect(try Self.call(python, ["-c", program, scratch.path]).code == 0)
    let outcome = try Program.run(
      ["run", "test.yaml", "a.warc.gz", "b.warc", "crawl.warc", "--output", "out"], in: scratch.path)
    #expect(outcome.code == 0, "\(outcome.errors)")
    #expect(outcome.output.contains("45 articles"))
    let check = try Self.call(
      python, ["-c", "from warcio.cli import main; main(['check', '-v', '\(scratch.path)/out/articles.warc'])"])
    #expect(check.code == 0)
    #expect(check.output.components(separatedBy: "digest pass").count == 46, "\(check.output.prefix(400))")
    let records = try Self.call(
      python,
      [
        "-c",
        """
        import sys
        from warcio.archiveiterator import ArchiveIterator
        ids = set()
        for name in ("a.warc.gz", "b.warc", "crawl.warc"):
            for record in ArchiveIterator(open(sys.argv[1] + "/" + name, "rb")):
                if record.rec_type == "response":
                    ids.add((record.rec_headers["WARC-Record-ID"], record.rec_headers["WARC-Target-URI"]))
        for record in ArchiveIterator(open(sys.argv[1] + "/out/articles.warc", "rb")):
            assert record.rec_type == "conversion"
            ids.remove((record.rec_headers["WARC-Refers-To"], record.rec_headers["WARC-Target-URI"]))
            assert record.content_stream().read()
        assert not ids
        """, scratch.path,
      ])
    #expect(records.code == 0)
  }
}
