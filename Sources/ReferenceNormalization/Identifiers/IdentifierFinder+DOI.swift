/// Digital object identifiers.
extension IdentifierFinder {
  /// "10.1088/1748-0221/11/05/P05011", perhaps with white space behind "10." or the slash.
  mutating func doi(_ start: Int, extentStart: Int) -> Int? {
    guard byte(start) == 0x31, byte(start + 1) == 0x30, byte(start + 2) == 0x2E else { return nil }
    var at = pastSpace(start + 3)
    if at > start + 4 { return nil }
    var value = Array("10.".utf8)
    let digits = at
    while isDigit(at) || (byte(at) == 0x2E && isDigit(at + 1)) {
      value.append(text[at])
      at += 1
    }
    guard at - digits >= 4, at - digits <= 14 else { return nil }
    if byte(at) <= 0x20, byte(pastSpace(at)) == 0x2F { at = pastSpace(at) }
    guard byte(at) == 0x2F || (byte(at) == 0x25 && has("%2f", at: at)) else { return nil }
    value.append(0x2F)
    at += byte(at) == 0x2F ? 1 : 3
    if byte(at) <= 0x20 { at = pastSpace(at) }
    let (suffix, stop) = suffix(at)
    guard !suffix.isEmpty else { return nil }
    value += suffix
    return add(
      .DOI, String(decoding: value.map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 }, as: UTF8.self), extentStart..<stop
    )
  }

  /// The part of a DOI behind the slash: up to white space, without the punctuation of the sentence around it.
  private func suffix(_ start: Int) -> ([UInt8], Int) {
    var bytes: [UInt8] = []
    var at = start
    var depth = 0
    var angle = 0
    while at < end, at - start < IdentifierFinder.longest {
      let next = text[at]
      if next <= 0x20 || next == 0x22 || next == 0x7C || next == 0x7D || next == 0x7B { break }
      if next == 0xC2 || next == 0xE2 {
        // No-break spaces and quotation marks end it; dashes and letters don't.
        if next == 0xC2 ? byte(at + 1) == 0xA0 : byte(at + 1) == 0x80 && !(byte(at + 2) >= 0x90 && byte(at + 2) <= 0x95)
        {
          break
        }
      }
      if at > start, has("http", at: at) || (has("doi:", at: at)) { break }
      if next == 0x25, isHex(at + 1), isHex(at + 2) {
        let decoded = hex(at + 1) << 4 | hex(at + 2)
        if decoded <= 0x20 { break }
        bytes.append(decoded)
        at += 3
        continue
      }
      // "10.1016/j.x(Elsevier Ltd)": a bracket with a word in it is the sentence's.
      if next == 0x28, Tokenizer.isLetter(byte(at + 1)), byte(at + 2) >= 0x61, byte(at + 2) <= 0x7A { break }
      if next == 0x28 || next == 0x5B { depth += 1 }
      if next == 0x29 || next == 0x5D {
        if depth == 0 { break }
        depth -= 1
      }
      if next == 0x3C { angle += 1 }
      if next == 0x3E {
        if angle == 0 { break }
        angle -= 1
      }
      bytes.append(next)
      at += 1
    }
    while let last = bytes.last, [0x2E, 0x2C, 0x3B, 0x3A, 0x27, 0x2A, 0x5F].contains(last) {
      bytes.removeLast()
      at -= 1
    }
    return (bytes, at)
  }

  private func isHex(_ index: Int) -> Bool { isDigit(index) || (low(index) >= 0x61 && low(index) <= 0x66) }
  private func hex(_ index: Int) -> UInt8 { isDigit(index) ? byte(index) - 0x30 : low(index) - 0x61 + 10 }
}
