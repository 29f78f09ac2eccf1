import Digest
import FettleKit

/// Bytes in, a document out: decoded to UTF-8, its layout recognized, cut into blocks.
public enum Ingest {
  /// What ingest does, for the part of a run's manifest that determines the output. Raised whenever the same bytes would
  /// give other blocks.
  public static let version = 2

  /// In lines that hold something. A page with more is no article but data, and would take memory and time out of all
  /// proportion to its size.
  public static let lineLimit = 500_000

  /// - Parameters:
  ///   - bytes: the file as read.
  ///   - path: how the record names it; relative.
  /// - Throws: `IngestError` for bytes that are no text, or hold nothing, or more lines than `lineLimit`.
  public static func document(bytes: [UInt8], path: String) throws(IngestError) -> Document {
    if bytes.isEmpty { throw IngestError("the file is empty", offset: 0) }
    let decoded = try TextDecoder.decode(bytes)
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
}
