import FettleKit

/// Cuts a page that lost its line ends: at wide gaps, at bullets, and at ends of sentences once a block is long enough.
enum OneLineCutter {
  /// In bytes: shorter blocks are left whole.
  static let longest = 1200
  /// In bytes: what no paragraph of any layout is as long as. A longer one is a page that lost its line ends, among others.
  static let longestAnywhere = 32_768
  /// A sentence end cuts only behind this many bytes.
  private static let wanted = 500

  static func cut(_ block: Block, source: [UInt8]) -> [Block] {
    let range = block.range
    var cuts: [Int] = []
    source.withUnsafeBufferPointer { bytes in
      var start = range.lowerBound
      var at = start
      while at < range.upperBound {
        if isBreak(bytes, at, range.upperBound, length: at - start) {
          cuts.append(at)
          start = at
        }
        at += 1
      }
    }
    var blocks: [Block] = []
    var lower = range.lowerBound
    for cut in cuts + [range.upperBound] {
      let isFirst = blocks.isEmpty
      // The first piece begins where the block's text does: behind a bullet.
      let start = isFirst ? min(max(lower, block.text.sourceOffset(of: 0)), cut) : lower
      if let text = BlockText(source: source, range: lower..<cut, from: start).trimmed(of: source) {
        var piece = Block(
          text: text, role: text.count >= 120 ? .paragraph : .line, indent: block.indent,
          isAfterGap: isFirst && block.isAfterGap)
        if isFirst, block.markerLength > 0 {
          piece.role = .listItem
          piece.markerLength = block.markerLength
        }
        blocks.append(piece)
        lower = cut
      }
    }
    return blocks
  }

  /// Whether a block ends before the byte at `at`.
  private static func isBreak(_ bytes: UnsafeBufferPointer<UInt8>, _ at: Int, _ end: Int, length: Int) -> Bool {
    guard length > 0, at + 1 < end, bytes[at - 1] == 0x20 else {
      // Not even a space for very long: cut at a character's start, so that no block grows without bound.
      return length >= longestAnywhere * 2 && bytes[at] & 0xC0 != 0x80
    }
    let byte = bytes[at]
    if byte == 0x20 { return false }
    // Nothing better to cut at for very long: words, at least, stay whole.
    if length >= longestAnywhere * 3 / 2 { return true }
    if length >= 2, bytes[at - 2] == 0x20 { return true }
    if byte == 0xE2, at + 2 < end, bytes[at + 1] == 0x80, bytes[at + 2] == 0xA2 { return true }
    guard length >= wanted, at >= 3 else { return false }
    switch bytes[at - 2] {
    case UInt8(ascii: "."), UInt8(ascii: "?"), UInt8(ascii: "!"):
      // Not behind an initial or a short abbreviation.
      let isUpper = (0x41...0x5A).contains(byte)
      let before = bytes[at - 3]
      let isWord = (0x61...0x7A).contains(before) && (0x61...0x7A).contains(bytes[max(0, at - 4)])
      return isUpper && (isWord || before == UInt8(ascii: ")") || (0x30...0x39).contains(before))
    default:
      return false
    }
  }
}
