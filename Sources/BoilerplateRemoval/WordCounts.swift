import CByteScan

/// How many words, letters, digits and commas a text has, and how its words begin.
///
/// A word is a run of bytes above U+0020. A letter is one of ASCII, or the first byte of a letter beyond it; of these, the
/// capitals of Latin-1 (and its small letters, which share their first byte) count as capitals.
struct WordCounts {
  var words = 0
  /// Words that begin with a capital.
  var capitals = 0
  /// Words of two letters or more that begin with a small letter.
  var small = 0
  var letters = 0
  var digits = 0
  var commas = 0
  /// Characters of scripts that write no spaces.
  var wide = 0

  init(_ text: UnsafeBufferPointer<UInt8>) {
    let counts = fettle_count_words(text.baseAddress, text.count)
    words = Int(counts.words)
    capitals = Int(counts.capitals)
    small = Int(counts.small)
    letters = Int(counts.letters)
    digits = Int(counts.digits)
    commas = Int(counts.commas)
    wide = Int(counts.wide)
  }
}
