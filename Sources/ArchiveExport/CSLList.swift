import CanonicalJSON
import FettleKit

/// The article and its references as a CSL-JSON array, as Zotero, pandoc and citeproc read it: the article first, then
/// its references in order.
///
/// These programs ask for an `id` and a `type` of every item: a reference's id is the article's with `#` and its place in
/// the list, and an item of unknown type is a `document`.
public enum CSLList {
  public static func bytes(of document: borrowing Document) -> [UInt8] {
    var json = JSONWriter(capacity: 512 + 512 * document.references.count)
    let id = ArticleRecord.id(of: document)
    json.beginArray()
    CSLItem.write(document.item, id: id, fallbackType: "document", to: &json)
    for (index, reference) in document.references.enumerated() {
      var item = reference.item
      // Where nothing could be read, the entry as printed is better than an empty item.
      if item == Item() { item.note = reference.raw }
      CSLItem.write(item, id: "\(id)#\(index + 1)", fallbackType: "document", to: &json)
    }
    json.endArray()
    json.newline()
    return json.bytes
  }
}
