import CUchardet
import FettleKit

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Text as UTF-8, and how it was read.
struct DecodedText {
  var bytes: [UInt8]
  /// An IANA name: "UTF-8", "UTF-16LE", "windows-1252".
  var charset: String
  /// How many places could not be decoded and hold U+FFFD instead.
  var replacements = 0
}

/// Reads bytes as text: by byte order mark, by validity as UTF-8, by the pattern of zero bytes, and by a detector
/// (uchardet) where those don't tell.
enum TextDecoder {
  /// - Throws: `IngestError` for bytes that are no text.
  static func decode(_ bytes: [UInt8]) throws(IngestError) -> DecodedText {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
      return repairedUTF8(Array(bytes.dropFirst(3)))
    }
    if bytes.starts(with: [0xFF, 0xFE]), !bytes.starts(with: [0xFF, 0xFE, 0, 0]) {
      return utf16(bytes.dropFirst(2), isBigEndian: false)
    }
    if bytes.starts(with: [0xFE, 0xFF]) { return utf16(bytes.dropFirst(2), isBigEndian: true) }
    if let kind = BinarySignature.name(of: bytes) { throw IngestError("this is \(kind), not text", offset: 0) }
    if let offset = firstZero(in: bytes) {
      if let isBigEndian = utf16WithoutMark(bytes) { return utf16(bytes[...], isBigEndian: isBigEndian) }
      if BinarySignature.looksBinary(bytes) {
        throw IngestError("this is binary data, not text: a zero byte at \(offset)", offset: offset)
      }
    }
    if let first = UTF8Validity.firstFault(in: bytes) {
      if UTF8Validity.isMostlyValid(bytes, from: first) { return repairedUTF8(bytes) }
      return try detected(bytes, firstFault: first)
    }
    return DecodedText(bytes: bytes, charset: "UTF-8")
  }

  /// The same for a page that declares an encoding: a byte order mark counts more than the declaration, and so does text
  /// that is UTF-8 already, as pages keep their declaration when they are stored in another encoding.
  ///
  /// - Throws: `IngestError` for bytes that are no text.
  static func decode(_ bytes: [UInt8], declared: String?) throws(IngestError) -> DecodedText {
    guard let declared, BinarySignature.name(of: bytes) == nil, !bytes.starts(with: [0xFF, 0xFE]),
      !bytes.starts(with: [0xFE, 0xFF]), let first = UTF8Validity.firstFault(in: bytes),
      !UTF8Validity.isMostlyValid(bytes, from: first)
    else { return try decode(bytes) }
    switch declared.lowercased() {
    case "utf-8", "utf8", "utf-16", "utf-16le", "utf-16be", "us-ascii", "ascii":
      return try decode(bytes)
    case "iso-8859-1", "iso8859-1", "latin1", "iso_8859-1", "windows-1252", "cp1252", "iso-8859-15":
      return windows1252(bytes)
    case let name:
      // What the labels mean to browsers (WHATWG Encoding Standard).
      let meant = [
        "gb2312": "GB18030", "gbk": "GB18030", "shift_jis": "CP932", "x-sjis": "CP932", "big5": "BIG5-HKSCS",
      ]
      if let text = converted(bytes, from: meant[name] ?? name) {
        return DecodedText(bytes: text, charset: declared)
      }
      return try decode(bytes)
    }
  }

  private static func firstZero(in bytes: [UInt8]) -> Int? {
    bytes.withUnsafeBytes { buffer in
      guard let start = buffer.baseAddress, let found = memchr(start, 0, buffer.count) else { return nil }
      return UnsafeRawPointer(found) - start
    }
  }

  /// Each maximal invalid sequence becomes one U+FFFD, as the Unicode Standard recommends (chapter 3.9).
  private static func repairedUTF8(_ bytes: [UInt8]) -> DecodedText {
    guard UTF8Validity.firstFault(in: bytes) != nil else { return DecodedText(bytes: bytes, charset: "UTF-8") }
    let repaired = Array(String(decoding: bytes, as: UTF8.self).utf8)
    return DecodedText(
      bytes: repaired, charset: "UTF-8",
      replacements: max(1, count(replacements: repaired) - count(replacements: bytes)))
  }

  private static func count(replacements bytes: [UInt8]) -> Int {
    var count = 0
    var index = 0
    while index + 2 < bytes.count {
      if bytes[index] == 0xEF, bytes[index + 1] == 0xBF, bytes[index + 2] == 0xBD { count += 1 }
      index += 1
    }
    return count
  }

  private static func utf16(_ bytes: ArraySlice<UInt8>, isBigEndian: Bool) -> DecodedText {
    var units: [UInt16] = []
    units.reserveCapacity(bytes.count / 2)
    var index = bytes.startIndex
    while index + 1 < bytes.endIndex {
      let first = UInt16(bytes[index])
      let second = UInt16(bytes[index + 1])
      units.append(isBigEndian ? first << 8 | second : second << 8 | first)
      index += 2
    }
    let isCut = index < bytes.endIndex
    let text = Array(String(decoding: units, as: UTF16.self).utf8) + (isCut ? [0xEF, 0xBF, 0xBD] : [])
    var decoded = DecodedText(bytes: text, charset: isBigEndian ? "UTF-16BE" : "UTF-16LE")
    decoded.replacements = max(0, count(replacements: text) - units.count { $0 == 0xFFFD })
    return decoded
  }

  /// Western text in UTF-16 has a zero in every other byte. `nil`: this isn't UTF-16.
  private static func utf16WithoutMark(_ bytes: [UInt8]) -> Bool? {
    let sample = min(bytes.count, 4096) & ~1
    guard sample >= 8 else { return nil }
    var even = 0
    var odd = 0
    for index in 0..<sample where bytes[index] == 0 {
      if index & 1 == 0 { even += 1 } else { odd += 1 }
    }
    if odd * 5 > sample * 2, even * 20 < sample { return false }
    if even * 5 > sample * 2, odd * 20 < sample { return true }
    return nil
  }

  private static func detected(_ bytes: [UInt8], firstFault: Int) throws(IngestError) -> DecodedText {
    let name = detectedName(bytes)
    switch name.uppercased() {
    case "", "ASCII", "UTF-8", "WINDOWS-1252", "ISO-8859-1", "ISO-8859-15", "ISO-8859-3", "ISO-8859-9",
      "MAC-CENTRALEUROPE":
      // What browsers do with Latin-1 and its like (WHATWG Encoding Standard, labels of windows-1252).
      return windows1252(bytes)
    default:
      if let text = converted(bytes, from: name) { return DecodedText(bytes: text, charset: name) }
      return windows1252(bytes)
    }
  }

  private static func detectedName(_ bytes: [UInt8]) -> String {
    guard let detector = uchardet_new() else { return "" }
    defer { uchardet_delete(detector) }
    let limit = min(bytes.count, 1 << 20)
    bytes.withUnsafeBytes { buffer in
      _ = uchardet_handle_data(detector, buffer.baseAddress?.assumingMemoryBound(to: CChar.self), limit)
    }
    uchardet_data_end(detector)
    return String(cString: uchardet_get_charset(detector))
  }

  private static func windows1252(_ bytes: [UInt8]) -> DecodedText {
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count + bytes.count / 8)
    var isLatin1 = true
    for byte in bytes {
      if byte < 0x80 {
        out.append(byte)
      } else if byte >= 0xA0 {
        out.append(0xC0 | byte >> 6)
        out.append(0x80 | byte & 0x3F)
      } else {
        isLatin1 = false
        out.append(contentsOf: String(UnicodeScalar(windows1252High[Int(byte) - 0x80]) ?? "\u{FFFD}").utf8)
      }
    }
    return DecodedText(bytes: out, charset: isLatin1 ? "ISO-8859-1" : "windows-1252")
  }

  /// 0x80–0x9F of windows-1252 (WHATWG Encoding Standard, index-windows-1252).
  private static let windows1252High: [UInt16] = [
    0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x008D,
    0x017D, 0x008F, 0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A,
    0x0153, 0x009D, 0x017E, 0x0178,
  ]

  /// Through the system's iconv; `nil` where it doesn't know the encoding or the bytes don't fit it.
  private static func converted(_ bytes: [UInt8], from charset: String) -> [UInt8]? {
    let failed = iconv_t(bitPattern: -1)
    let converter = iconv_open("UTF-8", charset)
    guard let converter, converter != failed else { return nil }
    defer { iconv_close(converter) }
    var input = bytes.map { CChar(bitPattern: $0) }
    var output = [CChar](repeating: 0, count: bytes.count * 4 + 16)
    let capacity = output.count
    var inputLeft = input.count
    var outputLeft = capacity
    let isDone = input.withUnsafeMutableBufferPointer { source in
      output.withUnsafeMutableBufferPointer { target in
        var from = source.baseAddress
        var to = target.baseAddress
        return iconv(converter, &from, &inputLeft, &to, &outputLeft) != Int(bitPattern: UInt.max)
      }
    }
    guard isDone, inputLeft == 0 else { return nil }
    return output[..<(capacity - outputLeft)].map { UInt8(bitPattern: $0) }
  }
}
