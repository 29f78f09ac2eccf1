import FettleKit

/// Text as BibTeX and TeX take it: their special characters escaped, braces always in pairs, no line ends.
enum BibTeXText {
  /// Plain text. BibTeX counts braces even behind a backslash, so these are written by name.
  static func append(_ text: String, to out: inout [UInt8]) { append(text.utf8, to: &out) }

  private static func append(_ text: some Sequence<UInt8>, to out: inout [UInt8]) {
    for byte in text {
      switch byte {
      case UInt8(ascii: "\\"): out += "\\textbackslash{}".utf8
      case UInt8(ascii: "{"): out += "\\textbraceleft{}".utf8
      case UInt8(ascii: "}"): out += "\\textbraceright{}".utf8
      case UInt8(ascii: "~"): out += "\\textasciitilde{}".utf8
      case UInt8(ascii: "^"): out += "\\textasciicircum{}".utf8
      case UInt8(ascii: "$"), UInt8(ascii: "&"), UInt8(ascii: "%"), UInt8(ascii: "#"), UInt8(ascii: "_"):
        out += [UInt8(ascii: "\\"), byte]
      case 0..<0x20, 0x7F: out.append(0x20)
      default: out.append(byte)
      }
    }
  }

  /// A DOI or an address: read as it stands, so that nothing is escaped; what would end the field or begin a command is
  /// written in per cent.
  static func appendVerbatim(_ text: String, to out: inout [UInt8]) {
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\\"): out += "%5C".utf8
      case UInt8(ascii: "{"): out += "%7B".utf8
      case UInt8(ascii: "}"): out += "%7D".utf8
      case 0...0x20, 0x7F: out += "%20".utf8
      default: out.append(byte)
      }
    }
  }

  /// "145–161" as "145--161".
  static func appendPages(_ text: String, to out: inout [UInt8]) {
    for (index, part) in text.split(separator: "\u{2013}", omittingEmptySubsequences: false).enumerated() {
      if index > 0 { out += "--".utf8 }
      append(String(part), to: &out)
    }
  }

  /// A title, with braces round the words whose capitals a style must not take away: those with a capital behind the first
  /// letter ("DNA", "mRNA"), and in a title that writes its words small all that begin with one ("Drosophila").
  static func appendTitle(_ title: String, to out: inout [UInt8]) {
    let words = title.unicodeScalars.split(separator: " ", omittingEmptySubsequences: false)
    let forms = words.map(Capitals.init)
    let small = forms.dropFirst().count { $0 == .none }
    let isSmall = small > 0 && small >= forms.dropFirst().count { $0 == .first }
    for (index, word) in words.enumerated() {
      if index > 0 { out.append(0x20) }
      let isProtected = forms[index] == .inside || index > 0 && isSmall && forms[index] == .first
      if isProtected { out.append(UInt8(ascii: "{")) }
      append(String(String.UnicodeScalarView(word)), to: &out)
      if isProtected { out.append(UInt8(ascii: "}")) }
    }
  }

  /// Where a word of a title has capitals.
  private enum Capitals {
    case none, first, inside
    /// A word that titles write small however they write the others, or none at all.
    case little

    private static let littleWords: Set<String> = [
      "a", "an", "and", "as", "at", "by", "de", "der", "des", "die", "du", "et", "for", "from", "in", "la", "le", "of",
      "on",
      "or", "the", "to", "und", "with",
    ]

    init(_ word: Substring.UnicodeScalarView) {
      let letters = word.filter { $0.properties.isAlphabetic }
      guard let first = letters.first else {
        self = .little
        return
      }
      if letters.dropFirst().contains(where: { $0.properties.isUppercase }) {
        self = .inside
      } else if first.properties.isUppercase {
        self = .first
      } else {
        self = Capitals.littleWords.contains(String(String.UnicodeScalarView(letters))) ? .little : .none
      }
    }
  }

  /// "van Dam, Jr, M."; a name that can't be taken apart in braces, so that nobody takes it apart.
  static func append(_ name: Name, to out: inout [UInt8]) {
    guard name.literal == nil, let family = name.family else {
      out.append(UInt8(ascii: "{"))
      append(name.literal ?? name.given ?? "", to: &out)
      out.append(UInt8(ascii: "}"))
      return
    }
    if let particle = name.nonDroppingParticle {
      appendPart(particle, to: &out)
      out.append(0x20)
    }
    appendPart(family, to: &out)
    if let suffix = name.suffix {
      out += ", ".utf8
      appendPart(suffix, to: &out)
    }
    if let given = name.given {
      out += ", ".utf8
      appendPart(given, to: &out)
    } else if name.suffix != nil {
      out += ", {}".utf8
    }
  }

  /// A part of a name, in braces where its commas or an "and" in it would part it.
  private static func appendPart(_ part: String, to out: inout [UInt8]) {
    let words = part.lowercased().split { $0 == " " || $0 == "\t" || $0 == "\n" }
    let isBraced = part.utf8.contains(UInt8(ascii: ",")) || words.contains("and") || words == ["others"]
    if isBraced { out.append(UInt8(ascii: "{")) }
    append(part, to: &out)
    if isBraced { out.append(UInt8(ascii: "}")) }
  }
}
