import Compression
import Ingest

/// An HTTP response as a WARC record holds it (RFC 9112).
struct HTTPMessage {
  let status: Int
  let fields: HeaderFields
  /// Where the body begins, in bytes from the block's start.
  let bodyStart: Int

  /// - Parameter bytes: the block, or enough of its start to hold the header.
  init?(_ bytes: UnsafeRawBufferPointer) {
    guard bytes.starts(with: "HTTP/".utf8) else { return nil }
    // A response without body may end with its header.
    bodyStart = HeaderFields.length(bytes) ?? bytes.count
    let lines = HeaderFields.lines(UnsafeRawBufferPointer(rebasing: bytes[..<bodyStart]))
    guard let first = lines.first else { return nil }
    let words = first.split(separator: 0x20)
    guard words.count >= 2, let status = Int(String(decoding: words[1], as: UTF8.self)) else { return nil }
    self.status = status
    fields = HeaderFields(lines.dropFirst())
  }

  var mediaType: MediaType? { fields["content-type"].flatMap { MediaType($0) } }

  /// The page that a body holds: without chunks and compressions.
  ///
  /// Many programs write bodies without them and leave the header as it was: what isn't chunked or compressed is taken as it
  /// is. A body that breaks off in the middle gives what came before.
  ///
  /// - Parameter limit: in bytes.
  /// - Returns: the page, and whether a part of it is missing.
  /// - Throws: where it is larger than the limit, or nothing of it can be read.
  func page(of body: [UInt8], limit: Int) throws(IngestError) -> (bytes: [UInt8], isTruncated: Bool) {
    var bytes = body
    var isTruncated = false
    let isChunked = fields["transfer-encoding"]?.lowercased().contains("chunked") ?? false
    if isChunked, let plain = ChunkedBody.decode(bytes) {
      bytes = plain.bytes
      isTruncated = plain.isTruncated
    } else if let text = fields["content-length"], let length = Int(text), bytes.count < length, codings.isEmpty {
      isTruncated = true
    }
    for coding in codings.reversed() {
      guard let format = HTTPMessage.format(coding, bytes) else { continue }
      let source = DecompressedSource(
        ByteStream(MemorySource(bytes)), format, expansion: Expansion(ratio: .max))
      let stream = ByteStream(source)
      guard let plain = stream.takeAll(limit: limit) else {
        throw IngestError("is larger than the limit of \(limit) bytes")
      }
      if let fault = stream.fault {
        if plain.isEmpty { throw IngestError("its body can't be decompressed (\(coding)): \(fault.reason)") }
        // Behind the whole page something else may stand: crawlers leave such things.
        if fault.reason != "something stands behind its compressed data" { isTruncated = true }
      }
      bytes = plain
    }
    return (bytes, isTruncated)
  }

  /// In the order in which they were applied.
  private var codings: [String] {
    (fields["content-encoding"] ?? "").lowercased().split { $0 == "," || $0 == " " }.map(String.init)
      .filter { $0 != "identity" }
  }

  private static func format(_ coding: String, _ bytes: [UInt8]) -> CompressionFormat? {
    let detected = bytes.withUnsafeBytes { CompressionFormat.detect($0) }
    switch coding {
    case "gzip", "x-gzip": return detected == .gzip ? .gzip : nil
    case "zstd": return detected == .zstd ? .zstd : nil
    case "deflate":
      // RFC 9110 means zlib; some servers send bare deflate. Text is neither: its first bytes make no header of zlib.
      guard bytes.count >= 2 else { return nil }
      if bytes[0] & 0x0F == 8, (Int(bytes[0]) << 8 | Int(bytes[1])) % 31 == 0 { return .zlib }
      return isText(bytes) ? nil : .deflate
    case "br": return isText(bytes) ? nil : .brotli
    default: return nil
    }
  }

  /// Brotli has no signature: what can be read as a page's beginning is one.
  private static func isText(_ bytes: [UInt8]) -> Bool {
    let start = bytes.prefix(64)
    return !start.contains { $0 < 0x09 || (0x0E..<0x20).contains($0) || $0 == 0x7F }
      && String(validating: start.prefix(61), as: UTF8.self) != nil
  }
}

/// A body in chunks (RFC 9112, 7.1).
enum ChunkedBody {
  /// - Returns: `nil` where no two chunks stand at its begin: then it isn't chunked, whatever its header says.
  static func decode(_ body: [UInt8]) -> (bytes: [UInt8], isTruncated: Bool)? {
    var bytes: [UInt8] = []
    var at = 0
    var count = 0
    while true {
      guard let (size, start) = size(body, at) else { return count < 2 ? nil : (bytes, true) }
      if size == 0 { return (bytes, false) }
      let end = min(start + min(size, body.count), body.count)
      bytes += body[start..<end]
      if end - start < size || end == body.count { return (bytes, true) }
      at = end
      if at < body.count, body[at] == 0x0D { at += 1 }
      if at < body.count, body[at] == 0x0A { at += 1 }
      count += 1
    }
  }

  /// The size in the line at `at`, and where the chunk begins.
  private static func size(_ body: [UInt8], _ at: Int) -> (size: Int, start: Int)? {
    var size = 0
    var index = at
    while index < body.count, let digit = digit(body[index]), index - at < 15 {
      size = size << 4 | digit
      index += 1
    }
    guard index > at else { return nil }
    // Blanks that some servers put there, and extensions.
    while index < body.count, body[index] == 0x20 { index += 1 }
    if index < body.count, body[index] != 0x0D, body[index] != 0x0A, body[index] != UInt8(ascii: ";") { return nil }
    guard let end = body[index...].prefix(4096).firstIndex(of: 0x0A) else { return nil }
    return (size, end + 1)
  }

  private static func digit(_ byte: UInt8) -> Int? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): Int(byte - 0x30)
    case UInt8(ascii: "a")...UInt8(ascii: "f"): Int(byte - 0x57)
    case UInt8(ascii: "A")...UInt8(ascii: "F"): Int(byte - 0x37)
    default: nil
    }
  }
}
