import Digest
import FettleKit

/// A cleaned article as a WARC record of type `conversion` (ISO 28500, 6.8), which refers to the record that it was made of.
///
/// The same document gives the same bytes: the record's id is made of digests, its date is the original's.
enum WARCConversion {
  /// What a record must say that was made of a page nobody knows the date of.
  private static let unknownDate = "1970-01-01T00:00:00Z"

  static func bytes(of document: borrowing Document) -> [UInt8] {
    let text = text(of: document)
    let source = document.source
    let digest = text.withUnsafeBytes { DigestAlgorithm.sha256.digest(of: $0) }
    var header = "WARC/1.1\r\nWARC-Type: conversion\r\n"
    header += "WARC-Record-ID: <urn:uuid:\(identifier(source, digest))>\r\n"
    header += "WARC-Date: \(source.date.flatMap(date) ?? unknownDate)\r\n"
    if let original = source.recordID { header += "WARC-Refers-To: <\(uri(original))>\r\n" }
    header += "WARC-Target-URI: \(source.url.map(uri) ?? name(of: source))\r\n"
    header += "WARC-Block-Digest: sha256:\(base32(digest))\r\n"
    header += "Content-Type: text/plain; charset=utf-8\r\nContent-Length: \(text.count)\r\n\r\n"
    return Array(header.utf8) + text + [0x0D, 0x0A, 0x0D, 0x0A]
  }

  /// All that is left of the page, in reading order, blocks parted by an empty line.
  private static func text(of document: borrowing Document) -> [UInt8] {
    var text: [UInt8] = []
    for index in document.blocks.indices where !document.blocks[index].isRemoved {
      if !text.isEmpty { text += [0x0A, 0x0A] }
      text += document.blocks[index].text.bytes
    }
    if !text.isEmpty { text.append(0x0A) }
    return text
  }

  /// A UUID of version 8 (RFC 9562, 5.8): of a digest over what the record was made of and what it holds.
  private static func identifier(_ source: SourceInfo, _ digest: [UInt8]) -> String {
    var bytes: [UInt8] = []
    for part in ["fettle.conversion/1", source.path, source.recordID ?? "", source.sha256] {
      bytes += part.utf8
      bytes.append(0)
    }
    bytes += digest
    var value = bytes.withUnsafeBytes { Array(DigestAlgorithm.sha256.digest(of: $0).prefix(16)) }
    value[6] = value[6] & 0x0F | 0x80
    value[8] = value[8] & 0x3F | 0x80
    var text = ""
    for (index, byte) in value.enumerated() {
      if [4, 6, 8, 10].contains(index) { text += "-" }
      text += byte < 16 ? "0" + String(byte, radix: 16) : String(byte, radix: 16)
    }
    return text
  }

  /// For a page without an address: its digest as a name (RFC 6920).
  private static func name(of source: SourceInfo) -> String {
    var bytes: [UInt8] = []
    var digits = Substring(source.sha256)
    while digits.utf8.count >= 2, let byte = UInt8(digits.prefix(2), radix: 16) {
      bytes.append(byte)
      digits = digits.dropFirst(2)
    }
    return "ni:///sha-256;" + base64(bytes)
  }

  /// An address without what would end the line or the brackets round it.
  private static func uri(_ text: String) -> String {
    var out = ""
    for byte in text.utf8 {
      if byte > 0x20, byte < 0x7F, byte != UInt8(ascii: "<"), byte != UInt8(ascii: ">") {
        out.unicodeScalars.append(UnicodeScalar(byte))
      } else {
        out += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
      }
    }
    return out
  }

  /// A date as WARC 1.1 allows it (W3C's profile of ISO 8601, in UTC); `nil` for any other.
  static func date(_ text: String) -> String? {
    let pattern = Array("0000-00-00T00:00:00".utf8)
    var bytes = Array(text.utf8)
    let hasZone = bytes.last == UInt8(ascii: "Z")
    if hasZone { bytes.removeLast() }
    if let dot = bytes.firstIndex(of: UInt8(ascii: ".")) {
      guard dot == pattern.count, (1...9).contains(bytes.count - dot - 1),
        bytes[(dot + 1)...].allSatisfy({ (0x30...0x39).contains($0) })
      else { return nil }
      bytes.removeSubrange(dot...)
    }
    guard hasZone ? [16, 19].contains(bytes.count) : [4, 7, 10].contains(bytes.count) else { return nil }
    for (byte, wanted) in zip(bytes, pattern) {
      let isDigit = (0x30...0x39).contains(byte)
      guard wanted == UInt8(ascii: "0") ? isDigit : byte == wanted else { return nil }
    }
    return text
  }

  private static func base32(_ bytes: [UInt8]) -> String {
    encoded(bytes, bits: 5, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
      + String(repeating: "=", count: (8 - (bytes.count * 8 + 4) / 5 % 8) % 8)
  }

  /// RFC 4648, 5; without padding, as RFC 6920 wants it.
  private static func base64(_ bytes: [UInt8]) -> String {
    encoded(bytes, bits: 6, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
  }

  private static func encoded(_ bytes: [UInt8], bits: Int, _ alphabet: String) -> String {
    let letters = Array(alphabet.unicodeScalars)
    var out = ""
    var held = 0
    var count = 0
    for byte in bytes {
      held = held << 8 | Int(byte)
      count += 8
      while count >= bits {
        count -= bits
        out.unicodeScalars.append(letters[held >> count])
        held &= (1 << count) - 1
      }
    }
    if count > 0 { out.unicodeScalars.append(letters[held << (bits - count)]) }
    return out
  }
}
