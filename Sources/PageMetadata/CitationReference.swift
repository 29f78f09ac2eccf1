import FettleKit

/// Reads the meta elements `citation_reference`: one string as it would be printed, or fields one behind the other,
/// "citation_title=…;citation_author=…" (https://scholar.google.com/intl/en/scholar/inclusion.html says what fields there are).
public enum CitationReference {
  /// A page with more states something else.
  private static let most = 20_000
  private static let lead = Array("citation_".utf8)

  /// In the order of the page.
  public static func all(in markup: PageMarkup) -> [StatedReference] {
    var found: [StatedReference] = []
    for statement in markup.statements
    where statement.kind == .meta && statement.name == "citation_reference" && found.count < most {
      found.append(
        StatedReference(
          item: item(of: statement.value), text: HTMLText.plain(statement.value), origin: statement.name,
          range: statement.range))
    }
    return found
  }

  static func item(of statement: String) -> Item {
    let bytes = Array(statement.utf8)
    var item = Item()
    var names: [(name: Range<Int>, value: Int)] = []
    var at = 0
    while at + lead.count < bytes.count {
      guard bytes[at] == lead[0], bytes[at..<(at + lead.count)].elementsEqual(lead),
        at == 0 || bytes[at - 1] == UInt8(ascii: ";") || bytes[at - 1] == 0x20
      else {
        at += 1
        continue
      }
      var end = at + lead.count
      while end < bytes.count, bytes[end] &- 0x61 < 26 || bytes[end] == UInt8(ascii: "_") { end += 1 }
      if end < bytes.count, bytes[end] == UInt8(ascii: "=") { names.append((at + lead.count..<end, end + 1)) }
      at = end
    }
    var nameless: [UInt8] = []
    for (index, found) in names.enumerated() {
      let end = index + 1 < names.count ? names[index + 1].name.lowerBound - lead.count : bytes.count
      var value = bytes[found.value..<max(found.value, end)]
      while let last = value.last, last == 0x20 || last == UInt8(ascii: ";") { value.removeLast() }
      let name = Substring(decoding: bytes[found.name], as: UTF8.self)
      if name == "author", let stop = value.firstIndex(of: UInt8(ascii: ";")) {
        nameless = Array(value[(stop + 1)...])
        value = value[..<stop]
      }
      item.state(name, HTMLText.plain(String(decoding: value, as: UTF8.self)))
    }
    // Some pages put the journal's title without a name of its own behind the authors, or the title where there are none.
    if item.containerTitle == nil, item.volume != nil {
      if nameless.isEmpty, let title = item.title, let stop = title.lastIndex(of: ";") {
        nameless = Array(title[title.index(after: stop)...].utf8)
        item.title = String(title[..<stop])
      }
      let journal = HTMLText.plain(String(decoding: nameless, as: UTF8.self))
      if !journal.isEmpty { item.state("journal", journal) }
    }
    return item
  }
}
