/// An identifier that stands in a reference string.
struct FoundIdentifier: Sendable, Equatable {
  var field: ReferenceField
  /// As it goes into the item: a DOI in lower case without its resolver, "arXiv:1706.03762", digits of a PMID or ISBN.
  var value: String
  /// What it takes up in the string, with its label and its brackets.
  var extent: Range<Int>
}

/// Finds DOI, arXiv, PubMed and ISBN identifiers and addresses, also where white space was put into them.
struct IdentifierFinder {
  private let text: [UInt8]
  private let end: Int
  private var found: [FoundIdentifier] = []

  /// No identifier is longer than this.
  private static let longest = 2048

  private init(_ text: [UInt8], _ end: Int) {
    self.text = text
    self.end = end
  }

  /// - Returns: in ascending order, disjoint.
  static func find(in text: [UInt8], _ range: Range<Int>) -> [FoundIdentifier] {
    var finder = IdentifierFinder(text, range.upperBound)
    var at = range.lowerBound
    while at < range.upperBound {
      if let next = finder.identifier(at) { at = max(next, at + 1) } else { at += 1 }
    }
    return finder.found
  }

  private func byte(_ index: Int) -> UInt8 { index < end ? text[index] : 0 }
  private func low(_ index: Int) -> UInt8 {
    let byte = byte(index)
    return byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte
  }
  private func isDigit(_ index: Int) -> Bool { Tokenizer.isDigit(byte(index)) }
  private func isWordByte(_ byte: UInt8) -> Bool { Tokenizer.isDigit(byte) || Tokenizer.isLetter(byte) || byte >= 0xC3 }
  private func startsWord(_ index: Int) -> Bool { index == 0 || !isWordByte(text[index - 1]) }

  private func has(_ word: StaticString, at index: Int) -> Bool {
    guard index + word.utf8CodeUnitCount <= end else { return false }
    return word.withUTF8Buffer { buffer in
      for offset in 0..<buffer.count where low(index + offset) != buffer[offset] { return false }
      return true
    }
  }

  private func pastSpace(_ index: Int) -> Int {
    var index = index
    while index < end, text[index] <= 0x20 { index += 1 }
    return index
  }

  /// Reads the identifier that begins at `index`, if there is one.
  private mutating func identifier(_ index: Int) -> Int? {
    switch low(index) {
    case 0x31 where byte(index + 1) == 0x30 && byte(index + 2) == 0x2E:  // "10."
      return startsWord(index) ? doi(index, extentStart: index) : nil
    case 0x64 where has("doi", at: index) && startsWord(index):
      var at = pastSpace(index + 3)
      if has(".org/", at: at) { at += 5 }
      while at < end, byte(at) == 0x3A || byte(at) <= 0x20 || byte(at) == 0x2E { at += 1 }
      if has("https://", at: at) || has("http://", at: at) { return address(at, extentStart: index) }
      if has("doi", at: at) { return nil }
      return doi(at, extentStart: index)
    case 0x68 where has("http", at: index): return address(index, extentStart: index)
    case 0x77 where has("www.", at: index) && startsWord(index): return address(index, extentStart: index)
    case 0x61 where has("arxiv", at: index): return arXiv(index)
    case 0x70 where has("pmid", at: index) && startsWord(index): return number(.PMID, index, from: index + 4, 4...9)
    case 0x70 where has("pmcid", at: index) && startsWord(index):
      return number(
        .PMCID, index, from: has("pmc", at: pastMarks(index + 5)) ? pastMarks(index + 5) + 3 : index + 5, 4...9)
    case 0x70 where has("pmc", at: index) && startsWord(index) && isDigit(index + 3):
      return number(.PMCID, index, from: index + 3, 4...9)
    case 0x69 where has("isbn", at: index) && startsWord(index): return isbn(index)
    default:
      return oldArXiv(index)
    }
  }

  private func pastMarks(_ index: Int) -> Int {
    var index = index
    while index < end, byte(index) == 0x3A || byte(index) == 0x20 || byte(index) == 0x23 { index += 1 }
    return index
  }

  private mutating func add(_ field: ReferenceField, _ value: String, _ range: Range<Int>) -> Int {
    var range = range
    // Brackets that hold nothing else belong to it.
    let open = range.lowerBound > 0 ? text[range.lowerBound - 1] : 0
    var past = pastSpace(range.upperBound)
    if (open == 0x5B && byte(past) == 0x5D) || (open == 0x28 && byte(past) == 0x29)
      || (open == 0x3C && byte(past) == 0x3E)
    {
      past += 1
      range = (range.lowerBound - 1)..<past
    }
    found.append(FoundIdentifier(field: field, value: value, extent: range))
    return range.upperBound
  }

  /// "10.1088/1748-0221/11/05/P05011", perhaps with white space behind "10." or the slash.
  private mutating func doi(_ start: Int, extentStart: Int) -> Int? {
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

  /// "https://…", "http ://…", "www.…": a DOI where it leads to a resolver, else an address.
  private mutating func address(_ start: Int, extentStart: Int) -> Int? {
    var at = start
    if has("http", at: at) {
      at += has("https", at: at) ? 5 : 4
      at = pastSpace(at)
      guard byte(at) == 0x3A, byte(at + 1) == 0x2F else { return nil }
      at += 3
      at = pastSpace(at)
    }
    let host = at
    while at < end, text[at] > 0x20, text[at] != 0x2F, at - host < 256 { at += 1 }
    let isResolver = hostResolves(host, at)
    if isResolver, byte(at) == 0x2F || byte(at) <= 0x20 {
      var next = pastSpace(at + 1)
      if has("doi:", at: next) { next += 4 }
      if let end = doi(next, extentStart: extentStart) { return end }
    }
    at = host
    var depth = 0
    while at < end, at - host < IdentifierFinder.longest {
      let next = text[at]
      if next <= 0x20 || next == 0x22 || next == 0x3E || next == 0x3C || next == 0x7C { break }
      if next == 0xE2, byte(at + 1) == 0x80, byte(at + 2) >= 0x98, byte(at + 2) <= 0x9F { break }
      if next == 0xC2, byte(at + 1) == 0xA0 { break }
      if next == 0x28 { depth += 1 }
      if next == 0x29 {
        if depth == 0 { break }
        depth -= 1
      }
      if next == 0x5D { break }
      if at > host + 4, has("http://", at: at) || has("https://", at: at), text[at - 1] != 0x2F, text[at - 1] != 0x3D {
        break
      }
      at += 1
    }
    while at > host, [0x2E, 0x2C, 0x3B, 0x3A, 0x27].contains(text[at - 1]) { at -= 1 }
    guard at > host + 3 else { return nil }
    let value = text[start..<at].filter { $0 > 0x20 }
    if has("arxiv.org/abs/", at: host) {
      return add(.arXiv, "arXiv:" + String(decoding: text[(host + 14)..<at], as: UTF8.self), extentStart..<at)
    }
    return add(.URL, String(decoding: value, as: UTF8.self), extentStart..<at)
  }

  private func hostResolves(_ host: Int, _ hostEnd: Int) -> Bool {
    has("doi.org", at: host) || has("dx.doi.org", at: host) || has("www.doi.org", at: host)
      || has("doi.acm.org", at: host)
      || has("doi.ieeecomputersociety.org", at: host) || has("doi.apa.org", at: host)
  }

  private mutating func arXiv(_ start: Int) -> Int? {
    var at = start + 5
    while at < end, at - start < 32, byte(at) == 0x3A || byte(at) <= 0x20 || byte(at) == 0x2E { at += 1 }
    if has("preprint", at: at) {
      at = pastSpace(at + 8)
      if has("arxiv", at: at) { return arXiv(at, from: start) }
    }
    return arXiv(at - 5, from: start, idAt: at)
  }

  private mutating func arXiv(_ start: Int, from extentStart: Int, idAt: Int? = nil) -> Int? {
    var at = idAt ?? start + 5
    while at < end, byte(at) == 0x3A || byte(at) <= 0x20 || byte(at) == 0x2C { at += 1 }
    if has("abs/", at: at) { at += 4 }
    let id = at
    if isDigit(at) {
      while isDigit(at) { at += 1 }
      guard at - id == 4, byte(at) == 0x2E, isDigit(at + 1) else { return nil }
      at += 1
      while isDigit(at) { at += 1 }
    } else {
      guard let past = oldIdentifier(at) else { return nil }
      at = past
    }
    let stop = pastVersion(at)
    return add(.arXiv, "arXiv:" + String(decoding: text[id..<stop], as: UTF8.self), extentStart..<pastCategory(stop))
  }

  /// "[hep-th]" behind a number: the archive that it is in.
  private func pastCategory(_ index: Int) -> Int {
    let open = pastSpace(index)
    guard byte(open) == 0x5B else { return index }
    var at = pastSpace(open + 1)
    let name = at
    while at < end, at - name < 20, Tokenizer.isLetter(text[at]) || text[at] == 0x2D || text[at] == 0x2E { at += 1 }
    let archive = text[name..<at].prefix { $0 != 0x2E }
    let close = pastSpace(at)
    return byte(close) == 0x5D && Lexicon.builtin.archives.contains(archive) ? close + 1 : index
  }

  private func pastVersion(_ index: Int) -> Int {
    guard low(index) == 0x76, isDigit(index + 1) else { return index }
    var at = index + 1
    while isDigit(at) { at += 1 }
    return at
  }

  /// "hep-th/9711200": an archive's name, a slash, seven digits.
  private func oldIdentifier(_ start: Int) -> Int? {
    var at = start
    while at < end, at - start < 20, Tokenizer.isLetter(text[at]) || text[at] == 0x2D || text[at] == 0x2E { at += 1 }
    guard at > start + 1, byte(at) == 0x2F, isDigit(at + 1) else { return nil }
    let name = text[start..<at].prefix { $0 != 0x2E }
    guard Lexicon.builtin.archives.contains(name) else { return nil }
    let digits = at + 1
    at = digits
    while isDigit(at) { at += 1 }
    return at - digits == 7 ? at : nil
  }

  private mutating func oldArXiv(_ index: Int) -> Int? {
    // Cheap tests first: a lower-case letter that starts a word, and a slash soon.
    let first = byte(index)
    guard first >= 0x61, first <= 0x7A, startsWord(index) else { return nil }
    var at = index
    while at < end, at - index < 20, text[at] != 0x2F, text[at] > 0x20 { at += 1 }
    guard byte(at) == 0x2F, isDigit(at + 1), let past = oldIdentifier(index) else { return nil }
    let stop = pastVersion(past)
    return add(.arXiv, "arXiv:" + String(decoding: text[index..<stop], as: UTF8.self), index..<stop)
  }

  private mutating func number(_ field: ReferenceField, _ start: Int, from: Int, _ count: ClosedRange<Int>) -> Int? {
    var at = pastMarks(from)
    let digits = at
    while isDigit(at) { at += 1 }
    guard count.contains(at - digits) else { return nil }
    let value = String(decoding: text[digits..<at], as: UTF8.self)
    return add(field, field == .PMCID ? "PMC" + value : value, start..<at)
  }

  private mutating func isbn(_ start: Int) -> Int? {
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
