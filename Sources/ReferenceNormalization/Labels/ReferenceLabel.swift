/// The mark that stands before an entry: "[6]", "6.", "1. 1", "(6)", "•", "a."
public struct ReferenceLabel: Sendable, Equatable {
  /// As printed, without the white space behind it.
  public var text: String
  /// Its number, where it is one.
  public var number: Int?
  /// How many bytes to take off the entry: the label and the white space behind it.
  public var length: Int

  /// Finds the label that an entry begins with.
  ///
  /// - Parameter entry: UTF-8; must not begin with white space.
  /// - Returns: `nil` where the entry begins with none. A number is a label only if something stands behind it.
  public static func find(in entry: ArraySlice<UInt8>) -> ReferenceLabel? {
    var scan = Scan(entry: entry)
    return scan.label()
  }

  private struct Scan {
    let entry: ArraySlice<UInt8>
    var at: Int

    init(entry: ArraySlice<UInt8>) {
      self.entry = entry
      at = entry.startIndex
    }

    private func byte(_ index: Int) -> UInt8 { index < entry.endIndex ? entry[index] : 0 }

    private func digits(from start: Int) -> (value: Int, end: Int)? {
      var value = 0
      var index = start
      while index < entry.endIndex, index < start + 4, isDigit(entry[index]) {
        value = value * 10 + Int(entry[index] - 0x30)
        index += 1
      }
      return index > start && !isDigit(byte(index)) ? (value, index) : nil
    }

    private func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

    private func pastSpace(_ index: Int) -> Int {
      var index = index
      while true {
        let next = byte(index)
        if next == 0x20 || (next >= 0x09 && next <= 0x0D) {
          index += 1
        } else if next == 0xC2, byte(index + 1) == 0xA0 {
          index += 2
        } else {
          return index
        }
      }
    }

    private func made(end: Int, number: Int?) -> ReferenceLabel? {
      let past = pastSpace(end)
      guard past < entry.endIndex else { return nil }
      return ReferenceLabel(
        text: String(decoding: entry[entry.startIndex..<end], as: UTF8.self), number: number,
        length: past - entry.startIndex)
    }

    mutating func label() -> ReferenceLabel? {
      switch byte(at) {
      case 0x5B: return bracketed()
      case 0x5C: return escaped()
      case 0x28: return inParentheses()
      case 0x30...0x39: return numbered()
      case 0x61...0x7A:
        guard byte(at + 1) == 0x2E || byte(at + 1) == 0x29, pastSpace(at + 2) > at + 2 else { return nil }
        return made(end: at + 2, number: nil)
      case 0x2A, 0x2D: return pastSpace(at + 1) > at + 1 ? made(end: at + 1, number: nil) : nil
      case 0xC2: return byte(at + 1) == 0xB7 ? made(end: at + 2, number: nil) : nil
      case 0xE2:
        let isBullet = byte(at + 1) == 0x80 && byte(at + 2) == 0xA2
        let isSquare = byte(at + 1) == 0x96 && (byte(at + 2) == 0xAA || byte(at + 2) == 0xA0)
        return isBullet || isSquare ? made(end: at + 3, number: nil) : nil
      default: return nil
      }
    }

    /// "[6]", "[ 6 ]", and keys such as "[Kno84]".
    private func bracketed() -> ReferenceLabel? {
      if let (value, end) = digits(from: pastSpace(at + 1)), byte(pastSpace(end)) == 0x5D {
        return made(end: pastSpace(end) + 1, number: value)
      }
      var index = at + 1
      var hasLetter = false
      while index < entry.endIndex, index < at + 16, entry[index] != 0x5D {
        if entry[index] == 0x20 { return nil }
        hasLetter = hasLetter || entry[index] >= 0x41
        index += 1
      }
      guard byte(index) == 0x5D, hasLetter, isDigit(byte(index - 1)) || isDigit(byte(index - 2)),
        byte(index + 1) != 0x28
      else { return nil }
      return made(end: index + 1, number: nil)
    }

    /// "\\[6\\]": Markdown that escapes its brackets.
    private func escaped() -> ReferenceLabel? {
      guard byte(at + 1) == 0x5B, let (value, end) = digits(from: at + 2) else { return nil }
      let close = byte(end) == 0x5C ? end + 1 : end
      guard byte(close) == 0x5D, let label = made(end: close + 1, number: value) else { return nil }
      return ReferenceLabel(text: "[\(value)]", number: value, length: label.length)
    }

    private func inParentheses() -> ReferenceLabel? {
      if let (value, end) = digits(from: at + 1), byte(end) == 0x29, end - at < 5 {
        return made(end: end + 1, number: value)
      }
      let letter = byte(at + 1)
      guard letter >= 0x61, letter <= 0x7A, byte(at + 2) == 0x29 else { return nil }
      return made(end: at + 3, number: nil)
    }

    /// "6.", "6)", "1. 1", "6. [6]", "6 Volkow".
    private func numbered() -> ReferenceLabel? {
      guard let (value, end) = digits(from: at), end - at <= 4 else { return nil }
      if byte(end) == 0x2E || byte(end) == 0x29 {
        let next = pastSpace(end + 1)
        // "6. [6]": the list's own number, and the publisher's.
        if byte(next) == 0x5B, let (again, past) = digits(from: next + 1), again == value, byte(past) == 0x5D {
          return made(end: past + 1, number: value)
        }
        if next > end + 1, let (again, past) = digits(from: next), again == value {
          let mark = byte(past) == 0x2E || byte(past) == 0x29 ? past + 1 : past
          if pastSpace(mark) > mark || mark > past { return made(end: mark, number: value) }
        }
        // "3.5 percent": a digit right behind the dot is no label's.
        return next == end + 1 && isDigit(byte(next)) ? nil : made(end: end + 1, number: value)
      }
      let next = pastSpace(end)
      guard next > end, end - at <= 3 else { return nil }
      let isName = (byte(next) >= 0x41 && byte(next) <= 0x5A) || byte(next) >= 0xC3
      guard isName || NameStart.beginsWithParticle(entry[next...]) else { return nil }
      return made(end: end, number: value)
    }
  }
}
