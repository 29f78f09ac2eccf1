import FettleKit
import HTMLTree

/// Collects what a page states outside of its text: its title, meta and link elements, JSON-LD, microdata, RDFa.
struct HeadReader {
  /// In bytes: a longer value is data of a program.
  static let longestValue = 65_536
  private static let longestData = 1 << 20

  private let nodes: UnsafeBufferPointer<fettle_html_node>
  private(set) var found: [MarkupStatement] = []
  private(set) var things: [MarkupThing] = []
  /// The things whose elements are open, with the node behind each element's last.
  private var open: [(thing: Int32, last: Int)] = []
  private var hasTitle = false

  init(_ tree: PageTree) {
    nodes = tree.nodes
    for index in nodes.indices where !nodes[index].isText { read(nodes[index], index) }
  }

  private mutating func read(_ node: fettle_html_node, _ index: Int) {
    while let last = open.last, last.last <= index { open.removeLast() }
    if node.isHTML, let first = node.bytes.first {
      let name = node.bytes
      if first == UInt8(ascii: "m"), name.elementsEqual("meta".utf8) { return addMeta(node) }
      if first == UInt8(ascii: "l"), name.elementsEqual("link".utf8), node.attribute("rel") != nil {
        return add(.link, node, naming: "rel", holding: "href")
      }
      if first == UInt8(ascii: "t"), !hasTitle, name.elementsEqual("title".utf8) {
        if let text = text(below: index) {
          found.append(MarkupStatement(kind: .title, name: "", value: Folded.string(text.bytes), range: text.range))
          hasTitle = true
        }
        return
      }
      if first == UInt8(ascii: "s"), name.elementsEqual("script".utf8) { return addScript(node, index) }
    }
    if node.attribute_count > 0 { describe(node, index) }
  }

  private mutating func addScript(_ node: fettle_html_node, _ index: Int) {
    guard let type = node.attribute("type"), let text = text(below: index), text.bytes.count <= HeadReader.longestData
    else { return }
    let name = Folded.string(type).lowercased().split(separator: ";").first
    guard name == "application/ld+json" else { return }
    found.append(
      MarkupStatement(
        kind: .linkedData, name: "", value: String(decoding: text.bytes, as: UTF8.self), range: text.range))
  }

  private mutating func addMeta(_ node: fettle_html_node) {
    for key: StaticString in ["name", "property", "itemprop", "http-equiv"] {
      guard let name = node.attribute(key) else { continue }
      // Some pages have their references in the wrong attribute.
      let isMisplaced =
        node.attribute("content") == nil && name.elementsEqual("citation_reference".utf8)
      add(.meta, node, naming: key, holding: isMisplaced ? "value" : "content")
      // Inside of a thing it states a property of that; a page's own statements stand in none.
      if let last = open.last, key.utf8CodeUnitCount == 8 { addProperties(node, naming: key, of: last.thing) }
      return
    }
  }

  private mutating func add(
    _ kind: MarkupStatement.Kind, _ node: fettle_html_node, naming: StaticString, holding: StaticString
  ) {
    guard let name = node.attribute(naming), !name.isEmpty, let held = value(of: node, in: holding) else { return }
    found.append(
      MarkupStatement(kind: kind, name: Folded.string(name).lowercased(), value: held.value, range: held.range))
  }

  // MARK: - Microdata and RDFa

  private mutating func describe(_ node: fettle_html_node, _ index: Int) {
    let property = node.attribute("itemprop")
    let term = node.attribute("property")
    let owner = open.last?.thing ?? -1
    if node.attribute("itemscope") != nil {
      begin(node, index, type: node.attribute("itemtype"), property: property, owner: owner)
    } else if let type = node.attribute("typeof") {
      begin(node, index, type: type, property: term, owner: owner)
    } else if property != nil {
      addProperties(node, index, naming: "itemprop", of: owner)
    } else if term != nil {
      addProperties(node, index, naming: "property", of: owner)
    }
  }

  private mutating func begin(
    _ node: fettle_html_node, _ index: Int, type: UnsafeBufferPointer<UInt8>?,
    property: UnsafeBufferPointer<UInt8>?, owner: Int32
  ) {
    let property = property.flatMap { PropertyName.all(in: $0).first } ?? ""
    open.append((Int32(things.count), Int(node.last)))
    things.append(
      MarkupThing(
        type: type.flatMap { PropertyName.all(in: $0).first } ?? "", property: property,
        owner: property.isEmpty ? -1 : owner))
  }

  private mutating func addProperties(
    _ node: fettle_html_node, _ index: Int? = nil, naming: StaticString, of thing: Int32
  ) {
    guard let terms = node.attribute(naming) else { return }
    let names = PropertyName.all(in: terms)
    guard let first = names.first, let held = held(node, index, first) else { return }
    for name in names {
      var statement = MarkupStatement(
        kind: naming.utf8CodeUnitCount == 8 && naming.utf8Start[0] == UInt8(ascii: "i") ? .microdata : .rdfa,
        name: name, value: held.value, range: held.range)
      statement.thing = thing
      found.append(statement)
    }
  }

  /// What an element gives a property as its value: an attribute, or its text.
  private func held(_ node: fettle_html_node, _ index: Int?, _ name: String) -> (value: String, range: Range<Int>)? {
    for key: StaticString in ["content", "datetime"] {
      if let held = value(of: node, in: key) { return held }
    }
    if PropertyName.isAddress(name) {
      for key: StaticString in ["href", "resource"] {
        if let held = value(of: node, in: key) { return held }
      }
    }
    guard let index else { return nil }
    // What a property holds in its text is short: a name, a date, a headline.
    var bytes: [UInt8] = []
    var range: Range<Int>?
    var below = index + 1
    while below < Int(node.last) {
      if nodes[below].isText {
        let part = nodes[below].bytes
        if bytes.count + part.count > 500 { return nil }
        bytes += part
        // What stands in a table beside its cells is moved before the table: texts needn't come in the source's order.
        let (start, end) = (Int(nodes[below].start), Int(nodes[below].end))
        range = min(range?.lowerBound ?? start, start)..<max(range?.upperBound ?? end, end, start)
      } else if ElementKind.of(nodes[below].bytes).display == .unseen {
        below = Int(nodes[below].last)
        continue
      }
      below += 1
    }
    guard let range, !range.isEmpty else { return nil }
    let value = bytes.withUnsafeBufferPointer(Folded.string)
    return value.isEmpty ? nil : (value, range)
  }

  private func value(of node: fettle_html_node, in key: StaticString) -> (value: String, range: Range<Int>)? {
    for attribute in node.attributeList where attribute.isNamed(key) {
      let value = attribute.bytes
      guard !value.isEmpty, value.count <= HeadReader.longestValue else { return nil }
      return (Folded.string(value), Int(attribute.start)..<max(Int(attribute.start), Int(attribute.end)))
    }
    return nil
  }

  private func text(below index: Int) -> (bytes: UnsafeBufferPointer<UInt8>, range: Range<Int>)? {
    guard index + 1 < nodes.count, Int(nodes[index].last) > index + 1, nodes[index + 1].isText else { return nil }
    let node = nodes[index + 1]
    return (node.bytes, Int(node.start)..<Int(node.end))
  }
}

enum PropertyName {
  /// The names in a list of properties or types, in lower case: of schema.org's and of those without a vocabulary the bare name,
  /// of others with the vocabulary before it ("dc.title").
  static func all(in list: UnsafeBufferPointer<UInt8>) -> [String] {
    guard list.count <= 256 else { return [] }
    return Folded.string(list).lowercased().split(separator: " ").map { term in
      // An address: "http://schema.org/name".
      if term.hasPrefix("http") { return String(term.split(whereSeparator: { $0 == "/" || $0 == "#" }).last ?? "") }
      guard let colon = term.firstIndex(of: ":") else { return String(term) }
      let name = term[term.index(after: colon)...]
      return term[..<colon] == "schema" ? String(name) : term[..<colon] + "." + name
    }
  }

  /// Whether a property's value is an address, which an element's link holds.
  static func isAddress(_ name: String) -> Bool { name == "sameas" || name == "identifier" || name == "url" }
}

enum Folded {
  /// As a string, each run of white space one space, none at the ends.
  static func string(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count)
    for byte in bytes {
      if Blank.isSpace(byte) {
        if let last = out.last, last != 0x20 { out.append(0x20) }
      } else {
        out.append(byte)
      }
    }
    if out.last == 0x20 { out.removeLast() }
    return String(decoding: out, as: UTF8.self)
  }
}
