/// Shell patterns over the bytes of path components: `*`, `?`, `[a-z]`, `[!a]`, and `**` for any number of folders.
enum Glob {
  static func isGlob(_ pattern: String) -> Bool { isGlob(Array(pattern.utf8)) }

  static func isGlob(_ pattern: [UInt8]) -> Bool {
    pattern.contains { $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "[") }
  }

  static func matches(_ pattern: ArraySlice<[UInt8]>, _ path: ArraySlice<[UInt8]>) -> Bool {
    guard let first = pattern.first else { return path.isEmpty }
    if first == Array("**".utf8) {
      // Another one behind it says nothing new, and would be tried at every folder.
      if pattern.dropFirst().first == first { return matches(pattern.dropFirst(), path) }
      for skipped in 0...path.count where matches(pattern.dropFirst(), path.dropFirst(skipped)) { return true }
      return false
    }
    guard let component = path.first, matches(component: first, component) else { return false }
    return matches(pattern.dropFirst(), path.dropFirst())
  }

  /// Linear but for backing up to the last `*`.
  static func matches(component pattern: [UInt8], _ name: [UInt8]) -> Bool {
    var p = 0
    var n = 0
    var star: (pattern: Int, name: Int)?
    while n < name.count {
      if p < pattern.count, pattern[p] == UInt8(ascii: "*") {
        star = (p, n)
        p += 1
      } else if p < pattern.count, let next = matchOne(pattern, p, name[n]) {
        p = next
        n += 1
      } else if let last = star {
        star = (last.pattern, last.name + 1)
        p = last.pattern + 1
        n = last.name + 1
      } else {
        return false
      }
    }
    while p < pattern.count, pattern[p] == UInt8(ascii: "*") { p += 1 }
    return p == pattern.count
  }

  /// Where the pattern goes on when its part at `at` matches the byte, else `nil`.
  private static func matchOne(_ pattern: [UInt8], _ at: Int, _ byte: UInt8) -> Int? {
    if pattern[at] == UInt8(ascii: "?") { return at + 1 }
    guard pattern[at] == UInt8(ascii: "[") else { return pattern[at] == byte ? at + 1 : nil }
    let marks = [UInt8(ascii: "!"), UInt8(ascii: "^")]
    let isNegated = at + 1 < pattern.count && marks.contains(pattern[at + 1])
    let first = at + (isNegated ? 2 : 1)
    // A bracket that stands first is one of the set; a set that isn't closed is no set.
    guard let close = pattern.dropFirst(first + 1).firstIndex(of: UInt8(ascii: "]")) else {
      return byte == UInt8(ascii: "[") ? at + 1 : nil
    }
    let set = pattern[first..<close]
    var isIn = false
    var index = set.startIndex
    while index < set.endIndex {
      if index + 2 < set.endIndex, set[index + 1] == UInt8(ascii: "-") {
        isIn = isIn || (set[index] <= byte && byte <= set[index + 2])
        index += 3
      } else {
        isIn = isIn || set[index] == byte
        index += 1
      }
    }
    return isIn != isNegated ? close + 1 : nil
  }
}
