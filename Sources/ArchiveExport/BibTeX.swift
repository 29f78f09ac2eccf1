import FettleKit

/// Writes items as entries of BibTeX (Patashnik, "BibTeXing", 1988), in UTF-8, as BibTeX 0.99d, biber and Zotero read them.
///
/// An entry's key is made of what the item states (`BibTeXKey`), and a second entry with the same key gets "-2": the keys
/// depend on the items and their order alone. Fields that classic styles don't know, but biblatex does (`doi`, `url`, `eprint`,
/// `shortjournal`, `urldate`), bear the names that biblatex and its readers expect.
public struct BibTeXWriter: Sendable {
  /// What was written since it was last taken away.
  public var bytes: [UInt8] = []

  /// How often a key was given.
  private var keys: [String: Int] = [:]
  private var hasEntries = false

  public init() {}

  /// Writes one entry, parted from the one before by an empty line. What the item doesn't state is left out.
  ///
  /// - Parameters:
  ///   - hasEtAl: whether there are more authors than are named; they become `and others`.
  ///   - raw: the reference as printed, which an item of which nothing could be read gets as its `note`.
  public mutating func write(_ item: Item, hasEtAl: Bool = false, raw: String = "") {
    if hasEntries { bytes.append(0x0A) }
    hasEntries = true
    let kind = BibTeXKind(item)
    bytes += "@\(kind.rawValue){\(key(of: item))".utf8
    field("author", names: item.author, hasEtAl: hasEtAl)
    field("editor", names: item.editor, hasEtAl: hasEtAl && item.author.isEmpty)
    field("title", item.title) { BibTeXText.appendTitle($0, to: &$1) }
    field(kind.containerField, item.containerTitle)
    field("shortjournal", kind == .article ? item.containerTitleShort : nil)
    field("series", item.collectionTitle)
    field("volume", item.volume)
    field("number", item.issue)
    field("pages", item.page) { BibTeXText.appendPages($0, to: &$1) }
    field("edition", item.edition)
    field(kind.publisherField, item.publisher)
    field("address", item.publisherPlace)
    field("type", item.genre)
    date(item.issued)
    field("doi", item.DOI) { BibTeXText.appendVerbatim($0, to: &$1) }
    field("issn", item.ISSN)
    field("isbn", item.ISBN)
    field("pmid", item.PMID)
    field("pmcid", item.PMCID)
    archive(item.archiveLocation)
    field("url", item.URL) { BibTeXText.appendVerbatim($0, to: &$1) }
    field("urldate", item.accessed.map(BibTeXWriter.isoDate))
    field("language", item.language)
    field("note", item == Item() && !raw.isEmpty ? raw : item.note)
    field("abstract", item.abstract)
    bytes += "\n}\n".utf8
  }

  private mutating func key(of item: Item) -> String {
    let key = BibTeXKey.of(item)
    let count = keys[key, default: 0] + 1
    keys[key] = count
    // Keys of one entry hold no hyphen, so none of these is another's.
    return count == 1 ? key : "\(key)-\(count)"
  }

  private mutating func field(
    _ name: StaticString, _ value: String?,
    _ append: (String, inout [UInt8]) -> Void = { BibTeXText.append($0, to: &$1) }
  ) {
    guard let value, !value.isEmpty else { return }
    bytes += ",\n  \(name) = {".utf8
    append(value, &bytes)
    bytes.append(UInt8(ascii: "}"))
  }

  private mutating func field(_ name: StaticString, names: [Name], hasEtAl: Bool) {
    if names.isEmpty { return }
    bytes += ",\n  \(name) = {".utf8
    for (index, name) in names.enumerated() {
      if index > 0 { bytes += " and ".utf8 }
      BibTeXText.append(name, to: &bytes)
    }
    if hasEtAl { bytes += " and others".utf8 }
    bytes.append(UInt8(ascii: "}"))
  }

  private static let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]

  /// A month is one of the names that every style defines, and so stands without braces.
  private mutating func date(_ date: PartialDate?) {
    guard let date else { return }
    field("year", String(date.year))
    guard let month = date.month, BibTeXWriter.months.indices.contains(month - 1) else { return }
    bytes += ",\n  month = \(BibTeXWriter.months[month - 1])".utf8
    field("day", date.day.map(String.init))
  }

  private mutating func archive(_ location: String?) {
    guard let location else { return }
    let parts = location.split(separator: ":", maxSplits: 1)
    guard parts.count == 2, parts[0].lowercased() == "arxiv" else { return field("eprint", location) }
    field("eprint", String(parts[1])) { BibTeXText.appendVerbatim($0, to: &$1) }
    field("archiveprefix", "arXiv")
  }

  private static func isoDate(_ date: PartialDate) -> String {
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
    guard let month = date.month else { return String(date.year) }
    return "\(date.year)-\(two(month))" + (date.day.map { "-\(two($0))" } ?? "")
  }
}

/// The entry types of BibTeX that items become.
enum BibTeXKind: String {
  case article, book, incollection, inproceedings, phdthesis, mastersthesis, techreport, misc

  init(_ item: Item) {
    switch item.type {
    case "article-journal": self = .article
    case "book": self = .book
    case "chapter": self = .incollection
    case "paper-conference": self = .inproceedings
    case "report": self = .techreport
    case "thesis":
      self = (item.genre ?? "").lowercased().contains("master") ? .mastersthesis : .phdthesis
    default: self = .misc
    }
  }

  var containerField: StaticString {
    switch self {
    case .article: "journal"
    case .book, .incollection, .inproceedings: "booktitle"
    default: "howpublished"
    }
  }

  var publisherField: StaticString {
    switch self {
    case .phdthesis, .mastersthesis: "school"
    case .techreport: "institution"
    default: "publisher"
    }
  }
}
