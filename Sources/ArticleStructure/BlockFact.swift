import FettleKit

/// What one pass over a block's bytes tells of it. Facts are plain values in one run of memory: readers ask them first, and
/// read the text of the few blocks that are left.
struct BlockFact {
  struct Flags: OptionSet {
    let rawValue: UInt32
    /// In a reference list.
    static let zone = Flags(rawValue: 1)
    /// At most `shortLimit` bytes.
    static let short = Flags(rawValue: 2)
    static let removed = Flags(rawValue: 4)
    /// Removed as a part of another article.
    static let related = Flags(rawValue: 8)
    /// "10.1234/".
    static let doi = Flags(rawValue: 16)
    static let digit = Flags(rawValue: 32)
    /// Begins with a capital letter, a digit, or a letter of a writing without capitals.
    static let beginsNew = Flags(rawValue: 64)
    /// Nothing but digits, punctuation and signs.
    static let marks = Flags(rawValue: 128)
    /// Ends as a sentence does.
    static let endsSentence = Flags(rawValue: 256)
    /// A heading by the page's own marks.
    static let heading = Flags(rawValue: 512)
    /// Removed for the place it stands in, not for what it says.
    static let outside = Flags(rawValue: 1024)
    static let kept = Flags(rawValue: 2048)
  }

  static let shortLimit = 400
  /// A longer paragraph cites no article, unless it holds a DOI.
  static let longestLine = 1000
  /// Of longer blocks, in bytes, no one asks for the key.
  static let longestKey = 6000

  /// The block's text, which the block itself keeps, and its bytes.
  var text: UnsafePointer<UInt8>?
  var length: Int32 = 0
  /// Where its key begins in the page's keys, and its bytes: 0 for a block in a reference list.
  var keyStart: Int32 = 0
  var keyLength: Int32 = 0
  /// Of the key; 0 for a long block.
  var digest: UInt64 = 0
  var words: UInt16 = 0
  /// Words that begin with a capital.
  var capitals: UInt16 = 0
  var flags: Flags = []
  /// The classes of all its bytes (`ByteClass`); all classes where no one looked.
  var seen: UInt32 = .max
  var kind = HeadingKind.unknown
  var roles: KnownLine.Roles = []
  /// Of the text, 0 where it is empty.
  var first: UInt8 = 0
  var last: UInt8 = 0

  /// Whether a byte of a class (`ByteClass`) may stand in the text.
  @inline(__always) func mayHold(_ bytes: UInt32) -> Bool { seen & bytes != 0 }
  @inline(__always) var isShort: Bool { flags.contains(.short) }
  @inline(__always) var isRemoved: Bool { flags.contains(.removed) }
  @inline(__always) var isInZone: Bool { flags.contains(.zone) }
  /// Kept, and not yet taken by another stage.
  @inline(__always) var isOpen: Bool { flags.intersection([.kept, .zone]) == .kept }
  @inline(__always) var isHeading: Bool { kind.isKnown || flags.contains(.heading) }

  /// What can be said by a look at both ends of a block's text.
  mutating func lookAtEnds(of text: Bytes) {
    self.text = text.baseAddress
    length = Int32(truncatingIfNeeded: text.count)
    guard let first = text.first, let last = text.last else { return }
    self.first = first
    self.last = last
    if first.isDigit || first.isCapital || first >= 0xC3 { flags.insert(.beginsNew) }
    if last == UInt8(ascii: ".") || last == UInt8(ascii: "?") || last == UInt8(ascii: "!") {
      flags.insert(.endsSentence)
    }
    if text.count <= BlockFact.shortLimit { flags.insert(.short) }
    words = UInt16(min(60_000, text.count / 7))
  }

  /// What a scan of the whole text says, which writes its key; a long one isn't scanned. Both ends are known.
  ///
  /// - Parameters:
  ///   - text: the same.
  ///   - key: takes the text's key, with `KeyScan.slack` bytes more room than the text has.
  ///   - table: `ByteClass.table`.
  mutating func scan(_ text: Bytes, key: UnsafeMutablePointer<UInt8>, table: UnsafeBufferPointer<ByteClass>) {
    guard text.count > 0 else { return }
    guard isShort else {
      guard text.count < BlockFact.longestKey, text.count <= BlockFact.longestLine || text.holds("10.") else { return }
      let scan = KeyScan(text, key: key, table: table)
      keyLength = Int32(truncatingIfNeeded: scan.length)
      seen = scan.seen
      if scan.seen & ByteClass.doi != 0, text.count < 3000 { flags.insert(.doi) }
      return
    }
    let scan = KeyScan(text, key: key, table: table)
    keyLength = Int32(truncatingIfNeeded: scan.length)
    digest = TextKey.digest(ofKey: Bytes(start: key, count: scan.length))
    words = UInt16(scan.words)
    capitals = UInt16(scan.capitals)
    if scan.seen & ByteClass.writing == 0 { flags.insert(.marks) }
    if scan.seen & ByteClass.digit != 0 { flags.insert(.digit) }
    if scan.seen & ByteClass.doi != 0 { flags.insert(.doi) }
    seen = scan.seen
  }
}
