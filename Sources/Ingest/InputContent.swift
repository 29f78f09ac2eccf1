import FettleKit

/// What an input holds: its bytes, and what the archive or the transport that brought them says of them.
public struct InputContent: Sendable, Equatable {
  /// Without what any transport wrapped round them (compression, chunks).
  public var bytes: [UInt8]
  /// As declared, in lower case and without parameters: "text/html"; `nil` where nothing declares it.
  public var mediaType: String?
  /// As declared beside the bytes (by an HTTP header, not in the page itself); `nil` where nothing declares it.
  public var charset: String?
  /// Of a WARC record, without angle brackets: "urn:uuid:…".
  public var recordID: String?
  public var url: String?
  /// When the bytes were captured, as the archive writes it.
  public var date: String?
  /// Whether the archive itself says that a part is missing, or less is there than the transport announced.
  public var isTruncated = false

  public init(_ bytes: [UInt8], mediaType: String? = nil) {
    self.bytes = bytes
    self.mediaType = mediaType
  }
}

extension Ingest {
  /// A document of bytes of which something is known already.
  ///
  /// - Throws: as `document(bytes:path:mediaType:)`.
  public static func document(_ content: InputContent, path: String) throws(IngestError) -> Document {
    let charset = content.charset.map { "; charset=\($0)" } ?? ""
    var document = try document(
      bytes: content.bytes, path: path, mediaType: content.mediaType.map { $0 + charset })
    document.source.recordID = content.recordID
    document.source.url = content.url
    document.source.date = content.date
    if content.isTruncated { document.quality["truncated-source"] = .bool(true) }
    return document
  }
}
