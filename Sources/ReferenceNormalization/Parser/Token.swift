/// A word, a number or a mark of a reference string.
struct Token: Sendable {
  enum Kind: UInt8, Sendable {
    /// Letters, perhaps with inner hyphens and apostrophes.
    case word
    /// Digits only.
    case number
    /// Digits and letters: "e0133921", "L08402", "D41", "4th".
    case mixed
    /// One of the dashes; `byte` is "-" for all of them.
    case dash
    case openQuote
    case closeQuote
    /// One byte of ASCII punctuation, or another mark with `byte` 0.
    case mark
    /// An identifier or address as a whole, where they are kept among the tokens.
    case identifier
  }

  /// How a word is written.
  enum Case: UInt8, Sendable {
    case none
    case lower
    /// First letter large: "Brain".
    case title
    /// All letters large, at least two: "BMJ".
    case upper
    /// One large letter: "J".
    case single
    /// Large letters inside: "NeuroImage", "McLellan".
    case camel
  }

  var start: Int32
  var end: Int32
  var kind: Kind
  var letterCase: Case
  /// The byte of a mark; 0 for anything else.
  var byte: UInt8
  /// Whether white space stands before it, and whether that holds a line end.
  var isSpaced: Bool
  var isAfterLineEnd: Bool
  /// Letters in a word, counted as characters; digits in a number.
  var length: UInt8
  /// The value of a number of at most 9 digits, else -1.
  var value: Int32

  var range: Range<Int> { Int(start)..<Int(end) }
  var isWord: Bool { kind == .word }
  var isNumber: Bool { kind == .number }
  var isDash: Bool { kind == .dash }
  var isCapitalized: Bool { isWord && letterCase != .lower && letterCase != .none }
  var isLower: Bool { isWord && letterCase == .lower }
  /// A plausible year of publication.
  var isYear: Bool { isNumber && length == 4 && value >= 1450 && value <= 2099 }

  func isMark(_ mark: UInt8) -> Bool { kind == .mark && byte == mark }
}
