import FettleKit
import TestSupport

/// Documents of random text with random blocks, rewrites, links and outcomes, the same for the same seed.
struct RandomDocument {
  private var random: SplitMix

  init(seed: UInt64) { random = SplitMix(seed: seed) }

  private static let words = [
    "tide", "Moon", "große", "naïve", "\"quoted\"", "back\\slash", "α-helix", "東京", "x", "2017", "[6]", "(n = 3)", "😀",
  ]
  private static let gaps = ["\n", "\n\n", " ", "\u{A0}", "\r\n", "\t\n", "\u{200B}\n", "\u{2003}"]

  private mutating func pick<T>(_ from: [T]) -> T { from[Int.random(in: 0..<from.count, using: &random)] }

  mutating func document() -> Document {
    var text: [UInt8] = []
    var ranges: [Range<Int>] = []
    if Bool.random(using: &random) { text += pick(RandomDocument.gaps).utf8 }
    for _ in 0..<Int.random(in: 0...40, using: &random) {
      let start = text.count
      let count = Int.random(in: 1...12, using: &random)
      text += (0..<count).map { _ in pick(RandomDocument.words) }.joined(separator: pick([" ", "  ", "\n"])).utf8
      ranges.append(start..<text.count)
      text += pick(RandomDocument.gaps).utf8
    }
    let source = SourceInfo(
      path: "page.txt", sha256: String(repeating: "0", count: 64), bytes: text.count,
      textSHA256: String(repeating: "1", count: 64), mediaType: "text/plain", charset: "UTF-8")
    var document = Document(
      source: source, text: text, layout: .lines,
      blocks: ranges.map { Block(text: BlockText(source: text, range: $0), role: .paragraph) })
    for index in document.blocks.indices { decide(index, &document) }
    cut(&document)
    return document
  }

  private mutating func decide(_ index: Int, _ document: inout Document) {
    let text = document.blocks[index].text.string
    let range = document.blocks[index].range
    switch Int.random(in: 0..<9, using: &random) {
    case 0, 1:
      document.blocks[index].role = pick([.heading, .paragraph, .line, .listItem, .caption, .quote, .code, .table])
      document.blocks[index].level = UInt8.random(in: 0...3, using: &random)
      fold(&document.blocks[index].text)
    case 2, 3:
      fold(&document.blocks[index].text)
      document.blocks[index].outcome = .removed(
        Reason(category: pick(["access", "share"]), rule: pick(["a", "b\"c"]), stage: "boilerplate"))
    case 4:
      document.item.title = (document.item.title ?? "") + " " + text
      document.blocks[index].outcome = .title
    case 5:
      document.item.abstract = (document.item.abstract ?? "") + " " + text
      document.blocks[index].outcome = .abstract
    case 6:
      document.blocks[index].outcome = .statement(pick(Statement.allCases))
    case 7:
      var figure = Figure(range: range)
      figure.caption = text
      document.figures.append(figure)
      document.blocks[index].outcome = .figure(document.figures.count - 1)
    default:
      if let last = document.references.indices.last, Bool.random(using: &random),
        index > 0, case .reference(last) = document.blocks[index - 1].outcome
      {
        document.references[last].raw += " " + text
        document.references[last].range = document.references[last].range.lowerBound..<range.upperBound
      } else {
        document.references.append(Reference(raw: text, range: range))
      }
      document.blocks[index].outcome = .reference(document.references.count - 1)
    }
  }

  /// Puts one space where the text has two, as cleanup does.
  private mutating func fold(_ text: inout BlockText) {
    let bytes = Array(text.bytes)
    var edits: [TextEdit] = []
    var at = 0
    while at + 1 < bytes.count {
      if bytes[at] == 0x20, bytes[at + 1] == 0x20 {
        edits.append(TextEdit(at..<(at + 2), TextEdit.space))
        at += 2
      } else {
        at += 1
      }
    }
    text.apply(edits)
  }

  /// Cuts some kept blocks in two, and puts some neighbours together.
  private mutating func cut(_ document: inout Document) {
    for index in document.blocks.indices.reversed() where document.blocks[index].isKept {
      if let space = Array(document.blocks[index].text.bytes).firstIndex(of: 0x20), Bool.random(using: &random) {
        document.split(block: index, atTextOffset: space)
      } else if index + 1 < document.blocks.count, document.blocks[index + 1].isKept, Bool.random(using: &random) {
        document.merge(blocks: index..<(index + 2))
      }
    }
  }
}
