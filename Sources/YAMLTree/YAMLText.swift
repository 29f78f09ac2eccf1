import FettleKit

/// A file's bytes as text that libyaml can read: what is no text is reported and stands as U+FFFD.
struct YAMLText {
  /// Valid UTF-8.
  var bytes: [UInt8]
  /// What was wrong, by its position in scalars of `bytes`; the first of each line, and few.
  private var faults: [(position: Int, message: String, expected: String)] = []

  private static let maximumFaults = 10
  private static let replacement: [UInt8] = [0xEF, 0xBF, 0xBD]

  enum Decoded {
    case success(YAMLText)
    case failure(Diagnostic)
  }

  static func decode(_ bytes: [UInt8], file: String) -> Decoded {
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      return .failure(Diagnostic("the file is UTF-16", file: file, expected: "a file that is saved as UTF-8"))
    }
    if bytes.prefix(1024).contains(0) {
      return .failure(Diagnostic("the file is no text", file: file, expected: "YAML in UTF-8"))
    }
    return .success(YAMLText(bytes[(bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0)...]))
  }

  private init(_ source: ArraySlice<UInt8>) {
    bytes = []
    bytes.reserveCapacity(source.count)
    var position = 0
    var isLineReported = false
    var at = source.startIndex
    while at < source.endIndex {
      let byte = source[at]
      var length = 1
      var message: String?
      if byte < 0x80 {
        if byte == 0x0A || byte == 0x0D { isLineReported = false }
        if byte < 0x20 && byte != 0x09 && byte != 0x0A && byte != 0x0D || byte == 0x7F {
          message = "a control character (\(YAMLText.hexadecimal(UInt32(byte))))"
        }
      } else if let (scalar, count) = YAMLText.scalar(in: source, at: at) {
        length = count
        if !YAMLText.isAllowed(scalar) { message = "a character that YAML forbids (\(YAMLText.hexadecimal(scalar)))" }
      } else {
        message = "byte 0x\(String(byte, radix: 16, uppercase: true)) isn't UTF-8"
      }
      if let message {
        if !isLineReported, faults.count < YAMLText.maximumFaults {
          let isByte = message.hasPrefix("byte")
          faults.append((position, message, isByte ? "a file that is saved as UTF-8" : "text without it"))
          isLineReported = true
        }
        bytes += YAMLText.replacement
      } else {
        bytes += source[at..<at + length]
      }
      position += 1
      at += length
    }
  }

  func problems(in source: SourceLines) -> [Diagnostic] {
    faults.map { fault in
      source.diagnostic(
        fault.message, at: source.place(from: fault.position, to: fault.position + 1),
        expected: fault.expected)
    }
  }

  /// The scalar that begins at an index, and its length in bytes; `nil` where the bytes are not UTF-8 (RFC 3629).
  private static func scalar(in bytes: ArraySlice<UInt8>, at index: Int) -> (UInt32, Int)? {
    let first = UInt32(bytes[index])
    let length: Int
    switch first {
    case 0xC2...0xDF: length = 2
    case 0xE0...0xEF: length = 3
    case 0xF0...0xF4: length = 4
    default: return nil
    }
    guard index + length <= bytes.endIndex else { return nil }
    var value = first & (0xFF >> UInt32(length + 1))
    for next in bytes[(index + 1)..<(index + length)] {
      guard next & 0xC0 == 0x80 else { return nil }
      value = value << 6 | UInt32(next & 0x3F)
    }
    let minimum: UInt32 = length == 2 ? 0x80 : length == 3 ? 0x800 : 0x10000
    guard value >= minimum, Unicode.Scalar(value) != nil else { return nil }
    return (value, length)
  }

  /// YAML 1.2, production [1] c-printable, beyond ASCII.
  private static func isAllowed(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x80...0x84, 0x86...0x9F, 0xFEFF, 0xFFFE, 0xFFFF: false
    default: true
    }
  }

  private static func hexadecimal(_ value: UInt32) -> String {
    let digits = String(value, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }
}
