import FettleKit
import FettleText

/// What one look at a block says about it. Of a block longer than `BlockFacts.reach` bytes only the beginning is
/// looked at: enough to know what kind of paragraph it is.
struct BlockFacts: Sendable {
  /// Up to so many bytes, a block is folded as a whole.
  static let reach = 400
  /// How many bytes of a longer block are.
  static let glance = 240

  /// The folded text in the page's buffer.
  var start: Int32 = 0
  var length: Int32 = 0
  /// Of the whole block.
  var bytes: Int32 = 0
  var words: Int16 = 0
  /// Words that begin with a capital.
  var capitals: Int16 = 0
  /// Words of two letters or more that begin with a small letter.
  var small: Int16 = 0
  var digits: Int16 = 0
  var letters: Int16 = 0
  var commas: Int16 = 0
  var flags: Flags = []
  var hash: UInt64 = 0
  /// The `Kept` bits of the keep rules that match.
  var kept: UInt16 = 0
  /// Where the remove rules that match stand in the page's list.
  var firstMatch: Int32 = 0
  var matchCount: Int16 = 0
  var zone: Zone = .body
  /// The rule that removes it, or -1.
  var verdict: Int32 = -1

  struct Flags: OptionSet, Sendable {
    let rawValue: UInt16
    /// The whole block was folded.
    static let whole = Flags(rawValue: 1)
    /// Ends as a sentence does.
    static let ends = Flags(rawValue: 2)
    /// A sentence: prose of 12 words or more.
    static let sentence = Flags(rawValue: 4)
    /// A paragraph: prose of 25 words or more.
    static let prose = Flags(rawValue: 8)
    static let listItem = Flags(rawValue: 16)
    static let heading = Flags(rawValue: 32)
    /// Ends in an ellipsis: cut off by the page.
    static let cutOff = Flags(rawValue: 64)
    /// A paragraph that speaks to a visitor of a site.
    static let site = Flags(rawValue: 128)
    /// Ends in a colon.
    static let colon = Flags(rawValue: 512)
    /// It may be the article's title.
    static let titleLike = Flags(rawValue: 256)
  }

  var isProse: Bool { flags.contains(.prose) }
  var isSentence: Bool { flags.contains(.sentence) }
  var isRemoved: Bool { verdict >= 0 }
  /// A line that isn't a sentence.
  var isShort: Bool { bytes <= 240 && !isSentence }

  func isKept(_ kept: Kept) -> Bool { self.kept & kept.bit != 0 }

  /// Whether a keep rule takes it for a heading of the article.
  var isArticleHeading: Bool {
    kept & (Kept.abstract.bit | Kept.heading.bit | Kept.references.bit | Kept.statement.bit | Kept.list.bit) != 0
  }

  /// Folds a block into `out` and counts.
  ///
  /// - Parameter out: room for `reach` bytes.
  init(block: Block, foldingInto out: UnsafeMutablePointer<UInt8>) {
    let total = block.text.count
    bytes = Int32(clamping: total)
    if block.role == .listItem { flags.insert(.listItem) }
    if block.role == .heading { flags.insert(.heading) }
    block.text.bytes.withUnsafeBufferPointer { text in
      let part = UnsafeBufferPointer(rebasing: text.prefix(total <= Self.reach ? total : Self.glance))
      length = Int32(Folding.fold(part, into: out))
      if total <= Self.reach { flags.insert(.whole) }
      countWords(part)
      noteEnd(text)
    }
    let isMostlySmall = Int(small) * 2 >= Int(words)
    if isMostlySmall, words >= 12, flags.contains(.ends) || words >= 25 { flags.insert(.sentence) }
    if isMostlySmall, words >= 25 { flags.insert(.prose) }
  }

  private mutating func countWords(_ text: UnsafeBufferPointer<UInt8>) {
    var isInWord = false
    var (words, capitals, small, letters, digits, commas, wide) = (0, 0, 0, 0, 0, 0, 0)
    // One entry for each byte value.
    ByteKind.table.withUnsafeBufferPointer { table in
      for index in 0..<text.count {
        let kind = Int(table[Int(text[index])])
        if kind & ByteKind.space != 0 {
          isInWord = false
          continue
        }
        letters += kind & 1
        digits += kind >> 1 & 1
        commas += kind >> 2 & 1
        wide += kind >> 3 & 1
        if isInWord { continue }
        isInWord = true
        words += 1
        if kind & ByteKind.capital != 0 {
          capitals += 1
        } else if kind & ByteKind.small != 0, index + 1 < text.count, text[index + 1] > 0x20 {
          small += 1
        }
      }
    }
    self.words = Int16(truncatingIfNeeded: words)
    self.capitals = Int16(truncatingIfNeeded: capitals)
    self.small = Int16(truncatingIfNeeded: small)
    self.letters = Int16(truncatingIfNeeded: letters)
    self.digits = Int16(truncatingIfNeeded: digits)
    self.commas = Int16(truncatingIfNeeded: commas)
    if wide >= 8 {
      // Chinese and Japanese write no spaces: two characters stand for a word.
      self.words = Int16(clamping: max(words, wide / 2))
      self.small = Int16(clamping: max(small, wide / 2))
    }
  }

  private mutating func noteEnd(_ text: UnsafeBufferPointer<UInt8>) {
    var end = text.count
    while end > 0, text[end - 1] == 0x22 || text[end - 1] == 0x29 || text[end - 1] == 0x5D || text[end - 1] <= 0x20 {
      end -= 1
    }
    guard end > 0 else { return }
    let last = text[end - 1]
    if end >= 3, text[end - 3] == 0xE2, text[end - 2] == 0x80, last == 0xA6 { flags.insert(.cutOff) }
    if end >= 3, last == 0x2E, text[end - 2] == 0x2E { flags.insert(.cutOff) }
    if last == 0x3A { flags.insert(.colon) }
    if last == 0x2E || last == 0x21 || last == 0x3F { flags.insert(.ends) }
    if end >= 3, text[end - 3] == 0xE3, text[end - 2] == 0x80, last == 0x82 { flags.insert(.ends) }
  }
}

/// What a byte says of the text it stands in.
private enum ByteKind {
  static let letter = 1
  static let digit = 2
  static let comma = 4
  /// Leads a character of Chinese, Japanese or another script of that part of Unicode.
  static let wide = 8
  static let space = 16
  static let capital = 32
  static let small = 64

  static let table: [UInt8] = (0..<256).map { value in
    let byte = UInt8(value)
    if byte <= 0x20 { return UInt8(space) }
    var kind = 0
    if (byte | 0x20) &- 0x61 < 26 || byte >= 0xC3 { kind |= letter }
    if byte &- 0x30 < 10 { kind |= digit }
    if byte == 0x2C { kind |= comma }
    if byte >= 0xE3, byte <= 0xED { kind |= wide }
    if byte &- 0x41 < 26 || byte == 0xC3 { kind |= capital }
    if byte &- 0x61 < 26 || byte >= 0xC4 { kind |= small }
    return UInt8(kind)
  }
}
