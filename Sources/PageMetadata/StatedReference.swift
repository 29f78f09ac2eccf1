import FettleKit

/// A reference that a page's markup states, beside the list that a reader sees or instead of it: a meta element, or a link that
/// asks a search engine for it.
public struct StatedReference: Sendable, Equatable {
  /// What is stated, field by field; empty where the reference is stated as one string.
  public var item: Item
  /// As stated; empty for a link.
  public var text: String
  /// What stated it: "citation_reference", "scholar_lookup".
  public var origin: String
  /// Where, half-open, in bytes of the source text.
  public var range: Range<Int>

  public init(item: Item, text: String, origin: String, range: Range<Int>) {
    self.item = item
    self.text = text
    self.origin = origin
    self.range = range
  }
}

extension Item {
  /// Puts a field that a page's markup states into an item of a reference.
  ///
  /// - Parameter name: as in the tags of Highwire Press, without "citation_".
  mutating func state(_ name: Substring, _ value: String) {
    guard StatedItem.isValue(value) else { return }
    switch name {
    case "title": title = title ?? value
    case "journal_title", "journal", "inbook_title", "book_title", "conference_title", "conference", "book",
      "series_title":
      containerTitle = containerTitle ?? value
    case "journal_abbrev": containerTitleShort = containerTitleShort ?? value
    case "volume": volume = volume ?? value
    case "issue", "number": issue = issue ?? value
    case "pages", "firstpage", "first_page", "article_number", "elocation_id":
      page = page ?? StatedPages.string(value)
    case "lastpage", "last_page":
      if let first = page, !first.contains("–"), first != value { page = StatedPages.string(first + "-" + value) }
    case "publication_date", "year", "date", "publication_year", "cover_date":
      issued = issued ?? StatedDate.parse(value)
    case "doi": DOI = DOI ?? DOIText.find(in: value)
    case "pmid": if value.utf8.allSatisfy({ $0 &- 0x30 < 10 }) { PMID = PMID ?? value }
    case "publisher": publisher = publisher ?? value
    case "isbn": ISBN = ISBN ?? value
    case "issn": ISSN = ISSN ?? value
    case "author": for name in ReferenceNames.names(in: value) where !author.contains(name) { author.append(name) }
    default: break
    }
  }
}

enum StatedPages {
  /// "184–187" of "184-187", with the digits that the last page shares with the first.
  static func string(_ text: String) -> String {
    var unified = ""
    for character in text { unified.append("-–—−‐".contains(character) ? "-" : character) }
    let parts = unified.split(separator: "-").map { $0.split(separator: " ").joined(separator: " ") }
    guard parts.count == 2, let first = parts.first, let last = parts.last, !first.isEmpty else {
      return parts.joined(separator: "–")
    }
    let isShort = last.utf8.count < first.utf8.count && (first + last).utf8.allSatisfy { $0 &- 0x30 < 10 }
    return first + "–" + (isShort ? first.prefix(first.count - last.count) + last : last)
  }
}
