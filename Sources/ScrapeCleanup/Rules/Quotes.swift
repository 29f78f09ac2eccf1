import FettleKit

/// Makes quotation marks all straight or all typographic. By default they stay as the page has them.
enum Quotes: String, Sendable {
  case keep
  case straight
  case typographic

  func edits(in bytes: Span<UInt8>, into edits: inout [TextEdit]) {
    switch self {
    case .keep: break
    case .straight: Quotes.straighten(bytes, into: &edits)
    case .typographic: Quotes.curl(bytes, into: &edits)
    }
  }

  /// U+2018…U+201B to `'`, U+201C…U+201F to `"`. Primes and guillemets are no quotation marks of this kind.
  private static func straighten(_ bytes: Span<UInt8>, into edits: inout [TextEdit]) {
    var at = 0
    while at + 2 < bytes.count {
      guard bytes[at] == 0xE2, bytes[at + 1] == 0x80, (0x98...0x9F).contains(bytes[at + 2]) else {
        at += 1
        continue
      }
      edits.append(TextEdit(at..<(at + 3), bytes[at + 2] < 0x9C ? [0x27] : [0x22]))
      at += 3
    }
  }

  /// `'` and `"` by what stands around them; one behind a digit may be a prime, and stays unless it closes a quotation.
  private static func curl(_ bytes: Span<UInt8>, into edits: inout [TextEdit]) {
    var isOpen = false
    // The last mark that was read: one right behind an opening mark opens too.
    var last = (at: -2, opens: false)
    for at in bytes.indices {
      let byte = bytes[at]
      guard byte == 0x27 || byte == 0x22 else { continue }
      let before = bytes.scalar(before: at)
      let after = at + 1 < bytes.count ? bytes[at + 1] : 0x20
      let opens = last.at == at - 1 ? last.opens : before.map(isOpening) ?? true
      last = (at, opens)
      if byte == 0x22 {
        if opens, !ASCII.isWhite(after) {
          edits.append(TextEdit(at..<(at + 1), [0xE2, 0x80, 0x9C]))
          isOpen = true
        } else if isOpen || !(before.map(isDigit) ?? false) {
          edits.append(TextEdit(at..<(at + 1), [0xE2, 0x80, 0x9D]))
          isOpen = false
        }
      } else if opens {
        // '90s: an apostrophe before a digit.
        let mark: UInt8 = ASCII.isDigit(after) ? 0x99 : 0x98
        edits.append(TextEdit(at..<(at + 1), [0xE2, 0x80, mark]))
      } else if !(before.map(isDigit) ?? false) || ASCII.isLower(after) {
        edits.append(TextEdit(at..<(at + 1), [0xE2, 0x80, 0x99]))
      }
    }
  }

  private static func isDigit(_ scalar: UInt32) -> Bool { scalar >= 0x30 && scalar <= 0x39 }

  private static func isOpening(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x09...0x0D, 0x20, 0x28, 0x5B, 0x7B, 0x2F, 0x85, 0xA0, 0xAB: true
    case 0x2000...0x200A, 0x2013...0x2014, 0x2018, 0x201C, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000: true
    default: false
    }
  }
}
