/// The rules of `cleanup`; the raw value is the name in the pipeline file and in the record's `changes`.
enum CleanupRule: String, CaseIterable, Sendable {
  case linkMarks = "link-marks"
  case markdown
  case entities
  case mojibake
  case softHyphen = "soft-hyphen"
  case zeroWidth = "zero-width"
  case controlCharacters = "control-characters"
  case ligatures
  case nfc
  case dehyphenate
  case quotes
  case whiteSpace = "white-space"

  var summary: String {
    switch self {
    case .linkMarks:
      "Takes out the numbers that lynx puts before a link's text ([307]) and its button marks; they stay as the block's links."
    case .markdown:
      "Takes out Markdown's marks: emphasis, escapes, links and images keep their text, and their addresses become the block's links."
    case .entities: "Decodes character references that were escaped twice: &amp;nbsp; &#x2019; &eacute;."
    case .mojibake: "Mends UTF-8 that was read as Windows-1252, also twice."
    case .softHyphen: "Takes out soft hyphens (U+00AD), with the line break that one may stand before."
    case .zeroWidth:
      "Takes out zero-width characters (U+200B, U+2060, U+FEFF), and joiners (U+200C, U+200D) except between letters that need them."
    case .controlCharacters: "Takes out control characters (C0, C1) and bidirectional controls."
    case .ligatures: "Spells out the Latin ligatures U+FB00 to U+FB06."
    case .nfc: "Composes letters with their marks (Unicode Normalization Form C)."
    case .dehyphenate: "Joins words that a hyphen broke at a line's end."
    case .quotes: "Makes quotation marks straight or typographic."
    case .whiteSpace: "Makes one space of every run of white space, line breaks included, and trims the ends."
    }
  }
}

extension CleanupRule {
  /// Its place among all rules.
  var index: Int {
    switch self {
    case .linkMarks: 0
    case .markdown: 1
    case .entities: 2
    case .mojibake: 3
    case .softHyphen: 4
    case .zeroWidth: 5
    case .controlCharacters: 6
    case .ligatures: 7
    case .nfc: 8
    case .dehyphenate: 9
    case .quotes: 10
    case .whiteSpace: 11
    }
  }
}

/// Which rules are at work, as a set that costs nothing to ask.
struct RuleSet: Sendable {
  private var bits: UInt32 = 0

  subscript(rule: CleanupRule) -> Bool {
    get { bits & (1 << UInt32(rule.index)) != 0 }
    set { if newValue { bits |= 1 << UInt32(rule.index) } else { bits &= ~(1 << UInt32(rule.index)) } }
  }
}
