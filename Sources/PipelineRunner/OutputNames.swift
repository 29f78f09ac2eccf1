import Digest
import Ingest

/// What the files of each document are called: made from the input's path, safe on any file system, and different for
/// every input.
public enum OutputNames {
  /// In bytes, for one component; file systems allow 255, and an ending must still fit.
  static let longestComponent = 180

  /// One name for each input, in the same order, without an ending. It depends on the paths alone, not on their order
  /// (inputs that share a path are told apart by the order of their locations).
  public static func names(for inputs: [InputFile]) -> [String] {
    var names = inputs.map { input in
      // What archives call a document may hold a dot anywhere ("10.1038/nm.4277").
      name(for: input.path, keepingEnding: input.entry?.isNamed ?? false)
    }
    // "a.txt" and "a.md" would both be "a": then both keep their endings.
    for index in clashes(names) { names[index] = name(for: inputs[index].path, keepingEnding: true) }
    // Still the same (unsafe characters, letter case): then a digest of the path makes the difference.
    for index in clashes(names) { names[index] += "~" + digest(inputs[index].path) }
    // The same path twice, from two places.
    var seen: [String: Int] = [:]
    for index in clashes(names) {
      let count = seen[names[index], default: 0] + 1
      seen[names[index]] = count
      if count > 1 { names[index] += "~\(count)" }
    }
    return names
  }

  /// Indices of names that another one shares, on a file system that takes upper and lower case as one.
  private static func clashes(_ names: [String]) -> [Int] {
    // Mostly there is none, and hashes that all differ say so. Of letters beyond ASCII only strings know which are the same.
    var hashes: Set<UInt64> = []
    hashes.reserveCapacity(names.count)
    if names.allSatisfy({ name in foldedHash(name).map { hashes.insert($0).inserted } ?? false }) { return [] }
    var first: [String: Int] = [:]
    var clashing: Set<Int> = []
    for (index, name) in names.enumerated() {
      if let other = first.updateValue(index, forKey: name.lowercased()) {
        clashing.insert(other)
        clashing.insert(index)
      }
    }
    return clashing.sorted()
  }

  /// The same for names that differ in letter case alone; `nil` for a name that isn't ASCII.
  private static func foldedHash(_ name: String) -> UInt64? {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in name.utf8 {
      if byte >= 0x80 { return nil }
      let folded = (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
      hash = (hash ^ UInt64(folded)) &* 0x9E37_79B9_7F4A_7C15
      hash ^= hash >> 29
    }
    return hash
  }

  private static func digest(_ path: String) -> String {
    String(SHA256.hexadecimal(of: Array(path.utf8)).prefix(12))
  }

  private static func name(for path: String, keepingEnding: Bool) -> String {
    if path == "-" { return "standard-input" }
    var parts = path.utf8.split(separator: UInt8(ascii: "/")).map { Array($0) }
      .filter { $0 != Array(".".utf8) && $0 != Array("..".utf8) }
    guard var last = parts.popLast() else { return "unnamed" }
    if !keepingEnding, let dot = last.lastIndex(of: UInt8(ascii: ".")), dot > 0 { last.removeSubrange(dot...) }
    // A folder that is called as a file of the output could be would stand in that file's way.
    let folders = parts.map { component($0) + ($0.contains(UInt8(ascii: ".")) ? "_" : "") }
    return (folders + [component(last)]).joined(separator: "/")
  }

  /// A component without what file systems or shells stumble over.
  private static func component(_ bytes: [UInt8]) -> String {
    var safe = bytes.map { byte in
      let isUnsafe = byte < 0x20 || byte == 0x7F || #"<>:"|?*\"#.utf8.contains(byte)
      return isUnsafe ? UInt8(ascii: "_") : byte
    }
    if let first = safe.first, first == UInt8(ascii: ".") || first == UInt8(ascii: "-") { safe[0] = UInt8(ascii: "_") }
    if safe.count > longestComponent {
      var end = longestComponent
      while end > 0, safe[end] & 0xC0 == 0x80 { end -= 1 }
      return String(decoding: safe[..<end], as: UTF8.self) + "~" + digest(String(decoding: bytes, as: UTF8.self))
    }
    return String(decoding: safe, as: UTF8.self)
  }
}
