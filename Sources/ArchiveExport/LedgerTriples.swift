import CanonicalJSON
import FettleKit

/// The record's `ledger`: `[start, end, pointer]` in source order.
enum LedgerTriples {
  /// Where a pointer leads, as a value that is cheap to compare and to write.
  enum Target: Equatable {
    case field(StaticPointer)
    case element(StaticPointer, Int)
    case statement(Statement)
  }

  enum StaticPointer: String {
    case title = "/item/title", abstract = "/item/abstract", body = "/body/"
    case removed = "/removed/", figures = "/figures/", references = "/references/", links = "/links/"
  }

  static func write(_ document: borrowing Document, _ fields: FieldIndex, to json: inout JSONWriter) {
    json.key("ledger")
    json.beginArray()
    var kept = 0
    var removed = 0
    var link = 0
    var open: (range: Range<Int>, target: Target)?

    func flush() {
      guard let entry = open else { return }
      json.beginArray()
      json.integer(entry.range.lowerBound)
      json.integer(entry.range.upperBound)
      write(entry.target, to: &json)
      json.endArray()
      open = nil
    }
    func add(_ range: Range<Int>, _ target: Target) {
      if range.isEmpty { return }
      // What lies between two blocks is separators, so blocks of one field that follow each other make one entry.
      if let entry = open, entry.target == target {
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
        var target = Target.field(.abstract)
        if case .title = document.blocks[index].outcome { target = .field(.title) }
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
    json.endArray()
  }

  private static func write(_ target: Target, to json: inout JSONWriter) {
    switch target {
    case .field(let pointer): json.string(pointer.rawValue)
    case .element(let pointer, let index):
      json.beginString()
      var prefix = pointer.rawValue
      prefix.withUTF8 { json.continueString(utf8: $0) }
      json.continueString(integer: index)
      json.endString()
    case .statement(let statement): json.string("/statements/" + statement.rawValue)
    }
  }
}
