import FettleKit
import Testing

@testable import Ingest

@Suite("Lines become blocks")
struct BlockTests {
  private func blocks(_ text: String) throws -> [Block] {
    let document = try Ingest.document(bytes: Array(text.utf8), path: "a.txt")
    _ = try Ledger.check(document)
    return document.blocks
  }

  @Test(
    "a bullet is no part of the text, but of the range",
    arguments: ["* ", "- ", "+ ", "\u{2022} ", "\u{2022}", "\u{B7} ", "\u{25E6}\t", "\u{25AA}\u{A0}"])
  func bullets(_ bullet: String) throws {
    let block = try #require(try blocks("Before.\n\n  \(bullet)an item of a list\n").last)
    #expect(block.role == .listItem)
    #expect(block.text.string == "an item of a list")
    #expect(block.range.lowerBound == 11)
    #expect(block.markerLength == bullet.utf8.count)
    #expect(block.text.sourceOffset(of: 0) == 11 + bullet.utf8.count)
    #expect(block.indent == 2)
  }

  @Test("a dash or an asterisk without a space behind it is no bullet", arguments: ["-5 degrees", "*p < 0.05", "--"])
  func noBullets(_ line: String) throws {
    let block = try #require(try blocks(line).first)
    #expect(block.role == .line)
    #expect(block.text.string == line)
  }

  @Test("an indented line that begins with a number is an item", arguments: ["1.", "12)", "(3)", "[4]"])
  func numbers(_ number: String) throws {
    #expect(try blocks("  \(number) Rinse the bottle.").first?.role == .listItem)
    #expect(try blocks("\(number) Rinse the bottle.").first?.role == .line)
    #expect(try blocks("  1.5 litres of water").first?.role == .line)
  }

  @Test("a Markdown heading has the level of its marks, and none of them in its text", arguments: 1...6)
  func headings(_ level: Int) throws {
    let block = try #require(try blocks(String(repeating: "#", count: level) + "  What we did\n").first)
    #expect(block.role == .heading)
    #expect(block.level == UInt8(level))
    #expect(block.text.string == "What we did")
    #expect(block.range.lowerBound == 0)
  }

  @Test(
    "seven marks, a mark without a space, and a mark alone are no heading", arguments: ["####### x", "#tag", "#", "# "])
  func noHeadings(_ line: String) throws {
    #expect(try blocks(line).first?.role == .line)
  }

  @Test("a line under a line makes it a heading", arguments: [("=====", 1), ("-----", 2)], ["\n", "\r\n", "\u{85}"])
  func underlined(_ underline: (text: String, level: UInt8), _ lineEnd: String) throws {
    let blocks = try blocks("What we did\(lineEnd)\(underline.text)\(lineEnd)\(lineEnd)Not much.")
    #expect(blocks.map(\.text.string) == ["What we did", "Not much."])
    #expect(blocks.first?.role == .heading)
    #expect(blocks.first?.level == underline.level)
    #expect(blocks.first?.range == 0..<(11 + lineEnd.utf8.count + 5 + (lineEnd == "\u{85}" ? 4 : 0)))
  }

  @Test("a row of strokes is a row of a table")
  func table() throws {
    let blocks = try blocks("| river | load |\n| --- | --- |\n| Ob | 12 |\n")
    #expect(blocks.count == 3)
    #expect(blocks.allSatisfy { $0.role == .table })
  }

  @Test(
    "a sentence is a paragraph, a few words are a line, whatever line end follows",
    arguments: ["\n", "\u{85}", "\u{2029}"])
  func roles(_ lineEnd: String) throws {
    let blocks = try blocks("Results\(lineEnd)\(lineEnd)The water was brown in all of the eleven rivers.\(lineEnd)")
    #expect(blocks.map(\.role) == [.line, .paragraph])
    #expect(blocks.map(\.text.string) == ["Results", "The water was brown in all of the eleven rivers."])
  }
}
