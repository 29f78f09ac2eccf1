import FettleKit
import PageZones

/// A block of a reference list, with what the cutter wants to know of it.
struct Piece {
  /// Index in the document's blocks.
  var block: Int
  var traits: BlockTraits
  var label: ListLabel?
  var isCrumb: Bool
  /// "a [...] as was shown before": where the article cites the entry.
  var isContext: Bool
  var hasBullet: Bool
  var isAfterGap: Bool
  var indent: Int
  /// Begins or is a dash, as between two pages.
  var isDash: Bool
  /// The first byte behind the label.
  var firstByte: UInt8
  /// Only digits and punctuation.
  var isNumeric: Bool
  /// Begins with a DOI or an address.
  var isIdentifier: Bool
  /// Begins with a capital letter, a quotation mark, or a letter beyond ASCII.
  var beginsLikeName: Bool
  /// Initials within the first bytes, as a list of authors has them.
  var hasEarlyInitials: Bool
  /// "Alary et al., 2013": what some publishers print instead of a number.
  var isNameLabel: Bool
  /// The same behind a number: "69. Alary et al., 2013".
  var saysNameLabel: Bool
  /// "M. Bennett & J. Bovy (2019)": a label if the entry behind it says the same again.
  var mayBeNameLabel: Bool
  /// The first letter of the piece, lower case; 0 where it begins with something else.
  var firstLetter: UInt8
  /// "(b) Phyo, A. P.": one of several works under a number.
  let isPartOfCompound: Bool
  /// Printed behind most entries, though no list of labels knows it.
  var isLearnedCrumb = false
  /// An address stands in it.
  var hasAddress: Bool
  /// Letters and digits of the text, folded, at most 80: the same text gives the same key.
  var key: [UInt8]

  init(_ block: borrowing Block, index: Int) {
    let bytes = block.text.bytes
    self.block = index
    traits = BlockTraits(bytes)
    label = ListLabel(bytes)
    // Links may come with their addresses.
    isCrumb =
      bytes.count < (bytes.first == UInt8(ascii: "[") ? 16_384 : 400)
      && (CrumbLabels.builtin.isOnlyCrumbs(bytes) || Piece.isEmptyBox(bytes))
    isContext = CitationContext.isContext(bytes)
    hasBullet = block.markerLength > 0
    isAfterGap = block.isAfterGap
    indent = block.indent
    isPartOfCompound =
      bytes.count > 4 && bytes.first == UInt8(ascii: "(") && bytes[bytes.startIndex + 1] &- 0x61 < 26
      && bytes[bytes.startIndex + 2] == UInt8(ascii: ")")
    isDash =
      bytes.first == UInt8(ascii: "-") || bytes.starts(with: [0xE2, 0x80, 0x93])
      || bytes.starts(with: [0xE2, 0x80, 0x94])
    if traits.years == 0, bytes.count > 30, Piece.isUndated(bytes) { traits.years = 1 }
    isNumeric = bytes.allSatisfy { $0 < 0x41 || ($0 > 0x5A && $0 < 0x61) || $0 == 0xE2 || ($0 & 0xC0 == 0x80) }
    let start = label.map { bytes.startIndex + $0.length } ?? bytes.startIndex
    let body = bytes[start...]
    let first = body.first ?? 0
    firstByte = first
    isIdentifier = ["10.", "http", "doi", "www.", "<http"].contains { body.starts(with: $0.utf8) }
    beginsLikeName = (0x41...0x5A).contains(first) || first == UInt8(ascii: "\"") || first >= 0xC3
    if !beginsLikeName, bytes.count > 8, NameStart.beginsWithParticle(body), NameStart.matches(body) {
      beginsLikeName = true
      traits.beginsInside = false
    }
    hasAddress = traits.hasDOI || Piece.hasAddress(bytes)
    hasEarlyInitials = BlockTraits(body.prefix(44)).initials > 0 || Piece.hasGluedInitials(body.prefix(40))
    let looksLikeLabel = Piece.isNameLabel(bytes, traits)
    mayBeNameLabel = looksLikeLabel && bytes.last == UInt8(ascii: ")")
    saysNameLabel = looksLikeLabel || (label != nil && Piece.isNameLabel(body, traits))
    isNameLabel = looksLikeLabel && !mayBeNameLabel && traits.initials == 0
    if label == nil, bytes.count > 40, NameLabel.find(in: bytes) != nil {
      hasEarlyInitials = true
      beginsLikeName = true
      traits.beginsInside = false
    }
    // "Journal of Physical Chemistry B" has no initials.
    if hasEarlyInitials, let space = body.firstIndex(of: 0x20), Lexicon.builtin.leads.contains(body[..<space]) {
      hasEarlyInitials = false
    }
    firstLetter = (0x41...0x5A).contains(first) ? first | 0x20 : 0
    var key: [UInt8] = []
    for byte in body {
      if (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte >= 0x80 {
        key.append(byte)
      } else if (0x41...0x5A).contains(byte) {
        key.append(byte | 0x20)
      }
      if key.count >= 80 { break }
    }
    self.key = key
  }

  /// "(in press)", "forthcoming", "n.d.": what stands where a date would.
  private static func isUndated(_ bytes: ArraySlice<UInt8>) -> Bool {
    for at in bytes.indices where bytes[at] == 0x28 {
      for words in undated where bytes[(at + 1)...].starts(with: words) { return true }
    }
    return false
  }

  private static let undated = DataFile.lines("undated-words").map { Array($0.utf8) }

  private static func hasAddress(_ bytes: ArraySlice<UInt8>) -> Bool {
    for at in bytes.indices.dropLast(3) where bytes[at] == UInt8(ascii: ":") && bytes[at + 1] == UInt8(ascii: "/") {
      return bytes[at + 2] == UInt8(ascii: "/")
    }
    return false
  }

  /// "Popp FA," and "Bentin S, Mouchetant-Rostaing Y": a capitalized word, a space, one to three capitals.
  private static func hasGluedInitials(_ bytes: ArraySlice<UInt8>) -> Bool {
    var at = bytes.startIndex
    guard at < bytes.endIndex, (0x41...0x5A).contains(bytes[at]) || bytes[at] >= 0xC3 else { return false }
    while at < bytes.endIndex, bytes[at] != 0x20, bytes[at] != UInt8(ascii: ",") { at += 1 }
    while at < bytes.endIndex, bytes[at] == 0x20 || bytes[at] == UInt8(ascii: ",") { at += 1 }
    let capitals = at
    while at < bytes.endIndex, (0x41...0x5A).contains(bytes[at]) { at += 1 }
    guard (1...3).contains(at - capitals) else { return false }
    return at == bytes.endIndex || bytes[at] == 0x20 || bytes[at] == UInt8(ascii: ",") || bytes[at] == UInt8(ascii: ".")
      || bytes[at] == UInt8(ascii: ":") || bytes[at] == UInt8(ascii: ";")
  }

  /// Whether it is the number of an entry and no more: "3.", or "3a."
  func saysAlone(number: Int, in document: borrowing Document) -> Bool {
    if let label { return label.number == number && label.isMarked && label.isAlone }
    let bytes = document.blocks[block].text.bytes
    guard bytes.count < 8, bytes.last == UInt8(ascii: ".") else { return false }
    var value = 0
    var at = bytes.startIndex
    while at < bytes.endIndex, bytes[at] &- 0x30 < 10 {
      value = value * 10 + Int(bytes[at] & 15)
      at += 1
    }
    return value == number && at == bytes.endIndex - 2 && bytes[at] &- 0x61 < 26
  }

  /// "[ ]": a box to tick, as text browsers draw it. It parts entries like a link crumb, and says nothing.
  static func isEmptyBox(_ bytes: ArraySlice<UInt8>) -> Bool {
    bytes.count < 12 && bytes.first == UInt8(ascii: "[") && bytes.last == UInt8(ascii: "]")
      && bytes.dropFirst().dropLast().allSatisfy { $0 == 0x20 || $0 == 0xC2 || $0 == 0xA0 }
  }

  /// A label in front of the entry: it ends in ", 2013" or "(2019)", a letter behind the year or not.
  static func isNameLabel(_ bytes: ArraySlice<UInt8>, _ traits: BlockTraits) -> Bool {
    // "[Abel et al.(2019)Abel, Bell]".
    if bytes.first == UInt8(ascii: "["), bytes.last == UInt8(ascii: "]"), bytes.count > 10, bytes.count < 160,
      traits.years == 1, traits.pageRanges == 0, bytes.dropFirst().first.map({ $0 >= 0x41 }) ?? false
    {
      return true
    }
    guard bytes.count < 80, bytes.count > 8, traits.years == 1, traits.pageRanges == 0 else {
      return false
    }
    var end = bytes.endIndex
    let isBracketed = bytes.last == UInt8(ascii: ")")
    if isBracketed { end -= 1 }
    if (0x61...0x65).contains(bytes[end - 1]) { end -= 1 }
    guard end - bytes.startIndex > 8, bytes[(end - 4)..<end].allSatisfy({ (0x30...0x39).contains($0) }) else {
      return false
    }
    let before = bytes[..<(end - 4)]
    return before.hasSuffix(isBracketed ? " (" : ", ")
      && (before.first.map { (0x41...0x5A).contains($0) || $0 >= 0xC3 } ?? false)
  }
}

extension ArraySlice<UInt8> {
  func hasSuffix(_ suffix: StaticString) -> Bool {
    let length = suffix.utf8CodeUnitCount
    guard count >= length else { return false }
    return suffix.withUTF8Buffer { $0.elementsEqual(self[(endIndex - length)...]) }
  }
}
