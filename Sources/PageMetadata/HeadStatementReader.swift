import FettleKit

/// Sorts what a page's head states by field.
struct HeadStatementReader {
  private var found: [String: [(rank: Int, value: StatedValue)]] = [:]
  private let names = FieldNames.builtin

  private static let titleNames: Set<String> = ["og:title", "citation_title", "dc.title", "twitter:title"]

  static func read(_ markup: PageMarkup) -> StatedFields {
    var reader = HeadStatementReader()
    var properties: [MarkupStatement] = []
    for statement in markup.statements {
      switch statement.kind {
      case .meta: reader.add(statement.name, statement.value, origin: statement.name, statement.range)
      case .link where statement.name.split(separator: " ").contains("canonical"):
        reader.put("address", statement.value, "canonical", statement.range)
        reader.put("doi", statement.value, "canonical", statement.range)
      case .microdata: properties.append(statement)
      case .linkedData:
        for article in LinkedArticle.articles(in: statement.value) {
          for (field, value) in article.fields { reader.put(field, value, "json-ld", statement.range) }
        }
      default: break
      }
    }
    let title = markup.statements.first { $0.kind == .title }
    let titles = markup.statements.filter { $0.kind == .title || titleNames.contains($0.name) }.map(\.value)
    if let article = DescribedArticle.main(of: markup, titles: titles) {
      for field in article.fields {
        reader.put(field.field, field.value, field.statement.kind.rawValue, field.statement.range)
      }
    } else {
      for statement in properties { reader.addProperty(statement) }
    }
    return reader.fields(title: title, siteName: markup.statements.first { $0.name == "og:site_name" }?.value)
  }

  private mutating func add(_ name: String, _ value: String, origin: String, _ range: Range<Int>) {
    guard let place = names.places[name], !value.isEmpty else { return }
    found[place.field, default: []].append((place.rank, StatedValue(value: value, origin: origin, range: range)))
  }

  private mutating func put(_ field: String, _ value: String, _ origin: String, _ range: Range<Int>) {
    guard !value.isEmpty else { return }
    // One name may stand in several fields' lists, so the rank is asked for by field.
    let rank = FieldRanks.rank(of: origin, in: field) ?? 50
    found[field, default: []].append((rank, StatedValue(value: value, origin: origin, range: range)))
  }

  private mutating func addProperty(_ statement: MarkupStatement) {
    switch statement.name {
    case "headline": put("title", statement.value, "microdata", statement.range)
    case "datepublished": put("date", statement.value, "microdata", statement.range)
    default: break
    }
  }

  private func fields(title: MarkupStatement?, siteName: String?) -> StatedFields {
    func list(_ field: String) -> [StatedValue] {
      let values = found[field] ?? []
      return values.indices.sorted {
        values[$0].rank == values[$1].rank ? $0 < $1 : values[$0].rank < values[$1].rank
      }.map { values[$0].value }
    }
    var fields = StatedFields()
    fields.titles = list("title")
    if let title {
      fields.titles.append(
        StatedValue(
          value: SiteName.removed(from: title.value, siteName: siteName), origin: "title", range: title.range))
    }
    fields.dois = list("doi")
    fields.containers = list("container")
    fields.shortContainers = list("short-container")
    fields.dates = list("date")
    fields.volumes = list("volume")
    fields.issues = list("issue")
    fields.firstPages = list("first-page")
    fields.lastPages = list("last-page")
    // The names of one source only: two sources may write the same persons in two ways.
    let authors = list("author")
    fields.authors = authors.filter { $0.origin == authors.first?.origin }
    fields.publishers = list("publisher")
    fields.serials = list("issn")
    fields.languages = list("language")
    fields.addresses = list("address")
    fields.pubmed = list("pubmed")
    fields.types = list("type")
    return fields
  }
}

/// How believed a kind of statement is for a field.
enum FieldRanks {
  private static let ranks: [String: [String: Int]] = {
    var ranks: [String: [String: Int]] = [:]
    for line in String(decoding: PackageResources.field_names_txt, as: UTF8.self).split(separator: "\n")
    where !line.hasPrefix("#") {
      let parts = line.split(separator: "\t")
      guard parts.count == 2 else { continue }
      for (rank, name) in parts[1].split(separator: " ").enumerated() {
        ranks[String(parts[0]), default: [:]][String(name)] = rank
      }
    }
    return ranks
  }()

  static func rank(of origin: String, in field: String) -> Int? { ranks[field]?[origin] }
}
