import Ingest
import TestSupport
import Testing

@testable import Containers

/// One archive damaged at each of 200 random places: what isn't damaged comes out as it was.
@Suite("Damaged web archives")
struct DamagedWARCTests {
  private static let pieces = WrittenWARC.crawl(12)

  /// Which of the pieces a byte of the file lies in: with records that are compressed one by one.
  private struct Form {
    var name: String
    var bytes: [UInt8] = []
    var ends: [Int] = []

    init(_ number: Int) {
      name = ["crawl.warc", "crawl.warc.gz", "crawl.warc.zst"][number]
      let compress = DamagedWARCTests.forms[number]
      for piece in DamagedWARCTests.pieces {
        bytes += compress(piece)
        ends.append(bytes.count)
      }
    }

    func piece(at place: Int) -> Int { ends.firstIndex { place < $0 } ?? ends.count }
  }

  private static let forms: [@Sendable ([UInt8]) -> [UInt8]] = [
    { $0 }, { Compressed.gzip($0) }, { Compressed.zstd($0) },
  ]

  /// Of the crawl: the pieces after the first are a request and a response for each page.
  private func pages(without damaged: Int) -> Set<String> {
    Set((0..<12).filter { 2 + 2 * $0 != damaged }.map { WrittenWARC.id($0) })
  }

  private func check(_ walked: Walked, whole: Set<String>, mayHold damaged: String?, _ place: Comment) {
    var found: Set<String> = []
    for (input, content) in zip(walked.inputs, walked.contents) {
      guard let content = try? content.get() else { continue }
      let id = content.recordID ?? input.path
      found.insert(id)
      guard whole.contains(id) else { continue }
      let number = (Int(id.suffix(12)) ?? 0) - 100_000_000_000
      #expect(content.bytes == WrittenWARC.page(number), place)
      #expect(content.url == "https://example.org/page/\(number)", place)
    }
    #expect(whole.isSubset(of: found), place)
    // The damaged record, and nothing else beside the whole ones.
    #expect(walked.inputs.count <= whole.count + 1, place)
  }

  @Test("cost the damaged record alone", arguments: 0..<3)
  func changed(form: Int) throws {
    let form = Form(form)
    var random = SplitMix(seed: 11)
    for _ in 0..<200 {
      let place = Int.random(in: 0..<form.bytes.count, using: &random)
      var bytes = form.bytes
      bytes[place] ^= UInt8.random(in: 1...255, using: &random)
      let damaged = form.piece(at: place)
      check(
        try Walked(bytes, name: form.name), whole: pages(without: damaged), mayHold: nil,
        "byte \(place) in piece \(damaged)")
    }
  }

  @Test("that are cut off hold everything before", arguments: 0..<3)
  func cut(form: Int) throws {
    let form = Form(form)
    var random = SplitMix(seed: 12)
    for _ in 0..<200 {
      let place = Int.random(in: 1..<form.bytes.count, using: &random)
      let damaged = form.piece(at: place)
      let whole = Set((0..<12).filter { 2 + 2 * $0 < damaged }.map { WrittenWARC.id($0) })
      check(
        try Walked(Array(form.bytes[..<place]), name: form.name), whole: whole, mayHold: nil,
        "cut at \(place) in piece \(damaged)")
    }
  }

  @Test("with a piece missing or doubled lose no other", arguments: 0..<3)
  func holes(form: Int) throws {
    let form = Form(form)
    var random = SplitMix(seed: 13)
    for _ in 0..<60 {
      let start = Int.random(in: 1..<form.bytes.count, using: &random)
      let end = min(form.bytes.count, start + Int.random(in: 1...400, using: &random))
      let (first, last) = (form.piece(at: start), form.piece(at: end - 1))
      let whole = Set((0..<12).filter { !(first...last).contains(2 + 2 * $0) }.map { WrittenWARC.id($0) })
      let walked = try Walked(Array(form.bytes[..<start] + form.bytes[end...]), name: form.name)
      let found = Set(walked.contents.compactMap { try? $0.get().recordID })
      #expect(whole.isSubset(of: found), "\(start)..<\(end) in \(first)...\(last)")
    }
  }

  @Test("read the same in any order, whatever bytes they hold")
  func rubbish() throws {
    var random = SplitMix(seed: 14)
    for round in 0..<150 {
      var bytes = DamagedWARCTests.pieces.flatMap { DamagedWARCTests.forms[round % 3]($0) }
      for _ in 0..<Int.random(in: 1...40, using: &random) {
        let place = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0..<3, using: &random) {
        case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
        case 1: bytes.removeSubrange(place..<min(bytes.count, place + Int.random(in: 1...99, using: &random)))
        default: bytes.insert(contentsOf: bytes[place...].prefix(50), at: place)
        }
        if bytes.isEmpty { break }
      }
      let walked = try Walked(bytes, name: "crawl.warc")
      #expect(walked.isTheSameInAnyOrder)
    }
  }
}
