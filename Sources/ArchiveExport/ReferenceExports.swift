import FettleKit

extension BibTeXWriter {
  /// The article and its references, in order.
  static func bytes(of document: borrowing Document) -> [UInt8] {
    var writer = BibTeXWriter()
    writer.bytes.reserveCapacity(512 + 512 * document.references.count)
    if document.item != Item() { writer.write(document.item) }
    for reference in document.references {
      writer.write(reference.item, hasEtAl: reference.hasEtAl, raw: reference.raw)
    }
    return writer.bytes
  }
}

extension RISWriter {
  /// The article and its references, in order.
  static func bytes(of document: borrowing Document) -> [UInt8] {
    var writer = RISWriter()
    writer.bytes.reserveCapacity(512 + 512 * document.references.count)
    if document.item != Item() { writer.write(document.item) }
    for reference in document.references { writer.write(reference.item, raw: reference.raw) }
    return writer.bytes
  }
}
