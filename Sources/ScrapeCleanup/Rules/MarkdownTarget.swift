/// The address behind a Markdown link's text: `(url)`, `(<url>)`, `(url "title")`.
struct MarkdownTarget {
  /// Without escapes and white space.
  var url: [UInt8]
  var title: [UInt8]?
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
    var url: [UInt8] = []
    var depth = 0
    var lastClose: (end: Int, length: Int)?
    let isScript = isScript(bytes, at: at)
    while at < bytes.count {
      let plain = plainEnd(bytes, from: at)
      if plain > at {
        bytes.extracting(at..<plain).withUnsafeBufferPointer { url.append(contentsOf: $0) }
        at = plain
        continue
      }
      let byte = bytes[at]
      if byte == UInt8(ascii: "\\"), at + 1 < bytes.count, MarkdownText.isPunctuation(bytes[at + 1]) {
        url.append(bytes[at + 1])
        at += 2
        continue
      }
      if byte == UInt8(ascii: "(") { depth += 1 }
      if byte == UInt8(ascii: ")") {
        if depth == 0 { return MarkdownTarget(url: url, title: nil, end: at + 1) }
        depth -= 1
        lastClose = (at + 1, url.count)
      }
      if ASCII.isWhite(byte) {
        if let ending = ending(bytes, at: at) {
          return MarkdownTarget(url: url, title: ending.title, end: ending.end)
        }
        if !isScript { break }
      } else {
        url.append(byte)
      }
      at += 1
    }
    guard let lastClose else { return nil }
    return MarkdownTarget(url: Array(url[..<lastClose.length]), title: nil, end: lastClose.end)
  }

  /// Where the first byte from `start` on stands that an address needs thought for, or the end.
  private static func plainEnd(_ bytes: Span<UInt8>, from start: Int) -> Int {
    var at = start
    while at < bytes.count {
      switch bytes[at] {
      case UInt8(ascii: "\\"), UInt8(ascii: "("), UInt8(ascii: ")"), 0x20, 0x09...0x0D: return at
      default: at += 1
      }
    }
    return at
  }

  private static func angled(_ bytes: Span<UInt8>, at start: Int) -> MarkdownTarget? {
    var at = start
    var url: [UInt8] = []
    while at < bytes.count, bytes[at] != UInt8(ascii: ">") {
      if bytes[at] == UInt8(ascii: "<") || bytes[at] == 0x0A { return nil }
      url.append(bytes[at])
      at += 1
    }
    guard at < bytes.count else { return nil }
    at += 1
    if at < bytes.count, bytes[at] == UInt8(ascii: ")") { return MarkdownTarget(url: url, title: nil, end: at + 1) }
    guard let ending = ending(bytes, at: at) else { return nil }
    return MarkdownTarget(url: url, title: ending.title, end: ending.end)
  }

  /// White space, perhaps a title in quotation marks, and the closing parenthesis.
  private static func ending(_ bytes: Span<UInt8>, at index: Int) -> (title: [UInt8]?, end: Int)? {
    var at = index
    while at < bytes.count, ASCII.isWhite(bytes[at]) { at += 1 }
    guard at < bytes.count else { return nil }
    if bytes[at] == UInt8(ascii: ")") { return (nil, at + 1) }
    guard bytes[at] == UInt8(ascii: "\""), at > index else { return nil }
    at += 1
    var title: [UInt8] = []
    while at < bytes.count {
      if bytes[at] == UInt8(ascii: "\"") {
        var close = at + 1
        while close < bytes.count, ASCII.isWhite(bytes[close]) { close += 1 }
        if close < bytes.count, bytes[close] == UInt8(ascii: ")") { return (title, close + 1) }
      }
      title.append(bytes[at])
      at += 1
    }
    return nil
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
  var isAddress: Bool {
    if url.isEmpty { return false }
    for byte in url {
      switch byte {
      case UInt8(ascii: "/"), UInt8(ascii: ":"), UInt8(ascii: "."), UInt8(ascii: "#"), UInt8(ascii: "?"): return true
      default: continue
      }
    }
    return false
  }
}
