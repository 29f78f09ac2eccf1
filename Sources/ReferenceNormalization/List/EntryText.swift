import FettleKit

/// Puts the texts of an entry's pieces together as a reader would see them.
enum EntryText {
  /// One space between pieces, but none before closing punctuation and none behind an opening bracket or a dash between
  /// digits.
  ///
  /// - Returns: the text, and where in it the spaces between pieces stand.
  static func join(_ parts: [ArraySlice<UInt8>]) -> (text: [UInt8], borders: [Int]) {
    var out: [UInt8] = []
    var borders: [Int] = []
    for part in parts where !part.isEmpty {
      if let last = out.last, let first = part.first, needsSpace(last, first, out, part) {
        borders.append(out.count)
        out.append(0x20)
      }
      out.append(contentsOf: part)
    }
    return (out, borders)
  }

  private static func needsSpace(_ last: UInt8, _ first: UInt8, _ out: [UInt8], _ part: ArraySlice<UInt8>) -> Bool {
    if last == 0x20 || first == 0x20 { return false }
    switch first {
    case UInt8(ascii: ","), UInt8(ascii: "."), UInt8(ascii: ";"), UInt8(ascii: ":"), UInt8(ascii: ")"),
      UInt8(ascii: "]"):
      return false
    default:
      break
    }
    if last == UInt8(ascii: "(") || last == UInt8(ascii: "[") { return false }
    // A dash between numbers, torn off: "514", "–", "518".
    let lastIsDash = last == UInt8(ascii: "-") || (out.count > 2 && out.suffix(3).elementsEqual([0xE2, 0x80, 0x93]))
    let firstIsDash = first == UInt8(ascii: "-") || part.prefix(3).elementsEqual([0xE2, 0x80, 0x93])
    let isDigit: (UInt8) -> Bool = { (0x30...0x39).contains($0) }
    if firstIsDash, isDigit(last) { return false }
    if lastIsDash, isDigit(first) { return false }
    return true
  }

  /// White space folded, trimmed: a line end for each run that holds one, a space for any other.
  static func folded(_ bytes: [UInt8]) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count)
    var index = 0
    var isPending = false
    var hasLineEnd = false
    bytes.withUnsafeBufferPointer { buffer in
      while index < buffer.count {
        let length = Separator.length(in: buffer, at: index)
        if length > 0 {
          isPending = !out.isEmpty
          hasLineEnd = hasLineEnd || buffer[index] == 0x0A
          index += length
          continue
        }
        if isPending { out.append(hasLineEnd ? 0x0A : 0x20) }
        isPending = false
        hasLineEnd = false
        out.append(buffer[index])
        index += 1
      }
    }
    return out
  }
}
