import FettleKit
import HTMLTree

/// Collects what a page states outside of its text: its title, meta and link elements, JSON-LD, microdata.
enum HeadReader {
  /// In bytes: a longer value is data of a program.
  private static let longestValue = 65_536
  private static let longestData = 1 << 20

  static func statements(of tree: PageTree) -> [MarkupStatement] {
    let nodes = tree.nodes
    var found: [MarkupStatement] = []
    var index = 0
    var hasTitle = false
    while index < nodes.count {
      defer { index += 1 }
      let node = nodes[index]
      if node.isText { continue }
      if node.isHTML, let first = node.bytes.first {
        let name = node.bytes
        if first == UInt8(ascii: "m"), name.elementsEqual("meta".utf8) {
          addMeta(node, &found)
          continue
        }
        if first == UInt8(ascii: "l"), name.elementsEqual("link".utf8) {
          add(.link, node, naming: "rel", holding: "href", &found)
          continue
        }
        if first == UInt8(ascii: "t"), !hasTitle, name.elementsEqual("title".utf8) {
          if let text = text(below: index, nodes) {
            found.append(MarkupStatement(kind: .title, name: "", value: Folded.string(text.bytes), range: text.range))
            hasTitle = true
          }
          continue
        }
        if first == UInt8(ascii: "s"), name.elementsEqual("script".utf8) {
          if let type = node.attribute("type"), Folded.string(type).lowercased() == "application/ld+json",
            let text = text(below: index, nodes), text.bytes.count <= longestData
          {
            found.append(
              MarkupStatement(
                kind: .linkedData, name: "", value: String(decoding: text.bytes, as: UTF8.self), range: text.range))
          }
          continue
        }
      }
      if let property = node.attribute("itemprop") { addProperty(property, node, index, nodes, &found) }
    }
    return found
  }

  private static func addMeta(_ node: fettle_html_node, _ found: inout [MarkupStatement]) {
    for key: StaticString in ["name", "property", "itemprop", "http-equiv"] where node.attribute(key) != nil {
      add(.meta, node, naming: key, holding: "content", &found)
      return
    }
  }

  private static func add(
    _ kind: MarkupStatement.Kind, _ node: fettle_html_node, naming: StaticString, holding: StaticString,
    _ found: inout [MarkupStatement]
  ) {
    guard let name = node.attribute(naming), !name.isEmpty else { return }
    for attribute in node.attributeList where attribute.isNamed(holding) {
      let value = attribute.bytes
      guard !value.isEmpty, value.count <= longestValue else { return }
      found.append(
        MarkupStatement(
          kind: kind, name: Folded.string(name).lowercased(), value: Folded.string(value),
          range: Int(attribute.start)..<max(Int(attribute.start), Int(attribute.end))))
    }
  }

  private static func addProperty(
    _ property: UnsafeBufferPointer<UInt8>, _ node: fettle_html_node, _ index: Int,
    _ nodes: UnsafeBufferPointer<fettle_html_node>, _ found: inout [MarkupStatement]
  ) {
    let name = Folded.string(property).lowercased()
    guard name.utf8.count <= 64 else { return }
    for key: StaticString in ["content", "datetime"] {
      for attribute in node.attributeList where attribute.isNamed(key) && !attribute.bytes.isEmpty {
        found.append(
          MarkupStatement(
            kind: .microdata, name: name, value: Folded.string(attribute.bytes),
            range: Int(attribute.start)..<max(Int(attribute.start), Int(attribute.end))))
        return
      }
    }
    // What a property holds in its text is short: a name, a date, a headline.
    var bytes: [UInt8] = []
    var range: Range<Int>?
    for below in (index + 1)..<max(index + 1, Int(node.last)) where nodes[below].isText {
      let part = nodes[below].bytes
      if bytes.count + part.count > 300 { return }
      bytes += part
      range = (range?.lowerBound ?? Int(nodes[below].start))..<Int(nodes[below].end)
    }
    guard let range, !bytes.isEmpty else { return }
    let value = bytes.withUnsafeBufferPointer(Folded.string)
    if !value.isEmpty { found.append(MarkupStatement(kind: .microdata, name: name, value: value, range: range)) }
  }

  private static func text(
    below index: Int, _ nodes: UnsafeBufferPointer<fettle_html_node>
  ) -> (bytes: UnsafeBufferPointer<UInt8>, range: Range<Int>)? {
    guard index + 1 < nodes.count, Int(nodes[index].last) > index + 1, nodes[index + 1].isText else { return nil }
    let node = nodes[index + 1]
    return (node.bytes, Int(node.start)..<Int(node.end))
  }
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
