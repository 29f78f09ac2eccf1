import FettleKit
import FettleText

/// Reads lists of authors, as citations and bylines print them in one run of text.
struct AuthorList: Equatable {
  var names: [Name] = []
  /// Whether the list says that it leaves names out: "et al."
  var isCut = false

  private static let degrees = WordLists.builtin("degree")
  private static let others = longestFirst("and-others")
  /// What is cut out of bylines.
  static let noise = longestFirst("byline-noise").filter { $0.utf8.count > 8 }

  private static func longestFirst(_ list: String) -> [String] {
    WordLists.builtin(list).sorted { ($0.utf8.count, $1) > ($1.utf8.count, $0) }
  }

  /// A list as it stands before the title in a citation: "Puig, S., Gutstein, H.", "George MS, Anton RF, et al.",
  /// "Liu, C.; Lu, J.", "Zara M. Bergström, David A. Vogelsang". `nil` where a part isn't a name.
  static func cited(_ text: String) -> AuthorList? {
    var list = AuthorList()
    var text = PersonName.trimmed(AuthorList.withoutYear(text))
    let lower = text.lowercased()
    for mark in others where lower.hasSuffix(mark) && text.utf8.count == lower.utf8.count {
      text = String(text.dropLast(mark.count))
      list.isCut = true
      break
    }
    let whole = AuthorList.replaced(text)
    if whole.contains(";") {
      for part in whole.split(separator: ";") {
        let pieces = part.split(separator: ",", maxSplits: 1).map(String.init)
        if pieces.count == 2, let name = PersonName.inverted(family: pieces[0], given: pieces[1]) {
          list.names.append(name)
        } else if let name = PersonName.parse(String(part)) ?? AuthorList.vancouver(String(part)) {
          list.names.append(name)
        } else if !PersonName.trimmed(String(part)).isEmpty {
          return nil
        }
      }
      return list.names.isEmpty ? nil : list
    }
    let parts = whole.split(separator: ",").map { PersonName.trimmed(String($0)) }.filter { !$0.isEmpty && $0 != "." }
    guard !parts.isEmpty, parts.count < 3000 else { return nil }
    // Family names and initials by turns?
    if parts.count >= 2, PersonName.isInitials(parts[1]) {
      var index = 0
      while index < parts.count {
        guard index + 1 < parts.count, PersonName.isInitials(parts[index + 1]),
          let name = PersonName.inverted(family: parts[index], given: initials(parts[index + 1]))
        else {
          if list.names.isEmpty { return nil }
          list.isCut = true
          break
        }
        list.names.append(name)
        index += 2
      }
      return list.names.isEmpty ? nil : list
    }
    for part in parts {
      if let name = vancouver(part) ?? PersonName.parse(part) {
        list.names.append(name)
      } else {
        return nil
      }
    }
    return list
  }

  /// "Gutstein HB".
  private static func vancouver(_ text: String) -> Name? {
    let words = text.split(separator: " ").map(String.init)
    guard words.count >= 2, words.count <= 5, let last = words.last, last.count <= 4,
      last.unicodeScalars.allSatisfy({ $0.properties.isUppercase || $0 == "-" }), !PersonName.isInitials(words[0])
    else { return nil }
    return PersonName.inverted(family: words.dropLast().joined(separator: " "), given: last)
  }

  /// The period that ended the sentence and was trimmed belongs to the initial.
  private static func initials(_ text: String) -> String { text }

  /// A run of names of a byline: "Sjoerd J. H. Ebisch1, Francesca Ferri2,3, and Vittorio Gallese2". `nil` where a part is
  /// neither a name nor a mark.
  static func byline(_ text: String) -> [Name]? {
    var clean = withoutNoise(text)
    if mayHoldAddresses(clean) { clean = withoutAddresses(clean) }
    clean = replaced(clean)
    var names: [Name] = []
    var failures = 0
    for part in clean.split(whereSeparator: { $0 == "," || $0 == ";" || $0 == "|" || $0 == "\u{0}" || $0 == "•" }) {
      let piece = PersonName.trimmed(String(part))
      if piece.isEmpty || piece.count == 1 { continue }
      if degrees.contains(piece.lowercased()) { continue }
      if let name = PersonName.parse(piece) { names.append(name) } else { failures += 1 }
    }
    // A line of many names may have a stranger among them (a group, a name of one word).
    if failures == 0 || (names.count >= 6 && failures * 8 <= names.count) { return names.isEmpty ? nil : names }
    return nil
  }

  static func byline(_ text: Bytes) -> [Name]? {
    BylineFilter.builtin.rulesOut(text) ? nil : byline(text.string)
  }

  /// " and ", " & ", " und " between names become commas.
  private static func replaced(_ text: String) -> String {
    var out = ""
    var words: [Substring] = []
    for word in text.split(separator: " ", omittingEmptySubsequences: true) { words.append(word) }
    for word in words {
      switch word {
      case "and", "&", "und", "et", "with": out += ","
      case "and,", "&,": out += ","
      default:
        if !out.isEmpty { out += " " }
        out += word
      }
    }
    return out
  }

  /// Without a year at the end: "(2019)", "2018."
  private static func withoutYear(_ text: String) -> String {
    var scalars = Array(text.unicodeScalars)
    while let last = scalars.last,
      last == "." || last == " " || last == ":" || last == "," || last == "(" || last == "\"" || last == "“"
    {
      if last == ".", scalars.count >= 2, scalars[scalars.count - 2].properties.isUppercase { break }
      scalars.removeLast()
    }
    var end = scalars.count
    if end > 0, scalars[end - 1] == ")" { end -= 1 }
    if end >= 5, scalars[(end - 4)..<end].allSatisfy({ ("0"..."9").contains($0) }), scalars[end - 4] <= "2" {
      end -= 4
      if end > 0, scalars[end - 1] == "(" { end -= 1 }
      scalars.removeSubrange(end...)
    }
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return String(view)
  }

  /// Without words that are addresses or ORCIDs.
  private static func withoutAddresses(_ text: String) -> String {
    text.split(separator: " ").compactMap { word -> Substring? in
      guard
        word.contains("@") || word.contains("orcid.org") || word == "ORCID" || word == "ORCID:" || word == "orcid"
          || word.hasPrefix("http") || isORCID(word)
      else { return word }
      // The comma behind an address parts the names.
      return word.hasSuffix(",") || word.hasSuffix(";") ? word.suffix(1) : nil
    }.joined(separator: " ")
  }

  /// Whether `withoutAddresses` may take anything out.
  private static func mayHoldAddresses(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { addresses.isAnywhere(in: $0) }
  }

  private static let addresses = LiteralScan(["http", "orcid", "@", "-"].map { Array($0.utf8) })

  private static func isORCID(_ word: Substring) -> Bool {
    let trimmed = word.utf8.filter { $0 != UInt8(ascii: "(") && $0 != UInt8(ascii: ")") }
    return trimmed.count == 19 && trimmed[4] == UInt8(ascii: "-") && trimmed[9] == UInt8(ascii: "-")
  }

  private static func withoutNoise(_ text: String) -> String {
    var text = text
    guard text.withUTF8(BylineFilter.builtin.mayHoldNoise) else { return text }
    var lower = text.lowercased()
    for phrase in noise {
      guard lower.utf8.count == text.utf8.count else { return text }
      let needle = Array(phrase.utf8)
      var folded = Array(lower.utf8)
      let search = KeySearch(needle)
      guard folded.withUnsafeBufferPointer(search.isIn) else { continue }
      var bytes = Array(text.utf8)
      while let at = folded.withUnsafeBufferPointer(search.place) {
        bytes.replaceSubrange(at..<(at + needle.count), with: [0x20, 0x2C, 0x20])
        folded.replaceSubrange(at..<(at + needle.count), with: [0x20, 0x2C, 0x20])
      }
      text = String(decoding: bytes, as: UTF8.self)
      lower = text.lowercased()
    }
    return text
  }
}
