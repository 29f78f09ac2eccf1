/// Finds DOI, arXiv, PubMed and ISBN identifiers and addresses, also where white space was put into them.
struct IdentifierFinder {
  let text: [UInt8]
  let end: Int
  private var found: [FoundIdentifier] = []

  /// No identifier is longer than this.
  static let longest = 2048

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

  func byte(_ index: Int) -> UInt8 { index < end ? text[index] : 0 }
  func low(_ index: Int) -> UInt8 {
    let byte = byte(index)
    return byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte
  }
  func isDigit(_ index: Int) -> Bool { Tokenizer.isDigit(byte(index)) }
  private func isWordByte(_ byte: UInt8) -> Bool { Tokenizer.isDigit(byte) || Tokenizer.isLetter(byte) || byte >= 0xC3 }
  func startsWord(_ index: Int) -> Bool { index == 0 || !isWordByte(text[index - 1]) }

  func has(_ word: StaticString, at index: Int) -> Bool {
    guard index + word.utf8CodeUnitCount <= end else { return false }
    return word.withUTF8Buffer { buffer in
      for offset in 0..<buffer.count where low(index + offset) != buffer[offset] { return false }
      return true
    }
  }

  func pastSpace(_ index: Int) -> Int {
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

  func pastMarks(_ index: Int) -> Int {
    var index = index
    while index < end, byte(index) == 0x3A || byte(index) == 0x20 || byte(index) == 0x23 { index += 1 }
    return index
  }

  mutating func add(_ field: ReferenceField, _ value: String, _ range: Range<Int>) -> Int {
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
}
