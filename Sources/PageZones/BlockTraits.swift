import FettleKit

/// What one pass over a block's bytes tells about references in it. Nothing here is sure; zones weigh many blocks.
public struct BlockTraits: Sendable {
  /// Bytes of text.
  public var length = 0
  /// Numbers 1500–2099 that stand alone, with at most a letter behind them.
  public var years = 0
  /// Those of them that stand where dates stand: behind an opening bracket, or alone in the block.
  public var dates = 0
  /// Single capitals before a period or at a word's end: "J. R.", "JR".
  public var initials = 0
  /// "123–145", "145-61", "pp. 3".
  public var pageRanges = 0
  /// "doi", "10.1234/".
  public var hasDOI = false
  /// Words of nothing but lower-case ASCII letters.
  public var lowerWords = 0
  public var words = 0
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
    length = text.count
    read(text)
  }

  init() {}

  private mutating func read(_ bytes: UnsafeBufferPointer<UInt8>) {
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
      if isInitials, capitals <= 4 { initials += 1 }
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
    var at = 0
    let end = bytes.count
    while at < end {
      let byte = bytes[at]
      switch byte {
      case 0x30...0x39:
        at = readNumber(bytes, at)
      case 0x41...0x5A, 0x61...0x7A, 0xC3...0xF4:
        at = readWord(bytes, at)
      case UInt8(ascii: ":")
      where at + 2 < end && bytes[at + 1] == UInt8(ascii: "/") && bytes[at + 2] == UInt8(ascii: "/"):
        at = skipAddress(bytes, at + 3)
      default:
        at += 1
      }
    }
  }

  /// An address has no words or years, but it may hold a DOI.
  private mutating func skipAddress(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int {
    var at = start
    while at < bytes.count, bytes[at] > 0x20 {
      if bytes[at] == UInt8(ascii: "/"), at + 6 < bytes.count, bytes[at + 1] == UInt8(ascii: "1"),
        bytes[at + 2] == UInt8(ascii: "0"), bytes[at + 3] == UInt8(ascii: "."), bytes[at + 4] &- 0x30 < 10
      {
        hasDOI = true
      }
      at += 1
    }
    return at
  }

  private mutating func readNumber(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int {
    var at = start
    var value = 0
    while at < bytes.count, (0x30...0x39).contains(bytes[at]) {
      value = value &* 10 &+ Int(bytes[at] & 15)
      at += 1
    }
    let digits = at - start
    let before = start > 0 ? bytes[start - 1] : 0x20
    if digits == 4, value >= 1500, value < 2100, !BlockTraits.joins(before) {
      let after = at < bytes.count ? bytes[at] : 0x20
      let isSuffixed = (0x61...0x65).contains(after)
      let beyond = isSuffixed ? (at + 1 < bytes.count ? bytes[at + 1] : 0x20) : after
      // "2093–2111" are pages.
      let isRange =
        BlockTraits.isDash(bytes, at)
        || (before == UInt8(ascii: "-") || (before == 0x93 && start > 2 && bytes[start - 3] == 0xE2))
      // "(2003)016" is part of an identifier.
      let isInCode =
        beyond == UInt8(ascii: ")") && at + 1 < bytes.count && (0x30...0x39).contains(bytes[at + 1])
        && before == UInt8(ascii: "(")
      if !BlockTraits.joins(beyond), !isRange, !isInCode {
        years += 1
        if before == UInt8(ascii: "(") || bytes.count <= 8 { dates += 1 }
      }
    }
    if digits == 2, value == 10, at + 4 < bytes.count, bytes[at] == UInt8(ascii: "."),
      (0x30...0x39).contains(bytes[at + 1]), (0x30...0x39).contains(bytes[at + 2]),
      (0x30...0x39).contains(bytes[at + 3])
    {
      hasDOI = true
    }
    // A dash with a digit behind it, perhaps with a space between.
    if at + 1 < bytes.count {
      var next = at
      if bytes[next] == UInt8(ascii: "-") {
        next += 1
      } else if bytes[next] == 0xE2, next + 2 < bytes.count, bytes[next + 1] == 0x80,
        (0x90...0x94).contains(bytes[next + 2])
      {
        next += 3
      }
      if next > at {
        if next < bytes.count, bytes[next] == 0x20 { next += 1 }
        if next < bytes.count, (0x30...0x39).contains(bytes[next]) { pageRanges += 1 }
      }
    }
    return at
  }

  private mutating func readWord(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int {
    // Most words are nothing but small letters.
    var at = start
    while at < bytes.count, bytes[at] &- 0x61 < 26 { at += 1 }
    var isLower = true
    var isUpper = at == start
    var letters = at - start
    while at < bytes.count {
      let byte = bytes[at]
      if (0x61...0x7A).contains(byte) {
        isUpper = false
      } else if (0x41...0x5A).contains(byte) {
        isLower = false
      } else if byte >= 0x80, byte != 0xE2, byte != 0xC2 {
        isLower = false
        if byte & 0xC0 == 0x80 {
          at += 1
          continue
        }
      } else {
        break
      }
      letters += 1
      at += 1
    }
    if at == start { return start + 1 }
    words += 1
    if isLower {
      lowerWords += 1
      if letters == 3, bytes[start] == UInt8(ascii: "d"), bytes[start + 1] == UInt8(ascii: "o"),
        bytes[start + 2] == UInt8(ascii: "i")
      {
        hasDOI = true
      }
    } else if isUpper, letters == 1, at < bytes.count,
      bytes[at] == UInt8(ascii: ".") || bytes[at] == UInt8(ascii: ",") || bytes[at] == UInt8(ascii: "-")
    {
      initials += 1
    } else if isUpper, letters <= 3, at < bytes.count, start > 0,
      bytes[at] == UInt8(ascii: ",") || bytes[at] == UInt8(ascii: ".") || bytes[at] == UInt8(ascii: " "),
      bytes[start - 1] == 0x20
    {
      initials += 1
    }
    return at
  }

  private static func isDash(_ bytes: UnsafeBufferPointer<UInt8>, _ at: Int) -> Bool {
    guard at + 1 < bytes.count else { return false }
    if bytes[at] == UInt8(ascii: "-") { return (0x30...0x39).contains(bytes[at + 1]) }
    return at + 3 < bytes.count && bytes[at] == 0xE2 && bytes[at + 1] == 0x80 && (0x90...0x94).contains(bytes[at + 2])
      && (0x30...0x39).contains(bytes[at + 3])
  }

  private static func joins(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
      || byte == UInt8(ascii: "/") || byte == UInt8(ascii: "_")
  }
}
