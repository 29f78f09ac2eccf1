import CByteScan

/// Brings texts that a reader takes for the same into one form, so that a phrase is found by one look into a table.
///
/// Folded are: case (ASCII, Latin-1, Latin Extended-A, Greek, Cyrillic), white space and its look-alikes (one space),
/// curly quotes and dashes (their ASCII forms); zero-width characters and soft hyphens go. Punctuation, arrows and
/// ellipses go from the end, bullets, link marks ("[12]") and what text browsers draw
/// of forms ("[ ]", "(BUTTON)") from the start.
public enum Folding {
  /// Writes the folded text to `out`, which must have room for as many bytes as the text has.
  ///
  /// - Parameter keepingMarks: whether bullets and link marks at the start stay.
  /// - Returns: how many bytes were written, never more than the text's.
  public static func fold(
    _ text: UnsafeBufferPointer<UInt8>, into out: UnsafeMutablePointer<UInt8>, keepingMarks: Bool = false
  ) -> Int {
    var at = keepingMarks ? 0 : skipMarks(text)
    let end = text.count
    var count = 0
    // Every byte that is written stands for at least one that was read, so `count` never passes `at`.
    @inline(__always) func put(_ byte: UInt8) {
      out[count] = byte
      count += 1
    }
    @inline(__always) func putSpace() {
      if count > 0, out[count - 1] != 0x20 { put(0x20) }
    }
    while at < end {
      if text[at] < 0x80, let start = text.baseAddress {
        // Most of a text is plain. What is written is as long as what was read, so that there is room for it.
        let isBehindSpace = count == 0 || out[count - 1] == 0x20
        let plain = fettle_fold_plain(start + at, end - at, out + count, isBehindSpace)
        at += plain
        count += plain
      }
      guard at < end else { break }
      let byte = text[at]
      if byte < 0x80 {
        at += 1
        if byte <= 0x20 || byte == 0x7F { putSpace() } else { put(byte &- 0x41 < 26 ? byte | 0x20 : byte) }
        continue
      }
      let length = byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
      guard at + length <= end else { break }
      switch fold(byte, text[at + 1], length > 2 ? text[at + 2] : 0) {
      case .space: putSpace()
      case .nothing: break
      case .ascii(let replacement): put(replacement)
      case .two(let first, let second):
        put(first)
        put(second)
      case .same: for offset in 0..<length { put(text[at + offset]) }
      }
      at += length
    }
    return trimmedEnd(out, count)
  }

  /// The folded form of a string.
  public static func fold(_ text: String, keepingMarks: Bool = false) -> [UInt8] {
    var text = text
    return text.withUTF8 { bytes in
      [UInt8](unsafeUninitializedCapacity: bytes.count) { buffer, count in
        count = buffer.baseAddress.map { fold(bytes, into: $0, keepingMarks: keepingMarks) } ?? 0
      }
    }
  }

  /// A hash of folded bytes, and one of the same with each run of digits (with points and commas in it) as one `#`; the
  /// same twice where there is no digit.
  public static func hashes(of folded: UnsafeBufferPointer<UInt8>) -> (plain: UInt64, numbers: UInt64) {
    let plain = ByteHash.of(folded)
    guard let first = folded.firstIndex(where: { $0 &- 0x30 < 10 }), let text = folded.baseAddress else {
      return (plain, plain)
    }
    let numbers = withUnsafeTemporaryAllocation(of: UInt8.self, capacity: folded.count) { out in
      // What is written is never more than what was read.
      guard let out = out.baseAddress else { return plain }
      let end = folded.count
      out.update(from: text, count: first)
      var count = first
      var at = first
      while at < end {
        out[count] = 0x23
        count &+= 1
        at &+= 1
        // Digits, and a separator inside of a number.
        while at < end {
          let byte = text[at]
          let goesOn =
            byte &- 0x30 < 10 || (byte == 0x2C || byte == 0x2E) && at &+ 1 < end && text[at &+ 1] &- 0x30 < 10
          if !goesOn { break }
          at &+= 1
        }
        while at < end, text[at] &- 0x30 >= 10 {
          out[count] = text[at]
          count &+= 1
          at &+= 1
        }
      }
      return ByteHash.of(UnsafeBufferPointer(start: out, count: count))
    }
    return (plain, numbers)
  }

  private enum Folded {
    case same, space, nothing
    case ascii(UInt8)
    case two(UInt8, UInt8)
  }

  /// What a character of two to four bytes becomes.
  private static func fold(_ a: UInt8, _ b: UInt8, _ c: UInt8) -> Folded {
    switch a {
    case 0xC2:
      if b == 0xA0 || b == 0x85 { return .space }
      if b == 0xAD { return .nothing }
      if b == 0xB4 { return .ascii(0x27) }
      return .same
    case 0xC3: return b >= 0x80 && b <= 0x9E && b != 0x97 ? .two(a, b + 0x20) : .same
    case 0xC4, 0xC5: return foldLatinExtended(a, b)
    case 0xCE:
      if b >= 0x91 && b <= 0x9F { return .two(0xCE, b + 0x20) }
      if b >= 0xA0 && b <= 0xA9 { return .two(0xCF, b - 0x20) }
      return .same
    case 0xD0:
      if b >= 0x80 && b <= 0x8F { return .two(0xD1, b + 0x10) }
      if b >= 0x90 && b <= 0x9F { return .two(0xD0, b + 0x20) }
      if b >= 0xA0 && b <= 0xAF { return .two(0xD1, b - 0x20) }
      return .same
    case 0xE2:
      guard b == 0x80 else { return b == 0x88 && c == 0x92 ? .ascii(0x2D) : .same }
      switch c {
      case 0x80...0x8A, 0xAF: return .space
      case 0x8B...0x8F, 0xAA...0xAE: return .nothing
      case 0x90...0x95: return .ascii(0x2D)
      case 0x98, 0x99, 0xB2: return .ascii(0x27)
      case 0x9C, 0x9D, 0xB3: return .ascii(0x22)
      default: return .same
      }
    case 0xE3: return b == 0x80 && c == 0x80 ? .space : .same
    case 0xEF: return b == 0xBB && c == 0xBF ? .nothing : .same
    default: return .same
    }
  }

  /// U+0100–U+017F, where capitals are the even code points up to U+0137 and from U+014A to U+0177, else the odd ones.
  private static func foldLatinExtended(_ a: UInt8, _ b: UInt8) -> Folded {
    let scalar = (UInt16(a & 0x1F) << 6) | UInt16(b & 0x3F)
    let isCapital: Bool
    switch scalar {
    case 0x130, 0x131, 0x138, 0x149, 0x178, 0x17F: return .same
    case 0x100...0x137, 0x14A...0x177: isCapital = scalar & 1 == 0
    default: isCapital = scalar & 1 == 1
    }
    guard isCapital else { return .same }
    let lower = scalar + 1
    return .two(UInt8(0xC0 | (lower >> 6)), UInt8(0x80 | (lower & 0x3F)))
  }

  /// Where the text begins behind bullets, arrows and link marks.
  private static func skipMarks(_ text: UnsafeBufferPointer<UInt8>) -> Int {
    var at = 0
    while at < text.count {
      let byte = text[at]
      switch byte {
      case 0x09...0x0D, 0x20, 0x2A, 0x7C, 0x3E, 0x2B: at += 1  // white space * | > +
      case 0x23 where at + 1 < text.count && (text[at + 1] == 0x23 || text[at + 1] == 0x20): at += 1
      case 0x5B:  // [12], and a box to tick: [ ] [x] [___]
        var next = at + 1
        if next < text.count, text[next] &- 0x30 < 10 {
          while next < text.count, text[next] &- 0x30 < 10 { next += 1 }
        } else {
          while next < text.count, text[next] == 0x20 || text[next] == 0x5F { next += 1 }
          if next == at + 1, next < text.count, text[next] | 0x20 == 0x78 { next += 1 }
        }
        guard next > at + 1, next < text.count, text[next] == 0x5D else { return at }
        // A label that is all there is isn't a mark.
        guard next + 1 < text.count else { return at }
        at = next + 1
      case 0x28:  // (BUTTON), ( ), (*)
        let length = formMark(text, at: at)
        guard length > 0 else { return at }
        at += length
      case 0xC2 where at + 1 < text.count && (text[at + 1] == 0xA0 || text[at + 1] == 0xB7 || text[at + 1] == 0xBB):
        at += 2
      case 0xE2 where at + 2 < text.count && isMark(text[at + 1], text[at + 2]): at += 3
      default: return at
      }
    }
    return at
  }

  /// How many bytes a text browser's mark of a button or a choice takes, if something stands behind it.
  private static func formMark(_ text: UnsafeBufferPointer<UInt8>, at index: Int) -> Int {
    if index + 3 < text.count, text[index + 2] == 0x29, text[index + 1] == 0x20 || text[index + 1] == 0x2A { return 3 }
    let button: StaticString = "(BUTTON)"
    guard index + 8 < text.count else { return 0 }
    for offset in 0..<8 where text[index + offset] != button.utf8Start[offset] { return 0 }
    return 8
  }

  /// • ‣ › – arrows, squares, triangles and circles, behind the byte E2.
  private static func isMark(_ b: UInt8, _ c: UInt8) -> Bool {
    switch b {
    case 0x80: return c == 0xA2 || c == 0xA3 || c == 0xBA || c == 0x93 || c == 0x94 || c == 0x8B
    case 0x86, 0x87, 0x96, 0x97, 0x98: return true
    case 0x9D: return c == 0xAF
    default: return false
    }
  }

  /// How many bytes are left when punctuation, arrows and ellipses are taken from the end.
  private static func trimmedEnd(_ out: UnsafeMutablePointer<UInt8>, _ length: Int) -> Int {
    var count = length
    while count > 0 {
      let last = out[count - 1]
      switch last {
      case 0x20, 0x21, 0x2A, 0x2C, 0x2E, 0x3A, 0x3B, 0x3E, 0x7C: count -= 1  // space ! * , . : ; > |
      default:
        let b = count >= 2 ? out[count - 2] : 0
        let a = count >= 3 ? out[count - 3] : 0
        if b == 0xC2, last == 0xBB || last == 0xB7 {
          count -= 2
        } else if a == 0xE2, (b == 0x80 && (last == 0xA6 || last == 0xBA)) || b == 0x86 || b == 0x96 || b == 0x97 {
          count -= 3  // … › arrows ▼
        } else if (a == 0xE3 && b == 0x80 && last == 0x82) || (a == 0xEF && b == 0xBC && last == 0x9A) {
          count -= 3  // 。 and the full-width colon
        } else {
          return count
        }
      }
    }
    return count
  }
}
