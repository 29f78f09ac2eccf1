import CanonicalJSON
import FettleKit

/// The record's `ledger`: `[start, end, pointer]` in source order.
enum LedgerTriples {
  /// Where a pointer leads, as a value that is cheap to compare and to write.
  enum Target: Equatable {
    case title
    case abstract
    case statement(Statement)
    case element(List, Int)
  }

  enum List {
    case body
    case removed
    case figures
    case references
    case links

    /// From behind a triple's range to the index.
    var piece: StaticString {
      switch self {
      case .body: ",\"/body/"
      case .removed: ",\"/removed/"
      case .figures: ",\"/figures/"
      case .references: ",\"/references/"
      case .links: ",\"/links/"
      }
    }
  }

  static func write(_ document: borrowing Document, _ fields: FieldIndex, to json: inout JSONWriter) {
    json.key("ledger")
    json.beginArray()
    var kept = 0
    var removed = 0
    var link = 0
    var open: (range: Range<Int>, target: Target)?
    var visible = 0

    let isHTML = document.markup != nil
    var isFirst = true
    func flush() {
      guard let entry = open else { return }
      write(entry.range, entry.target, isFirst ? "[" : ",[", to: &json)
      isFirst = false
      open = nil
    }
    /// Of an HTML page, only what a reader sees of the range.
    func add(_ range: Range<Int>, _ target: Target) {
      guard let markup = document.markup else { return append(range, target) }
      while visible < markup.visible.count, markup.visible[visible].upperBound <= range.lowerBound { visible += 1 }
      while visible < markup.visible.count, markup.visible[visible].lowerBound < range.upperBound {
        append(markup.visible[visible].clamped(to: range), target)
        if markup.visible[visible].upperBound > range.upperBound { break }
        visible += 1
      }
    }
    func append(_ range: Range<Int>, _ target: Target) {
      if range.isEmpty { return }
      // What lies between two blocks is separators, so blocks of one field that follow each other make one entry; not
      // where nothing lies between them, since there a word was cut in two.
      if let entry = open, entry.target == target, entry.range.upperBound < range.lowerBound, !isHTML {
        open = (entry.range.lowerBound..<range.upperBound, target)
        return
      }
      flush()
      open = (range, target)
    }

    for index in document.blocks.indices {
      let range = document.blocks[index].range
      switch document.blocks[index].outcome {
      case .kept:
        add(range, .element(.body, kept))
        kept += 1
      case .removed:
        add(range, .element(.removed, removed))
        removed += 1
      case .statement(let statement): add(range, .statement(statement))
      case .figure(let figure): add(range, .element(.figures, figure))
      case .reference(let reference): add(range, .element(.references, reference))
      case .title, .abstract:
        var target = Target.abstract
        if case .title = document.blocks[index].outcome { target = .title }
        var at = range.lowerBound
        while link < fields.links.count, fields.links[link].block == index {
          let address = fields.links[link].range
          add(at..<address.lowerBound, target)
          add(address, .element(.links, link))
          at = address.upperBound
          link += 1
        }
        add(at..<range.upperBound, target)
      }
    }
    flush()
    if !isFirst { json.endPieces() }
    json.endArray()
  }

  private static func write(
    _ range: Range<Int>, _ target: Target, _ opening: StaticString, to json: inout JSONWriter
  ) {
    switch target {
    case .title: json.piece(opening, range: range, ",\"/item/title\"]")
    case .abstract: json.piece(opening, range: range, ",\"/item/abstract\"]")
    case .element(let list, let index):
      json.piece(opening, range: range, list.piece)
      json.piece(integer: index)
      json.piece("\"]")
    case .statement(let statement):
      json.piece(opening, range: range, ",\"/statements/")
      var key = statement.rawValue
      key.withUTF8 { json.piece(text: $0) }
      json.piece("\"]")
    }
  }
}
