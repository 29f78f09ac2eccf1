import FettleKit

/// An article as JSON-LD describes it (schema.org).
struct LinkedArticle {
  /// In the words of `field-names.txt`, in the order in which they are to be listed.
  var fields: [(field: String, value: String)] = []

  private static let types: Set<String> = [
    "article", "newsarticle", "scholarlyarticle", "medicalscholarlyarticle", "blogposting", "techarticle", "report",
    "reportagenewsarticle", "analysisnewsarticle", "opinionnewsarticle", "socialmediaposting", "creativework",
    "webpage",
    "chapter", "thesis", "advertisercontentarticle", "reviewnewsarticle", "liveblogposting", "review", "recipe",
  ]

  /// - Parameter type: in lower case, without its vocabulary.
  static func isArticle(_ type: String) -> Bool { types.contains(type) }

  static func articles(in text: String) -> [LinkedArticle] {
    var articles: [(isPage: Bool, article: LinkedArticle)] = []
    for value in LooseJSON.values(in: text) { collect(value, &articles, depth: 0) }
    // A web page describes what is around the article.
    let better = articles.filter { !$0.isPage }
    return (better.isEmpty ? articles : better).map(\.article)
  }

  private static func collect(
    _ value: JSONValue, _ articles: inout [(isPage: Bool, article: LinkedArticle)], depth: Int
  ) {
    guard depth < 6 else { return }
    switch value {
    case .array(let elements): for element in elements { collect(element, &articles, depth: depth + 1) }
    case .object(let members):
      let named = names(members["@type"])
      if let type = named.first(where: { types.contains($0) }) {
        articles.append((type == "webpage" || type == "creativework", LinkedArticle(members, type)))
        if let main = members["mainEntity"] { collect(main, &articles, depth: depth + 1) }
      } else if let graph = members["@graph"] {
        collect(graph, &articles, depth: depth + 1)
      } else if let main = members["mainEntity"] {
        collect(main, &articles, depth: depth + 1)
      }
    default: break
    }
  }

  private init(_ members: [String: JSONValue], _ type: String) {
    func add(_ field: String, _ value: String?) {
      if let value, !value.isEmpty { fields.append((field, HTMLText.plain(value))) }
    }
    add("title", LinkedArticle.string(members["headline"]) ?? LinkedArticle.string(members["name"]))
    add("date", LinkedArticle.string(members["datePublished"]))
    for author in LinkedArticle.list(members["author"] ?? members["creator"]) {
      add("author", LinkedArticle.name(author))
    }
    add("publisher", members["publisher"].flatMap(LinkedArticle.name))
    for identifier in ["@id", "identifier", "sameAs", "doi", "url"].compactMap({ members[$0] }) {
      for value in LinkedArticle.list(identifier) {
        if let text = LinkedArticle.string(value) ?? LinkedArticle.member("value", of: value), text.contains("10.") {
          add("doi", text)
        }
      }
    }
    add("first-page", LinkedArticle.string(members["pageStart"]))
    add("last-page", LinkedArticle.string(members["pageEnd"]))
    var part = members["isPartOf"]
    for _ in 0..<4 {
      guard let whole = part.flatMap({ LinkedArticle.list($0).first }), case .object(let inner) = whole else { break }
      let kinds = LinkedArticle.names(inner["@type"])
      add("issue", LinkedArticle.string(inner["issueNumber"]))
      add("volume", LinkedArticle.string(inner["volumeNumber"]))
      if kinds.contains("periodical") || kinds.contains("journal") || kinds.contains("publicationvolume") {
        add("container", LinkedArticle.string(inner["name"]))
      }
      for serial in LinkedArticle.list(inner["issn"] ?? .null) { add("issn", LinkedArticle.string(serial)) }
      part = inner["isPartOf"]
    }
    if type != "webpage", type != "creativework" { fields.append(("type", type)) }
  }

  private static func names(_ value: JSONValue?) -> [String] {
    guard let value else { return [] }
    return list(value).compactMap { string($0)?.lowercased().split(separator: "/").last.map(String.init) }
  }

  private static func list(_ value: JSONValue?) -> [JSONValue] {
    guard let value else { return [] }
    if case .array(let elements) = value { return elements }
    if case .null = value { return [] }
    return [value]
  }

  private static func string(_ value: JSONValue?) -> String? {
    if case .string(let text)? = value { return text }
    return nil
  }

  private static func member(_ key: String, of value: JSONValue) -> String? {
    guard case .object(let members) = value else { return nil }
    return string(members[key])
  }

  private static func name(_ value: JSONValue) -> String? {
    if let text = string(value) { return text.hasPrefix("http") ? nil : text }
    guard case .object(let members) = value else { return nil }
    if let family = string(members["familyName"]), let given = string(members["givenName"]), !family.isEmpty {
      return family + ", " + given
    }
    return string(members["name"])
  }
}

enum HTMLText {
  /// Without the character references and tags that JSON-LD often holds.
  static func plain(_ text: String) -> String {
    guard text.contains("&") || text.contains("<") else {
      return text.split(whereSeparator: { $0 == " " || $0 == "\n" }).joined(separator: " ")
    }
    var out = ""
    var rest = text[...]
    let named = ["amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": " ", "#39": "'", "#039": "'"]
    while let mark = rest.firstIndex(where: { $0 == "&" || $0 == "<" }) {
      out += rest[..<mark]
      let tail = rest[rest.index(after: mark)...]
      if rest[mark] == "<", let end = tail.prefix(200).firstIndex(of: ">"),
        tail.first?.isLetter == true || tail.first == "/"
      {
        rest = tail[tail.index(after: end)...]
      } else if rest[mark] == "&", let end = tail.prefix(9).firstIndex(of: ";") {
        let name = String(tail[..<end])
        if let known = named[name] {
          out += known
        } else if name.hasPrefix("#"), let scalar = number(name.dropFirst()) {
          out.unicodeScalars.append(scalar)
        } else {
          out += "&" + name + ";"
        }
        rest = tail[tail.index(after: end)...]
      } else {
        out.append(rest[mark])
        rest = tail
      }
    }
    return (out + rest).split(whereSeparator: { $0 == " " || $0 == "\n" }).joined(separator: " ")
  }

  private static func number(_ digits: Substring) -> Unicode.Scalar? {
    let value = digits.hasPrefix("x") ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
    return value.flatMap(Unicode.Scalar.init)
  }
}
