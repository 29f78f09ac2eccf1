import FettleKit

/// Reads names of persons as bylines and citations print them.
enum PersonName {
  private static let words = WordLists.builtin
  private static let strangers = words("not-a-name")
  private static let particles = words("particle")
  private static let endings = words("not-a-name-ending").sorted()
  private static let degrees = words("degree")

  /// A name with the given names first: "Ranga B. Myneni", "Marcus van Lier-Walqui", "JOHN SMITH". `nil` for what doesn't
  /// look like one.
  static func parse(_ text: String) -> Name? {
    var words = trimmed(text).split(separator: " ", omittingEmptySubsequences: true).map(String.init)
    while let last = words.last, words.count > 2, degrees.contains(last.lowercased()) { words.removeLast() }
    // Marks of affiliations and of equal contribution: "Lamm a b", "Lu na".
    while let last = words.last, words.count > 2, last.utf8.count <= 2,
      last.utf8.allSatisfy({ (0x61...0x7A).contains($0) })
    {
      words.removeLast()
    }
    if let last = words.last { words[words.count - 1] = trimmed(last) }
    guard (2...6).contains(words.count) else { return nil }
    var suffix: String?
    if let last = words.last, words.count > 2, ["Jr", "Jr.", "Sr", "Sr.", "II", "III", "IV"].contains(last) {
      suffix = last
      words.removeLast()
    }
    var hasFamily = false
    for (index, word) in words.enumerated() {
      let lower = word.lowercased()
      if particles.contains(lower), index + 1 < words.count { continue }
      guard isNameWord(word), !strangers.contains(lower), !endings.contains(where: lower.hasSuffix) else { return nil }
      if letters(word) >= 2, !isInitials(word) { hasFamily = true }
    }
    guard hasFamily, let last = words.last, letters(last) >= 2 else { return nil }
    guard let firstWord = words.first, firstWord.unicodeScalars.first?.isCapital ?? false else {
      return nil
    }
    if last.hasSuffix(".") || words.contains(where: { $0.hasSuffix(".") && letters($0) >= 4 }) { return nil }
    if isInitials(last), !words.dropLast().contains(where: isInitials), last.count <= 2 { return nil }
    var start = words.count - 1
    while start > 1, particles.contains(words[start - 1]), words[start - 1].first?.isLowercase ?? false { start -= 1 }
    var name = Name(
      family: words[start...].joined(separator: " "), given: words[..<start].joined(separator: " "))
    name.suffix = suffix
    return name
  }

  /// A family name and initials, as "Puig" and "S." or "George" and "MS".
  static func inverted(family: String, given: String) -> Name? {
    let family = trimmed(family)
    let given = trimmed(given)
    guard !family.isEmpty, !given.isEmpty, family.count <= 40, given.count <= 40 else { return nil }
    let words = family.split(separator: " ").map(String.init)
    guard words.count <= 5, words.allSatisfy({ isNameWord($0) || particles.contains($0.lowercased()) }),
      words.contains(where: { $0.unicodeScalars.first?.isCapital ?? false }),
      letters(family) >= 2
    else { return nil }
    return Name(family: family, given: given)
  }

  /// "S.", "R.T.", "MS", "H.-J.", "B. M.": up to five capitals and what stands between them.
  static func isInitials(_ text: String) -> Bool {
    var capitals = 0
    for scalar in text.unicodeScalars {
      switch scalar {
      case ".", "-", " ", "\u{2010}", "\u{2011}", "’", "'": continue
      default: break
      }
      if scalar.isCapital {
        capitals += 1
      } else if scalar.isSmallLetter, capitals == 1, text.hasSuffix("."), text.unicodeScalars.count <= 4 {
        // "Yu."
        continue
      } else {
        return false
      }
    }
    return (1...5).contains(capitals)
  }

  /// The name without marks of affiliation, degrees and the like at its ends.
  static func trimmed(_ text: String) -> String {
    if beginsAndEndsInLetters(text) { return text }
    var scalars = Array(text.unicodeScalars)
    func isMark(_ scalar: Unicode.Scalar) -> Bool {
      if scalar.isSpace { return true }
      switch scalar {
      case "0"..."9", ",", ";", "*", "†", "‡", "§", "¶", "#", "∗", "⁎", "&", "|", "·", "✉", "✝", "^", "(", ")", "[",
        "]",
        "{", "}", "~", ":", "⨯", "…", "•", "\u{200B}", "\u{FEFF}", "\u{A0}", "⁺", "+", "°", "Ɨ", "∥", "‖", "$", "/":
        return true
      default:
        switch scalar.properties.generalCategory {
        case .mathSymbol, .otherSymbol, .modifierSymbol, .otherNumber, .dashPunctuation, .otherPunctuation:
          return scalar != "." && scalar != "'" && scalar != "’"
        default: return false
        }
      }
    }
    while let last = scalars.last, isMark(last) { scalars.removeLast() }
    while let first = scalars.first, isMark(first) || first == "." { scalars.removeFirst() }
    // A single letter behind digits and a comma: "Lu1,a".
    if scalars.count > 4, scalars[scalars.count - 2] == ",", scalars[scalars.count - 1].isSmallLetter {
      scalars.removeLast(2)
      while let last = scalars.last, isMark(last) { scalars.removeLast() }
    }
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return String(view)
  }

  /// Whether there is certainly nothing to trim.
  private static func beginsAndEndsInLetters(_ text: String) -> Bool {
    func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }
    guard let first = text.utf8.first, let last = text.utf8.last else { return false }
    return isLetter(first) && isLetter(last) && text.utf8.dropLast().last != UInt8(ascii: ",")
  }

  private static func isNameWord(_ word: String) -> Bool {
    guard let first = word.unicodeScalars.first else { return false }
    var begins = first.isCapital
    // "d'Annunzio", "al-Masri", "de-Boer".
    if !begins, word.unicodeScalars.contains(where: \.isCapital), first.isSmallLetter,
      word.contains("'") || word.contains("’") || word.contains("-")
    {
      begins = true
    }
    guard begins else { return false }
    var capitals = 0
    var lower = 0
    var run = 0
    for scalar in word.unicodeScalars {
      switch scalar {
      case "-", "'", "’", ".", "\u{2010}", "\u{2011}", "`", "´":
        run = 0
        continue
      default:
        guard scalar.isLetter else { return false }
        if scalar.isCapital {
          capitals += 1
          // "McNamara" has a capital inside, "NeuroImage" is no name.
          if run >= 4, lower > 0 { return false }
        } else {
          lower += 1
        }
        run += 1
      }
    }
    // "McKinsey" and "O'Neill" have several capitals, "iPhone" and "RNAs" aren't names.
    return capitals <= 3 || lower == 0
  }

  private static func letters(_ text: String) -> Int {
    text.unicodeScalars.reduce(0) { $0 + ($1.isLetter ? 1 : 0) }
  }
}
