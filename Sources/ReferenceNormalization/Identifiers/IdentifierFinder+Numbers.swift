/// Identifiers that are numbers behind a label: PMID, PMCID, ISBN.
extension IdentifierFinder {
  mutating func number(_ field: ReferenceField, _ start: Int, from: Int, _ count: ClosedRange<Int>) -> Int? {
    var at = pastMarks(from)
    let digits = at
    while isDigit(at) { at += 1 }
    guard count.contains(at - digits) else { return nil }
    let value = String(decoding: text[digits..<at], as: UTF8.self)
    return add(field, field == .PMCID ? "PMC" + value : value, start..<at)
  }

  mutating func isbn(_ start: Int) -> Int? {
    var at = start + 4
    if has("-13", at: at) || has("-10", at: at) { at += 3 }
    at = pastMarks(at)
    var digits: [UInt8] = []
    let first = at
    while at < end, at - first < 24,
      isDigit(at) || byte(at) == 0x2D || byte(at) == 0x20 || low(at) == 0x78 || byte(at) == 0xE2 || byte(at) >= 0x80
    {
      if isDigit(at) { digits.append(text[at]) }
      if low(at) == 0x78 { digits.append(0x58) }
      at += 1
      if digits.count == 13 || (digits.count == 10 && !isDigit(at) && byte(at) != 0x2D) { break }
    }
    guard digits.count == 10 || digits.count == 13 else { return nil }
    return add(.ISBN, String(decoding: digits, as: UTF8.self), start..<at)
  }
}
