import FettleKit

/// What a page may share its furniture with: pages of the same site, and pages of the same input folder.
///
/// The site is the host of the address that a web archive has a page under, or that a page in HTML says is its own. A text seldom says its host: there the
/// registrant of the first DOI that it states stands for the site, since what is put around articles is their publisher's.
/// The folder is there for batches that were gathered site by site, and for pages that state neither.
public enum PageSources {
  /// "folder:…", and "host:…" or "doi:10.1234" where one is known.
  public static func names(of document: borrowing Document) -> [String] {
    let path = document.source.path.utf8
    let folder = path.lastIndex(of: UInt8(ascii: "/")).map { String(decoding: path[..<$0], as: UTF8.self) } ?? ""
    var names = ["folder:" + folder]
    if let host = document.source.url.flatMap(host) ?? document.markup.flatMap(host) {
      names.append("host:" + host)
    } else if let registrant = document.text.withUnsafeBufferPointer(registrant) {
      names.append("doi:" + registrant)
    }
    return names
  }

  /// Of the address that a page says is its own.
  static func host(_ markup: PageMarkup) -> String? {
    for statement in markup.statements {
      let isAddress =
        statement.kind == .link && statement.name == "canonical"
        || statement.kind == .meta && statement.name == "og:url"
      if isAddress, let host = host(statement.value) { return host }
    }
    return nil
  }

  /// The host of an address, in lower case, without "www." and a port.
  static func host(_ address: String) -> String? {
    let address = address.lowercased().utf8
    guard address.starts(with: "https://".utf8) || address.starts(with: "http://".utf8) else { return nil }
    let rest = address.drop { $0 != UInt8(ascii: "/") }.dropFirst(2)
    var host = rest.prefix { $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: ":") && $0 != UInt8(ascii: "?") }
    if host.starts(with: "www.".utf8) { host = host.dropFirst(4) }
    return host.contains(UInt8(ascii: ".")) ? String(decoding: host, as: UTF8.self) : nil
  }

  /// The part before the slash of the first DOI.
  static func registrant(_ text: UnsafeBufferPointer<UInt8>) -> String? {
    var at = 0
    while at + 8 < text.count {
      // "10.", four to nine digits, a slash; nothing that belongs to a number or a word before it.
      guard text[at] == UInt8(ascii: "1"), text[at + 1] == UInt8(ascii: "0"), text[at + 2] == UInt8(ascii: "."),
        at == 0 || !isPartOfWord(text[at - 1])
      else {
        at += 1
        continue
      }
      var end = at + 3
      while end < text.count, text[end] &- 0x30 < 10, end - at < 12 { end += 1 }
      if end - at >= 7, end + 1 < text.count, text[end] == UInt8(ascii: "/"), text[end + 1] > 0x20 {
        return String(decoding: text[at..<end], as: UTF8.self)
      }
      at += 1
    }
    return nil
  }

  private static func isPartOfWord(_ byte: UInt8) -> Bool {
    byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26 || byte == UInt8(ascii: ".")
  }
}
