import FettleKit

/// What one look at a block tells; long blocks are hardly looked at.
struct BlockFact {
  struct Flags: OptionSet {
    let rawValue: UInt16
    /// In a reference list.
    static let zone = Flags(rawValue: 1)
    /// At most `shortLimit` bytes.
    static let short = Flags(rawValue: 2)
    static let removed = Flags(rawValue: 4)
    /// Removed as a part of another article.
    static let related = Flags(rawValue: 8)
    /// Removed for the place it stands in, not for what it says.
    static let outside = Flags(rawValue: 1024)
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
  }

  static let shortLimit = 400

  var length: Int32 = 0
  var words: UInt16 = 0
  /// Words that begin with a capital.
  var capitals: UInt16 = 0
  var flags: Flags = []
  /// Of the block's key; 0 for a long block.
  var digest: UInt64 = 0

  var isShort: Bool { flags.contains(.short) }
  var isRemoved: Bool { flags.contains(.removed) }
  var isInZone: Bool { flags.contains(.zone) }

  init(_ text: UnsafeBufferPointer<UInt8>) {
    length = Int32(text.count)
    guard let first = text.first, let last = text.last else { return }
    if (0x30...0x39).contains(first) || (0x41...0x5A).contains(first) || first >= 0xC3 { flags.insert(.beginsNew) }
    switch last {
    case UInt8(ascii: "."), UInt8(ascii: "?"), UInt8(ascii: "!"): flags.insert(.endsSentence)
    default: break
    }
    if text.count > BlockFact.shortLimit {
      words = UInt16(min(60_000, text.count / 7))
      if text.count < 3000 { findDOI(text) }
      return
    }
    flags.insert(.short)
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    var inWord = false
    var letters = 0
    var at = 0
    while at < text.count {
      let byte = text[at]
      if byte >= 0x80 {
        if byte == 0xC2 {
          at += 2
          continue
        }
        if byte == 0xE2, at + 1 < text.count, text[at + 1] == 0x80 {
          inWord = false
          at += 3
          continue
        }
        var folded = byte
        if byte >= 0xC3, !inWord {
          inWord = true
          words += 1
        }
        letters += 1
        if at > 0, text[at - 1] == 0xC3, byte >= 0x80, byte <= 0x9E, byte != 0x97 { folded = byte + 0x20 }
        hash = (hash ^ UInt64(folded)) &* 0x100_0000_01b3
      } else if (0x61...0x7A).contains(byte) || (0x41...0x5A).contains(byte) {
        if !inWord {
          inWord = true
          words += 1
          if byte < 0x60 { capitals += 1 }
        }
        letters += 1
        hash = (hash ^ UInt64(byte | 0x20)) &* 0x100_0000_01b3
      } else if (0x30...0x39).contains(byte) {
        flags.insert(.digit)
        hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3
        inWord = true
      } else {
        if byte != UInt8(ascii: "'") { inWord = false }
      }
      at += 1
    }
    digest = letters > 0 || flags.contains(.digit) ? hash : 0
    if letters == 0 { flags.insert(.marks) }
    if flags.contains(.digit), text.count > 9 { findDOI(text) }
  }

  private mutating func findDOI(_ text: UnsafeBufferPointer<UInt8>) {
    var at = 0
    while at + 7 < text.count {
      if text[at] == UInt8(ascii: "1"), text[at + 1] == UInt8(ascii: "0"), text[at + 2] == UInt8(ascii: "."),
        (0x30...0x39).contains(text[at + 3]), (0x30...0x39).contains(text[at + 4]),
        (0x30...0x39).contains(text[at + 5])
      {
        flags.insert(.doi)
        return
      }
      at += 1
    }
  }
}
