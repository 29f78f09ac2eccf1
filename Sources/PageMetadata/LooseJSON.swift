import FettleKit

/// Reads JSON as pages hold it: line ends and quotation marks in strings, commas too many, comments, quotation marks of HTML or
/// of programs, several values one behind the other, cut off in the middle. What can be read is read; nothing is refused.
struct LooseJSON {
  private static let deepest = 64
  private let bytes: [UInt8]
  private var at = 0

  /// The values of a script, one behind the other; most hold one.
  static func values(in text: String) -> [JSONValue] {
    // Some pages write the marks as HTML does, which a script isn't.
    let isEscaped = text.contains("&quot;") && !text.contains("\"")
    var reader = LooseJSON(bytes: Array((isEscaped ? HTMLText.plain(text) : text).utf8))
    var values: [JSONValue] = []
    while reader.seekStart(), values.count < 16 {
      if let value = reader.value(depth: 0) { values.append(value) }
    }
    return values
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private var next: UInt8? { at < bytes.count ? bytes[at] : nil }

  /// To the next object or array.
  private mutating func seekStart() -> Bool {
    while let byte = next, byte != UInt8(ascii: "{"), byte != UInt8(ascii: "[") { at += 1 }
    return next != nil
  }

  private mutating func skipSpace() {
    while let byte = next {
      if byte <= 0x20 || byte == UInt8(ascii: ",") {
        at += 1
      } else if byte != UInt8(ascii: "/") || !skipComment() {
        return
      }
    }
  }

  /// Passes over "// …" to the end of the line, and over "/* … */".
  private mutating func skipComment() -> Bool {
    guard at + 1 < bytes.count else { return false }
    if bytes[at + 1] == UInt8(ascii: "/") {
      while let byte = next, byte != 0x0A { at += 1 }
      return true
    }
    guard bytes[at + 1] == UInt8(ascii: "*") else { return false }
    at += 2
    while at < bytes.count, bytes[at - 1] != UInt8(ascii: "*") || bytes[at] != UInt8(ascii: "/") { at += 1 }
    at = min(at + 1, bytes.count)
    return true
  }

  private static func isQuote(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") }

  /// Whether the quotation mark at `place` ends a string: then what parts two values follows, or nothing.
  private func endsString(_ place: Int) -> Bool {
    var index = place + 1
    while index < bytes.count, bytes[index] <= 0x20 { index += 1 }
    guard index < bytes.count else { return true }
    return ",:]}/".utf8.contains(bytes[index]) || bytes[index] == UInt8(ascii: "\"") && index > place + 1
  }

  private mutating func value(depth: Int) -> JSONValue? {
    skipSpace()
    guard let byte = next, depth < LooseJSON.deepest else {
      at = bytes.count
      return nil
    }
    switch byte {
    case UInt8(ascii: "{"): return object(depth: depth)
    case UInt8(ascii: "["): return array(depth: depth)
    case UInt8(ascii: "\""), UInt8(ascii: "'"): return .string(string())
    default: return word()
    }
  }

  private mutating func object(depth: Int) -> JSONValue {
    at += 1
    var members: [String: JSONValue] = [:]
    while true {
      skipSpace()
      guard let byte = next else { break }
      if byte == UInt8(ascii: "}") {
        at += 1
        break
      }
      guard LooseJSON.isQuote(byte) else {
        // Something that is no key: pass over it.
        at += 1
        continue
      }
      let key = string()
      while let byte = next, byte <= 0x20 { at += 1 }
      guard next == UInt8(ascii: ":") else { continue }
      at += 1
      // The first of two with the same name counts.
      if let value = value(depth: depth + 1), members[key] == nil { members[key] = value }
    }
    return .object(members)
  }

  private mutating func array(depth: Int) -> JSONValue {
    at += 1
    var elements: [JSONValue] = []
    while true {
      skipSpace()
      guard let byte = next else { break }
      if byte == UInt8(ascii: "]") || byte == UInt8(ascii: "}") {
        if byte == UInt8(ascii: "]") { at += 1 }
        break
      }
      guard let value = value(depth: depth + 1) else { break }
      elements.append(value)
    }
    return .array(elements)
  }

  /// A number, true, false, null; anything else as a string.
  private mutating func word() -> JSONValue {
    let start = at
    while let byte = next, byte > 0x20, byte != UInt8(ascii: ","), byte != UInt8(ascii: "}"), byte != UInt8(ascii: "]")
    {
      at += 1
    }
    if at == start { at += 1 }
    let word = String(decoding: bytes[start..<at], as: UTF8.self)
    switch word {
    case "true": return .bool(true)
    case "false": return .bool(false)
    case "null": return .null
    default: return .string(word)
    }
  }

  private mutating func string() -> String {
    let mark = bytes[at]
    at += 1
    var out: [UInt8] = []
    while let byte = next {
      at += 1
      if byte == mark, endsString(at - 1) { break }
      guard byte == UInt8(ascii: "\\"), let escaped = next else {
        // White space is a space, and another control character is nothing.
        if byte >= 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { out.append(max(byte, 0x20)) }
        continue
      }
      at += 1
      switch escaped {
      case UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"), UInt8(ascii: "b"), UInt8(ascii: "f"):
        out.append(0x20)
      case UInt8(ascii: "u"): out += Array(scalar().utf8)
      default: out.append(escaped)
      }
    }
    return String(decoding: out, as: UTF8.self)
  }

  /// The character of an escape "\u" and four hexadecimal digits, the first two bytes of which are behind; of two escapes
  /// where they are surrogates.
  private mutating func scalar() -> String {
    guard let first = unit() else { return "" }
    if first & 0xFC00 == 0xD800, at + 1 < bytes.count, bytes[at] == UInt8(ascii: "\\"),
      bytes[at + 1] == UInt8(ascii: "u")
    {
      at += 2
      guard let second = unit() else { return "" }
      return String(decoding: [UInt16(first), UInt16(second)], as: UTF16.self)
    }
    return String(decoding: [UInt16(first)], as: UTF16.self)
  }

  private mutating func unit() -> UInt32? {
    guard at + 4 <= bytes.count, let value = UInt32(String(decoding: bytes[at..<(at + 4)], as: UTF8.self), radix: 16)
    else {
      return nil
    }
    at += 4
    return value
  }
}
