#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Refuses pages whose nesting would cost a parser hours: for each tag it may look at all elements that are open.
enum NestingGuard {
  /// Open elements looked at, summed over the tags of a page. A page of a million tags, 1,000 deep throughout, passes.
  private static let limit = 2_000_000_000

  /// Where it is clear that the page costs too much, in bytes of the source; `nil` for every ordinary page.
  static func excess(in text: [UInt8]) -> Int? {
    text.withUnsafeBytes { buffer -> Int? in
      guard let start = buffer.baseAddress else { return nil }
      var at = 0
      var depth = 0
      var cost = 0
      while at < buffer.count, let found = memchr(start + at, 0x3C, buffer.count - at) {
        at = start.distance(to: found) + 1
        guard at < buffer.count else { return nil }
        if buffer[at] == 0x2F {
          depth = max(0, depth - 1)
        } else if (buffer[at] | 0x20) &- 0x61 < 26 {
          depth += isOften(buffer, at) ? 0 : 1
        } else {
          continue
        }
        cost += depth
        if cost > limit { return at - 1 }
      }
      return nil
    }
  }

  /// Elements that often have no end tag: counting them would make every page deep. They close one another.
  private static func isOften(_ text: UnsafeRawBufferPointer, _ at: Int) -> Bool {
    var name: UInt32 = 0
    var length = 0
    while at + length < text.count, length < 4 {
      let byte = text[at + length] | 0x20
      guard byte &- 0x61 < 26 else { break }
      name = name << 8 | UInt32(byte)
      length += 1
    }
    return unclosed.contains(name)
  }

  private static let unclosed: Set<UInt32> = Set(
    [
      "p", "li", "td", "tr", "th", "dd", "dt", "br", "img", "hr", "inpu", "meta", "link", "opti", "sour", "col", "wbr",
      "area", "thea", "tbod",
    ]
    .map { $0.utf8.reduce(0) { $0 << 8 | UInt32($1) } })
}
