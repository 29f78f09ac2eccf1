import FettleKit

/// Why bytes are no JSON, and where.
public struct JSONReadError: Error, Equatable, CustomStringConvertible {
  /// In bytes from the start.
  public var offset: Int
  public var problem: String

  public var description: String { "no valid JSON at byte \(offset): \(problem)" }
}

/// Reads JSON strictly (RFC 8259, and RFC 7493 on what it leaves open): UTF-8 only, no key twice, no lone surrogate,
/// nothing behind the value but white space, and no deeper than `maximumDepth`.
public struct JSONReader {
  /// How deep arrays and objects may be nested.
  public static let maximumDepth = 128

  private let bytes: [UInt8]
  private var at = 0

  private init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The value that the bytes hold.
  ///
  /// - Throws: `JSONReadError` at the first byte that is wrong.
  public static func read(_ bytes: [UInt8]) throws(JSONReadError) -> JSONValue {
    if String(validating: bytes, as: UTF8.self) == nil {
      throw JSONReadError(offset: firstInvalid(in: bytes), problem: "this isn't UTF-8")
    }
    var reader = JSONReader(bytes)
    reader.skipSpace()
    let value = try reader.value(depth: 0)
    reader.skipSpace()
    if reader.at < bytes.count { throw reader.fault("something stands behind the value") }
    return value
  }

  private static func firstInvalid(in bytes: [UInt8]) -> Int {
    do {
      _ = try UTF8Span(validating: bytes.span)
      return 0
    } catch {
      return error.byteOffsets.lowerBound
    }
  }

  private func fault(_ problem: String) -> JSONReadError { JSONReadError(offset: at, problem: problem) }

  private var next: UInt8? { at < bytes.count ? bytes[at] : nil }

  private mutating func skipSpace() {
    while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { at += 1 }
  }

  private mutating func value(depth: Int) throws(JSONReadError) -> JSONValue {
    if depth > JSONReader.maximumDepth { throw fault("nested deeper than \(JSONReader.maximumDepth)") }
    switch next {
    case UInt8(ascii: "{"): return try object(depth: depth)
    case UInt8(ascii: "["): return try array(depth: depth)
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    case .some(UInt8(ascii: "-")), .some(UInt8(ascii: "0")...UInt8(ascii: "9")): return try number()
    case nil: throw fault("it ends where a value should stand")
    default: throw fault("no value begins like this")
    }
  }

  private mutating func word(_ word: String, _ value: JSONValue) throws(JSONReadError) -> JSONValue {
    guard bytes[at...].starts(with: word.utf8) else { throw fault("no value begins like this") }
    at += word.utf8.count
    return value
  }

  private mutating func object(depth: Int) throws(JSONReadError) -> JSONValue {
    var members: [String: JSONValue] = [:]
    at += 1
    skipSpace()
    if next == UInt8(ascii: "}") {
      at += 1
      return .object(members)
    }
    while true {
      skipSpace()
      guard next == UInt8(ascii: "\"") else { throw fault("expected a key in quotes") }
      let place = at
      let key = try string()
      skipSpace()
      guard next == UInt8(ascii: ":") else { throw fault("expected ':' after a key") }
      at += 1
      skipSpace()
      let member = try value(depth: depth + 1)
      if members.updateValue(member, forKey: key) != nil {
        throw JSONReadError(offset: place, problem: "the key '\(key)' stands twice")
      }
      skipSpace()
      switch next {
      case UInt8(ascii: ","): at += 1
      case UInt8(ascii: "}"):
        at += 1
        return .object(members)
      default: throw fault("expected ',' or '}'")
      }
    }
  }

  private mutating func array(depth: Int) throws(JSONReadError) -> JSONValue {
    var elements: [JSONValue] = []
    at += 1
    skipSpace()
    if next == UInt8(ascii: "]") {
      at += 1
      return .array(elements)
    }
    while true {
      skipSpace()
      elements.append(try value(depth: depth + 1))
      skipSpace()
      switch next {
      case UInt8(ascii: ","): at += 1
      case UInt8(ascii: "]"):
        at += 1
        return .array(elements)
      default: throw fault("expected ',' or ']'")
      }
    }
  }

  private mutating func number() throws(JSONReadError) -> JSONValue {
    let start = at
    if next == UInt8(ascii: "-") { at += 1 }
    if next == UInt8(ascii: "0") {
      at += 1
      if isDigit(next) { throw fault("a number doesn't begin with 0") }
    } else {
      try digits()
    }
    if next == UInt8(ascii: ".") {
      at += 1
      try digits()
    }
    if next == UInt8(ascii: "e") || next == UInt8(ascii: "E") {
      at += 1
      if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") { at += 1 }
      try digits()
    }
    guard let value = Double(String(decoding: bytes[start..<at], as: UTF8.self)), value.isFinite else {
      throw JSONReadError(offset: start, problem: "this number is too large")
    }
    return .number(value)
  }

  private mutating func digits() throws(JSONReadError) {
    guard isDigit(next) else { throw fault("expected a digit") }
    while isDigit(next) { at += 1 }
  }

  private func isDigit(_ byte: UInt8?) -> Bool {
    byte.map { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") } ?? false
  }

  private mutating func string() throws(JSONReadError) -> String {
    at += 1
    var text: [UInt8] = []
    var start = at
    while let byte = next {
      if byte == UInt8(ascii: "\"") {
        text += bytes[start..<at]
        at += 1
        return String(decoding: text, as: UTF8.self)
      }
      if byte < 0x20 { throw fault("a control character must be escaped") }
      if byte == UInt8(ascii: "\\") {
        text += bytes[start..<at]
        at += 1
        try escape(into: &text)
        start = at
      } else {
        at += 1
      }
    }
    throw fault("a string has no end")
  }

  private mutating func escape(into text: inout [UInt8]) throws(JSONReadError) {
    guard let byte = next else { throw fault("a string has no end") }
    at += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "f"): text.append(0x0C)
    case UInt8(ascii: "r"): text.append(0x0D)
    case UInt8(ascii: "u"):
      var scalar = try hexadecimal()
      if scalar & 0xFC00 == 0xD800 {
        guard next == UInt8(ascii: "\\"), at + 1 < bytes.count, bytes[at + 1] == UInt8(ascii: "u") else {
          throw fault("a surrogate stands alone")
        }
        at += 2
        let low = try hexadecimal()
        guard low & 0xFC00 == 0xDC00 else { throw fault("a surrogate stands alone") }
        scalar = 0x10000 + (scalar & 0x3FF) << 10 + (low & 0x3FF)
      }
      guard let valid = Unicode.Scalar(scalar) else { throw fault("a surrogate stands alone") }
      text += String(Character(valid)).utf8
    default:
      at -= 1
      throw fault("no escape looks like this")
    }
  }

  private mutating func hexadecimal() throws(JSONReadError) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = next, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
        throw fault("expected four hexadecimal digits")
      }
      value = value << 4 + UInt32(digit)
      at += 1
    }
    return value
  }
}
