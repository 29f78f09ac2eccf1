import FettleKit

/// What a block's bytes have in them, found in one scan: it decides which rules need to look at the block at all.
struct ByteFeatures: OptionSet {
  let rawValue: UInt32

  /// A plain space; by itself nothing to clean.
  static let space = ByteFeatures(rawValue: 1 << 0)
  /// U+0009 to U+000D.
  static let lineOrTab = ByteFeatures(rawValue: 1 << 1)
  /// The other C0 controls, and U+007F.
  static let control = ByteFeatures(rawValue: 1 << 2)
  static let ampersand = ByteFeatures(rawValue: 1 << 3)
  /// `* _ \ # < ` and the back quote.
  static let mark = ByteFeatures(rawValue: 1 << 4)
  static let bracket = ByteFeatures(rawValue: 1 << 5)
  static let hyphen = ByteFeatures(rawValue: 1 << 6)
  /// `'` and `"`.
  static let straightQuote = ByteFeatures(rawValue: 1 << 7)
  static let parenthesis = ByteFeatures(rawValue: 1 << 8)
  /// 0xC2 leads U+0080 to U+00BF: C1 controls, NBSP, soft hyphen.
  static let leadC2 = ByteFeatures(rawValue: 1 << 9)
  /// 0xC3 leads the letters that mojibake begins with.
  static let leadC3 = ByteFeatures(rawValue: 1 << 10)
  /// 0xE1 leads the Ogham space mark.
  static let leadE1 = ByteFeatures(rawValue: 1 << 11)
  /// 0xE2 leads general punctuation: wide spaces, zero-width characters, bidirectional controls, quotation marks.
  static let leadE2 = ByteFeatures(rawValue: 1 << 12)
  /// 0xE3 leads the ideographic space.
  static let leadE3 = ByteFeatures(rawValue: 1 << 13)
  /// 0xEF leads U+FEFF and the ligatures.
  static let leadEF = ByteFeatures(rawValue: 1 << 14)
  /// 0xD8 leads the Arabic letter mark.
  static let leadD8 = ByteFeatures(rawValue: 1 << 15)
  /// Leads of scalars that may be out of Normalization Form C, or combine with what is before them.
  static let mayCompose = ByteFeatures(rawValue: 1 << 16)
  /// Two plain spaces in a row, or one at an end.
  static let spaceRun = ByteFeatures(rawValue: 1 << 17)

  static let whiteSpace: ByteFeatures = [.lineOrTab, .spaceRun, .leadC2, .leadE1, .leadE2, .leadE3]
  static let dirty: ByteFeatures = [
    .lineOrTab, .control, .ampersand, .mark, .bracket, .leadC2, .leadC3, .leadE1, .leadE2, .leadE3, .leadEF, .leadD8,
    .mayCompose, .spaceRun,
  ]

  /// One pass over the bytes: a table look-up and two ors for each.
  static func scan(_ text: BlockText) -> ByteFeatures {
    let bytes = text.bytes.span
    let table = ByteFeatures.table.span
    var all: UInt32 = 0
    var runs: UInt32 = 0
    var previous: UInt32 = ByteFeatures.space.rawValue
    for index in bytes.indices {
      let features = table[Int(bytes[unchecked: index])]
      all |= features
      runs |= features & previous
      previous = features
    }
    runs |= previous
    var result = ByteFeatures(rawValue: all)
    // Other classes repeat all the time; only the space's bit of `runs` means anything.
    if runs & ByteFeatures.space.rawValue != 0, !bytes.isEmpty { result.insert(.spaceRun) }
    return result
  }

  private static let table: [UInt32] = (0..<256).map { features(of: UInt8($0)).rawValue }

  private static func features(of byte: UInt8) -> ByteFeatures {
    switch byte {
    case 0x20: .space
    case 0x09...0x0D: .lineOrTab
    case 0x00...0x1F, 0x7F: .control
    case UInt8(ascii: "&"): .ampersand
    case UInt8(ascii: "*"), UInt8(ascii: "_"), UInt8(ascii: "\\"), UInt8(ascii: "#"), UInt8(ascii: "<"),
      UInt8(ascii: "`"):
      .mark
    case UInt8(ascii: "["), UInt8(ascii: "]"): .bracket
    case UInt8(ascii: "-"): .hyphen
    case UInt8(ascii: "'"), UInt8(ascii: "\""): .straightQuote
    case UInt8(ascii: "("): .parenthesis
    case 0xC2: .leadC2
    case 0xC3: .leadC3
    case 0xC4...0xCB, 0xCF, 0xD0, 0xD1: []
    case 0xD8: [.leadD8, .mayCompose]
    case 0xE1: [.leadE1, .mayCompose]
    case 0xE2: .leadE2
    case 0xE3: [.leadE3, .mayCompose]
    case 0xEF: [.leadEF, .mayCompose]
    case 0xCC...0xFF: .mayCompose
    default: []
    }
  }
}
