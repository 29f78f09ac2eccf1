import FettleText

/// What a line is counted by: a hash of its folded text, in which one count ("1,234 Accesses") is any other.
///
/// Lines that can't be what a site puts around its articles have none: sentences, labels ("Figure 1"), dates, numbers, and
/// what has hardly a letter.
public struct LineFingerprint: Sendable {
  /// In bytes: a longer line isn't counted.
  public static let longest = 120
  /// In words: a line that has more, and a period at its end, is a sentence.
  private static let mostWords = 14

  public let hash: UInt64
  public let words: Int

  /// - Parameter text: a block's text, not folded.
  public init?(_ text: UnsafeBufferPointer<UInt8>) {
    guard text.count >= 3, text.count <= LineFingerprint.longest else { return nil }
    let made = withUnsafeTemporaryAllocation(of: UInt8.self, capacity: text.count) { buffer -> LineFingerprint? in
      guard let base = buffer.baseAddress else { return nil }
      return LineFingerprint(folded: UnsafeBufferPointer(start: base, count: Folding.fold(text, into: base)))
    }
    guard let made else { return nil }
    self = made
  }

  private init(hash: UInt64, words: Int) {
    self.hash = hash
    self.words = words
  }

  /// - Parameter folded: as `Folding` leaves it.
  public init?(folded: UnsafeBufferPointer<UInt8>) {
    guard folded.count >= 3, folded.count <= LineFingerprint.longest else { return nil }
    var shape = Shape()
    shape.read(folded)
    guard shape.letters >= 3, shape.words <= LineFingerprint.mostWords, !shape.isLabel else { return nil }
    words = shape.words
    switch shape.numbers {
    case 0: hash = ByteHash.of(folded)
    // One number beside few words is a count; where there are more it is an address, a date or a citation, which is
    // counted as it stands.
    case 1 where shape.words <= 5 && !shape.hasLabel: hash = Folding.hashes(of: folded).numbers
    default:
      guard shape.letters * 2 >= folded.count, !shape.hasLabel else { return nil }
      hash = ByteHash.of(folded)
    }
  }

  private struct Shape {
    /// Bytes of letters.
    var letters = 0
    var words = 0
    /// Runs of digits, with the points and commas in them.
    var numbers = 0
    /// Whether a word numbers things, and whether there is nothing beside it but a number or a letter.
    var hasLabel = false
    var isLabel = false

    mutating func read(_ folded: UnsafeBufferPointer<UInt8>) {
      var others = 0
      var at = 0
      while at < folded.count {
        let start = at
        if Shape.isDigit(folded[at]) {
          while at < folded.count,
            Shape.isDigit(folded[at])
              || (folded[at] == 0x2C || folded[at] == 0x2E) && at + 1 < folded.count && Shape.isDigit(folded[at + 1])
          {
            at += 1
          }
          numbers += 1
        } else if Shape.isLetter(folded[at]) {
          while at < folded.count, Shape.isLetter(folded[at]) { at += 1 }
          letters += at - start
          words += 1
          if LabelWords.builtin.contains(UnsafeBufferPointer(rebasing: folded[start..<at])) {
            hasLabel = true
          } else if at - start > 1 {
            others += 1
          }
        } else {
          at += 1
        }
      }
      isLabel = hasLabel && others == 0
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }
    /// Everything beyond ASCII counts as a letter, as does the copyright sign.
    private static func isLetter(_ byte: UInt8) -> Bool { byte >= 0x80 || byte &- 0x61 < 26 }
  }
}
