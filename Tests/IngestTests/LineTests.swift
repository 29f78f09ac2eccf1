import FettleKit
import Testing

@testable import Ingest

@Suite("Text is cut into lines")
struct LineTests {
  private func lines(_ text: String) -> [String] {
    let bytes = Array(text.utf8)
    return Line.lines(of: bytes).map { String(decoding: bytes[$0.range], as: UTF8.self) }
  }

  @Test(
    "at every line end that Unicode knows",
    arguments: ["\n", "\r\n", "\r", "\u{0B}", "\u{0C}", "\u{85}", "\u{2028}", "\u{2029}"])
  func lineEnds(_ end: String) {
    #expect(lines("one" + end + "two" + end + end + "three" + end) == ["one", "two", "three"])
    let gaps = Line.lines(of: Array("one\(end)two\(end)\(end)three".utf8)).map(\.isAfterGap)
    #expect(gaps == [true, false, true])
  }

  @Test("a line's width and indent count columns, not bytes")
  func columns() throws {
    let line = try #require(Line.lines(of: Array("  \u{E9}t\u{E9} \u{2013} fin  \n".utf8)).first)
    #expect(line.indent == 2)
    #expect(line.width == 11)
    #expect(Line.lines(of: Array("a\n\tb".utf8)).last?.indent == 8)
    #expect(Line.lines(of: Array("a\n   \tb".utf8)).last?.indent == 8)
    #expect(Line.lines(of: Array("a\n\u{FEFF}\u{200B}b".utf8)).last?.indent == 0)
  }

  @Test("line ends that are no white space belong to the line before, or to the first line")
  func accounted() {
    let text = Array("\u{85}\u{2028}one\u{85}\u{85}two\u{2029}".utf8)
    let lines = Line.lines(of: text)
    #expect(lines.map(\.range) == [5..<8, 12..<15])
    #expect(lines.map(\.account) == [0..<12, 12..<18])
  }

  @Test("text without content has no lines", arguments: ["", "\n", " \t\r\n", "\u{85}", "\u{2028}\u{2028}\n"])
  func nothing(_ text: String) {
    #expect(Line.lines(of: Array(text.utf8)).isEmpty)
  }

  @Test("a text with more lines than any article has is refused")
  func tooMany() throws {
    let most = [UInt8](repeating: 0x78, count: 1) + [0x0A]
    let text = (0..<Ingest.lineLimit).flatMap { _ in most }
    #expect(try Ingest.document(bytes: text, path: "a").blocks.count == Ingest.lineLimit)
    let error = #expect(throws: IngestError.self) { try Ingest.document(bytes: text + most, path: "a") }
    #expect(error?.reason == "the text has more than 500000 lines; no article has")
  }
}
