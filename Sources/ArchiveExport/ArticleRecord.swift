import CanonicalJSON
import FettleKit
import FettleText

/// The article record, `fettle.article/1`: one document as one JSON object in canonical form, with a line end.
///
/// It is written straight from the document, key by key in canonical order; `Schemas/article.schema.json` says what is in
/// it.
public struct ArticleRecord: ~Copyable {
  /// The value of the record's `schema`.
  public static let schema = "fettle.article/1"

  let document: Document
  let fields: FieldIndex
  private var reasons: ReasonPieces
  private var json: JSONWriter

  /// The record's bytes.
  ///
  /// - Parameter scratch: where a worker keeps what it wrote before.
  /// - Throws: `StageError` where the ledger doesn't hold, or a block claims to be part of something that isn't there.
  public static func bytes(
    of document: Document, stage: String = "export", in scratch: Scratch = Scratch()
  ) throws(StageError) -> [UInt8] {
    do {
      _ = try Ledger.check(document)
    } catch {
      throw StageError(stage: stage, reason: error.description, offset: error.offset)
    }
    let fields: FieldIndex
    do {
      fields = try FieldIndex(document)
    } catch {
      throw StageError(stage: stage, reason: error.description, offset: error.offset)
    }
    let kept = scratch.value(for: RecordScratch.identity) { RecordScratch() }
    // What is seldom too little: a block's entries take up to 160 bytes beside its text.
    let size = document.text.count + document.text.count / 8 + 160 * document.blocks.count
    return JSONWriter.bytes(capacity: size + 1024 * document.references.count + 4096) { json in
      var record = ArticleRecord(document: document, fields: fields, reasons: kept.reasons.take(), json: json)
      record.write()
      return record.finished(keepingReasonsIn: kept)
    }
  }

  private consuming func finished(keepingReasonsIn scratch: RecordScratch) -> JSONWriter {
    scratch.reasons = reasons
    return json
  }

  /// The record's `id`: the DOI in lower case, or the digest of the source.
  public static func id(of document: borrowing Document) -> String {
    if let doi = document.item.DOI, !doi.isEmpty { return "doi:" + doi.lowercased() }
    return "sha256:" + document.source.sha256
  }

  private init(document: Document, fields: FieldIndex, reasons: ReasonPieces?, json: consuming JSONWriter) {
    self.document = document
    self.fields = fields
    self.reasons = reasons ?? ReasonPieces()
    self.json = json
  }

  private mutating func write() {
    json.beginObject()
    writeBody()
    writeChanges()
    writeFigures()
    MarkupFields.writeFormulas(of: document, to: &json)
    json.key("id")
    json.string(ArticleRecord.id(of: document))
    json.key("item")
    CSLItem.write(document.item, to: &json)
    LedgerTriples.write(document, fields, to: &json)
    if !fields.links.isEmpty {
      json.key("links")
      writeLinks(fields.links)
    }
    write(document.markup?.origins ?? [])
    json.key("plugins")
    json.value(.object(document.plugins))
    json.key("quality")
    json.value(.object(document.quality))
    writeReferences()
    writeRemoved()
    json.key("schema")
    json.string(ArticleRecord.schema)
    writeSource()
    writeStatements()
    MarkupFields.writeTables(of: document, to: &json)
    json.endObject()
    json.newline()
  }

  // The body, the removed blocks and the ledger are most of a record, so they are written in larger pieces.
  private mutating func writeBody() {
    json.key("body")
    json.beginArray()
    var isFirst = true
    for index in document.blocks.indices {
      guard document.blocks[index].isKept else { continue }
      let role = document.blocks[index].role
      let level = role == .heading ? document.blocks[index].level : 0
      if level == 0, document.blocks[index].links.isEmpty {
        json.piece(
          isFirst ? "{\"range\":[" : ",{\"range\":[", range: document.blocks[index].range, ArticleRecord.piece(role))
      } else {
        json.piece(isFirst ? "{" : ",{")
        if level > 0 {
          json.piece("\"level\":")
          json.piece(integer: Int(level))
          json.piece(",")
        }
        if !document.blocks[index].links.isEmpty {
          json.piece("\"links\":")
          json.beginValue()
          writeLinks(document.blocks[index].links)
          json.piece(",")
        }
        json.piece("\"range\":[", range: document.blocks[index].range, ArticleRecord.piece(role))
      }
      isFirst = false
      // The record holds the document, and nothing changes it.
      json.piece(text: document.blocks[index].text.memory)
      json.piece("\"}")
    }
    if !isFirst { json.endPieces() }
    json.endArray()
  }

  /// From behind the numbers of a block's range to the begin of its text. A switch, so that a new role can't be forgotten.
  private static func piece(_ role: Role) -> StaticString {
    switch role {
    case .heading: "],\"role\":\"heading\",\"text\":\""
    case .paragraph: "],\"role\":\"paragraph\",\"text\":\""
    case .line: "],\"role\":\"line\",\"text\":\""
    case .listItem: "],\"role\":\"list-item\",\"text\":\""
    case .caption: "],\"role\":\"caption\",\"text\":\""
    case .quote: "],\"role\":\"quote\",\"text\":\""
    case .code: "],\"role\":\"code\",\"text\":\""
    case .table: "],\"role\":\"table\",\"text\":\""
    }
  }

  private mutating func writeChanges() {
    json.key("changes")
    json.beginArray()
    let sorted = document.changes.sorted { ($0.key.stage, $0.key.rule) < ($1.key.stage, $1.key.rule) }
    for (change, count) in sorted {
      json.beginObject()
      json.key("count")
      json.integer(count)
      json.key("rule")
      json.string(change.rule)
      json.key("stage")
      json.string(change.stage)
      json.endObject()
    }
    json.endArray()
  }

  private mutating func writeFigures() {
    json.key("figures")
    json.beginArray()
    for (index, figure) in document.figures.enumerated() {
      json.beginObject()
      if let caption = figure.caption {
        json.key("caption")
        json.string(caption)
      }
      if let credit = figure.credit {
        json.key("credit")
        json.string(credit)
      }
      json.key("kind")
      json.string(figure.isTable ? "table" : "figure")
      if let label = figure.label {
        json.key("label")
        json.string(label)
      }
      if let links = fields.figureLinks[index] {
        json.key("links")
        writeLinks(links)
      }
      json.key("range")
      json.range(figure.range)
      json.endObject()
    }
    json.endArray()
  }

  private mutating func write(_ origins: [FieldOrigin]) {
    if origins.isEmpty { return }
    json.key("origins")
    json.beginArray()
    for origin in origins {
      json.beginObject()
      json.key("field")
      json.string(origin.field)
      json.key("range")
      json.range(origin.range)
      json.key("stated-by")
      json.string(origin.origin)
      json.endObject()
    }
    json.endArray()
  }

  private mutating func writeReferences() {
    json.key("references")
    json.beginArray()
    for (index, reference) in document.references.enumerated() {
      json.beginObject()
      json.key("confidence")
      // Three digits are what a confidence is worth.
      json.number((reference.confidence * 1000).rounded() / 1000)
      if reference.hasEtAl {
        json.key("et-al")
        json.bool(true)
      }
      json.key("item")
      CSLItem.write(reference.item, to: &json)
      if let label = reference.label {
        json.key("label")
        json.string(label)
      }
      json.key("links")
      writeLinks(reference.links + (fields.referenceLinks[index] ?? []))
      if !reference.lookedUp.isEmpty {
        json.key("looked-up")
        json.beginArray()
        for field in reference.lookedUp.map(\.rawValue).sorted() { json.string(field) }
        json.endArray()
      }
      if let number = reference.number {
        json.key("number")
        json.integer(number)
      }
      write(reference.origins)
      json.key("range")
      json.range(reference.range)
      json.key("raw")
      json.string(reference.raw)
      if let origin = reference.statedBy {
        json.key("stated-by")
        json.string(origin)
      }
      json.endObject()
    }
    json.endArray()
  }

  private mutating func writeRemoved() {
    json.key("removed")
    json.beginArray()
    var isFirst = true
    let isHTML = document.markup != nil
    for index in document.blocks.indices {
      // Most blocks aren't, and to take the reason out of an outcome retains it.
      guard document.blocks[index].isRemoved, case .removed(let reason) = document.blocks[index].outcome else {
        continue
      }
      if !isFirst { json.piece(",") }
      isFirst = false
      let range = document.blocks[index].range
      reasons.write(reason, range, to: &json)
      if isHTML {
        // The source's bytes hold tags; what a reader saw of them is the block's text.
        json.piece(text: document.blocks[index].text.memory)
      } else {
        // What was removed is kept as it was: the source's own bytes, not what a rewrite made of them.
        json.piece(text: document.memory(range))
      }
      json.piece("\"}")
    }
    if !isFirst { json.endPieces() }
    json.endArray()
  }

  private mutating func writeSource() {
    let source = document.source
    json.key("source")
    json.beginObject()
    json.key("bytes")
    json.integer(source.bytes)
    json.key("charset")
    json.string(source.charset)
    if let date = source.date {
      json.key("date")
      json.string(date)
    }
    json.key("media-type")
    json.string(source.mediaType)
    json.key("path")
    json.string(source.path)
    if let recordID = source.recordID {
      json.key("record-id")
      json.string(recordID)
    }
    json.key("sha256")
    json.string(source.sha256)
    json.key("text-sha256")
    json.string(source.textSHA256)
    if let url = source.url {
      json.key("url")
      json.string(url)
    }
    json.endObject()
  }

  private mutating func writeStatements() {
    json.key("statements")
    json.beginObject()
    for statement in FieldIndex.statementsInOrder {
      guard let indices = fields.statements[statement], let first = indices.first, let last = indices.last else {
        continue
      }
      json.key(named: statement.rawValue)
      json.beginObject()
      let links = indices.flatMap { document.blocks[$0].links }
      if !links.isEmpty {
        json.key("links")
        writeLinks(links)
      }
      json.key("range")
      json.range(document.blocks[first].range.lowerBound..<document.blocks[last].range.upperBound)
      json.key("text")
      json.beginString()
      for index in indices {
        if index != first { json.continueString(utf8: [0x0A]) }
        json.continueString(utf8: document.blocks[index].text.bytes)
      }
      json.endString()
      json.endObject()
    }
    json.endObject()
  }

  private mutating func writeLinks(_ links: [Link]) {
    json.beginArray()
    for link in links {
      json.beginObject()
      json.key("label")
      json.string(link.label)
      if let url = link.url {
        json.key("url")
        json.string(url)
      }
      json.endObject()
    }
    json.endArray()
  }

  private mutating func writeLinks(_ links: [FieldIndex.PlacedLink]) {
    json.beginArray()
    for placed in links {
      json.beginObject()
      json.key("label")
      json.string(placed.link.label)
      json.key("range")
      json.range(placed.range)
      if let url = placed.link.url {
        json.key("url")
        json.string(url)
      }
      json.endObject()
    }
    json.endArray()
  }
}
