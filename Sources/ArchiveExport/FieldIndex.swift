import FettleKit

/// Which blocks became which fields of the record, found in one pass before it is written.
struct FieldIndex {
  /// A link whose address stands in the source but in no field's text, with the address's bytes.
  struct PlacedLink {
    var link: Link
    /// Half-open, in bytes of the source text.
    var range: Range<Int>
    /// The block it stands in.
    var block: Int
  }

  static let statementsInOrder = Statement.allCases.sorted()

  /// Indices of blocks, ascending.
  var statements: [Statement: [Int]] = [:]
  /// Links of a figure's blocks, by the figure's index.
  var figureLinks: [Int: [Link]] = [:]
  /// Links of a reference's blocks that the reference doesn't hold itself.
  var referenceLinks: [Int: [Link]] = [:]
  /// Links of the title's and the abstract's blocks: those fields are strings, so their links have a place of their own,
  /// `/links/n`.
  var links: [PlacedLink] = []

  /// - Throws: `LedgerFault` where a block claims to be part of something that the document doesn't have.
  init(_ document: borrowing Document) throws(LedgerFault) {
    for index in document.blocks.indices {
      switch document.blocks[index].outcome {
      case .kept, .removed: break
      case .title:
        if document.item.title == nil { throw FieldIndex.missing("title", document, index) }
        place(document, index)
      case .abstract:
        if document.item.abstract == nil { throw FieldIndex.missing("abstract", document, index) }
        place(document, index)
      case .statement(let statement):
        statements[statement, default: []].append(index)
      case .figure(let figure):
        if !document.figures.indices.contains(figure) { throw FieldIndex.missing("figure", document, index) }
        let links = document.blocks[index].links
        if !links.isEmpty { figureLinks[figure, default: []] += links }
      case .reference(let reference):
        if !document.references.indices.contains(reference) { throw FieldIndex.missing("reference", document, index) }
        let links = document.blocks[index].links
        if !links.isEmpty {
          let held = document.references[reference].links
          let missing = links.filter { link in link.url != nil && !held.contains { $0.url == link.url } }
          if !missing.isEmpty { referenceLinks[reference, default: []] += missing }
        }
      }
    }
  }

  private static func missing(_ what: String, _ document: borrowing Document, _ index: Int) -> LedgerFault {
    LedgerFault(
      offset: document.blocks[index].range.lowerBound,
      problem: "a block is said to be part of a \(what) that the record doesn't have")
  }

  /// Finds the addresses of a block's links in its source bytes, one behind the other; of links without address (a mark
  /// such as "[233]", the title of a link) the words.
  private mutating func place(_ document: borrowing Document, _ index: Int) {
    var at = document.blocks[index].range.lowerBound
    let end = document.blocks[index].range.upperBound
    for link in document.blocks[index].links {
      if document.markup != nil {
        // An address in an attribute is markup: the link stands where its words do.
        let start = max(at, min(link.offset ?? at, end))
        links.append(PlacedLink(link: link, range: start..<start, block: index))
        at = start
        continue
      }
      let words = Array((link.url ?? link.label).utf8)
      let from = max(at, min(link.offset ?? at, end))
      guard !words.isEmpty, let range = FieldIndex.find(words, in: document.text, from..<end) else { continue }
      links.append(PlacedLink(link: link, range: range, block: index))
      at = range.upperBound
    }
  }

  private static func find(_ needle: [UInt8], in text: [UInt8], _ range: Range<Int>) -> Range<Int>? {
    guard needle.count <= range.count else { return nil }
    for start in range.lowerBound...(range.upperBound - needle.count)
    where text[start] == needle[0] && text[start..<(start + needle.count)].elementsEqual(needle) {
      return start..<(start + needle.count)
    }
    return nil
  }
}
