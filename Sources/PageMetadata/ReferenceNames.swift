import FettleKit

/// Names of persons as the markup of reference lists holds them: "PM Cox, RA Betts", "Cox,PM", "Seitanidou  M.", "Hodges K I",
/// "Z. Cheng", "John Smith".
enum ReferenceNames {
  static func names(in text: String) -> [Name] { whole(text).map(StatedNames.parted) }

  private static func whole(_ text: String) -> [Name] {
    let parts = text.split(separator: ",").map { $0.split(separator: " ").map(String.init) }.filter { !$0.isEmpty }
    // "Cox,PM": family name and initials.
    if parts.count == 2, parts[1].allSatisfy(isInitials), !parts[0].contains(where: isInitials) {
      return [Name(family: parts[0].joined(separator: " "), given: parts[1].joined(separator: " "))]
    }
    if parts.count == 2, parts[0].count == 1, parts[1].count <= 2, !isInitials(parts[0][0]) {
      return [Name(family: parts[0][0], given: parts[1].joined(separator: " "))]
    }
    // Two spaces part the family name from the rest.
    if parts.count == 1, let gap = gap(in: text) {
      return [Name(family: text[..<gap].trimmed, given: text[gap...].trimmed)]
    }
    return parts.compactMap(name)
  }

  private static func gap(in text: String) -> String.Index? {
    var at = text.startIndex
    while let space = text[at...].firstIndex(of: " ") {
      let next = text.index(after: space)
      if next < text.endIndex, text[next] == " ", space > text.startIndex, !text[next...].trimmed.isEmpty {
        return space
      }
      at = next
    }
    return nil
  }

  private static func name(_ words: [String]) -> Name? {
    let words = words.filter { $0.lowercased() != "and" && $0 != "&" }
    guard let first = words.first, let last = words.last else { return nil }
    if words.count == 1 { return Name(literal: first) }
    let leading = words.prefix(while: isInitials).count
    if leading > 0, leading < words.count {
      return Name(family: words[leading...].joined(separator: " "), given: words[..<leading].joined(separator: " "))
    }
    let trailing = words.reversed().prefix(while: isInitials).count
    if trailing > 0, trailing < words.count {
      let family = words.dropLast(trailing).joined(separator: " ")
      return Name(family: family, given: words.suffix(trailing).joined(separator: " "))
    }
    // "LI Y": in capitals all of it.
    if words.count == 2, leading == 2, first.count > last.count { return Name(family: first, given: last) }
    if words.count > 5 { return Name(literal: words.joined(separator: " ")) }
    return StatedNames.names(in: words.joined(separator: " ")).first
      ?? Name(family: last, given: words.dropLast().joined(separator: " "))
  }

  /// "P.", "PM", "P.-M.": not more than four capitals and their stops.
  private static func isInitials(_ word: String) -> Bool {
    var letters = 0
    for character in word {
      if character == "." || character == "-" || character == "‐" { continue }
      guard character.isUppercase else { return false }
      letters += 1
    }
    return letters > 0 && (letters <= 3 || word.contains(".") && letters <= 4)
  }
}

extension StringProtocol {
  fileprivate var trimmed: String { split(separator: " ").joined(separator: " ") }
}
