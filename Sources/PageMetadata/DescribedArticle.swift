import FettleKit

/// An article as microdata or RDFa describes it in a page's text, in the words of schema.org.
struct DescribedArticle {
  /// In the words of `field-names.txt`.
  var fields: [(field: String, statement: MarkupStatement, value: String)] = []

  private let markup: PageMarkup
  /// Indices of statements, by the thing that they are about; of things, by their owner.
  private var statements: [Int32: [Int]] = [:]
  private var owned: [Int32: [Int32]] = [:]

  /// Most pages describe one. Of several it is the one that the page's own title names; `nil` where it names none.
  ///
  /// - Parameter titles: what the page's head calls itself.
  static func main(of markup: PageMarkup, titles: [String]) -> DescribedArticle? {
    guard markup.things.contains(where: isArticle) else { return nil }
    var article = DescribedArticle(markup)
    let candidates = markup.things.indices.filter {
      isArticle(markup.things[$0]) && (markup.things[$0].owner < 0 || markup.things[$0].property == "mainentity")
    }.map(Int32.init)
    let keys = titles.map(TextKey.of)
    let named = candidates.filter { candidate in
      guard let title = article.title(of: candidate) else { return false }
      let key = TextKey.of(title.value)
      return key.utf8.count >= 8 && keys.contains { $0.contains(key) }
    }
    guard let chosen = named.first ?? (candidates.count == 1 ? candidates[0] : nil) else { return nil }
    article.read(chosen)
    return article
  }

  static func isArticle(_ thing: MarkupThing) -> Bool {
    LinkedArticle.isArticle(thing.type) && thing.type != "webpage"
  }

  init(_ markup: PageMarkup) {
    self.markup = markup
    for index in markup.statements.indices where markup.statements[index].thing >= 0 {
      statements[markup.statements[index].thing, default: []].append(index)
    }
    for (index, thing) in markup.things.enumerated() where thing.owner >= 0 {
      owned[thing.owner, default: []].append(Int32(index))
    }
  }

  private func of(_ thing: Int32, _ name: String) -> [MarkupStatement] {
    (statements[thing] ?? []).map { markup.statements[$0] }.filter { $0.name == name }
  }

  private func title(of thing: Int32) -> MarkupStatement? { of(thing, "headline").first ?? of(thing, "name").first }

  private mutating func add(_ field: String, _ statement: MarkupStatement?, _ value: String? = nil) {
    guard let statement else { return }
    fields.append((field, statement, value ?? statement.value))
  }

  /// Adds what is said of a thing.
  mutating func read(_ thing: Int32) {
    add("title", title(of: thing))
    add("date", of(thing, "datepublished").first)
    for name in ["doi", "identifier", "sameas", "url"] {
      for statement in of(thing, name) where statement.value.contains("10.") { add("doi", statement) }
    }
    for (name, field) in [("author", "author"), ("creator", "author"), ("publisher", "publisher")] {
      for statement in of(thing, name) { add(field, statement) }
    }
    add("language", of(thing, "inlanguage").first)
    for part in owned[thing] ?? [] {
      switch markup.things[Int(part)].property {
      case "author", "creator": readPerson(part)
      case "publisher": add("publisher", of(part, "name").first)
      default: break
      }
    }
    readPlace(thing, depth: 0)
  }

  /// Volume, issue, pages and journal, which schema.org has in one another.
  private mutating func readPlace(_ thing: Int32, depth: Int) {
    add("volume", of(thing, "volumenumber").first)
    add("issue", of(thing, "issuenumber").first)
    add("first-page", of(thing, "pagestart").first)
    add("last-page", of(thing, "pageend").first)
    add("issn", of(thing, "issn").first)
    let type = markup.things[Int(thing)].type
    if type == "periodical" || type == "journal" { add("container", of(thing, "name").first) }
    guard depth < 4 else { return }
    for part in owned[thing] ?? [] where markup.things[Int(part)].property == "ispartof" {
      readPlace(part, depth: depth + 1)
    }
  }

  private mutating func readPerson(_ thing: Int32) {
    if let family = of(thing, "familyname").first {
      let given = of(thing, "givenname").map(\.value).joined(separator: " ")
      add("author", family, given.isEmpty ? family.value : family.value + ", " + given)
    } else {
      add("author", of(thing, "name").first)
    }
  }
}
