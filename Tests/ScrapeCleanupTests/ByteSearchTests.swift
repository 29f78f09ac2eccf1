import TestSupport
import Testing

@testable import ScrapeCleanup

@Suite("Looking for bytes, sixteen at a time")
struct ByteSearchTests {
  @Test("the first byte that is looked for is found, wherever it stands", arguments: 0..<30)
  func first(seed: Int) {
    var random = SplitMix(seed: UInt64(seed))
    let wanted = Array(Array("\\`[]<*_() \t\n".utf8).prefix(Int.random(in: 1...12, using: &random)))
    for _ in 0..<60 {
      // Rarely one of those that are looked for, or one beyond ASCII.
      let text = (0..<Int.random(in: 0...70, using: &random)).map { _ in
        switch Int.random(in: 0..<40, using: &random) {
        case 0: wanted[Int.random(in: 0..<wanted.count, using: &random)]
        case 1: UInt8.random(in: 0x80...0xFF, using: &random)
        default: UInt8.random(in: 0x61...0x7A, using: &random)
        }
      }
      let start = Int.random(in: 0...text.count, using: &random)
      let span = text.span
      #expect(span.find(wanted[0], from: start) == text[start...].firstIndex(of: wanted[0]) ?? text.count)
      #expect(span.find(anyOf: wanted, from: start) == text[start...].firstIndex(where: wanted.contains) ?? text.count)
      #expect(span.findBeyondASCII(from: start) == text[start...].firstIndex { $0 >= 0x80 } ?? text.count)
    }
  }
}
