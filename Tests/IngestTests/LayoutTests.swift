import FettleKit
import Testing

@testable import Ingest

@Suite("The layout of a page")
struct LayoutTests {
  static let paragraphs = [
    "Rivers that freeze early in the year carry less silt to the sea, or so the keepers of the old gauges used to say when they were asked about the brown water of spring.",
    "We measured the load of eleven rivers over nine winters, at noon and at midnight, with bottles that were lowered from bridges and weighed on the bank before they were emptied again.",
    "Nothing in these figures speaks for the rule; the two rivers that froze first were also the ones that carried most, and the differences between years were larger than those between rivers.",
  ]
  static let items = [
    "the bottles were rinsed three times with water of the same river before each of the measurements was made",
    "the scale was set to zero with an empty bottle that had been dried for at least one night beside the stove",
    "every figure was read by two people, and where they differed by more than a gram it was thrown away",
  ]

  private func document(_ text: String) throws -> Document {
    let document = try Ingest.document(bytes: Array(text.utf8), path: "a.txt")
    _ = try Ledger.check(document)
    return document
  }

  private func unwrapped(_ block: Block) -> String {
    block.text.string.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  @Test("is lines where each paragraph stands on its own")
  func lines() throws {
    let document = try document(Self.paragraphs.joined(separator: "\n\n") + "\n")
    #expect(document.layout == .lines)
    #expect(document.blocks.map(\.text.string) == Self.paragraphs)
    #expect(document.blocks.allSatisfy { $0.role == .paragraph && $0.isAfterGap })
  }

  @Test(
    "is hard-wrapped at any usual column, and paragraphs are put together again", arguments: [64, 72, 80, 100, 132],
    ["\n", "\r\n", "\r", "\u{85}", "\u{2028}"])
  func hardWrapped(_ columns: Int, _ lineEnd: String) throws {
    let text = Self.paragraphs.map { Wrapped.paragraph($0 + " " + $0, columns: columns) }.joined(separator: "\n\n")
    let document = try document(
      text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: lineEnd))
    #expect(document.layout == .hardWrapped)
    #expect(document.blocks.map(unwrapped) == Self.paragraphs.map { $0 + " " + $0 })
    #expect(document.blocks.allSatisfy { $0.role == .paragraph })
  }

  @Test(
    "keeps items apart whose lines hang", arguments: [72, 80, 100],
    [("* ", 2), ("- ", 2), ("\u{2022} ", 2), ("1. ", 3), ("[1] ", 4)])
  func hangingItems(_ columns: Int, _ marker: (text: String, width: Int)) throws {
    var text = Wrapped.paragraph(Self.paragraphs.joined(separator: " "), columns: columns) + "\n\n"
    for (number, item) in Self.items.enumerated() {
      let own = marker.text.replacing("1", with: String(number + 1))
      text += Wrapped.paragraph(own + item, columns: columns, indent: 3, hanging: 3 + marker.width) + "\n"
    }
    let document = try document(text)
    #expect(document.layout == .hardWrapped)
    #expect(document.blocks.count == 4)
    for (number, block) in document.blocks.dropFirst().enumerated() {
      #expect(block.role == .listItem)
      let own = marker.text.replacing("1", with: String(number + 1))
      #expect(unwrapped(block) == (block.markerLength > 0 ? "" : own) + Self.items[number])
    }
  }

  @Test("keeps short lines apart that were broken on purpose")
  func poem() throws {
    let verse = ["The ice came late", "and left too soon", "and took the bridge along"]
    let text = Self.paragraphs.map { Wrapped.paragraph($0, columns: 72) }.joined(separator: "\n\n")
    let document = try document(text + "\n\n" + verse.joined(separator: "\n") + "\n")
    #expect(document.layout == .hardWrapped)
    #expect(document.blocks.suffix(3).map(\.text.string) == verse)
  }

  @Test("puts the lines of a centred title together, wherever each of them begins")
  func centred() throws {
    let text = Self.paragraphs.map { Wrapped.paragraph($0, columns: 72, indent: 3) }.joined(separator: "\n\n")
    let title = [
      "Early freezing and the load of silt in eleven rivers of the far north, as",
      "measured from bridges over nine winters",
    ]
    let centred = title.map { String(repeating: " ", count: (75 - $0.count) / 2) + $0 }.joined(separator: "\n")
    let document = try document("\(centred)\n\n                 Ada Example\n                  Ben Short\n\n\(text)\n")
    #expect(document.layout == .hardWrapped)
    #expect(unwrapped(document.blocks[0]) == title.joined(separator: " "))
    #expect(document.blocks.count == 6)
  }

  @Test("is text nodes where lines begin in the middle of sentences")
  func textNodes() throws {
    let nodes = ["Rivers freeze", ", as was shown by", "Abel", "et al.", "(", "2004", "), and thaw."]
    let text = (0..<8).map { _ in nodes.joined(separator: "\n") }.joined(separator: "\n")
    let document = try document(text)
    #expect(document.layout == .textNodes)
    #expect(document.blocks.count == 8 * nodes.count)
  }

  @Test("is one line where nearly everything stands on one, which is cut between sentences")
  func oneLine() throws {
    let text = (0..<12).flatMap { _ in Self.paragraphs }.joined(separator: " ")
    let document = try document(text)
    #expect(document.layout == .oneLine)
    #expect(document.blocks.count > 5)
    for block in document.blocks {
      #expect(block.text.string.hasSuffix("."))
      #expect(block.range.count < 2 * OneLineCutter.longest)
    }
    #expect(document.blocks.map(\.text.string).joined(separator: " ") == text)
  }

  @Test("never has a block without bounds, whatever the layout and however long a line")
  func longLines() throws {
    let long = [
      String(repeating: "x", count: 300_000), String(repeating: "\u{E9}", count: 200_000),
      String(repeating: "word ", count: 60_000), String(repeating: "A short one. ", count: 20_000),
    ]
    let document = try document(long.map { "* " + $0 }.joined(separator: "\n"))
    #expect(document.layout == .lines)
    #expect(document.blocks.allSatisfy { $0.range.count <= 70_000 })
    #expect(document.blocks.count { $0.role == .listItem } == 4)
    for block in document.blocks { #expect(String(validating: block.text.bytes, as: UTF8.self) != nil) }
  }
}
