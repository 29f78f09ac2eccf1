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
  /// Of a line: a site's words, and function words; see `ToolWords`.
  var toolWords: Int16 = 0
  var functionWords: Int16 = 0
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
    /// A phrase that is cut off may stand at one of its ends.
    static let mayBeCut = Flags(rawValue: 1024)
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

  /// Of no block.
  init() {}

  /// Folds a block's text into `out` and counts; of no block before. In place, since copying what was written a moment ago in
  /// small pieces makes a processor wait.
  ///
  /// - Parameter out: room for `reach` bytes.
  mutating func read(_ text: UnsafeBufferPointer<UInt8>, role: Role, foldingInto out: UnsafeMutablePointer<UInt8>) {
    let total = text.count
    bytes = Int32(clamping: total)
    if role == .listItem { flags.insert(.listItem) }
    if role == .heading { flags.insert(.heading) }
    let part = UnsafeBufferPointer(rebasing: text.prefix(total <= Self.reach ? total : Self.glance))
    length = Int32(Folding.fold(part, into: out))
    if total <= Self.reach { flags.insert(.whole) }
    countWords(part)
    noteEnd(text)
    let isMostlySmall = Int(small) * 2 >= Int(words)
    if isMostlySmall, words >= 12, flags.contains(.ends) || words >= 25 { flags.insert(.sentence) }
    if isMostlySmall, words >= 25 { flags.insert(.prose) }
  }

  private mutating func countWords(_ text: UnsafeBufferPointer<UInt8>) {
    let counts = WordCounts(text)
    words = Int16(truncatingIfNeeded: counts.words)
    capitals = Int16(truncatingIfNeeded: counts.capitals)
    small = Int16(truncatingIfNeeded: counts.small)
    letters = Int16(truncatingIfNeeded: counts.letters)
    digits = Int16(truncatingIfNeeded: counts.digits)
    commas = Int16(truncatingIfNeeded: counts.commas)
    if counts.wide >= 8 {
      // Chinese and Japanese write no spaces: two characters stand for a word.
      words = Int16(clamping: max(counts.words, counts.wide / 2))
      small = Int16(clamping: max(counts.small, counts.wide / 2))
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
