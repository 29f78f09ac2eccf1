import FettleKit

/// Mends UTF-8 that was read as Windows-1252 or ISO-8859-1: `â€™` for ’, `Ã©` for é, `Ã¢â‚¬â„¢` for ’ read so twice.
///
/// A run of characters is mended when the bytes they were read from are one UTF-8 scalar. Right text can look so by
/// chance: `“MAÇÃ”` ends in the bytes of Ô; `café”—` ends in the bytes of a Chinese character. What right text
/// could hold is mended only in a document that holds mojibake beyond doubt.
enum Mojibake {
  /// Whether the text holds mojibake beyond doubt.
  static func isCertain(in bytes: Span<UInt8>) -> Bool {
    var at = 0
    while let run = next(in: bytes, from: at) {
      if isCertain(run, in: bytes) { return true }
      at = run.range.upperBound
    }
    return false
  }

  /// - Parameter trusting: Whether what right text could hold is mended too.
  static func edits(in bytes: Span<UInt8>, trusting: Bool, into edits: inout [TextEdit]) {
    var at = 0
    while let run = next(in: bytes, from: at) {
      at = run.range.upperBound
      if trusting ? isPlausible(run) : isCertain(run, in: bytes) { edits.append(TextEdit(run.range, run.bytes)) }
    }
  }

  private struct Run {
    /// In the text.
    var range: Range<Int>
    /// What it was read from: one scalar in UTF-8.
    var bytes: [UInt8]
  }

  /// The next characters that are one scalar's bytes. They begin with U+00C2 to U+00F4, which UTF-8 spells 0xC3 0x82 to
  /// 0xC3 0xB4.
  private static func next(in bytes: Span<UInt8>, from start: Int) -> Run? {
    var at = start
    while at + 3 < bytes.count {
      if bytes[at] == 0xC3, (0x82...0xB4).contains(bytes[at + 1]), bytes[at + 2] >= 0xC2,
        let run = run(in: bytes, at: at)
      {
        return run
      }
      at += 1
    }
    return nil
  }

  private static func run(in bytes: Span<UInt8>, at index: Int) -> Run? {
    let lead = bytes[index + 1] + 0x40
    let wanted = lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3
    var read: [UInt8] = [lead]
    var at = index + 2
    for _ in 0..<wanted {
      guard at < bytes.count, bytes[at] >= 0xC2 else { return nil }
      let (scalar, length) = bytes.scalar(at: at)
      guard let byte = Windows1252.byte(of: scalar), byte & 0xC0 == 0x80 else { return nil }
      read.append(byte)
      at += length
    }
    switch (lead, read[1]) {
    // Longer than need be, surrogates, beyond Unicode (RFC 3629).
    case (0xE0, ..<0xA0), (0xED, 0xA0...), (0xF0, ..<0x90), (0xF4, 0x90...): return nil
    default: return Run(range: index..<at, bytes: read)
    }
  }

  private static func isCertain(_ run: Run, in bytes: Span<UInt8>) -> Bool {
    let before = byte(before: run.range.lowerBound, in: bytes)
    let after = run.range.upperBound < bytes.count ? bytes[run.range.upperBound] : 0x20
    let continuations = run.bytes.dropFirst()
    let couldEndAWord = continuations.allSatisfy(canFollowAWord)
    // A capital letter with an accent never stands between small letters.
    let isInsideAWord = ASCII.isLower(before) || ASCII.isLower(after)
    switch run.bytes[0] {
    case 0xC2:
      // A C1 control: no text was written with one, but one byte of text that was misread twice looks so.
      if run.bytes[1] < 0xA0 { return false }
      if !couldEndAWord { return true }
      if ASCII.isLower(before) || ASCII.isDigit(before) { return true }
      switch run.bytes[1] {
      case 0xA0: return before != 0x20 && before < 0x80 && !ASCII.isUpper(before)
      case 0xA9, 0xAB, 0xAE, 0xB0, 0xB7: return ASCII.isWhite(before)
      default: return false
      }
    case 0xC3...0xC5, 0xCE, 0xCF, 0xD0, 0xD1: return !couldEndAWord || isInsideAWord
    case 0xE2, 0xEF, 0xF0: return !couldEndAWord
    default:
      // A rare script: only where the next characters are a scalar's bytes too.
      return !couldEndAWord && run.range.upperBound + 3 < bytes.count && bytes[run.range.upperBound] == 0xC3
        && Mojibake.run(in: bytes, at: run.range.upperBound) != nil
    }
  }

  /// Whether a document that holds mojibake may hold this: all but what French writes behind a word, `café”—`, whose bytes
  /// are those of a Chinese character.
  private static func isPlausible(_ run: Run) -> Bool {
    switch run.bytes[0] {
    case ..<0xE0, 0xE2, 0xEF, 0xF0: true
    default: !run.bytes.dropFirst().allSatisfy(canFollowAWord)
    }
  }

  /// The byte before a run; a space for white space of any kind, since the rules for white space may make it one.
  private static func byte(before index: Int, in bytes: Span<UInt8>) -> UInt8 {
    guard index > 0 else { return 0x20 }
    var start = index - 1
    while start > 0, index - start < 3, bytes[start] & 0xC0 == 0x80 { start -= 1 }
    return WhiteSpace.length(in: bytes, at: start) == index - start ? 0x20 : bytes[index - 1]
  }

  /// Whether this byte was read as something that right text has behind a word: a quotation mark, a dash, an ellipsis, a
  /// footnote's sign, a degree sign, a raised figure.
  private static func canFollowAWord(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x82, 0x84...0x87, 0x8B, 0x91...0x97, 0x99, 0x9B, 0xA0, 0xA9, 0xAB, 0xAE, 0xB0, 0xB2, 0xB3, 0xB7, 0xB9, 0xBB:
      true
    default: false
    }
  }
}
