import FettleKit

/// The address behind a Markdown link's text: `(url)`, `(<url>)`, `(url "title")`.
struct MarkdownTarget {
  /// Where the address stands.
  var range: Range<Int>
  /// The address without escapes and white space, where it has any.
  var unescaped: [UInt8]?
  /// Where the title stands, without its quotation marks.
  var title: Range<Int>?
  /// Behind the closing parenthesis.
  var end: Int

  /// Reads the target whose opening parenthesis is at `index`.
  ///
  /// Parentheses may stand in the address if they are balanced or escaped. White space may stand at its ends, as
  /// html2text writes it, and not inside, so that an unbalanced parenthesis can't swallow the text behind it: there the
  /// last closing one before the white space ends it.
  static func read(_ bytes: Span<UInt8>, at index: Int) -> MarkdownTarget? {
    var at = index + 1
    while at < bytes.count, ASCII.isWhite(bytes[at]) { at += 1 }
    guard at < bytes.count else { return nil }
    if bytes[at] == UInt8(ascii: "<") { return angled(bytes, at: at + 1) }
    let start = at
    // The address as far as it was read, once it differs from what stands there.
    var unescaped: [UInt8]?
    var depth = 0
    var lastClose: (end: Int, length: Int)?
    let isScript = isScript(bytes, at: at)
    while at < bytes.count {
      let plain = bytes.find(anyOf: special, from: at)
      unescaped?.append(bytes, at..<plain)
      at = plain
      guard at < bytes.count else { break }
      let byte = bytes[at]
      if byte == UInt8(ascii: "\\"), at + 1 < bytes.count, MarkdownText.isPunctuation(bytes[at + 1]) {
        if unescaped == nil { unescaped = [UInt8](bytes, start..<at) }
        unescaped?.append(bytes[at + 1])
        at += 2
        continue
      }
      if byte == UInt8(ascii: "(") { depth += 1 }
      if byte == UInt8(ascii: ")") {
        if depth == 0 { return MarkdownTarget(range: start..<at, unescaped: unescaped, end: at + 1) }
        depth -= 1
        lastClose = (at + 1, unescaped?.count ?? (at - start))
      }
      if ASCII.isWhite(byte) {
        if let ending = ending(bytes, at: at) {
          return MarkdownTarget(range: start..<at, unescaped: unescaped, title: ending.title, end: ending.end)
        }
        if !isScript { break }
        if unescaped == nil { unescaped = [UInt8](bytes, start..<at) }
      } else {
        unescaped?.append(byte)
      }
      at += 1
    }
    guard let lastClose else { return nil }
    return MarkdownTarget(
      range: start..<(lastClose.end - 1), unescaped: unescaped.map { Array($0[..<lastClose.length]) },
      end: lastClose.end)
  }

  /// What an address needs thought for.
  private static let special: [UInt8] = Array("\\()\u{20}\u{09}\u{0A}\u{0B}\u{0C}\u{0D}".utf8)

  private static func angled(_ bytes: Span<UInt8>, at start: Int) -> MarkdownTarget? {
    var at = start
    while at < bytes.count, bytes[at] != UInt8(ascii: ">") {
      if bytes[at] == UInt8(ascii: "<") || bytes[at] == 0x0A { return nil }
      at += 1
    }
    let range = start..<at
    guard at < bytes.count else { return nil }
    at += 1
    if at < bytes.count, bytes[at] == UInt8(ascii: ")") { return MarkdownTarget(range: range, end: at + 1) }
    guard let ending = ending(bytes, at: at) else { return nil }
    return MarkdownTarget(range: range, title: ending.title, end: ending.end)
  }

  /// White space, perhaps a title in quotation marks, and the closing parenthesis.
  private static func ending(_ bytes: Span<UInt8>, at index: Int) -> (title: Range<Int>?, end: Int)? {
    var at = index
    while at < bytes.count, ASCII.isWhite(bytes[at]) { at += 1 }
    guard at < bytes.count else { return nil }
    if bytes[at] == UInt8(ascii: ")") { return (nil, at + 1) }
    guard bytes[at] == UInt8(ascii: "\""), at > index else { return nil }
    at += 1
    let start = at
    while true {
      at = bytes.find(UInt8(ascii: "\""), from: at)
      guard at < bytes.count else { return nil }
      var close = at + 1
      while close < bytes.count, ASCII.isWhite(bytes[close]) { close += 1 }
      if close < bytes.count, bytes[close] == UInt8(ascii: ")") { return (start..<at, close + 1) }
      at += 1
    }
  }

  private static func isScript(_ bytes: Span<UInt8>, at index: Int) -> Bool {
    guard index + 11 <= bytes.count else { return false }
    let name: StaticString = "javascript:"
    return name.withUTF8Buffer { buffer in
      for offset in 0..<11 where bytes[index + offset] | 0x20 != buffer[offset] | 0x20 { return false }
      return true
    }
  }

  /// Whether this can be an address at all. "[Cu(H2O)4](NO3)2" and "x[i](y)" have none.
  ///
  /// - Parameter bytes: what it was read from.
  func isAddress(in bytes: Span<UInt8>) -> Bool {
    if let unescaped { return unescaped.contains(where: MarkdownTarget.tellsOfAddress) }
    for index in range where MarkdownTarget.tellsOfAddress(bytes[index]) { return true }
    return false
  }

  private static func tellsOfAddress(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "/"), UInt8(ascii: ":"), UInt8(ascii: "."), UInt8(ascii: "#"), UInt8(ascii: "?"): true
    default: false
    }
  }

  /// The address, without escapes and white space.
  ///
  /// - Parameter bytes: what it was read from.
  func url(in bytes: Span<UInt8>) -> String {
    unescaped.map { String(decoding: $0, as: UTF8.self) } ?? bytes.string(range)
  }
}

extension [UInt8] {
  fileprivate init(_ bytes: Span<UInt8>, _ range: Range<Int>) {
    self = bytes.extracting(range).withUnsafeBufferPointer { Array($0) }
  }

  fileprivate mutating func append(_ bytes: Span<UInt8>, _ range: Range<Int>) {
    bytes.extracting(range).withUnsafeBufferPointer { append(contentsOf: $0) }
  }
}
