import FettleKit

/// Joins words that a hyphen broke at a line's end: "inter-\nnational".
///
/// The document itself says how a word is spelled: if "international" occurs in it, the hyphen goes; if
/// "inter-national" does, it stays and only the break goes. Where it says neither, the hyphen goes only in a document
/// whose other line ends show that it was hyphenated by a typesetter, for a browser breaks lines only at hyphens that
/// were there. Hanging hyphens ("short- and long-term") keep the space.
enum Dehyphenation {
  struct Candidate {
    /// Of the hyphen.
    var hyphen: Int
    /// Of the first letter behind the break.
    var end: Int
    var left: Range<Int>
    var right: Range<Int>
  }

  /// The hyphens at line ends with small letters on both sides.
  static func candidates(in bytes: Span<UInt8>) -> [Candidate] {
    var found: [Candidate] = []
    var at = 1
    while true {
      at = bytes.find(UInt8(ascii: "-"), from: at)
      guard at + 1 < bytes.count else { break }
      guard ASCII.isWhite(bytes[at + 1]), isSmall(bytes, at - 1) else {
        at += 1
        continue
      }
      var end = at + 1
      var breaks = false
      while end < bytes.count, ASCII.isWhite(bytes[end]) {
        if bytes[end] == 0x0A || bytes[end] == 0x0D { breaks = true }
        end += 1
      }
      if breaks, end < bytes.count, isSmall(bytes, end) {
        var start = at
        while start > 0, WordEvidence.isWordByte(bytes[start - 1]) { start -= 1 }
        var stop = end
        while stop < bytes.count, WordEvidence.isWordByte(bytes[stop]) { stop += 1 }
        while stop > end, bytes[stop - 1] == UInt8(ascii: "-") { stop -= 1 }
        found.append(Candidate(hyphen: at, end: end, left: start..<at, right: end..<stop))
      }
      at = end
    }
    return found
  }

  static func edits(in bytes: Span<UInt8>, evidence: WordEvidence, into edits: inout [TextEdit]) {
    for candidate in candidates(in: bytes) {
      switch evidence.verdict(on: candidate, in: bytes) {
      case .join: edits.append(TextEdit(candidate.hyphen..<candidate.end, TextEdit.nothing))
      case .keepHyphen: edits.append(TextEdit((candidate.hyphen + 1)..<candidate.end, TextEdit.nothing))
      case .hanging: break
      }
    }
  }

  private static func isSmall(_ bytes: Span<UInt8>, _ index: Int) -> Bool {
    let byte = bytes[index]
    if byte < 0x80 { return ASCII.isLower(byte) }
    guard let scalar = byte >= 0xC2 ? bytes.scalar(at: index).value : bytes.scalar(before: index + 1) else {
      return false
    }
    return Unicode.Scalar(scalar)?.properties.isLowercase ?? false
  }
}
