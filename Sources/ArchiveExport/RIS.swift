import FettleKit

/// Writes items as records of RIS ("RIS Format Specifications", Research Information Systems 2011), in UTF-8, as EndNote,
/// Zotero and reference managers at large read them: each begins with `TY`, ends with `ER`, and a line is a field.
public struct RISWriter: Sendable {
  /// What was written since it was last taken away.
  public var bytes: [UInt8] = []

  public init() {}

  /// Writes one record. What the item doesn't state is left out; "et al." has no field in RIS.
  ///
  /// - Parameter raw: the reference as printed, which an item of which nothing could be read gets as its note.
  public mutating func write(_ item: Item, raw: String = "") {
    let isPart = item.type == "chapter" || item.type == "paper-conference"
    line("TY", RISWriter.type(of: item))
    for name in item.author { line("AU", RISWriter.written(name)) }
    for name in item.editor { line(isPart ? "A2" : "ED", RISWriter.written(name)) }
    line("TI", item.title)
    line("T2", item.containerTitle)
    line("J2", item.containerTitleShort)
    line("T3", item.collectionTitle)
    line("VL", item.volume)
    line("IS", item.issue)
    pages(item.page)
    line("ET", item.edition)
    line("PB", item.publisher)
    line("CY", item.publisherPlace)
    line("M3", item.genre)
    line("PY", item.issued.map { String($0.year) })
    line("DA", item.issued.flatMap { $0.month == nil ? nil : RISWriter.written($0) })
    line("DO", item.DOI)
    line("SN", item.ISSN)
    line("SN", item.ISBN)
    line("AN", item.PMID ?? item.archiveLocation)
    line("C2", item.PMCID)
    line("UR", item.URL)
    line("Y2", item.accessed.map(RISWriter.written))
    line("LA", item.language)
    line("AB", item.abstract)
    if item.PMID != nil { line("N1", item.archiveLocation) }
    line("N1", item == Item() ? raw : item.note)
    bytes += "ER  - \r\n".utf8
  }

  /// The specification's types; `GEN` where it has none.
  private static func type(of item: Item) -> String {
    switch item.type {
    case "article-journal": "JOUR"
    case "book": "BOOK"
    case "chapter": "CHAP"
    case "paper-conference": "CPAPER"
    case "thesis": "THES"
    case "report": "RPRT"
    case "webpage": "ELEC"
    case "dataset": "DATA"
    // A manuscript that no journal has printed.
    case "article": "UNPB"
    default: "GEN"
    }
  }

  private mutating func line(_ tag: StaticString, _ value: String?) {
    guard let value, !value.isEmpty else { return }
    bytes += "\(tag)  - ".utf8
    // A line end would begin another field.
    for byte in value.utf8 { bytes.append(byte < 0x20 || byte == 0x7F ? 0x20 : byte) }
    bytes += "\r\n".utf8
  }

  private mutating func pages(_ page: String?) {
    guard let page else { return }
    let parts = page.split(separator: "\u{2013}", maxSplits: 1)
    line("SP", parts.first.map(String.init))
    if parts.count == 2 { line("EP", String(parts[1])) }
  }

  /// "van Dam, M., Jr": commas part a name, so there are none inside its parts.
  private static func written(_ name: Name) -> String {
    if let literal = name.literal { return literal }
    func part(_ text: String?) -> String? {
      text.map { $0.split(separator: ",").joined(separator: " ") }
    }
    let family = [part(name.nonDroppingParticle), part(name.family)].compactMap { $0 }.joined(separator: " ")
    return [family, part(name.given) ?? (name.suffix == nil ? nil : ""), part(name.suffix)].compactMap { $0 }
      .joined(separator: ", ")
  }

  /// "2012/03/05/": parts that aren't stated are empty.
  private static func written(_ date: PartialDate) -> String {
    func two(_ number: Int?) -> String { number.map { $0 < 10 ? "0\($0)" : String($0) } ?? "" }
    return "\(date.year)/\(two(date.month))/\(two(date.day))"
  }
}
