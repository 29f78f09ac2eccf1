import FettleKit

/// Takes out characters without width. Joiners stay where writing needs them: the non-joiner between Persian or Indic
/// letters, the joiner there and in emoji, the zero-width space between the words of Thai, Lao, Khmer and Myanmar.
enum ZeroWidth {
  static func edits(in bytes: Span<UInt8>, into edits: inout [TextEdit]) {
    var at = 0
    var previous: UInt32?
    while at < bytes.count {
      let lead = bytes[at]
      if lead < 0xE2 {
        // ASCII is the commonest; longer scalars are read only when a joiner stands behind them.
        if lead < 0x80 {
          at = bytes.findBeyondASCII(from: at)
        } else {
          at += lead < 0xC2 ? 1 : lead < 0xE0 ? 2 : 3
        }
        previous = nil
        continue
      }
      let (scalar, length) = bytes.scalar(at: at)
      if isZeroWidth(scalar) {
        let before = previous ?? bytes.scalar(before: at)
        if isNeeded(scalar, after: before, before: next(in: bytes, from: at + length)) {
          previous = scalar
        } else {
          edits.append(TextEdit(at..<(at + length), TextEdit.nothing))
          previous = before
        }
      } else {
        previous = scalar
      }
      at += length
    }
  }

  private static func isZeroWidth(_ scalar: UInt32) -> Bool {
    (0x200B...0x200D).contains(scalar) || (0x2060...0x2064).contains(scalar) || scalar == 0xFEFF
  }

  private static func next(in bytes: Span<UInt8>, from index: Int) -> UInt32? {
    var at = index
    while at < bytes.count {
      let (scalar, length) = bytes.scalar(at: at)
      if !isZeroWidth(scalar) { return scalar }
      at += length
    }
    return nil
  }

  private static func isNeeded(_ scalar: UInt32, after before: UInt32?, before next: UInt32?) -> Bool {
    guard let before else { return false }
    switch scalar {
    case 0x200B: return isUnspaced(before) && next.map(isUnspaced) ?? false
    case 0x200C: return isJoining(before) && next.map(isJoining) ?? false
    case 0x200D: return isJoining(before) || (isEmoji(before) && next.map(isEmoji) ?? false)
    default: return false
    }
  }

  /// Scripts that are written without spaces between words.
  private static func isUnspaced(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x0E00...0x0EFF, 0x1000...0x109F, 0x1780...0x17FF: true
    default: false
    }
  }

  /// Letters and signs of scripts whose shapes depend on joiners: Arabic to Mandaic, the Indic scripts, Tibetan, Myanmar,
  /// Khmer, Mongolian, and the Arabic presentation forms.
  private static func isJoining(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x0600...0x08FF, 0x0900...0x0DFF, 0x0F00...0x109F, 0x1780...0x18AF, 0xA8E0...0xA8FF, 0xFB50...0xFDFF,
      0xFE70...0xFEFE:
      true
    default: false
    }
  }

  private static func isEmoji(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x2190...0x21FF, 0x2300...0x27BF, 0x2B00...0x2BFF, 0xFE0F, 0x1F000...0x1FAFF, 0xE0020...0xE007F: true
    default: false
    }
  }
}
