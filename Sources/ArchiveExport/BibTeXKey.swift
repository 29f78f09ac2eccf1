import FettleKit

/// Keys of BibTeX entries, made of what an item states: the first author's family name, the year, and the first word of the
/// title that says something: "wang2012sleep".
///
/// Letters of Latin scripts are written in ASCII, others left out, since BibTeX and much that reads its files allow no more.
enum BibTeXKey {
  static func of(_ item: Item) -> String {
    let name = (item.author.first ?? item.editor.first).flatMap { $0.family ?? $0.literal ?? $0.given } ?? ""
    var key = ascii(name, atMost: 24)
    let isNamed = !key.isEmpty
    if let year = item.issued?.year { key += String(year) }
    for word in (item.title ?? "").split(whereSeparator: { $0 == " " || $0 == "-" || $0 == "\u{2013}" }) {
      let word = ascii(String(word.prefix(64)), atMost: 20)
      guard word.utf8.count > 3, !emptyWords.contains(word) else { continue }
      key += word
      break
    }
    return key.isEmpty ? "reference" : isNamed ? key : "anon" + key
  }

  /// Words that say nothing of what a title is about, of more than three letters.
  private static let emptyWords: Set<String> = [
    "about", "after", "among", "between", "from", "into", "over", "some", "that", "their", "these", "this", "through",
    "toward", "towards", "under", "using", "what", "when", "where", "which", "with", "without", "your",
    "dans", "della", "einer", "eine", "eines", "oder", "para", "pour", "sobre", "uber",
  ]

  /// Small letters and digits.
  private static func ascii(_ text: String, atMost limit: Int) -> String {
    var out: [UInt8] = []
    for scalar in text.unicodeScalars where out.count < limit {
      switch scalar.value {
      case 0x30...0x39, 0x61...0x7A: out.append(UInt8(scalar.value))
      case 0x41...0x5A: out.append(UInt8(scalar.value) | 0x20)
      case 0xC0...0x17F:
        let base = latin[Int(scalar.value - 0xC0)]
        if base != 0x2D { out.append(base) }
      default: continue
      }
    }
    return String(decoding: out, as: UTF8.self)
  }

  /// The letters U+00C0 to U+017F without what stands on them, in the order of their code points; "-" for none.
  private static let latin = Array(
    ("aaaaaaaceeeeiiiidnooooo-ouuuuyts" + "aaaaaaaceeeeiiiidnooooo-ouuuuyty" + "aaaaaaccccccccddddeeeeeeeeee"
      + "gggggggghhhhiiiiiiiiiiiijjkkkllllllllllnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs").utf8)
}
