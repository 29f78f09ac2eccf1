import Compression

/// The header of a WARC record (ISO 28500; WARC 1.0 and 1.1).
struct WARCHeader: Sendable {
  let fields: HeaderFields
  /// In bytes, with the empty line.
  let length: Int

  /// - Parameter bytes: begin with the version, and hold the header as a whole.
  init?(_ bytes: UnsafeRawBufferPointer) {
    guard WARCHeader.isVersion(bytes), let length = HeaderFields.length(bytes) else { return nil }
    self.length = length
    fields = HeaderFields(HeaderFields.lines(UnsafeRawBufferPointer(rebasing: bytes[..<length])).dropFirst())
  }

  /// "response", "conversion" …; in lower case.
  var type: String { fields["warc-type"]?.lowercased() ?? "" }

  /// Of the block, in bytes; `nil` where the record doesn't state it, or not as a number.
  var contentLength: Int? {
    guard let text = fields["content-length"], text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    return Int(text)
  }

  var recordID: String? { WARCHeader.withoutBrackets(fields["warc-record-id"]) }
  var targetURI: String? { WARCHeader.withoutBrackets(fields["warc-target-uri"]) }
  var date: String? { fields["warc-date"] }
  var contentType: MediaType? { fields["content-type"].flatMap { MediaType($0) } }
  var blockDigest: String? { fields["warc-block-digest"] }
  var isTruncated: Bool { fields["warc-truncated"] != nil }
  /// A part of a record that was cut into several.
  var isSegment: Bool { fields["warc-segment-number"] != nil }

  /// WARC 1.0 writes some addresses in angle brackets, and some programs others as well.
  private static func withoutBrackets(_ value: String?) -> String? {
    guard let value, !value.isEmpty else { return nil }
    return value.hasPrefix("<") && value.hasSuffix(">") ? String(value.dropFirst().dropLast()) : value
  }

  /// "WARC/1.0" and a line end.
  static func isVersion(_ bytes: UnsafeRawBufferPointer) -> Bool {
    guard bytes.count >= 9, bytes.starts(with: "WARC/".utf8), isDigit(bytes[5]), bytes[6] == UInt8(ascii: "."),
      isDigit(bytes[7])
    else { return false }
    // "WARC/0.18" had a digit more.
    let end = isDigit(bytes[8]) ? 9 : 8
    return end < bytes.count && (bytes[end] == 0x0D || bytes[end] == 0x0A)
  }

  /// Whether a header begins here, as far as its first two lines tell: what a page about WARC may hold too, but hardly does.
  static func isLikely(_ bytes: UnsafeRawBufferPointer) -> Bool {
    guard isVersion(bytes), let end = bytes.firstByte(0x0A), end + 6 <= bytes.count else { return false }
    let next = UnsafeRawBufferPointer(rebasing: bytes[(end + 1)...].prefix(5))
    return next.elementsEqual("WARC-".utf8) || next.elementsEqual("Conte".utf8) || next.elementsEqual("warc-".utf8)
      || next.elementsEqual("conte".utf8)
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  /// Where the next header begins at or behind `start`.
  static func find(in bytes: UnsafeRawBufferPointer, from start: Int) -> Int? {
    var at = start
    while at + 9 <= bytes.count {
      guard let next = UnsafeRawBufferPointer(rebasing: bytes[at...]).firstByte(UInt8(ascii: "W")) else { return nil }
      at += next
      if isLikely(UnsafeRawBufferPointer(rebasing: bytes[at...])) { return at }
      at += 1
    }
    return nil
  }
}
