import FettleText

/// What lines say of the page that they stand on, from `Data/phrases.txt`.
struct PhraseList: Sendable {
  /// The sections of the file.
  enum Kind: String, CaseIterable, Sendable {
    case captcha, error, login, search, contents, paywall
    /// Behind a text that goes on elsewhere.
    case cut
    /// The name of a section that only an article has.
    case section
    /// How many references there are.
    case references
  }

  struct Phrase: Sendable {
    var kind: Kind
    /// Folded, without the mark of a beginning.
    var text: [UInt8]
    var isBeginning: Bool
  }

  static let builtin = PhraseList(PackageResources.phrases_txt)

  /// In bytes: longer blocks are no such line.
  static let longest = 240

  /// What the file has as phrases, and as examples of what is none.
  private(set) var phrases: [Phrase] = []
  private(set) var counterexamples: [(kind: Kind, text: String)] = []
  /// By the hash of the whole line with its numbers folded.
  private var lines: [UInt64: Kind] = [:]
  /// By first byte.
  private var beginnings: [[Phrase]] = Array(repeating: [], count: 256)

  /// - Parameter file: sections in square brackets, with a phrase a line.
  init(_ file: [UInt8]) {
    var kind: Kind?
    for line in file.split(separator: 0x0A) {
      let text = String(decoding: line, as: UTF8.self)
      if text.hasPrefix("# ") && kind == nil || text == "#" { continue }
      if text.hasPrefix("["), let section = Kind(rawValue: String(text.dropFirst().dropLast())) {
        kind = section
        continue
      }
      guard let kind else { continue }
      if text.hasPrefix("! ") {
        counterexamples.append((kind, String(text.dropFirst(2))))
      } else {
        add(text, kind)
      }
    }
  }

  private mutating func add(_ text: String, _ kind: Kind) {
    let isBeginning = text.hasSuffix("…")
    let phrase = Phrase(
      kind: kind, text: PhraseList.asked(Folding.fold(text, keepingMarks: true)), isBeginning: isBeginning)
    phrases.append(phrase)
    if isBeginning {
      beginnings[Int(phrase.text.first ?? 0)].append(phrase)
    } else {
      let hash = phrase.text.withUnsafeBufferPointer { Folding.hashes(of: $0).numbers }
      if lines[hash] == nil { lines[hash] = kind }
    }
  }

  /// Without the question mark at the end: some pages ask "Forgot password?", others don't.
  private static func asked(_ folded: [UInt8]) -> [UInt8] {
    Array(folded[..<(folded.last == UInt8(ascii: "?") ? folded.count - 1 : folded.count)])
  }

  /// What a line says; `nil` where it is no phrase.
  ///
  /// - Parameter text: a block's text, not folded.
  func kind(of text: UnsafeBufferPointer<UInt8>) -> Kind? {
    guard text.count >= 2, text.count <= PhraseList.longest else { return nil }
    return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: text.count) { buffer in
      guard let base = buffer.baseAddress else { return nil }
      var count = Folding.fold(text, into: base)
      while count > 0, base[count - 1] == UInt8(ascii: "?") || base[count - 1] == 0x20 { count -= 1 }
      let folded = UnsafeBufferPointer(start: base, count: count)
      guard let first = folded.first else { return nil }
      if let kind = lines[Folding.hashes(of: folded).numbers] { return kind }
      let isNumber = first &- 0x30 < 10
      for phrase in beginnings[isNumber ? 0x23 : Int(first)] where begins(folded, with: phrase.text) {
        return phrase.kind
      }
      return nil
    }
  }

  /// The same without a number in front.
  func kind(ofHeading text: ArraySlice<UInt8>) -> Kind? {
    var name = text
    // "IV. RESULTS"
    if let space = text.firstIndex(of: 0x20), space - text.startIndex <= 5,
      text[..<space].allSatisfy({ "0123456789.()IVXivx".utf8.contains($0) })
    {
      name = text[space...]
    }
    name = name.drop { $0 &- 0x30 < 10 || $0 == 0x2E || $0 == 0x20 || $0 == 0x29 }
    return name.withUnsafeBufferPointer { kind(of: $0) }
  }

  /// Whether a folded line begins with a phrase in which "#" is any number.
  private func begins(_ line: UnsafeBufferPointer<UInt8>, with phrase: [UInt8]) -> Bool {
    var at = 0
    for byte in phrase {
      guard at < line.count else { return false }
      if byte == 0x23, line[at] &- 0x30 < 10 {
        while at < line.count,
          line[at] &- 0x30 < 10
            || (line[at] == 0x2C || line[at] == 0x2E) && at + 1 < line.count && line[at + 1] &- 0x30 < 10
        {
          at += 1
        }
      } else if line[at] == byte {
        at += 1
      } else {
        return false
      }
    }
    return true
  }
}
