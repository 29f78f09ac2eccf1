import FettleKit
import HTMLTree

/// Tells the mark of a footnote or a reference from an exponent.
enum RaisedMark {
  /// In bytes.
  private static let longestMark = 80
  private static let longestPower = 6

  /// Whether a raised element holds nothing but marks: it holds a link, the page calls it a reference, or it is what no power
  /// is, behind a word that is no unit ("years<sup>1,2</sup>").
  ///
  /// - Parameter before: the text before it; empty where it begins a block.
  static func isMark(
    _ nodes: UnsafeBufferPointer<fettle_html_node>, _ index: Int, behind before: UnsafeBufferPointer<UInt8>?
  ) -> Bool {
    var text: [UInt8] = []
    var hasLink = nodes[index].attribute("class").map(isReference) ?? false
    let parent = Int(nodes[index].parent)
    if parent >= 0, nodes[parent].bytes.elementsEqual("a".utf8), nodes[parent].attribute("href") != nil {
      hasLink = true
    }
    for below in (index + 1)..<max(index + 1, Int(nodes[index].last)) {
      if nodes[below].isText {
        if text.count + Int(nodes[below].text_length) > longestMark { return false }
        text += nodes[below].bytes
      } else if nodes[below].bytes.elementsEqual("a".utf8) {
        hasLink = true
      }
    }
    if hasLink { return true }
    guard let before, !before.isEmpty, isNumbers(text) else { return false }
    return isWord(before) || text.contains(UInt8(ascii: ",")) && isSentenceEnd(before)
  }

  /// Whether a raised element is the power of a number, or one with a sign of a unit: "10<sup>−3</sup>", "s<sup>−1</sup>".
  static func isExponent(
    _ nodes: UnsafeBufferPointer<fettle_html_node>, _ index: Int, behind before: UnsafeBufferPointer<UInt8>?
  ) -> Bool {
    guard let last = before?.last, last &- 0x30 < 10 || (last | 0x20) &- 0x61 < 26, Int(nodes[index].last) == index + 2,
      nodes[index + 1].isText
    else { return false }
    var digits = Array(nodes[index + 1].bytes.drop(while: Blank.isSpace))
    while let last = digits.last, Blank.isSpace(last) { digits.removeLast() }
    guard digits.count <= longestPower else { return false }
    var isSigned = false
    for sign in ["-", "+", "\u{2212}", "\u{2013}"] where digits.starts(with: sign.utf8) {
      digits.removeFirst(sign.utf8.count)
      isSigned = true
      break
    }
    guard isSigned || last &- 0x30 < 10 else { return false }
    return !digits.isEmpty && digits.allSatisfy { $0 &- 0x30 < 10 }
  }

  /// A character as it is written in a power (Unicode block Superscripts and Subscripts), or `nil` for any other.
  ///
  /// - Parameter bytes: one character.
  static func raised(_ bytes: some Collection<UInt8>) -> [UInt8]? {
    guard let first = bytes.first else { return nil }
    switch first {
    case 0x31: return [0xC2, 0xB9]
    case 0x32, 0x33: return [0xC2, 0xB0 + (first - 0x30)]
    case 0x30, 0x34...0x39: return [0xE2, 0x81, 0xB0 + (first - 0x30)]
    case UInt8(ascii: "+"): return [0xE2, 0x81, 0xBA]
    case UInt8(ascii: "-"): return [0xE2, 0x81, 0xBB]
    default:
      return bytes.elementsEqual("\u{2212}".utf8) || bytes.elementsEqual("\u{2013}".utf8) ? [0xE2, 0x81, 0xBB] : nil
    }
  }

  /// Whether a text is numbers of notes, with commas and dashes between them: none begins with a zero or a sign, and none has
  /// more than three digits.
  private static func isNumbers(_ text: [UInt8]) -> Bool {
    var digits = 0
    var hasNumber = false
    var at = 0
    while at < text.count {
      let byte = text[at]
      if byte &- 0x30 < 10 {
        if digits == 0, byte == 0x30 { return false }
        digits += 1
        hasNumber = true
        if digits > 3 { return false }
      } else {
        let isDash = byte == UInt8(ascii: "-") || byte == 0xE2 && at + 2 < text.count && text[at + 1] == 0x80
        guard isDash && hasNumber || byte == UInt8(ascii: ",") || Blank.isSpace(byte) else { return false }
        if byte == 0xE2 { at += 2 }
        digits = 0
      }
      at += 1
    }
    return hasNumber
  }

  /// Whether a text ends in a word of four small letters or more that is no unit.
  private static func isWord(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    let letters = text.reversed().prefix(16).prefix { $0 &- 0x61 < 26 }
    guard letters.count >= 4 else { return false }
    return !units.contains(String(decoding: letters.reversed(), as: UTF8.self))
  }

  private static func isSentenceEnd(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard text.count >= 4, let last = text.last, ".,;)".utf8.contains(last) else { return false }
    return text.dropLast().suffix(3).allSatisfy { $0 &- 0x61 < 26 }
  }

  /// What is squared and cubed when it is written out.
  private static let units: Set<String> = [
    "metre", "metres", "meter", "meters", "kilometre", "kilometres", "kilometer", "kilometers", "centimetre",
    "centimetres",
    "centimeter", "centimeters", "millimetre", "millimetres", "millimeter", "millimeters", "micron", "microns", "feet",
    "foot",
    "inch", "inches", "mile", "miles", "yard", "yards", "second", "seconds", "degrees", "pixel", "pixels", "arcmin",
    "arcsec",
  ]

  /// Whether a page calls an element the label of an item: "bullet", "ref-label".
  static func isLabel(_ name: UnsafeBufferPointer<UInt8>) -> Bool {
    guard name.count <= 64 else { return false }
    return Folded.string(name).lowercased().split(separator: " ").contains {
      $0 == "bullet" || $0 == "label" || $0 == "ref-label" || $0 == "reference-label" || $0 == "citation-label"
    }
  }

  private static func isReference(_ name: UnsafeBufferPointer<UInt8>) -> Bool {
    let words = String(decoding: name, as: UTF8.self).lowercased()
    return words.contains("ref") || words.contains("cit") || words.contains("footnote") || words.contains("xref")
  }
}

enum FormulaParts {
  /// Where an element stands among the elements below its parent, counted from 0.
  static func place(of index: Int, _ nodes: UnsafeBufferPointer<fettle_html_node>) -> Int {
    var place = 0
    var at = Int(nodes[index].parent) + 1
    while at < index {
      if nodes[at].isText {
        at += 1
      } else {
        place += 1
        at = Int(nodes[at].last)
      }
    }
    return place
  }
}
