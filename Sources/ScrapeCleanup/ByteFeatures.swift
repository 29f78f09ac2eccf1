import CByteScan
import FettleKit

/// What a block's bytes have in them, found in one scan: it decides which rules need to look at the block at all.
struct ByteFeatures: OptionSet {
  let rawValue: UInt32

  // The bits up to `beyondASCII`, and `spaceRun`, are those of CByteScan.h.

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
  /// A lead of scalars that some rule acts on; `refined` says of which.
  static let beyondASCII = ByteFeatures(rawValue: 1 << 9)
  /// White space beyond ASCII.
  static let wideSpace = ByteFeatures(rawValue: 1 << 10)
  static let softHyphen = ByteFeatures(rawValue: 1 << 11)
  static let zeroWidth = ByteFeatures(rawValue: 1 << 12)
  static let ligature = ByteFeatures(rawValue: 1 << 13)
  /// Characters that may be the bytes of one scalar.
  static let mojibake = ByteFeatures(rawValue: 1 << 14)
  /// Scalars that may be out of Normalization Form C, or combine with what is before them.
  static let mayCompose = ByteFeatures(rawValue: 1 << 15)
  /// Two plain spaces in a row, or one at an end.
  static let spaceRun = ByteFeatures(rawValue: 1 << 17)

  static let whiteSpace: ByteFeatures = [.lineOrTab, .spaceRun, .wideSpace]
  /// What calls for a rule that replaces characters.
  static let characters: ByteFeatures = [
    .control, .ampersand, .lineOrTab, .softHyphen, .zeroWidth, .ligature, .mojibake, .mayCompose,
  ]
  static let dirty: ByteFeatures = [.mark, .bracket, whiteSpace, characters]

  /// One pass over the bytes, sixteen at a time; and where there is something beyond ASCII, a second one that looks closer
  /// at it.
  @inline(__always)
  static func scan(_ text: ArraySlice<UInt8>) -> ByteFeatures {
    text.withUnsafeBufferPointer { scan($0) }
  }

  @inline(__always)
  static func scan(_ text: UnsafeBufferPointer<UInt8>) -> ByteFeatures {
    let result = ByteFeatures(rawValue: fettle_byte_features(text.baseAddress, text.count))
    return result.contains(.beyondASCII) ? result.union(refined(text)) : result
  }

  /// What there is beyond ASCII, by lead byte and what follows it.
  private static func refined(_ bytes: UnsafeBufferPointer<UInt8>) -> ByteFeatures {
    let raw = UnsafeRawBufferPointer(bytes)
    var result = ByteFeatures()
    var index = 0
    while index &+ 1 < raw.count {
      if index &+ 8 <= raw.count {
        let word = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: index, as: UInt64.self))
        let high = word & 0x8080_8080_8080_8080
        if high == 0 {
          index &+= 8
          continue
        }
        index &+= high.trailingZeroBitCount >> 3
        if index &+ 1 >= raw.count { break }
      }
      let lead = raw[index]
      if lead >= 0xC2 {
        result.formUnion(features(of: lead, raw[index &+ 1], index &+ 2 < raw.count ? raw[index &+ 2] : 0))
      }
      index &+= 1
    }
    return result
  }

  private static func features(of lead: UInt8, _ second: UInt8, _ third: UInt8) -> ByteFeatures {
    switch lead {
    case 0xC2:
      switch second {
      case 0x85, 0xA0: .wideSpace
      case 0xAD: .softHyphen
      case ..<0xA0: .control
      default: []
      }
    case 0xC3: (0x82...0xB4).contains(second) && third >= 0xC2 ? .mojibake : []
    case 0xC4...0xCB, 0xCF, 0xD0, 0xD1: []
    // Greek: only U+0387 has another form.
    case 0xCE: second == 0x87 ? .mayCompose : []
    case 0xD8: second == 0x9C ? [.control, .mayCompose] : .mayCompose
    case 0xE1: second == 0x9A && third == 0x80 ? .wideSpace : .mayCompose
    case 0xE2: punctuation(second, third)
    case 0xE3: second == 0x80 && third == 0x80 ? .wideSpace : .mayCompose
    case 0xEF:
      switch (second, third) {
      case (0xBB, 0xBF): .zeroWidth
      case (0xAC, 0x80...0x86): .ligature
      default: .mayCompose
      }
    default: .mayCompose
    }
  }

  /// U+2000 to U+2FFF: the general punctuation among them is on every page.
  private static func punctuation(_ second: UInt8, _ third: UInt8) -> ByteFeatures {
    switch (second, third) {
    case (0x80, 0x80...0x81): [.wideSpace, .mayCompose]
    case (0x80, 0x82...0x8A), (0x80, 0xA8...0xA9), (0x80, 0xAF), (0x81, 0x9F): .wideSpace
    case (0x80, 0x8B...0x8D), (0x81, 0xA0...0xA4): .zeroWidth
    case (0x80, 0x8E...0x8F), (0x80, 0xAA...0xAE), (0x81, 0xA6...0xAF): .control
    case (0x84, 0xA6), (0x84, 0xAA...0xAB), (0x8C, 0xA9...0xAA), (0xAB, 0x9C), (0x83, 0x90...0xB0), (0xB3...0xBF, _):
      .mayCompose
    default: []
    }
  }
}
