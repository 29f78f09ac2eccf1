import FettleKit
import YAMLTree

/// What a scalar without quotes may stand for where the option's type is no text.
///
/// Only what every reader understands alike is taken: no octal, no sexagesimal, no `1_000`.
enum PlainValue {
  /// What a scalar is in YAML 1.2's core schema: `no` and dates are text there.
  static func core(_ text: String) -> JSONValue {
    switch text {
    case "", "~", "null", "Null", "NULL": .null
    case "true", "True", "TRUE": .bool(true)
    case "false", "False", "FALSE": .bool(false)
    default: number(text).map { .number($0) } ?? .string(text)
    }
  }

  /// `true`, `false`, and YAML 1.1's `yes`, `no`, `on`, `off`, in small letters, capitals or with a capital.
  static func boolean(_ text: String) -> Bool? {
    switch text {
    case "true", "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON": true
    case "false", "False", "FALSE", "no", "No", "NO", "off", "Off", "OFF": false
    default: nil
    }
  }

  /// Decimal digits with or without a sign, and no needless zero in front. What is too large
  /// for any range comes out as the largest.
  static func integer(_ text: String) -> Int? {
    var digits = text.utf8[...]
    if digits.first == UInt8(ascii: "-") || digits.first == UInt8(ascii: "+") { digits = digits.dropFirst() }
    guard isNumber(digits) else { return nil }
    return Int(text) ?? (text.hasPrefix("-") ? .min : .max)
  }

  /// A decimal number: `3`, `0.3`, `.3`, `1e-3`; no infinity.
  static func number(_ text: String) -> Double? {
    var rest = text.utf8[...]
    if rest.first == UInt8(ascii: "-") || rest.first == UInt8(ascii: "+") { rest = rest.dropFirst() }
    var mantissa = rest
    if let e = rest.firstIndex(where: { $0 | 0x20 == UInt8(ascii: "e") }) {
      mantissa = rest[..<e]
      var exponent = rest[rest.index(after: e)...]
      if exponent.first == UInt8(ascii: "-") || exponent.first == UInt8(ascii: "+") { exponent = exponent.dropFirst() }
      guard !exponent.isEmpty, exponent.allSatisfy(isDigit) else { return nil }
    }
    let parts = mantissa.split(separator: UInt8(ascii: "."), maxSplits: 1, omittingEmptySubsequences: false)
    let whole = parts.first ?? mantissa
    let fraction = parts.count > 1 ? parts[1] : nil
    guard whole.isEmpty || isNumber(whole), fraction?.allSatisfy(isDigit) ?? true else { return nil }
    guard !(whole.isEmpty && fraction?.isEmpty ?? true) else { return nil }
    return Double(text).flatMap { $0.isFinite ? $0 : nil }
  }

  private static func isNumber(_ digits: Substring.UTF8View) -> Bool {
    !digits.isEmpty && digits.allSatisfy(isDigit) && (digits.count == 1 || digits.first != UInt8(ascii: "0"))
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }
}
