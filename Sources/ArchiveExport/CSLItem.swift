import CanonicalJSON
import FettleKit

/// An item as CSL-JSON (https://github.com/citation-style-language/schema, `csl-data.json`), keys in canonical order.
public enum CSLItem {
  /// Writes the item as one object. What the source doesn't state is left out.
  ///
  /// - Parameter id: the `id` that citation programs ask for; `nil` writes none.
  /// - Parameter fallbackType: what `type` says where the item has none; `nil` writes none.
  /// - Parameter custom: what goes under `custom`, where CSL-JSON has programs put what it has no variable for.
  public static func write(
    _ item: Item, id: String? = nil, fallbackType: String? = nil, custom: JSONValue? = nil, to json: inout JSONWriter
  ) {
    json.beginObject()
    text("DOI", item.DOI, &json)
    text("ISBN", item.ISBN, &json)
    text("ISSN", item.ISSN, &json)
    text("PMCID", item.PMCID, &json)
    text("PMID", item.PMID, &json)
    text("URL", item.URL, &json)
    text("abstract", item.abstract, &json)
    date("accessed", item.accessed, &json)
    text("archive_location", item.archiveLocation, &json)
    names("author", item.author, &json)
    text("collection-title", item.collectionTitle, &json)
    text("container-title", item.containerTitle, &json)
    text("container-title-short", item.containerTitleShort, &json)
    if let custom {
      json.key("custom")
      json.value(custom)
    }
    text("edition", item.edition, &json)
    names("editor", item.editor, &json)
    text("genre", item.genre, &json)
    text("id", id, &json)
    text("issue", item.issue, &json)
    date("issued", item.issued, &json)
    text("language", item.language, &json)
    text("note", item.note, &json)
    text("page", item.page, &json)
    text("publisher", item.publisher, &json)
    text("publisher-place", item.publisherPlace, &json)
    text("title", item.title, &json)
    text("type", item.type ?? fallbackType, &json)
    text("volume", item.volume, &json)
    json.endObject()
  }

  private static func text(_ key: StaticString, _ value: String?, _ json: inout JSONWriter) {
    guard let value else { return }
    json.key(key)
    json.string(value)
  }

  private static func date(_ key: StaticString, _ date: PartialDate?, _ json: inout JSONWriter) {
    guard let date else { return }
    json.key(key)
    json.beginObject()
    json.key("date-parts")
    json.beginArray()
    json.beginArray()
    json.integer(date.year)
    if let month = date.month {
      json.integer(month)
      if let day = date.day { json.integer(day) }
    }
    json.endArray()
    json.endArray()
    json.endObject()
  }

  private static func names(_ key: StaticString, _ names: [Name], _ json: inout JSONWriter) {
    if names.isEmpty { return }
    json.key(key)
    json.beginArray()
    for name in names {
      json.beginObject()
      text("family", name.family, &json)
      text("given", name.given, &json)
      text("literal", name.literal, &json)
      text("non-dropping-particle", name.nonDroppingParticle, &json)
      text("suffix", name.suffix, &json)
      json.endObject()
    }
    json.endArray()
  }
}
