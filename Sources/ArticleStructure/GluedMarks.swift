import FettleKit

/// Letters for affiliations that a converter glued to names: "Ernst Meisenzahla, Nikolaos Koutsoulerisa, Christian Gaserc".
enum GluedMarks {
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
