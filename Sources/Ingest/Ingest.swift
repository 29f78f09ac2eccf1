import Digest
import FettleKit
import HTMLReading

/// Bytes in, a document out: decoded to UTF-8, its layout recognized, cut into blocks.
public enum Ingest {
  /// What ingest does, for the part of a run's manifest that determines the output. Raised whenever the same bytes would
  /// give other blocks.
  public static let version = 3

  /// In lines that hold something. A page with more is no article but data, and would take memory and time out of all
  /// proportion to its size.
  public static let lineLimit = 500_000

  /// - Parameters:
  ///   - bytes: the file as read.
  ///   - path: how the record names it; relative.
  ///   - mediaType: as the transport states it ("text/html; charset=utf-8"); without it, name and first bytes tell.
  /// - Throws: `IngestError` for bytes that are no text, or hold nothing, or more lines than `lineLimit`.
  public static func document(
    bytes: [UInt8], path: String, mediaType: String? = nil
  ) throws(IngestError) -> Document {
    if bytes.isEmpty { throw IngestError("the file is empty", offset: 0) }
    if HTMLSniffer.isHTML(bytes, path: path, mediaType: mediaType) {
      return try page(bytes: bytes, path: path, mediaType: mediaType)
    }
    let decoded = try TextDecoder.decode(bytes, declared: mediaType.flatMap(DeclaredCharset.inHeader))
    let lines = Line.lines(of: decoded.bytes, limit: lineLimit)
    if lines.count > lineLimit { throw IngestError("the text has more than \(lineLimit) lines; no article has") }
    if lines.isEmpty { throw IngestError("the file holds nothing but white space", offset: 0) }
    let detector = LayoutDetector(lines: lines, text: decoded.bytes)
    let cutter = BlockCutter(
      text: decoded.bytes, lines: lines, layout: detector.layout, wrapColumn: detector.wrapColumn)
    let digest = SHA256.hexadecimal(of: bytes)
    let source = SourceInfo(
      path: path, sha256: digest, bytes: bytes.count,
      textSHA256: decoded.bytes == bytes ? digest : SHA256.hexadecimal(of: decoded.bytes), mediaType: "text/plain",
      charset: decoded.charset)
    var document = Document(source: source, text: decoded.bytes, layout: detector.layout, blocks: cutter.blocks())
    if decoded.replacements > 0 {
      document.quality["undecodable-bytes"] = .number(Double(decoded.replacements))
    }
    return document
  }

  private static func page(bytes: [UInt8], path: String, mediaType: String?) throws(IngestError) -> Document {
    let declared = mediaType.flatMap(DeclaredCharset.inHeader) ?? DeclaredCharset.inMeta(of: bytes)
    let decoded = try TextDecoder.decode(bytes, declared: declared)
    let page: HTMLReading.Page
    do {
      page = try HTMLReading.read(decoded.bytes)
    } catch {
      throw IngestError(error.reason, offset: error.offset)
    }
    if page.blocks.isEmpty, page.markup.statements.isEmpty {
      throw IngestError("the page holds no text", offset: 0)
    }
    let digest = SHA256.hexadecimal(of: bytes)
    let source = SourceInfo(
      path: path, sha256: digest, bytes: bytes.count,
      textSHA256: decoded.bytes == bytes ? digest : SHA256.hexadecimal(of: decoded.bytes), mediaType: "text/html",
      charset: decoded.charset)
    var document = Document(source: source, text: decoded.bytes, layout: .lines, blocks: page.blocks)
    document.markup = page.markup
    if decoded.replacements > 0 {
      document.quality["undecodable-bytes"] = .number(Double(decoded.replacements))
    }
    if page.isShell { document.quality["script-only"] = true }
    return document
  }
}
