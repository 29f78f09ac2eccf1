import FettleKit

extension BylineReader {
  /// Whether half of the cited family names stand in the byline: what else stands before the title is no list of its
  /// authors.
  private static func agrees(_ cited: [Name], with names: [Name]) -> Bool {
    let keys = names.map { TextKey.key(($0.given ?? "") + ($0.family ?? "")) }
    let known = cited.count { name in
      guard let family = name.family.map({ TextKey.key($0) }), !family.isEmpty else { return false }
      return keys.contains { $0.count > family.count && $0.suffix(family.count).elementsEqual(family) }
    }
    return known * 2 >= cited.count
  }

  /// What the byline and the citation say together: the citation's order and family names, the byline's given names.
  static func reconcile(_ names: [Name], all: [Name], with cited: AuthorList) -> [Name] {
    guard !cited.names.isEmpty else { return names }
    guard names.isEmpty || agrees(cited.names, with: all) else {
      // "Versions Notes" looks like a name.
      return cited.isCut || names.count >= cited.names.count ? names : cited.names
    }
    if cited.isCut {
      // The citation shows only how the list begins.
      return names.count >= cited.names.count ? names : cited.names.count > names.count + 1 ? cited.names : names
    }
    if cited.names.count == 1, names.count > 3 { return names }
    var pool = all.map { name in
      let given = name.given.map { TextKey.key($0) } ?? []
      return (name: name, key: given + (name.family.map { TextKey.key($0) } ?? []), given: given.count)
    }
    return cited.names.map { name in
      guard let family = name.family else { return name }
      let key = TextKey.key(family)
      let initial = name.given.flatMap { TextKey.key($0).first }
      guard
        let match = pool.firstIndex(where: {
          $0.key.count > key.count && $0.key.first == initial && $0.key.suffix(key.count).elementsEqual(key)
        })
      else { return name }
      // Mostly both have the same family name.
      if let given = pool[match].name.given, pool[match].given == pool[match].key.count - key.count {
        pool.remove(at: match)
        return Name(family: family, given: given)
      }
      let words = ((pool[match].name.given ?? "") + " " + (pool[match].name.family ?? "")).split(separator: " ")
      pool.remove(at: match)
      // The words at the end that are the family name together.
      var length = 0
      for count in 1..<max(1, words.count) {
        length += TextKey.key(String(words[words.count - count])).count
        if length == key.count {
          return Name(family: family, given: words.dropLast(count).joined(separator: " "))
        }
      }
      return name
    }
  }
}
