/// The encoding that a page or its transport declares (HTML Standard, chapter 13.2.3.2).
enum DeclaredCharset {
  /// In bytes: how far into a page a declaration is looked for.
  private static let reach = 4096

  /// The name that a `<meta>` near the beginning of a page gives, as written.
  static func inMeta(of bytes: [UInt8]) -> String? {
    let end = min(bytes.count, reach)
    var at = 0
    while let tag = HTMLSniffer.find("<meta", in: bytes, from: at, end) {
      var close = tag
      while close < end, bytes[close] != UInt8(ascii: ">") { close += 1 }
      if let name = HTMLSniffer.find("charset", in: bytes, from: tag, close),
        let value = value(in: bytes, from: name + 7, close)
      {
        return value
      }
      at = close
      if at >= end { break }
    }
    return nil
  }

  /// The name in a header: "text/html; charset=utf-8".
  static func inHeader(_ header: String) -> String? {
    let bytes = Array(header.utf8)
    guard let name = HTMLSniffer.find("charset", in: bytes, from: 0, bytes.count) else { return nil }
    return value(in: bytes, from: name + 7, bytes.count)
  }

  private static func value(in bytes: [UInt8], from start: Int, _ end: Int) -> String? {
    var at = start
    while at < end, bytes[at] <= 0x20 { at += 1 }
    guard at < end, bytes[at] == UInt8(ascii: "=") else { return nil }
    at += 1
    while at < end, bytes[at] <= 0x20 || bytes[at] == UInt8(ascii: "\"") || bytes[at] == UInt8(ascii: "'") { at += 1 }
    let first = at
    while at < end, isName(bytes[at]) { at += 1 }
    return at > first ? String(decoding: bytes[first..<at], as: UTF8.self) : nil
  }

  private static func isName(_ byte: UInt8) -> Bool {
    byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26 || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
      || byte == UInt8(ascii: ".") || byte == UInt8(ascii: ":")
  }
}
