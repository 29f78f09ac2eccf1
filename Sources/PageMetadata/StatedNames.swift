import FettleKit

/// Names of persons as meta elements hold them: "Family, Given" or "Given Family", one or several.
enum StatedNames {
  private static let particles: Set<String> = [
    "van", "von", "de", "der", "den", "del", "della", "di", "da", "dos", "du", "la", "le", "ter", "ten", "af", "al",
    "bin",
    "zu", "el",
  ]
  private static let suffixes: Set<String> = ["jr", "jr.", "sr", "sr.", "ii", "iii", "iv"]
  private static let titles: Set<String> = [
    "dr.", "dr", "prof.", "prof", "mr.", "mrs.", "ms.", "by", "phd", "ph.d.", "md", "m.d.",
  ]

  /// - Parameter isOne: whether the text holds one name, as where each author has a meta element; then a comma parts the family
  ///   name from the given names.
  static func names(in text: String, isOne: Bool = false) -> [Name] {
    if text.hasPrefix("http") || text.isEmpty { return [] }
    if text.contains(";") {
      return text.split(separator: ";").compactMap { name(words(String($0)), String($0)) }
    }
    let commas = text.split(separator: ",", omittingEmptySubsequences: false).map { words(String($0)) }
    // "Marsh, Ada" has a family name of few words before its only comma; "Ada Marsh, Karl Beispiel" has two names.
    if commas.count == 2, commas[0].count <= 3, !commas[1].isEmpty,
      isOne || commas[0].count == 1 || commas[1].count == 1 || isInverted(commas[0])
    {
      return [inverted(commas[0], commas[1])]
    }
    if commas.count == 3, let last = commas.last, last.count == 1, suffixes.contains(last[0].lowercased()) {
      var name = inverted(commas[0], commas[1])
      name.suffix = last[0]
      return [name]
    }
    return commas.flatMap { part in
      part.split(whereSeparator: { $0.lowercased() == "and" || $0 == "&" || $0.lowercased() == "und" }).compactMap {
        name(Array($0), $0.joined(separator: " "))
      }
    }
  }

  private static func words(_ text: String) -> [String] {
    text.split(whereSeparator: { $0 == " " || $0 == "\u{A0}" || $0 == "\n" }).map(String.init)
  }

  private static func isInverted(_ words: [String]) -> Bool { words.contains { particles.contains($0.lowercased()) } }

  /// "van der Berg, Ludwig": the page says what the family name is.
  private static func inverted(_ family: [String], _ given: [String]) -> Name {
    Name(family: family.joined(separator: " "), given: given.joined(separator: " "))
  }

  /// "Ludwig van der Berg": with a particle in small letters apart from the family name, which is sorted under B.
  static func parted(_ name: Name) -> Name {
    guard let words = name.family?.split(separator: " "), words.count > 1 else { return name }
    let leading = words.prefix { particles.contains(String($0)) }
    guard !leading.isEmpty, leading.count < words.count else { return name }
    var name = name
    name.nonDroppingParticle = leading.joined(separator: " ")
    name.family = words[leading.count...].joined(separator: " ")
    return name
  }

  private static func name(_ all: [String], _ text: String) -> Name? {
    if text.contains(",") {
      let parts = text.split(separator: ",").map { StatedNames.words(String($0)) }
      if parts.count >= 2, !parts[0].isEmpty, !parts[1].isEmpty { return inverted(parts[0], parts[1]) }
    }
    var words = all.filter { !titles.contains($0.lowercased()) }
    guard !words.isEmpty else { return nil }
    var suffix: String?
    if words.count > 2, let last = words.last, suffixes.contains(last.lowercased()) { suffix = words.removeLast() }
    guard words.count > 1, words.count <= 7 else { return Name(literal: words.joined(separator: " ")) }
    // Initials behind the name: "Marsh A", "Marsh AB".
    if words.count == 2, let last = words.last, last.count <= 3, last.allSatisfy({ $0.isUppercase }), words[0].count > 3
    {
      return Name(family: words[0], given: last)
    }
    var start = words.count - 1
    while start > 1, particles.contains(words[start - 1]) { start -= 1 }
    var name = parted(inverted(Array(words[start...]), Array(words[..<start])))
    name.suffix = suffix
    return name
  }
}
