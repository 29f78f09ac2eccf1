/// What a Unicode scalar is to those who read names of persons.
struct ScalarTraits: OptionSet, Sendable {
  let rawValue: UInt8

  static let capital = ScalarTraits(rawValue: 1)
  static let small = ScalarTraits(rawValue: 2)
  /// Of any writing.
  static let letter = ScalarTraits(rawValue: 4)
  /// Hangs on a name without being part of it: white space, digits, signs of footnotes and affiliations.
  static let mark = ScalarTraits(rawValue: 8)
  /// May stand between the letters of a name: "-", "'", ".".
  static let joint = ScalarTraits(rawValue: 16)
  /// May stand between initials.
  static let initialJoint = ScalarTraits(rawValue: 32)
  /// An apostrophe or a hyphen, before which a name may be small: "d'Annunzio".
  static let prefixJoint = ScalarTraits(rawValue: 64)

  /// The traits of the scalar that begins at a byte of the text, and how many bytes it has; what isn't UTF-8 is a mark.
  @inline(__always)
  static func read(_ text: Bytes, _ at: Int) -> (traits: ScalarTraits, length: Int) {
    read(text, at, table)
  }

  /// The same for one who reads many.
  ///
  /// - Parameter table: `table`.
  @inline(__always)
  static func read(_ text: Bytes, _ at: Int, _ table: [ScalarTraits]) -> (traits: ScalarTraits, length: Int) {
    let byte = text[at]
    return byte < 0x80 ? (table[Int(byte)], 1) : readMultibyte(text, at)
  }

  /// Where the scalar begins that ends before a byte of the text.
  static func start(_ text: Bytes, before end: Int) -> Int {
    var at = end - 1
    while at > 0, end - at < 4, text[at] & 0xC0 == 0x80 { at -= 1 }
    return at
  }

  private static func readMultibyte(_ text: Bytes, _ at: Int) -> (traits: ScalarTraits, length: Int) {
    let byte = text[at]
    let length = byte < 0xC2 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : byte < 0xF5 ? 4 : 1
    guard length > 1, at + length <= text.count else { return (.mark, max(1, min(length, text.count - at))) }
    var value = UInt32(byte) & (0x7F >> UInt32(length))
    for next in 1..<length {
      guard text[at + next] & 0xC0 == 0x80 else { return (.mark, next) }
      value = value << 6 | UInt32(text[at + next] & 0x3F)
    }
    if value < UInt32(table.count) { return (table[Int(value)], length) }
    return (Unicode.Scalar(value).map(ScalarTraits.init) ?? .mark, length)
  }

  /// Of Latin, Greek and Cyrillic letters; of others Unicode's own tables are asked, which takes longer.
  static let table: [ScalarTraits] = (0..<0x530).map { Unicode.Scalar($0).map(ScalarTraits.init) ?? [] }

  init(rawValue: UInt8) { self.rawValue = rawValue }

  init(_ scalar: Unicode.Scalar) {
    var traits: ScalarTraits = []
    if scalar.isCapital { traits.insert(.capital) }
    if scalar.isSmallLetter { traits.insert(.small) }
    if scalar.isLetter { traits.insert(.letter) }
    if ScalarTraits.isMark(scalar) { traits.insert(.mark) }
    switch scalar {
    case "-", "'", "’": traits.formUnion([.joint, .initialJoint, .prefixJoint])
    case ".", "\u{2010}", "\u{2011}": traits.formUnion([.joint, .initialJoint])
    case "`", "´": traits.insert(.joint)
    case " ": traits.insert(.initialJoint)
    default: break
    }
    self = traits
  }

  private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isSpace { return true }
    switch scalar {
    case "0"..."9", ",", ";", "*", "†", "‡", "§", "¶", "#", "∗", "⁎", "&", "|", "·", "✉", "✝", "^", "(", ")", "[", "]",
      "{", "}", "~", ":", "⨯", "…", "•", "\u{200B}", "\u{FEFF}", "\u{A0}", "⁺", "+", "_", "°", "Ɨ", "∥", "‖", "$", "/":
      return true
    case ".", "'", "’": return false
    default:
      switch scalar.properties.generalCategory {
      case .mathSymbol, .otherSymbol, .modifierSymbol, .otherNumber, .dashPunctuation, .otherPunctuation: return true
      default: return false
      }
    }
  }
}
