import Ingest
import TestSupport
import Testing

@testable import Containers

@Suite("Compressed files")
struct CompressionTests {
  static let text = Array("A page of text that was compressed.\n".utf8)

  static let forms: [(name: String, compress: @Sendable ([UInt8]) -> [UInt8])] = [
    ("a.txt.gz", { Compressed.gzip($0) }), ("a.txt.zst", { Compressed.zstd($0) }),
    ("a.txt.bz2", { Compressed.bzip2($0) }), ("a.txt.xz", { Compressed.xz($0) }),
  ]

  @Test("are read whatever compressed them, and whatever they are called", arguments: 0..<4)
  func every(form: Int) throws {
    let (name, compress) = CompressionTests.forms[form]
    for name in [name, "b.dat", "without-ending"] {
      let walked = try Walked(compress(CompressionTests.text), name: name)
      #expect(walked.paths == [name])
      #expect(try walked.contents.first?.get() == InputContent(CompressionTests.text))
    }
  }

  @Test("may be several behind one another, empty ones among them, with zeros behind the last", arguments: 0..<4)
  func concatenated(form: Int) throws {
    let (name, compress) = CompressionTests.forms[form]
    let bytes = compress(Array("one ".utf8)) + compress([]) + compress(Array("two".utf8))
    #expect(try Walked(bytes, name: name).texts == ["one two"])
    #expect(try Walked(bytes + [UInt8](repeating: 0, count: 512), name: name).texts == ["one two"])
  }

  @Test("that are cut off or changed fail with a reason, and never give half a page", arguments: 0..<4)
  func damaged(form: Int) throws {
    let (name, compress) = CompressionTests.forms[form]
    let bytes = compress(WrittenWARC.page(3) + WrittenWARC.page(4))
    for end in stride(from: 12, to: bytes.count, by: 7) {
      let walked = try Walked(Array(bytes[..<end]), name: name)
      #expect(walked.texts.isEmpty && walked.failures.count == 1, "\(end)")
    }
    for place in stride(from: 12, to: bytes.count, by: 7) {
      var changed = bytes
      changed[place] ^= 0x10
      let walked = try Walked(changed, name: name)
      #expect(walked.contents.count == 1)
      #expect(walked.texts.allSatisfy { Array($0.utf8) == WrittenWARC.page(3) + WrittenWARC.page(4) }, "\(place)")
    }
    #expect(try Walked(bytes + Array("rubbish".utf8), name: name).failures.count == 1)
  }

  @Test("that hold nothing are documents that hold nothing")
  func empty() throws {
    for (name, compress) in CompressionTests.forms {
      #expect(try Walked(compress([]), name: name).texts == [""])
    }
    let plain = try Walked([], name: "a.dat")
    #expect(plain.inputs.map(\.entry) == [nil])
  }

  @Test("within one another are opened up to the limit")
  func nested() throws {
    var bytes = CompressionTests.text
    for _ in 0..<6 { bytes = Compressed.gzip(bytes) }
    #expect(try Walked(bytes).texts.count == 1)
    #expect(
      try Walked(Compressed.gzip(bytes)).failures
        == ["archives lie in one another deeper than the limit of 6"])
  }

  @Test("that expand to far more than they are end there")
  func bomb() throws {
    var options = ContainerOptions()
    options.limits.entryBytes = 1 << 20
    let bomb = Compressed.gzip([UInt8](repeating: 0x20, count: 100 << 20))
    #expect(try Walked(bomb, options).failures == ["is larger than the limit of 1048576 bytes"])
    // Larger than a document may be, so that it must be read to get past it.
    let warc = WrittenWARC.record(
      "resource", id: "a", fields: [("Content-Type", "text/plain")], block: [UInt8](repeating: 0x20, count: 100 << 20))
    let walked = try Walked(Compressed.gzip(warc + warc), options)
    #expect(walked.failures.count == 1)
    #expect(walked.failures.first?.contains("250 times as much") == true)
  }
}
