import FettleKit

@testable import ArchiveExport

/// Documents put together by hand, so that the record's tests need no other module.
enum SampleDocument {
  /// A document whose blocks are the parts of a text, each with its outcome; parts are parted by an empty line.
  static func document(_ parts: [(text: String, outcome: Outcome)]) -> Document {
    var text: [UInt8] = []
    var ranges: [Range<Int>] = []
    for part in parts {
      if !text.isEmpty { text += "\n\n".utf8 }
      let start = text.count
      text += part.text.utf8
      ranges.append(start..<text.count)
    }
    text.append(0x0A)
    var blocks: [Block] = []
    for (range, part) in zip(ranges, parts) {
      var block = Block(text: BlockText(source: text, range: range), role: .paragraph)
      block.outcome = part.outcome
      blocks.append(block)
    }
    let source = SourceInfo(
      path: "folder/page.txt", sha256: String(repeating: "0f", count: 32), bytes: text.count,
      textSHA256: String(repeating: "a1", count: 32), mediaType: "text/plain", charset: "UTF-8")
    return Document(source: source, text: text, layout: .lines, blocks: blocks)
  }

  /// One that has something for every key of the record.
  static func full() -> Document {
    let access = Reason(category: "access", rule: "access-options", stage: "boilerplate")
    var document = document([
      ("A study of tides", .title),
      ("J. Doe & M. van Dam", .statement(.byline)),
      ("Tides rise\tand \"fall\".", .abstract),
      ("Access options", .removed(access)),
      ("Introduction", .kept),
      ("The sea is large. See [here](https://example.org/sea).", .kept),
      ("Figure 1: A tide. (J. Doe)", .figure(0)),
      ("The authors declare", .statement(.competingInterests)),
      ("no competing interests.", .statement(.competingInterests)),
      ("[1] Moon, A. Lunar pull. J. Tides 3, 1–9 (1999). CAS", .reference(0)),
      ("wrapped over a line", .reference(0)),
      ("[2] Unreadable", .reference(1)),
    ])
    document.blocks[4].role = .heading
    document.blocks[4].level = 2
    document.blocks[5].links = [Link(label: "here", url: "https://example.org/sea")]
    document.item.type = "article-journal"
    document.item.title = "A study of tides"
    document.item.abstract = "Tides rise\tand \"fall\"."
    document.item.DOI = "10.1000/Tides.1"
    document.item.ISSN = "1234-5678"
    document.item.issued = PartialDate(year: 2001, month: 2)
    var dam = Name(family: "Dam", given: "M.")
    dam.nonDroppingParticle = "van"
    document.item.author = [Name(family: "Doe", given: "J."), dam, Name(literal: "The Tide Group")]
    var figure = Figure(range: document.blocks[6].range)
    figure.label = "Figure 1"
    figure.caption = "A tide."
    figure.credit = "J. Doe"
    document.figures = [figure]
    var first = Reference(
      raw: "Moon, A. Lunar pull. J. Tides 3, 1–9 (1999). wrapped over a line",
      range: document.blocks[9].range.lowerBound..<document.blocks[10].range.upperBound)
    first.number = 1
    first.label = "[1]"
    first.links = [Link(label: "CAS")]
    first.confidence = 0.87654
    first.hasEtAl = true
    first.item.type = "article-journal"
    first.item.author = [Name(family: "Moon", given: "A.")]
    first.item.page = "1–9"
    var second = Reference(raw: "Unreadable", range: document.blocks[11].range)
    second.label = "[2]"
    document.references = [first, second]
    document.count(stage: "cleanup", rule: "white-space", by: 3)
    document.count(stage: "cleanup", rule: "ligatures", by: 1)
    document.quality = ["paywalled": true]
    document.plugins = ["word-count": ["words": 12]]
    return document
  }
}
