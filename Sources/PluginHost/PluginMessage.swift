import CanonicalJSON
import FettleKit

/// What the host says to a plugin: each message is a line of JSON.
enum PluginMessage {
  /// The version of the protocol that is spoken here; see Docs/plugins.md.
  static let version = 1

  static var hello: [UInt8] {
    line(["type": "hello", "protocols": [.number(Double(version))]])
  }

  static func start(options: JSONValue) -> [UInt8] { line(["type": "start", "options": options]) }

  static func flush(_ number: Int) -> [UInt8] {
    line(["type": "flush", "number": .number(Double(number))])
  }

  static func line(_ value: JSONValue) -> [UInt8] { JSONWriter.bytes(of: value) + [0x0A] }

  /// A document as a plugin sees it, but for its number, which is put in front when it is sent.
  ///
  /// - Throws: where its record can't be made.
  static func document(
    _ document: borrowing Document, needs: Set<PluginDescription.Need>, surroundings: StageSurroundings
  ) throws(StageError) -> [UInt8] {
    var json = JSONWriter(capacity: document.text.count + document.text.count / 4 + 512)
    json.piece(",\"path\":")
    json.string(document.source.path)
    if needs.contains(.blocks) || needs.contains(.allBlocks) {
      json.piece(",\"blocks\":")
      json.beginValue()
      writeBlocks(document, all: needs.contains(.allBlocks), to: &json)
    }
    if needs.contains(.text) {
      json.piece(",\"text\":")
      json.beginValue()
      json.string(utf8: document.text[...])
    }
    if needs.contains(.record) {
      json.piece(",\"record\":")
      var record = try surroundings.record(copy document)
      if record.last == 0x0A { record.removeLast() }
      json.piece(canonical: record)
    }
    json.piece(",\"sha256\":")
    json.beginValue()
    json.string(document.source.sha256)
    json.piece(",\"type\":\"document\"}\n")
    return json.bytes
  }

  /// What stands in front of a document.
  static func head(id: Int) -> [UInt8] { Array("{\"id\":\(id)".utf8) }

  private static func writeBlocks(_ document: borrowing Document, all: Bool, to json: inout JSONWriter) {
    json.beginArray()
    for index in document.blocks.indices {
      let outcome = document.blocks[index].outcome
      guard all || isEditable(outcome) && !document.blocks[index].isRemoved else { continue }
      json.beginObject()
      json.key("index")
      json.integer(index)
      if document.blocks[index].level > 0 {
        json.key("level")
        json.integer(Int(document.blocks[index].level))
      }
      if case .kept = outcome {
      } else {
        json.key("outcome")
        json.string(words(outcome))
      }
      json.key("role")
      json.string(document.blocks[index].role.rawValue)
      json.key("text")
      json.string(utf8: document.blocks[index].text.bytes)
      json.endObject()
    }
    json.endArray()
  }

  /// Whether a block's text is still the only place that it is in: what was read into a field can't be changed here.
  static func isEditable(_ outcome: Outcome) -> Bool {
    switch outcome {
    case .kept, .removed, .statement: true
    case .title, .abstract, .figure, .reference: false
    }
  }

  static func words(_ outcome: Outcome) -> String {
    switch outcome {
    case .kept: "kept"
    case .removed: "removed"
    case .title: "title"
    case .abstract: "abstract"
    case .figure: "figure"
    case .statement: "statement"
    case .reference: "reference"
    }
  }
}
