import FettleKit

/// What an element does to the text below it, by its name (HTML Standard, chapter 15, Rendering).
struct ElementKind {
  enum Display {
    case inline
    case block
    /// A reader sees none of its text.
    case unseen
    case lineBreak
    /// A control of a form: text of its own, but no text of the page.
    case control
    /// What is shown where the element itself can't be.
    case fallback
  }

  var tag: MarkupTag
  var display: Display

  /// Elements whose names the standard knows; all others are inline.
  static let inline = ElementKind(tag: .other, display: .inline)

  /// - Parameter name: in lower case.
  static func of(_ name: UnsafeBufferPointer<UInt8>) -> ElementKind {
    let key = Self.key(name)
    var slot = Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 56)
    while table.keys[slot] != 0 {
      if table.keys[slot] == key { return table.kinds[slot] }
      slot = (slot + 1) & 255
    }
    return inline
  }

  /// The first eight bytes and the length. Longer names that agree in both are no names of the standard's.
  private static func key(_ name: some Collection<UInt8>) -> UInt64 {
    var key: UInt64 = 0
    for byte in name.prefix(8) { key = key << 8 | UInt64(byte) }
    return key ^ UInt64(name.count) << 58
  }

  private static let table: (keys: [UInt64], kinds: [ElementKind]) = {
    var keys = [UInt64](repeating: 0, count: 256)
    var kinds = [ElementKind](repeating: inline, count: 256)
    func add(_ names: String, _ display: Display) {
      for name in names.split(separator: " ") {
        let key = Self.key(Array(name.utf8))
        var slot = Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 56)
        while keys[slot] != 0 { slot = (slot + 1) & 255 }
        keys[slot] = key
        kinds[slot] = ElementKind(tag: tags[String(name)] ?? .other, display: display)
      }
    }
    add(
      """
      address article aside blockquote body caption center col colgroup dd details dialog dir div dl dt fieldset figcaption \
      figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr html legend li listing main marquee menu nav ol \
      optgroup p plaintext pre search section summary table tbody td tfoot th thead tr ul xmp
      """, .block)
    add("script style template head title meta link base noembed noframes iframe datalist param source track", .unseen)
    add("annotation annotation-xml desc metadata defs", .unseen)
    add("br", .lineBreak)
    add("button select option textarea", .control)
    add("audio video canvas object", .fallback)
    add("noscript", .block)
    add("label", .inline)
    add("math svg", .inline)
    return (keys, kinds)
  }()

  private static let tags: [String: MarkupTag] = {
    var tags: [String: MarkupTag] = [:]
    for tag in MarkupTag.allCases where tag != .other { tags["\(tag)"] = tag }
    return tags
  }()
}
