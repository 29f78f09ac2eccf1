import FettleKit
import TestSupport
import Testing

@testable import Ingest

@Suite("Whatever the bytes")
struct IngestPropertyTests {
  /// What pages are made of, and what breaks programs.
  static let chunks: [String] = [
    "\n", "\n\n", "\r\n", "\r", "\u{0B}", "\u{0C}", "\u{85}", "\u{2028}", "\u{2029}", " ", "  ", "\t", "\u{A0}",
    "\u{200B}",
    "\u{FEFF}", "\u{AD}", "\u{0}", "\u{1B}[1m", "* ", "- ", "\u{2022}", "1. ", "[2] ", "# ", "###### ", "====", "----",
    "|",
    "| a | b |", "Smith, J. & Doe, R. Nature 12, 3\u{2013}5 (1999).", "References", "Google Scholar", "\u{E9}", "漢字",
    "\u{1D49C}",
    "a sentence of some words that goes on and on until it has reached the end of the line and beyond.", "x", "Fig. 1",
    ".",
    ", and so on", "http://example.org/a_(b)", String(repeating: "long", count: 900),
    String(repeating: "many short words ", count: 90),
  ]

  /// Everything that holds of any document.
  private func check(_ bytes: [UInt8]) throws {
    let document: Document
    do {
      document = try Ingest.document(bytes: bytes, path: "a.txt")
    } catch {
      #expect(!error.reason.isEmpty)
      #expect((error.offset ?? 0) <= bytes.count)
      return
    }
    let balance = try Ledger.check(document)
    #expect(balance.total == document.text.count)
    #expect(String(validating: document.text, as: UTF8.self) != nil)
    #expect(!document.blocks.isEmpty)
    for block in document.blocks {
      #expect(!block.range.isEmpty)
      #expect(!block.text.isEmpty)
      #expect(String(validating: block.text.bytes, as: UTF8.self) != nil)
      #expect(block.markerLength < block.range.count)
      let start = block.text.sourceOffset(of: 0)
      #expect(block.range.contains(start))
      #expect(Array(document.text[start..<block.range.upperBound]).starts(with: block.text.bytes))
    }
  }

  @Test("the blocks are in order and disjoint, and hold every byte that isn't white space", arguments: 0..<40)
  func randomText(_ seed: Int) throws {
    var random = SplitMix(seed: UInt64(seed))
    for _ in 0..<25 {
      var text = ""
      for _ in 0..<Int.random(in: 0...90, using: &random) { text += Self.chunks.randomElement(using: &random) ?? "" }
      try check(Array(text.utf8))
    }
  }

  @Test("random bytes become a document or an error in words", arguments: 0..<20)
  func randomBytes(_ seed: Int) throws {
    var random = SplitMix(seed: 1000 + UInt64(seed))
    for _ in 0..<25 {
      let alphabet: ClosedRange<UInt8> =
        [0...255, 0x20...0x7E, 0x09...0x0D, 0x80...0xFF].randomElement(using: &random) ?? 0...255
      let count = Int.random(in: 0...2000, using: &random)
      try check((0..<count).map { _ in UInt8.random(in: alphabet, using: &random) })
    }
  }

  @Test("text with bytes thrown in, taken out and torn", arguments: 0..<20)
  func damaged(_ seed: Int) throws {
    var random = SplitMix(seed: 2000 + UInt64(seed))
    for _ in 0..<25 {
      var bytes: [UInt8] = []
      for _ in 0..<Int.random(in: 1...40, using: &random) {
        bytes += Array((Self.chunks.randomElement(using: &random) ?? "").utf8)
      }
      for _ in 0..<Int.random(in: 1...6, using: &random) where !bytes.isEmpty {
        let at = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0...2, using: &random) {
        case 0: bytes[at] = UInt8.random(in: 0...255, using: &random)
        case 1: bytes.remove(at: at)
        default: bytes.removeSubrange(at...)
        }
      }
      try check(bytes)
    }
  }

  @Test("the same bytes give the same blocks")
  func deterministic() throws {
    let bytes = Array(Self.chunks.joined(separator: " ").utf8)
    let first = try Ingest.document(bytes: bytes, path: "a")
    let second = try Ingest.document(bytes: bytes, path: "b")
    #expect(first.blocks.map(\.range) == second.blocks.map(\.range))
    #expect(first.source.sha256 == second.source.sha256)
  }
}
