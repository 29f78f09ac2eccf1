import PipelineRunner
import Testing

@Suite("Labelled text")
struct LabeledTextTests {
  private func pieces(_ text: String, _ parts: [(String, String, Double?)]) -> [LabeledText.Piece] {
    var at = text.startIndex
    return parts.compactMap { part, label, confidence in
      guard let range = text.range(of: part, from: at) else { return nil }
      at = range.upperBound
      let start = text.utf8.distance(from: text.startIndex, to: range.lowerBound)
      return LabeledText.Piece(range: start..<(start + part.utf8.count), label: label, confidence: confidence)
    }
  }

  @Test("labels stand under the beginnings of their parts, in as few rows as they need")
  func rows() {
    let text = "Ada, B. Tides. J. Sea 12, 3"
    let shown = LabeledText(isColoured: false, width: 60).text(
      Array(text.utf8)[...],
      pieces(
        text,
        [
          ("Ada", "author", 0.95), (",", "author", 0.99), ("B.", "author", 1), ("Tides", "title", 0.4),
          ("J. Sea", "journal", 1),
          ("12", "volume", nil), ("3", "pages", 1),
        ]))
    #expect(
      shown == """
        Ada, B. Tides. J. Sea 12, 3
        ┬─────╴ ┬┈┈┈┈  ┬────╴ ┬╴  ┬
        │       │      │      │   pages 100 %
        │       │      │      volume
        │       │      journal 100 %
        │       title 40 %?
        author 95 %

        """)
  }

  @Test("a long text is broken at spaces, and a part's label stands where it begins")
  func lines() {
    let text = String(repeating: "word ", count: 20) + "end"
    let shown = LabeledText(isColoured: false, width: 44).text(
      Array(text.utf8)[...], [LabeledText.Piece(range: 0..<text.utf8.count, label: "title", confidence: 1)], indent: 4)
    let lines = shown.split(separator: "\n")
    #expect(lines.allSatisfy { $0.count <= 44 && $0.hasPrefix("    ") })
    #expect(lines.filter { $0.contains("title") }.count == 1)
    #expect(lines.filter { $0.contains("word") }.count == 3)
  }

  @Test("nothing in the text reaches the terminal as a command, and wide characters keep the columns")
  func hostile() {
    let text = "漢字 \u{1B}[31m\u{202E}é\u{0} x"
    let bytes = Array(text.utf8)
    let shown = LabeledText(isColoured: false, width: 60).text(
      bytes[...], [LabeledText.Piece(range: 7..<bytes.count, label: "title", confidence: 0.95)])
    #expect(!shown.unicodeScalars.contains { $0.value == 0x1B || $0.value == 0x202E || $0.value == 0 })
    let rows = shown.split(separator: "\n")
    #expect(rows[1].hasPrefix("     ┬"))
    #expect(rows[2] == "     title 95 %")
    #expect(LabeledText(isColoured: true, width: 60).text(bytes[...], []).contains("漢字"))
  }

  @Test("colour adds to the signs and takes nothing away")
  func colour() {
    let pieces = [LabeledText.Piece(range: 0..<4, label: "title", confidence: 0.2)]
    let plain = LabeledText(isColoured: false, width: 60).text(Array("abcd".utf8)[...], pieces)
    var coloured = LabeledText(isColoured: true, width: 60).text(Array("abcd".utf8)[...], pieces)
    while let start = coloured.range(of: "\u{1B}[", from: coloured.startIndex) {
      guard let end = coloured[start.upperBound...].firstIndex(of: "m") else { break }
      coloured.removeSubrange(start.lowerBound...end)
    }
    #expect(coloured == plain)
    #expect(plain.contains("title 20 %?"))
  }
}

extension String {
  fileprivate func range(of part: String, from start: Index) -> Range<Index>? {
    self[start...].firstRange(of: part)
  }
}
