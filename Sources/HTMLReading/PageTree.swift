import HTMLTree

/// Why a page could not be read, in words for the person who reads the quarantine.
public struct HTMLError: Error, Sendable, Equatable {
  public var reason: String
  /// In bytes of the source text, where there is a place.
  public var offset: Int?
}

/// The elements and texts of a page in document order: the one place that knows a parser.
///
/// Borrows the source's bytes; texts and names point into memory that lives as long as the tree.
final class PageTree {
  /// In bytes, beside 64 for each byte of the source. A page that needs more was made to need it.
  private static let spareMemory = 64 << 20

  private var tree = fettle_html_tree()

  /// - Throws: `HTMLError` for a page whose tree would take more memory than any page's does, and for one that
  ///   the parser itself has a fault in.
  init(_ source: UnsafeBufferPointer<UInt8>) throws(HTMLError) {
    let limit = source.count * 64 + PageTree.spareMemory
    let outcome = source.withMemoryRebound(to: CChar.self) {
      fettle_html_parse($0.baseAddress, $0.count, limit, &tree)
    }
    if outcome == 3 { throw HTMLError(reason: "the page's markup is so broken that the parser gave up on it") }
    if outcome != 0 { throw HTMLError(reason: "the page's elements take more than \(limit >> 20) MiB") }
  }

  deinit { fettle_html_free(&tree) }

  var nodes: UnsafeBufferPointer<fettle_html_node> { UnsafeBufferPointer(start: tree.nodes, count: tree.count) }
}

extension fettle_html_node {
  var isText: Bool { kind == UInt8(FETTLE_HTML_TEXT) }
  var isHTML: Bool { name_space == UInt8(FETTLE_HTML_NAMESPACE_HTML) }

  /// An element's name, or a text with character references resolved.
  var bytes: UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(
      start: UnsafeRawPointer(text)?.assumingMemoryBound(to: UInt8.self), count: text == nil ? 0 : Int(text_length))
  }

  var attributeList: UnsafeBufferPointer<fettle_html_attribute> {
    UnsafeBufferPointer(start: attributes, count: Int(attribute_count))
  }

  /// The value of an attribute; names of attributes are in lower case.
  func attribute(_ name: StaticString) -> UnsafeBufferPointer<UInt8>? {
    for attribute in attributeList where attribute.isNamed(name) { return attribute.bytes }
    return nil
  }
}

extension fettle_html_attribute {
  func isNamed(_ other: StaticString) -> Bool {
    guard let name else { return false }
    return CStrings.areEqual(name, UnsafeRawPointer(other.utf8Start).assumingMemoryBound(to: CChar.self))
  }

  var bytes: UnsafeBufferPointer<UInt8> {
    guard let value else { return UnsafeBufferPointer(start: nil, count: 0) }
    var count = 0
    while value[count] != 0 { count += 1 }
    return UnsafeBufferPointer(start: UnsafeRawPointer(value).assumingMemoryBound(to: UInt8.self), count: count)
  }
}

enum CStrings {
  static func areEqual(_ left: UnsafePointer<CChar>, _ right: UnsafePointer<CChar>) -> Bool {
    var at = 0
    while left[at] == right[at] {
      if left[at] == 0 { return true }
      at += 1
    }
    return false
  }
}
