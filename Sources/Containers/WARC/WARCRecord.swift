import Compression
import Digest
import Ingest

/// A whole record, and what it means for a run.
struct WARCRecord {
  enum Outcome {
    /// With what kind of thing it is: "request", "image/png", "HTTP status 404".
    case skipped(String)
    case document(InputContent?)
    case failure(IngestError)
  }

  /// Types that hold no document, or none that isn't elsewhere.
  static let otherTypes: Set<String> = ["warcinfo", "request", "metadata", "revisit", "continuation"]

  private let header: WARCHeader
  private let block: UnsafeRawBufferPointer
  private let options: ContainerOptions

  init(_ header: WARCHeader, _ block: UnsafeRawBufferPointer, _ options: ContainerOptions) {
    self.header = header
    self.block = block
    self.options = options
  }

  /// - Parameter reading: whether the content is wanted. Without it, damage inside the block may stay unseen.
  func outcome(reading: Bool) -> Outcome {
    guard ["response", "resource", "conversion"].contains(header.type) else {
      return .skipped(header.type.isEmpty ? "record without a type" : header.type)
    }
    var message: HTTPMessage?
    var mediaType = header.contentType
    // Some crawlers don't say that a response is one of HTTP.
    if header.type == "response", mediaType?.name == "application/http" || block.starts(with: "HTTP/".utf8) {
      message = HTTPMessage(block)
      guard let message else { return .failure(IngestError("its HTTP header can't be read")) }
      guard options.records.statuses.contains(message.status) else { return .skipped("HTTP status \(message.status)") }
      mediaType = message.mediaType
    }
    if mediaType == nil || mediaType?.name == "application/octet-stream",
      let identified = header.fields["warc-identified-payload-type"]
    {
      mediaType = MediaType(identified) ?? mediaType
    }
    if let name = mediaType?.name, !options.records.mediaTypes.contains(name) { return .skipped(name) }
    if header.isSegment { return .failure(IngestError("it is a part of a record that was cut into several")) }
    if !reading { return .document(nil) }
    if options.records.checksDigests, let stated = header.blockDigest, StatedDigest(stated)?.isOf(block) == false {
      return .failure(IngestError("its content doesn't have the digest that it states: it was changed"))
    }
    var content = InputContent([], mediaType: mediaType?.name)
    content.charset = mediaType?.charset
    content.recordID = header.recordID
    content.url = header.targetURI
    content.date = header.date
    content.isTruncated = header.isTruncated
    if let message {
      do throws(IngestError) {
        let body = Array(block[min(message.bodyStart, block.count)...])
        let page = try message.page(of: body, limit: options.limits.entryBytes)
        content.bytes = page.bytes
        content.isTruncated = content.isTruncated || page.isTruncated
      } catch {
        return .failure(error)
      }
    } else {
      content.bytes = Array(block)
    }
    return .document(content)
  }
}

/// A digest as WARC writes it: "sha1:" and base 32, or "sha256:" and hexadecimal digits, or either with the other.
struct StatedDigest {
  private let algorithm: DigestAlgorithm
  private let value: [UInt8]

  /// - Returns: `nil` for what can't be read or computed here.
  init?(_ text: String) {
    guard let colon = text.firstIndex(of: ":") else { return nil }
    let name = text[..<colon].lowercased().filter { $0 != "-" }
    guard let algorithm = name == "sha1" ? DigestAlgorithm.sha1 : name == "sha256" ? .sha256 : nil else { return nil }
    self.algorithm = algorithm
    let digits = Array(text[text.index(after: colon)...].utf8)
    let decoded =
      digits.count == algorithm.size * 2 ? StatedDigest.base16(digits) : StatedDigest.base32(digits)
    guard let decoded, decoded.count == algorithm.size else { return nil }
    value = decoded
  }

  func isOf(_ bytes: UnsafeRawBufferPointer) -> Bool { algorithm.digest(of: bytes) == value }

  private static func base16(_ digits: [UInt8]) -> [UInt8]? {
    var bytes: [UInt8] = []
    for index in stride(from: 0, to: digits.count - 1, by: 2) {
      guard let byte = UInt8(String(decoding: digits[index...(index + 1)], as: UTF8.self), radix: 16) else {
        return nil
      }
      bytes.append(byte)
    }
    return bytes
  }

  /// RFC 4648, 6; the padding may be missing.
  private static func base32(_ digits: [UInt8]) -> [UInt8]? {
    var bytes: [UInt8] = []
    var bits = 0
    var count = 0
    for digit in digits where digit != UInt8(ascii: "=") {
      switch digit {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): bits = bits << 5 | Int(digit - 0x41)
      case UInt8(ascii: "a")...UInt8(ascii: "z"): bits = bits << 5 | Int(digit - 0x61)
      case UInt8(ascii: "2")...UInt8(ascii: "7"): bits = bits << 5 | Int(digit - 0x32 + 26)
      default: return nil
      }
      count += 5
      if count >= 8 {
        count -= 8
        bytes.append(UInt8(truncatingIfNeeded: bits >> count))
        bits &= (1 << count) - 1
      }
    }
    return bytes
  }
}
