import TestSupport
import Testing

@testable import FettleKit

@Suite("A block's text and its source")
struct BlockTextTests {
  private func text(_ string: String, from start: Int = 0) -> BlockText {
    let bytes = [UInt8](repeating: 0x2E, count: start) + Array(string.utf8)
    return BlockText(source: bytes, range: start..<bytes.count)
  }

  @Test("an untouched text is a slice of the source")
  func untouched() {
    let text = text("abc", from: 5)
    #expect(text.string == "abc" && text.sourceRange == 5..<8 && !text.isRewritten)
    #expect(text.sourceOffset(of: 1) == 6 && text.sourceOffset(of: 3) == 8)
  }

  @Test("a deletion in the middle belongs to what stands before it")
  func deletion() {
    var text = text("ab##cd", from: 10)
    text.apply([TextEdit(2..<4, TextEdit.nothing)])
    #expect(text.string == "abcd")
    #expect(text.sourceRange(of: 0..<2) == 10..<14)
    #expect(text.sourceRange(of: 2..<4) == 14..<16)
    #expect(text.sourceRange(of: 0..<4) == 10..<16)
  }

  @Test("a replacement stands where it was put, longer or shorter than what it replaces")
  func replacement() {
    var text = text("a....b-c")
    text.apply([TextEdit(1..<5, TextEdit.space), TextEdit(6..<7, Array("long".utf8))])
    #expect(text.string == "a blongc")
    #expect(text.sourceOffset(of: 1) == 1)
    #expect(text.sourceOffset(of: 2) == 5)
    #expect(text.sourceOffset(of: 3) == 6)
    #expect(text.sourceOffset(of: 6) <= 7)
    #expect(text.sourceOffset(of: 7) == 7)
  }

  @Test("edits upon edits keep the map")
  func twice() {
    var text = text("one  two  three")
    text.apply([TextEdit(3..<5, TextEdit.space), TextEdit(8..<10, TextEdit.space)])
    text.apply([TextEdit(0..<4, TextEdit.nothing)])
    #expect(text.string == "two three")
    #expect(text.sourceRange(of: 4..<9) == 10..<15)
    #expect(text.sourceRange(of: 0..<3) == 0..<8)
    #expect(text.sourceRange == 0..<15)
  }

  @Test("what stays knows where it was read, after as many edits as one likes", arguments: 0..<40)
  func manyEdits(seed: Int) {
    var random = SplitMix(seed: UInt64(seed))
    let source = (0..<200).map { UInt8(truncatingIfNeeded: 0x41 + $0 % 26) }
    let from = Int.random(in: 0...20, using: &random)
    var text = BlockText(source: source, range: from..<source.count)
    // Byte by byte: what it is, and where it was read unless an edit put it in.
    var model: [(byte: UInt8, source: Int?)] = (from..<source.count).map { (source[$0], $0) }
    for _ in 0..<4 {
      var edits: [TextEdit] = []
      var at = 0
      while true {
        let start = at + Int.random(in: 0...30, using: &random)
        let end = start + Int.random(in: 0...4, using: &random)
        if end > model.count { break }
        edits.append(TextEdit(start..<end, Array(repeating: 0x2E, count: Int.random(in: 0...3, using: &random))))
        at = end + 1
      }
      text.apply(edits)
      for edit in edits.reversed() {
        model.replaceSubrange(edit.range, with: edit.replacement.map { (byte: $0, source: nil) })
      }
      #expect(Array(text.bytes) == model.map(\.byte))
      #expect(text.sourceRange == from..<source.count)
      for (offset, byte) in model.enumerated() {
        if let place = byte.source { #expect(text.sourceOffset(of: offset) == place, "\(offset)") }
      }
    }
  }

  @Test("a text from which everything was deleted still owns its source")
  func emptied() {
    var text = text("abc", from: 2)
    text.apply([TextEdit(0..<3, TextEdit.nothing)])
    #expect(text.isEmpty && text.sourceRange == 2..<5)
  }

  @Test("cutting a rewritten text cuts its source")
  func split() {
    var text = text("a (x) b")
    text.apply([TextEdit(2..<3, TextEdit.nothing), TextEdit(4..<5, TextEdit.nothing)])
    #expect(text.string == "a x b")
    let (left, right) = text.split(at: 3)
    #expect(left.string == "a x" && left.sourceRange == 0..<5)
    #expect(right.string == " b" && right.sourceRange == 5..<7)
    #expect(right.sourceOffset(of: 1) == 6)
  }

  @Test("appending joins two texts and what lies between them")
  func append() {
    let source = Array("one\n   two".utf8)
    var left = BlockText(source: source, range: 0..<3)
    left.append(BlockText(source: source, range: 7..<10), separator: TextEdit.space)
    #expect(left.string == "one two" && left.sourceRange == 0..<10)
    #expect(left.sourceOffset(of: 3) == 3 && left.sourceOffset(of: 4) == 7 && left.sourceOffset(of: 6) == 9)
    let (head, tail) = left.split(at: 4)
    #expect(head.sourceRange == 0..<7 && tail.sourceRange == 7..<10)
  }

  @Test("a text behind its marker stands for the marker too")
  func marker() {
    let source = Array("* item".utf8)
    let text = BlockText(source: source, range: 0..<6, from: 2)
    #expect(text.string == "item" && text.sourceRange == 0..<6)
    #expect(text.sourceOffset(of: 0) == 2 && text.sourceOffset(of: 2) == 4)
  }

  @Test("trimming gives back separators at the ends, and their source")
  func trimmed() throws {
    let source = Array("xyz \u{A0}a b\u{2009}\n".utf8)
    let text = BlockText(source: source, range: 3..<source.count)
    let trimmed = try #require(text.trimmed(of: source))
    #expect(trimmed.string == "a b" && trimmed.sourceRange == 6..<9)
    let empty = Array(" \u{200B} ".utf8)
    #expect(BlockText(source: empty, range: 0..<empty.count).trimmed(of: empty) == nil)
  }

  @Test("trimming keeps marks that were taken out of the text in the source range")
  func trimmedMarks() throws {
    let source = Array("word [12]".utf8)
    var text = BlockText(source: source, range: 0..<source.count)
    text.apply([TextEdit(5..<9, TextEdit.nothing)])
    let trimmed = try #require(text.trimmed(of: source))
    #expect(trimmed.string == "word" && trimmed.sourceRange == 0..<9)
  }

  @Test("a part of a rewritten text remembers where it was read")
  func trimmedOffsets() throws {
    let source = Array("**  bold".utf8)
    var text = BlockText(source: source, range: 0..<source.count)
    text.apply([TextEdit(0..<2, TextEdit.nothing)])
    let trimmed = try #require(text.trimmed(of: source))
    #expect(trimmed.string == "bold" && trimmed.sourceRange == 0..<8 && trimmed.sourceOffset(of: 0) == 4)
  }
}
