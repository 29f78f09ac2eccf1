import FettleText

/// Small services for the reader of rule files.
enum Spelling {
  /// The known word that is fewest letters away, where that is near enough to be meant.
  static func nearest(to word: String, among known: [String]) -> String? {
    let target = Array(word.utf8)
    var best: (word: String, distance: Int)?
    for candidate in known {
      let distance = distance(target, Array(candidate.utf8))
      if distance < best?.distance ?? Int.max { best = (candidate, distance) }
    }
    guard let best, best.distance <= max(1, target.count / 3) else { return nil }
    return best.word
  }

  /// How many letters must be put in, taken out, changed or swapped (optimal string alignment).
  private static func distance(_ a: [UInt8], _ b: [UInt8]) -> Int {
    guard !a.isEmpty, !b.isEmpty else { return max(a.count, b.count) }
    var beforeLast: [Int] = []
    var last = Array(0...b.count)
    for i in 1...a.count {
      var row = [i] + [Int](repeating: 0, count: b.count)
      for j in 1...b.count {
        row[j] = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1))
        if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] { row[j] = min(row[j], beforeLast[j - 2] + 1) }
      }
      beforeLast = last
      last = row
    }
    return last[b.count]
  }

  /// A pattern that matches a text as it is, once it is folded; `#` matches a number.
  static func quoted(_ text: String) -> String {
    var pattern = ""
    for scalar in String(decoding: Folding.fold(text, keepingMarks: true), as: UTF8.self).unicodeScalars {
      if scalar == "#" {
        pattern += "[0-9][0-9.,]*"
        continue
      }
      if "\\.+*?()|[]{}^$".unicodeScalars.contains(scalar) { pattern += "\\" }
      pattern.unicodeScalars.append(scalar)
    }
    return pattern
  }

  /// RE2's words for what is wrong with a pattern.
  static func fault(ofPattern pattern: String) -> String? {
    do {
      _ = try Pattern(pattern)
      return nil
    } catch {
      return error.message
    }
  }
}
