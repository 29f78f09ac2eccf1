import CByteScan
import FettleKit

/// What one pass over a block's bytes tells about references in it. Nothing here is sure; zones weigh many blocks.
public struct BlockTraits: Sendable {
  // Small fields: what is known of a page's blocks is kept beside the page.
  private var counts = Counts()

  private struct Counts: Sendable {
    var length: Int32 = 0
    var years: Int32 = 0
    var dates: Int32 = 0
    var initials: Int32 = 0
    var pageRanges: Int32 = 0
    var lowerWords: Int32 = 0
    var words: Int32 = 0
  }

  /// Bytes of text.
  public var length: Int { Int(counts.length) }
  /// Numbers 1500–2099 that stand alone, with at most a letter behind them.
  public var years: Int {
    get { Int(counts.years) }
    set { counts.years = Int32(clamping: newValue) }
  }
  /// Those of them that stand where dates stand: behind an opening bracket, or alone in the block.
  public var dates: Int {
    get { Int(counts.dates) }
    set { counts.dates = Int32(clamping: newValue) }
  }
  /// Single capitals before a period or at a word's end: "J. R.", "JR".
  public var initials: Int { Int(counts.initials) }
  /// "123–145", "145-61", "pp. 3".
  public var pageRanges: Int { Int(counts.pageRanges) }
  /// "doi", "10.1234/".
  public var hasDOI = false
  /// Words of nothing but lower-case ASCII letters.
  public var lowerWords: Int { Int(counts.lowerWords) }
  public var words: Int { Int(counts.words) }
  /// The block begins in the middle of a sentence: with a lower-case letter or closing punctuation.
  public var beginsInside = false
  /// The block can't be the end of an entry: it ends in a comma, an opening bracket, a dash or an ampersand.
  public var endsInside = false
  /// It ends in a period, a bracket or a digit.
  public var endsWhole = false

  /// A reference by itself: a year, and what else references have.
  public var isReferenceLike: Bool {
    // A whole list in one block: more names than years, and fewer small words than prose has.
    if years > 6 { return initials > years && lowerWords * 100 < words * 62 }
    return isOneReference
  }

  private var isOneReference: Bool {
    years > 0 && years <= 6 && (initials > 0 || pageRanges > 0 || hasDOI) && length < 2500 && length > 20
      && lowerWords * 10 < words * 9
  }

  public init(_ text: ArraySlice<UInt8>) {
    self = text.withUnsafeBufferPointer { BlockTraits($0) }
  }

  init(_ text: UnsafeBufferPointer<UInt8>) {
    read(text)
  }

  init() {}

  /// Reads a text; of none before.
  mutating func read(_ bytes: UnsafeBufferPointer<UInt8>) {
    counts.length = Int32(clamping: bytes.count)
    guard let first = bytes.first, let last = bytes.last else { return }
    // Torn from its name: "G", "V.D.", "CM".
    if bytes.count <= 8, (0x41...0x5A).contains(first) {
      var capitals = 0
      var isInitials = true
      for byte in bytes {
        if (0x41...0x5A).contains(byte) {
          capitals += 1
        } else if byte != UInt8(ascii: "."), byte != 0x20, byte != UInt8(ascii: ","), byte != UInt8(ascii: "-") {
          isInitials = false
        }
      }
      if isInitials, capitals <= 4 { counts.initials += 1 }
    }
    switch first {
    case 0x61...0x7A, UInt8(ascii: ","), UInt8(ascii: "."), UInt8(ascii: ";"), UInt8(ascii: ":"), UInt8(ascii: ")"),
      UInt8(ascii: "]"), UInt8(ascii: "-"), UInt8(ascii: "&"):
      beginsInside = true
    case 0xE2 where bytes.count > 2 && bytes[1] == 0x80 && (bytes[2] == 0x93 || bytes[2] == 0x94):
      beginsInside = true
    default:
      break
    }
    switch last {
    case UInt8(ascii: ","), UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "-"), UInt8(ascii: "&"),
      UInt8(ascii: ":"):
      endsInside = true
    case UInt8(ascii: "."), UInt8(ascii: ")"), UInt8(ascii: "]"), 0x30...0x39:
      endsWhole = true
    case 0x93 where bytes.count > 2 && bytes[bytes.count - 2] == 0x80 && bytes[bytes.count - 3] == 0xE2:
      endsInside = true
    default:
      break
    }
    guard let text = bytes.baseAddress else { return }
    var found = fettle_reference_traits()
    fettle_read_reference_traits(text, bytes.count, &found)
    counts.years = Int32(clamping: found.years)
    counts.dates = Int32(clamping: found.dates)
    counts.initials += Int32(clamping: found.initials)
    counts.pageRanges = Int32(clamping: found.page_ranges)
    counts.words = Int32(clamping: found.words)
    counts.lowerWords = Int32(clamping: found.lower_words)
    hasDOI = found.has_doi
  }
}
