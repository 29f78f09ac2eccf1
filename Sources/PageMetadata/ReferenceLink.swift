import FettleKit

/// Reads what the links of a reference's entry state of it: a search for it in Google Scholar with its fields, its DOI, its
/// number in PubMed.
public enum ReferenceLink {
  /// - Parameters:
  ///   - address: as the page has it, character references resolved.
  ///   - range: where the link stands.
  /// - Returns: `nil` for a link that states nothing.
  public static func read(_ address: String, range: Range<Int>) -> StatedReference? {
    guard address.utf8.count <= 8192 else { return nil }
    var address = address
    if address.contains("linkout?") || address.contains("Linkout?") {
      // A publisher's own way out, with the address or the number of where it leads.
      if let item = item(ofWayOut: address) {
        return StatedReference(item: item, text: "", origin: item.DOI != nil ? "doi.org" : "pubmed", range: range)
      }
      guard let target = query(of: address).first(where: { $0.name == "url" }) else { return nil }
      address = AddressText.decoded(target.value, plusIsSpace: false)
    }
    guard let host = host(of: address) else { return nil }
    if address.contains("scholar_lookup?") {
      let item = item(ofQuery: query(of: address))
      return item == Item() ? nil : StatedReference(item: item, text: "", origin: "scholar_lookup", range: range)
    }
    var item = Item()
    var origin = host
    switch host {
    case "doi.org", "dx.doi.org", "www.doi.org":
      origin = "doi.org"
      item.DOI = DOIText.find(in: AddressText.decoded(address[...], plusIsSpace: false))
    case "pubmed.ncbi.nlm.nih.gov", "www.ncbi.nlm.nih.gov", "ncbi.nlm.nih.gov":
      origin = "pubmed"
      item.PMID = number(in: address, behind: host.hasPrefix("pubmed") ? host + "/" : "/pubmed/")
    default: return nil
    }
    return item == Item() ? nil : StatedReference(item: item, text: "", origin: origin, range: range)
  }

  private static func query(of address: String) -> [(name: Substring, value: Substring)] {
    guard let start = address.firstIndex(of: "?") else { return [] }
    return address[address.index(after: start)...].split(separator: "&").compactMap { part in
      part.firstIndex(of: "=").map { (part[..<$0], part[part.index(after: $0)...]) }
    }
  }

  /// Atypon's platform numbers the databases that it leads to: 16 is Crossref, whose keys are DOIs, and 8 PubMed.
  private static func item(ofWayOut address: String) -> Item? {
    var item = Item()
    let query = query(of: address)
    guard let key = query.first(where: { $0.name == "key" }) else { return nil }
    let value = AddressText.decoded(key.value, plusIsSpace: false)
    switch query.first(where: { $0.name == "dbid" })?.value {
    case "16": item.DOI = DOIText.find(in: value)
    case "8": item.PMID = (4...9).contains(value.utf8.count) && value.utf8.allSatisfy { $0 &- 0x30 < 10 } ? value : nil
    default: break
    }
    return item == Item() ? nil : item
  }

  private static func item(ofQuery query: [(name: Substring, value: Substring)]) -> Item {
    var item = Item()
    var authors: [String] = []
    for (name, text) in query {
      let value = HTMLText.plain(AddressText.decoded(text, plusIsSpace: true))
      if name == "author" { authors.append(value) } else { item.state(name, value) }
    }
    // Where a page runs all names together, who they are can't be told.
    if !authors.contains(where: { $0.split(separator: " ").count > 6 }) {
      for author in authors { item.state("author", author) }
    }
    if item.containerTitle == item.title { item.containerTitle = nil }
    return item
  }

  private static func host(of address: String) -> String? {
    guard let mark = address.range(ofScheme: ()) else { return nil }
    let rest = address[mark...]
    return String(rest[..<(rest.firstIndex { $0 == "/" || $0 == "?" || $0 == ":" } ?? rest.endIndex)]).lowercased()
  }

  private static func number(in address: String, behind lead: String) -> String? {
    let bytes = Array(address.utf8)
    let words = Array(lead.utf8)
    guard bytes.count > words.count else { return nil }
    for start in 0..<(bytes.count - words.count) where bytes[start..<(start + words.count)].elementsEqual(words) {
      let digits = bytes[(start + words.count)...].prefix { $0 &- 0x30 < 10 }
      return (4...9).contains(digits.count) ? String(decoding: digits, as: UTF8.self) : nil
    }
    return nil
  }
}

extension String {
  /// Behind the "://" of an address, or the "//" that it begins with.
  fileprivate func range(ofScheme: Void) -> String.Index? {
    for lead in ["https://", "http://", "//"] where hasPrefix(lead) { return index(startIndex, offsetBy: lead.count) }
    return nil
  }
}

enum AddressText {
  /// With the escapes of an address resolved (RFC 3986, section 2.1).
  static func decoded(_ text: Substring, plusIsSpace: Bool) -> String {
    let bytes = Array(text.utf8)
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count)
    var at = 0
    while at < bytes.count {
      if bytes[at] == UInt8(ascii: "%"), at + 2 < bytes.count, let high = digit(bytes[at + 1]),
        let low = digit(bytes[at + 2])
      {
        out.append(high << 4 | low)
        at += 3
      } else {
        out.append(plusIsSpace && bytes[at] == UInt8(ascii: "+") ? 0x20 : bytes[at])
        at += 1
      }
    }
    return String(decoding: out, as: UTF8.self)
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x46: byte - 0x37
    case 0x61...0x66: byte - 0x57
    default: nil
    }
  }
}
