import FettleKit

/// The bibliographic item that a page's head states, and where it states each field.
struct StatedItem {
  var item = Item()
  /// In the order of the record's keys.
  var origins: [FieldOrigin] = []

  init(_ fields: StatedFields) {
    if let title = fields.titles.first {
      item.title = HTMLText.plain(title.value)
      note("title", title)
    }
    if let doi = fields.dois.lazy.compactMap({ value in DOIText.find(in: value.value).map { (value, $0) } }).first {
      item.DOI = doi.1
      note("DOI", doi.0)
    }
    if let container = fields.containers.first(where: { !$0.value.hasPrefix("http") }) {
      item.containerTitle = HTMLText.plain(container.value)
      note("container-title", container)
    }
    if let short = fields.shortContainers.first, short.value != item.containerTitle {
      item.containerTitleShort = HTMLText.plain(short.value)
      note("container-title-short", short)
    }
    if let date = fields.dates.lazy.compactMap({ value in StatedDate.parse(value.value).map { (value, $0) } }).first {
      item.issued = date.1
      note("issued", date.0)
    }
    set(\.volume, "volume", fields.volumes)
    set(\.issue, "issue", fields.issues)
    readPages(fields)
    for author in fields.authors {
      let isOne = fields.authors.count > 1 || author.origin == "citation_author"
      for name in StatedNames.names(in: HTMLText.plain(author.value), isOne: isOne) where !item.author.contains(name) {
        item.author.append(name)
      }
    }
    if let first = fields.authors.first, !item.author.isEmpty { note("author", first) }
    set(\.publisher, "publisher", fields.publishers)
    if let serial = fields.serials.first(where: { $0.value.utf8.count == 9 || $0.value.utf8.count == 8 }) {
      item.ISSN = serial.value
      note("ISSN", serial)
    }
    if let language = fields.languages.first(where: { $0.value.utf8.count <= 12 }) {
      item.language = language.value
      note("language", language)
    }
    if let address = fields.addresses.first(where: { $0.value.hasPrefix("http") }) {
      item.URL = address.value
      note("URL", address)
    }
    if let number = fields.pubmed.first(where: { !$0.value.isEmpty && $0.value.utf8.allSatisfy { $0 &- 0x30 < 10 } }) {
      item.PMID = number.value
      note("PMID", number)
    }
    origins.sort { $0.field < $1.field }
  }

  private mutating func note(_ field: String, _ value: StatedValue) {
    origins.append(FieldOrigin(field: field, origin: value.origin, range: value.range))
  }

  private mutating func set(_ path: WritableKeyPath<Item, String?>, _ field: String, _ values: [StatedValue]) {
    guard let value = values.first(where: { StatedItem.isValue($0.value) }) else { return }
    item[keyPath: path] = HTMLText.plain(value.value)
    note(field, value)
  }

  private mutating func readPages(_ fields: StatedFields) {
    guard let first = fields.firstPages.first(where: { StatedItem.isValue($0.value) }) else { return }
    var page = first.value
    if let last = fields.lastPages.first(where: { StatedItem.isValue($0.value) }), last.value != page,
      !page.contains("-")
    {
      page += "–" + last.value
    } else {
      page = page.split(separator: "-").map { $0.split(separator: " ").joined(separator: " ") }.joined(separator: "–")
    }
    item.page = page
    note("page", first)
  }

  /// Not what pages write where they have nothing to say.
  static func isValue(_ text: String) -> Bool {
    !text.isEmpty
      && !["0", "-", "--", "n/a", "na", "null", "none", "undefined", "ahead-of-print"].contains(text.lowercased())
  }
}

enum DOIText {
  /// What addresses of pages have behind a DOI.
  private static let endings = [
    "/full", "/abstract", "/pdf", "/epub", "/html", "/meta", ".full", ".abstract", ".full.pdf", ".pdf", ".full-text",
    ".short",
  ].map { Array($0.utf8) }

  /// The DOI in a value, in lower case, without a resolver's address before it or a format's name behind it.
  static func find(in text: String) -> String? {
    let bytes = Array(text.utf8)
    var at = 0
    while at + 7 < bytes.count {
      if bytes[at] == UInt8(ascii: "1"), bytes[at + 1] == UInt8(ascii: "0"), bytes[at + 2] == UInt8(ascii: "."),
        at == 0 || !(bytes[at - 1] &- 0x30 < 10)
      {
        var slash = at + 3
        while slash < bytes.count, bytes[slash] &- 0x30 < 10 || bytes[slash] == UInt8(ascii: ".") { slash += 1 }
        if slash >= at + 7, slash + 1 < bytes.count, bytes[slash] == UInt8(ascii: "/") {
          var end = slash + 1
          while end < bytes.count, bytes[end] > 0x20, !"\"<>?#".utf8.contains(bytes[end]) { end += 1 }
          for ending in endings where bytes[at..<end].suffix(ending.count).elementsEqual(ending) { end -= ending.count }
          while end > slash + 1, ".,;)/".utf8.contains(bytes[end - 1]) { end -= 1 }
          if end > slash + 1 { return String(decoding: bytes[at..<end], as: UTF8.self).lowercased() }
        }
      }
      at += 1
    }
    return nil
  }
}

enum StatedDate {
  private static let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]

  /// "2022/07/07", "2022-07-07T10:00:00Z", "7 July 2022", "July 2022", "2022". Of "01/02/2022" only the year is sure.
  static func parse(_ text: String) -> PartialDate? {
    let parts = text.lowercased().split(whereSeparator: { !($0.isLetter || $0.isNumber) }).map(String.init)
    guard let place = parts.firstIndex(where: { isYear($0) }) else { return nil }
    guard let year = Int(parts[place].prefix(4)) else { return nil }
    if place == 0, parts.count > 1, let month = Int(parts[1]), (1...12).contains(month) {
      let day = parts.count > 2 ? Int(String(parts[2].prefix { $0.isNumber })) : nil
      return PartialDate(year: year, month: month, day: day.flatMap { (1...31).contains($0) ? $0 : nil })
    }
    if let word = parts.firstIndex(where: { part in part.count >= 3 && months.contains { part.hasPrefix($0) } }),
      let month = months.firstIndex(where: { parts[word].hasPrefix($0) })
    {
      let day = parts.indices.first {
        $0 != place && abs($0 - word) == 1 && Int(parts[$0]).map { (1...31).contains($0) } == true
      }
      return PartialDate(year: year, month: month + 1, day: day.flatMap { Int(parts[$0]) })
    }
    return PartialDate(year: year)
  }

  private static func isYear(_ part: String) -> Bool {
    let digits = part.prefix { $0.isNumber }
    guard digits.count == 4, let year = Int(digits) else { return false }
    return (1500...2100).contains(year)
  }
}
