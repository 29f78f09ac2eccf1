/// Numbers as ECMAScript prints them (ECMA-262 `Number::toString`), which RFC 8785 §3.2.2.3 prescribes.
///
/// Swift prints the same shortest digits but another layout: `1e-07`, `1e+16`, `1.0`, `-0.0` where ECMAScript has
/// `1e-7`, `10000000000000000`, `1`, `0`. So the digits are Swift's, and the layout is made here.
enum ECMAScriptNumber {
  /// - Parameter value: finite.
  static func append(_ value: Double, to bytes: inout [UInt8]) {
    if value == 0 {
      bytes.append(UInt8(ascii: "0"))
      return
    }
    if value < 0 { bytes.append(UInt8(ascii: "-")) }
    let (digits, point) = decimal(value.magnitude)
    let zero = UInt8(ascii: "0")
    let dot = UInt8(ascii: ".")
    let count = digits.count
    if point >= count, point <= 21 {
      bytes += digits
      bytes += repeatElement(zero, count: point - count)
    } else if point > 0, point <= 21 {
      bytes += digits[..<point]
      bytes.append(dot)
      bytes += digits[point...]
    } else if point > -6, point <= 0 {
      bytes += [zero, dot]
      bytes += repeatElement(zero, count: -point)
      bytes += digits
    } else {
      bytes.append(digits[0])
      if count > 1 {
        bytes.append(dot)
        bytes += digits[1...]
      }
      bytes.append(UInt8(ascii: "e"))
      bytes.append(point > 0 ? UInt8(ascii: "+") : UInt8(ascii: "-"))
      bytes += String((point - 1).magnitude).utf8
    }
  }

  /// The shortest digits that read back as the value, without zeros at either end, and where the point stands: the value
  /// is 0.DIGITS × 10^point.
  private static func decimal(_ value: Double) -> (digits: [UInt8], point: Int) {
    var digits: [UInt8] = []
    var point = 0
    var exponent = 0
    var isFraction = false
    var isExponent = false
    var exponentIsNegative = false
    for byte in value.description.utf8 {
      switch byte {
      case UInt8(ascii: "."): isFraction = true
      case UInt8(ascii: "e"): isExponent = true
      case UInt8(ascii: "-"): exponentIsNegative = true
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        if isExponent {
          exponent = exponent * 10 + Int(byte - UInt8(ascii: "0"))
        } else {
          digits.append(byte)
          if !isFraction { point += 1 }
        }
      default: break
      }
    }
    point += exponentIsNegative ? -exponent : exponent
    let leading = digits.prefix { $0 == UInt8(ascii: "0") }.count
    digits.removeFirst(leading)
    point -= leading
    while digits.last == UInt8(ascii: "0") { digits.removeLast() }
    return (digits, point)
  }
}
