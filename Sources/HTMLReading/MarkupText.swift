import FettleKit
import HTMLTree

/// White space of HTML, and the spaces that pages put in its place.
enum Blank {
  @inline(__always) static func isSpace(_ byte: UInt8) -> Bool {
    byte <= 0x20 && (byte == 0x20 || (byte >= 0x09 && byte <= 0x0D))
  }

  /// Whether a text holds nothing but separators.
  static func isBlank(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var at = 0
    while at < bytes.count {
      let length = Separator.length(in: bytes, at: at)
      if length == 0 { return false }
      at += length
    }
    return true
  }
}

/// Characters that the parser writes U+FFFD for.
enum Control {
  /// Whether a byte is a control character that is no white space. A page shows nothing for it.
  @inline(__always) static func isC0(_ byte: UInt8) -> Bool {
    byte == 0x7F || byte < 0x20 && byte != 0 && !(byte >= 0x09 && byte <= 0x0D && byte != 0x0B)
  }

  /// Whether U+0080 to U+009F stands at `at`: on pages, often a quotation mark that was encoded twice.
  static func isC1(_ text: UnsafeBufferPointer<UInt8>, _ at: Int) -> Bool {
    at + 1 < text.count && text[at] == 0xC2 && text[at + 1] < 0xA0
  }
}

enum StyleText {
  /// Whether a style attribute hides its element: "display: none", "visibility: hidden".
  static func hides(_ style: UnsafeBufferPointer<UInt8>) -> Bool {
    guard style.count >= 12 else { return false }
    var squeezed: [UInt8] = []
    squeezed.reserveCapacity(style.count)
    for byte in style where !Blank.isSpace(byte) { squeezed.append(byte &- 0x41 < 26 ? byte | 0x20 : byte) }
    return contains(squeezed, "display:none") || contains(squeezed, "visibility:hidden")
  }

  private static func contains(_ text: [UInt8], _ words: StaticString) -> Bool {
    let count = words.utf8CodeUnitCount
    guard text.count >= count else { return false }
    for start in 0...(text.count - count) where text[start] == words.utf8Start[0] {
      var length = 1
      while length < count, text[start + length] == words.utf8Start[length] { length += 1 }
      if length == count { return true }
    }
    return false
  }
}

enum ElementNames {
  /// In bytes: names beyond are a page's program.
  private static let longest = 400

  /// Appends what the page calls an element, in lower case, with spaces around each name.
  static func append(_ node: fettle_html_node, to names: inout [UInt8]) {
    let start = names.count
    for attribute in node.attributeList {
      guard
        attribute.isNamed("class") || attribute.isNamed("id") || attribute.isNamed("role")
          || attribute.isNamed("itemprop") || attribute.isNamed("itemtype") || attribute.isNamed("data-component")
          || attribute.isNamed("data-testid") || attribute.isNamed("data-type") || attribute.isNamed("data-title")
          || attribute.isNamed("aria-label") || attribute.isNamed("property")
      else { continue }
      for byte in attribute.bytes.prefix(longest - min(longest, names.count - start)) {
        if names.count == start { names.append(0x20) }
        names.append(Blank.isSpace(byte) ? 0x20 : byte &- 0x41 < 26 ? byte | 0x20 : byte)
      }
      if names.count > start { names.append(0x20) }
    }
  }
}

/// Tells a table of data from one that a page is laid out with, or a list that stands in a table.
enum DataTables {
  /// In bytes: what the longest cell of a row of data holds at most on average; twice as much below headings.
  private static let longestCell = 90

  static func isData(_ nodes: UnsafeBufferPointer<fettle_html_node>, _ table: Int) -> Bool {
    if let role = nodes[table].attribute("role"), role.elementsEqual("presentation".utf8) { return false }
    var rows = 0
    var cells = 0
    var headers = 0
    // Of the longest cell of each row, summed up; and of the cell and row at hand.
    var longest = 0
    var longestOfRow = 0
    var bytes = 0
    var index = table + 1
    while index < Int(nodes[table].last) {
      let node = nodes[index]
      if node.isText {
        bytes += Blank.isBlank(node.bytes) ? 0 : Int(node.text_length)
      } else {
        let kind = ElementKind.of(node.bytes)
        if kind.display == .unseen {
          index = Int(node.last)
          continue
        }
        switch kind.tag {
        case .table, .form, .article, .section, .h1, .h2, .h3, .pre: return false
        case .tr, .td, .th:
          longestOfRow = max(longestOfRow, bytes)
          bytes = 0
          if kind.tag == .tr {
            rows += 1
            longest += longestOfRow
            longestOfRow = 0
          } else {
            cells += 1
            headers += kind.tag == .th ? 1 : 0
          }
        default: break
        }
      }
      index += 1
    }
    longest += max(longestOfRow, bytes)
    guard rows >= 2, cells >= rows + rows / 2 else { return false }
    return longest <= rows * (headers > 0 ? longestCell * 2 : longestCell)
  }
}
