import FettleKit

/// Letters for affiliations that a converter glued to names: "Ernst Meisenzahla, Nikolaos Koutsoulerisa, Christian Gaserc".
enum GluedMarks {
  /// The names without the letters, where lines behind them are labelled with these: "a Department of …", "aUniversity …".
  ///
  /// - Parameter line: what the page has of the names.
  static func removed(from names: [Name], labels: Set<UInt8>, in line: Bytes) -> [Name] {
    guard names.count >= 2, labels.count >= 2, let first = names[0].family, first.utf8.last == UInt8(ascii: "a") else {
      return names
    }
    var highest = UInt8(ascii: "a")
    for name in names {
      guard let last = name.family?.utf8.last, labels.contains(last), last >= highest else { return names }
      highest = last
    }
    guard highest > UInt8(ascii: "a"), !isApart(first, line) else { return names }
    return names.map { name in
      var name = name
      name.family = name.family.map { String($0.dropLast()) }
      return name
    }
  }

  /// "Silva a, Kovac b": the letter stands behind the name, which ends as it does by chance.
  private static func isApart(_ family: String, _ line: Bytes) -> Bool {
    let own = Array(family.utf8)
    var start = 0
    while start + own.count < line.count, !line.tail(start).begins(with: own) { start += 1 }
    var at = start + own.count
    while at < line.count, line[at] == 0x20 || line[at] == UInt8(ascii: ",") { at += 1 }
    guard at < line.count, line[at] == UInt8(ascii: "a") else { return false }
    return at + 1 == line.count || !line[at + 1].isAlphanumeric && line[at + 1] < 0x80
  }

  /// The names without the letters, where all of them end in one and the letters come up in the order of the alphabet:
  /// chance hardly makes a list of three names or more do that.
  static func removed(from names: [Name]) -> [Name] {
    guard names.count >= 3 else { return names }
    var highest = UInt8(ascii: "a") - 1
    for name in names {
      guard let family = name.family?.utf8, family.count >= 4, let last = family.last,
        (UInt8(ascii: "a")...UInt8(ascii: "h")).contains(last), last <= highest + 1
      else { return names }
      highest = max(highest, last)
    }
    guard highest > UInt8(ascii: "a") else { return names }
    return names.map { name in
      var name = name
      name.family = name.family.map { String($0.dropLast()) }
      return name
    }
  }
}
