import CanonicalJSON
import Compression
import FettleKit
import Ingest

/// JSON lines: an object a line, with a document's text or page in one of its members.
final class JSONLinesReader: EntryReader {
  private let stream: ByteStream
  private let fields: ContainerOptions.Fields
  private let limit: Int
  private var line = 0
  /// Behind a fault, which is told once.
  private var isOver = false

  init(_ stream: ByteStream, _ options: ContainerOptions) {
    self.stream = stream
    fields = options.fields
    // A character may be written as six bytes.
    limit = options.limits.entryBytes * 2
    if stream.require(3) >= 3, stream.withBytes({ $0.starts(with: [0xEF, 0xBB, 0xBF]) }) { stream.consume(3) }
  }

  func next(reading: Bool) -> FoundEntry? {
    while true {
      guard let bytes = nextLine() else { return nil }
      switch bytes {
      case .success(let bytes):
        if bytes.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }) { continue }
        switch JSONDocument.read(bytes, fields) {
        case .success(let document):
          return FoundEntry(
            name: document.id.map(EntryName.component) ?? "line-\(line)",
            content: document.content.map { .document(reading ? $0 : nil) }
              ?? .failure(IngestError(JSONDocument.missing(fields))))
        case .failure(let error):
          return FoundEntry(name: "line-\(line)", content: .failure(error))
        }
      case .failure(let error):
        return FoundEntry(name: "line-\(line)", content: .failure(error))
      }
    }
  }

  /// Without its end; `nil` at the end of all.
  private func nextLine() -> Result<[UInt8], IngestError>? {
    var searched = 0
    while !isOver {
      let there = stream.require(searched + 1)
      let found = stream.withBytes { bytes in
        UnsafeRawBufferPointer(rebasing: bytes[min(searched, bytes.count)...]).firstByte(0x0A)
      }
      if let found {
        line += 1
        let bytes = stream.withBytes { Array($0[..<(searched + found)]) }
        stream.consume(searched + found + 1)
        return .success(bytes)
      }
      if there > limit { return skipLine() }
      if there == searched {
        if there == 0, stream.fault == nil { return nil }
        line += 1
        let bytes = stream.take(there)
        guard let fault = stream.fault else { return .success(bytes) }
        isOver = true
        return .failure(IngestError(fault.reason))
      }
      searched = there
    }
    return nil
  }

  private func skipLine() -> Result<[UInt8], IngestError> {
    line += 1
    while stream.require(1) > 0 {
      let end = stream.withBytes { $0.firstByte(0x0A) }
      stream.consume(end.map { $0 + 1 } ?? stream.available)
      if end != nil { break }
    }
    return .failure(IngestError("the line is larger than the limit of \(limit) bytes"))
  }
}

/// A document as a JSON object holds it.
public struct JSONDocument: Sendable {
  public var id: String?
  /// `nil` where none of the members that should hold text or a page is there.
  public var content: InputContent?

  /// Reads one line.
  public static func read(_ line: [UInt8], _ fields: ContainerOptions.Fields) -> Result<JSONDocument, IngestError> {
    let value: JSONValue
    do {
      value = try JSONReader.read(line)
    } catch {
      return .failure(IngestError("the line is no JSON: \(error.problem)", offset: error.offset))
    }
    guard case .object = value else { return .failure(IngestError("the line is no JSON object")) }
    var document = JSONDocument()
    document.id = string(fields.id, in: value)
    if let page = string(fields.html, in: value) {
      document.content = InputContent(Array(page.utf8), mediaType: "text/html")
      document.content?.charset = "utf-8"
    } else if let text = string(fields.text, in: value) {
      document.content = InputContent(Array(text.utf8), mediaType: "text/plain")
      document.content?.charset = "utf-8"
    }
    document.content?.url = string(fields.url, in: value)
    document.content?.date = string(fields.date, in: value)
    return .success(document)
  }

  /// What a document of this id is called.
  public static func path(_ id: String) -> String { EntryName.component(id) }

  /// What is wrong with an object that has no content.
  public static func missing(_ fields: ContainerOptions.Fields) -> String {
    let names = (fields.html + fields.text).map { "'\($0)'" }
    return "it has no text under \(names.joined(separator: " or "))"
  }

  /// The first of the members that is there; whole numbers are taken as they are written.
  private static func string(_ names: [String], in value: JSONValue) -> String? {
    for name in names {
      switch name.hasPrefix("/") ? value.resolve(pointer: name) : value[name] {
      case .string(let text)?: return text
      case .number(let number)?: if let whole = Int(exactly: number) { return String(whole) }
      default: continue
      }
    }
    return nil
  }
}
