import FettleKit

/// Decodes character references that a page escaped twice, so that its text shows `&nbsp;` or `&#x2019;`.
///
/// Only what ends in a semicolon and is known counts; `&` alone, `AT&T;` and references to nothing stay, and so does all
/// of a text that is source itself.
enum Entities {
  /// - Parameter edits: empty.
  static func edits(in bytes: Span<UInt8>, into edits: inout [TextEdit]) {
    var at = 0
    while true {
      at = bytes.find(ampersand, from: at)
      if at >= bytes.count { break }
      guard let first = reference(in: bytes, at: at) else {
        at += 1
        continue
      }
      var end = first.end
      var value = first.value
      // `&amp;amp;nbsp;`: what an ampersand and the letters behind it spell is a reference again.
      while value.count == 1, value[0] == ampersand, let next = reference(in: bytes, at: end - 1, afterAmpersand: end) {
        end = next.end
        value = next.value
      }
      edits.append(TextEdit(at..<end, value))
      at = end
    }
    // Few texts hold a reference at all.
    if !edits.isEmpty, isSource(bytes) { edits.removeAll(keepingCapacity: true) }
  }

  /// Whether this is a page's source that a converter let through: attributes, scripts. There references are right.
  private static func isSource(_ bytes: Span<UInt8>) -> Bool {
    var fields = 0
    for at in bytes.indices {
      switch bytes[at] {
      case UInt8(ascii: "<"): if bytes.has("<!DOCTYPE", at: at) || bytes.has("<script", at: at) { return true }
      // An attribute: a quotation mark, or what may become one, right behind an equals sign.
      case UInt8(ascii: "="):
        guard at + 1 < bytes.count else { continue }
        switch bytes[at + 1] {
        case UInt8(ascii: "\""), UInt8(ascii: "'"), 0xC3, 0xE2: return true
        default: if bytes.has("=&quot;", at: at) { return true }
        }
      case UInt8(ascii: "{"): if bytes.has("{&quot;", at: at) { return true }
      // A list of strings: no space behind the comma.
      case UInt8(ascii: ","): if bytes.has(",&quot;", at: at) || isListComma(bytes, at) { return true }
      // An address of several fields, written as HTML writes it.
      case UInt8(ascii: "&"):
        if at > 0, !ASCII.isWhite(bytes[at - 1]), isField(bytes, at: at) { fields += 1 }
        if fields > 1 { return true }
      default: continue
      }
    }
    return false
  }

  /// `&quot;,` with something other than white space behind it.
  private static func isListComma(_ bytes: Span<UInt8>, _ at: Int) -> Bool {
    at >= 6 && bytes.has("&quot;", at: at - 6) && at + 1 < bytes.count && !ASCII.isWhite(bytes[at + 1])
  }

  /// `&amp;name=`
  private static func isField(_ bytes: Span<UInt8>, at index: Int) -> Bool {
    guard bytes.has("&amp;", at: index) else { return false }
    var at = index + 5
    while at < bytes.count, ASCII.isAlphanumeric(bytes[at]) || bytes[at] == UInt8(ascii: "_") { at += 1 }
    return at > index + 5 && at < bytes.count && bytes[at] == UInt8(ascii: "=")
  }

  private static let ampersand = UInt8(ascii: "&")

  /// The reference at `index`: its text as UTF-8, and where it ends.
  ///
  /// - Parameter afterAmpersand: Where to read on, where the ampersand itself was a reference.
  private static func reference(
    in bytes: Span<UInt8>, at index: Int, afterAmpersand: Int? = nil
  ) -> (value: [UInt8], end: Int)? {
    let start = afterAmpersand ?? (index + 1)
    guard start < bytes.count else { return nil }
    if bytes[start] == UInt8(ascii: "#") { return numeric(in: bytes, at: start + 1) }
    var at = start
    var name: UInt64 = 0
    while at < bytes.count, at - start < 8, ASCII.isAlphanumeric(bytes[at]) {
      name = name << 8 | UInt64(bytes[at])
      at += 1
    }
    guard at > start, at < bytes.count, bytes[at] == UInt8(ascii: ";"), let value = EntityNames.all[name] else {
      return nil
    }
    return (value, at + 1)
  }

  private static func numeric(in bytes: Span<UInt8>, at index: Int) -> (value: [UInt8], end: Int)? {
    var at = index
    var value: UInt32 = 0
    var digits = 0
    let isHex = at < bytes.count && bytes[at] | 0x20 == UInt8(ascii: "x")
    if isHex { at += 1 }
    while at < bytes.count, digits < 8, let digit = digit(bytes[at], isHex: isHex) {
      value = value &* (isHex ? 16 : 10) &+ digit
      if value > 0x10FFFF { return nil }
      at += 1
      digits += 1
    }
    guard digits > 0, at < bytes.count, bytes[at] == UInt8(ascii: ";") else { return nil }
    // HTML reads 128 to 159 as Windows-1252.
    if (0x80...0x9F).contains(value) {
      guard let mapped = Windows1252.scalar(of: UInt8(value)) else { return nil }
      value = mapped
    }
    if value < 0x20, value != 0x09, value != 0x0A, value != 0x0D { return nil }
    guard value != 0x7F, let scalar = Unicode.Scalar(value) else { return nil }
    return (Array(String(Character(scalar)).utf8), at + 1)
  }

  private static func digit(_ byte: UInt8, isHex: Bool) -> UInt32? {
    if ASCII.isDigit(byte) { return UInt32(byte - 0x30) }
    let lower = byte | 0x20
    return isHex && lower >= 0x61 && lower <= 0x66 ? UInt32(lower - 0x61 + 10) : nil
  }
}

/// The names of `Data/entities.txt`. A name is up to eight ASCII letters, so that it fits into one number.
enum EntityNames {
  static let all: [UInt64: [UInt8]] = {
    var names: [UInt64: [UInt8]] = [:]
    for line in PackageResources.entities_txt.split(separator: 0x0A) where line.first != UInt8(ascii: "#") {
      let parts = line.split(separator: 0x20)
      guard parts.count == 2, parts[0].count <= 8,
        let value = UInt32(String(decoding: parts[1], as: UTF8.self), radix: 16), let scalar = Unicode.Scalar(value)
      else { continue }
      names[parts[0].reduce(0) { $0 << 8 | UInt64($1) }] = Array(String(Character(scalar)).utf8)
    }
    return names
  }()
}
