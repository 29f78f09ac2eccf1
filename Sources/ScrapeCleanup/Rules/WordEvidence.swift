/// How a document spells its words, for the judgement on hyphens at line ends.
///
/// Words are kept as 64-bit FNV-1a hashes of their bytes with ASCII folded to lower case. The set is only ever asked,
/// never listed, so that its order can't show.
struct WordEvidence: Sendable {
  enum Verdict {
    case join
    case keepHyphen
    case hanging
  }

  private var words: Set<UInt64> = []
  /// Whether the document's line ends are those of a typesetter, who breaks words that have no hyphen of their own.
  private var isTypeset = false

  /// Letters, digits, the hyphen, and everything beyond ASCII but general punctuation, which begins with 0xE2.
  static func isWordByte(_ byte: UInt8) -> Bool {
    ASCII.isAlphanumeric(byte) || byte == UInt8(ascii: "-") || (byte >= 0x80 && byte != 0xE2)
  }

  init(text: Span<UInt8>) {
    var hash = Self.seed
    var length = 0
    var hyphens = 0
    for index in text.indices {
      let byte = text[index]
      if Self.isWordByte(byte) {
        if byte == UInt8(ascii: "-") {
          hyphens += 1
          continue
        }
        // Hyphens count once another letter follows: one at a word's end is no part of it.
        for _ in 0..<min(hyphens, 2) { Self.add(UInt8(ascii: "-"), to: &hash) }
        hyphens = 0
        Self.add(byte, to: &hash)
        length += 1
      } else if length > 0 || hyphens > 0 {
        if length > 2 { words.insert(hash) }
        (hash, length, hyphens) = (Self.seed, 0, 0)
      }
    }
    if length > 2 { words.insert(hash) }
    judgeLineEnds(of: text)
  }

  private mutating func judgeLineEnds(of text: Span<UInt8>) {
    var joined = 0
    var hyphenated = 0
    for candidate in Dehyphenation.candidates(in: text) {
      if words.contains(hash(of: candidate, hyphen: false, in: text)) { joined += 1 }
      if words.contains(hash(of: candidate, hyphen: true, in: text)) { hyphenated += 1 }
    }
    isTypeset = joined >= 2 && joined > 2 * hyphenated
  }

  func verdict(on candidate: Dehyphenation.Candidate, in bytes: Span<UInt8>) -> Verdict {
    let isJoinedElsewhere = words.contains(hash(of: candidate, hyphen: false, in: bytes))
    let isHyphenatedElsewhere = words.contains(hash(of: candidate, hyphen: true, in: bytes))
    if HyphenWords.hanging.contains(hash(bytes, candidate.right)), !isJoinedElsewhere, !isHyphenatedElsewhere {
      return .hanging
    }
    if isHyphenatedElsewhere { return .keepHyphen }
    if isJoinedElsewhere { return .join }
    if !isTypeset || HyphenWords.keep.contains(hash(bytes, candidate.left)) { return .keepHyphen }
    for index in candidate.left where bytes[index] == UInt8(ascii: "-") { return .keepHyphen }
    return .join
  }

  private func hash(of candidate: Dehyphenation.Candidate, hyphen: Bool, in bytes: Span<UInt8>) -> UInt64 {
    var hash = Self.seed
    for index in candidate.left { Self.add(bytes[index], to: &hash) }
    if hyphen { Self.add(UInt8(ascii: "-"), to: &hash) }
    for index in candidate.right { Self.add(bytes[index], to: &hash) }
    return hash
  }

  private func hash(_ bytes: Span<UInt8>, _ range: Range<Int>) -> UInt64 {
    var hash = Self.seed
    for index in range { Self.add(bytes[index], to: &hash) }
    return hash
  }

  static let seed: UInt64 = 0xCBF2_9CE4_8422_2325

  @inline(__always)
  static func add(_ byte: UInt8, to hash: inout UInt64) {
    hash = (hash ^ UInt64(ASCII.isUpper(byte) ? byte | 0x20 : byte)) &* 0x100_0000_01B3
  }
}

/// The words of `Data/hyphens.txt`, hashed.
enum HyphenWords {
  static let keep = words(in: "[keep]")
  static let hanging = words(in: "[hanging]")

  private static func words(in section: String) -> Set<UInt64> {
    var words: Set<UInt64> = []
    var isHere = false
    for line in PackageResources.hyphens_txt.split(separator: 0x0A) where line.first != UInt8(ascii: "#") {
      if line.first == UInt8(ascii: "[") {
        isHere = line.elementsEqual(section.utf8)
      } else if isHere {
        var hash = WordEvidence.seed
        for byte in line { WordEvidence.add(byte, to: &hash) }
        words.insert(hash)
      }
    }
    return words
  }
}
