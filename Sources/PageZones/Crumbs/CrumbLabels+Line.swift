extension CrumbLabels {
  /// Whether the text is crumbs and punctuation only, at least one crumb. Addresses in round brackets behind a crumb, as
  /// Markdown has them, count as part of it.
  public func isOnlyCrumbs(_ text: ArraySlice<UInt8>) -> Bool { text.withUnsafeBufferPointer(isOnlyCrumbs) }

  func isOnlyCrumbs(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var at = 0
    var found = 0
    var mayHaveCount = true
    while at < bytes.count {
      let byte = bytes[at]
      if byte == UInt8(ascii: "("), found > 0, at + 1 < bytes.count,
        bytes[at + 1] == UInt8(ascii: "/") || bytes[at + 1] == UInt8(ascii: "h")
          || bytes[at + 1] == UInt8(ascii: "#"),
        bytes[at - 1] == UInt8(ascii: "]")
      {
        while at < bytes.count, bytes[at] != UInt8(ascii: ")") { at += 1 }
        at += 1
        continue
      }
      if mayHaveCount, let past = CrumbLabels.pastNumber(bytes, at) {
        at = past
        continue
      }
      if CrumbLabels.isFiller(byte) {
        at += 1
        continue
      }
      if byte == 0xC2, at + 1 < bytes.count, bytes[at + 1] == 0xA0 || bytes[at + 1] == 0xAE {
        at += 2
        continue
      }
      if byte >= 0xE2, at + 2 < bytes.count, byte == 0xE2, bytes[at + 1] == 0x80 {
        at += 3
        continue
      }
      let (length, kind) = beginnings.longest(in: bytes, at: at)
      if length == 0 { return false }
      // "Cited by (12)" is a heading.
      mayHaveCount = kind != .line
      // A crumb is followed by a capital, a space or punctuation; "articles" is no crumb.
      if at + length < bytes.count, (0x61...0x7A).contains(bytes[at + length]) { return false }
      found += 1
      at += length
    }
    return found > 0
  }

  /// Behind the count of a label, "(123)", "(957K)", ": 22", or the number "[187]" that a text browser gave a link, that
  /// begins at `at`.
  private static func pastNumber(_ bytes: UnsafeBufferPointer<UInt8>, _ at: Int) -> Int? {
    let close: UInt8
    switch bytes[at] {
    case UInt8(ascii: "("): close = UInt8(ascii: ")")
    case UInt8(ascii: "["): close = UInt8(ascii: "]")
    case UInt8(ascii: ":"): close = 0
    default: return nil
    }
    let start = close == 0 ? at + 2 : at + 1
    var end = start
    while end < bytes.count, end - start < 6, (0x30...0x39).contains(bytes[end]) { end += 1 }
    guard end > start else { return nil }
    if close == 0 { return bytes[at + 1] == 0x20 && end == bytes.count ? end : nil }
    while end < bytes.count, bytes[end] == UInt8(ascii: "K") || bytes[end] == UInt8(ascii: "B") { end += 1 }
    return end < bytes.count && bytes[end] == close ? end + 1 : nil
  }

  private static func isFiller(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x09...0x0D, 0x20, UInt8(ascii: ","), UInt8(ascii: "."), UInt8(ascii: ";"), UInt8(ascii: "|"),
      UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "_"),
      UInt8(ascii: "*"), UInt8(ascii: "/"), UInt8(ascii: "-"), UInt8(ascii: ":"):
      return true
    default:
      return false
    }
  }
}
