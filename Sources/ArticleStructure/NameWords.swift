/// The words that tell what is a name of a person and what isn't, by hashes of their bytes.
struct NameWords: Sendable {
  struct Roles: OptionSet, Sendable {
    let rawValue: UInt8
    /// No part of a name.
    static let stranger = Roles(rawValue: 1)
    /// "van", "de la": may be small, and belongs to the family name.
    static let particle = Roles(rawValue: 2)
    /// "PhD": stands behind a name.
    static let degree = Roles(rawValue: 4)
    /// The name of a place, and of persons: counts as a name among others.
    static let place = Roles(rawValue: 8)
  }

  static let builtin = NameWords(WordLists.builtin)

  private let table: DigestTable<Roles>
  /// Of the words, in bytes.
  private let longest: Int
  /// How words end that are no part of a name.
  private let endings: [[UInt8]]
  private let endingBytes: [Bool]

  init(_ lists: WordLists) {
    var entries: [(digest: UInt64, value: Roles)] = []
    var longest = 0
    for (list, role) in [
      ("not-a-name", Roles.stranger), ("particle", .particle), ("degree", .degree), ("place-or-name", .place),
    ] {
      for entry in lists(list).sorted() {
        let bytes = Array(entry.utf8)
        longest = max(longest, bytes.count)
        entries.append((bytes.withUnsafeBufferPointer { NameWords.hash($0) }, role))
      }
    }
    table = DigestTable(entries, empty: []) { $0.union($1) }
    self.longest = longest
    endings = lists("not-a-name-ending").sorted().map { Array($0.utf8) }
    var endingBytes = [Bool](repeating: false, count: 256)
    for ending in endings { if let last = ending.last { endingBytes[Int(last)] = true } }
    self.endingBytes = endingBytes
  }

  /// What the lists say of a word in any case.
  ///
  /// - Parameter hash: of the word.
  @inline(__always)
  func roles(_ hash: UInt64, count: Int) -> Roles { count <= longest ? table[hash] ?? [] : [] }

  func roles(_ word: Bytes) -> Roles { word.count <= longest ? table[NameWords.hash(word)] ?? [] : [] }

  /// Whether the word ends as no name does.
  func endsStrangely(_ word: Bytes) -> Bool {
    guard let last = word.last, endingBytes[Int(last.small)] else { return false }
    return endings.contains { ending in
      guard ending.count <= word.count else { return false }
      let start = word.count - ending.count
      for index in ending.indices where word[start + index].small != ending[index] { return false }
      return true
    }
  }

  // MARK: - Hashes

  static let seed: UInt64 = 0xCBF2_9CE4_8422_2325

  /// Takes one more byte into the hash (FNV-1a): a capital letter of ASCII as a small one.
  @inline(__always)
  static func hash(_ hash: UInt64, _ byte: UInt8) -> UInt64 { (hash ^ UInt64(byte.small)) &* 0x100_0000_01B3 }

  /// Of a word in any case.
  static func hash(_ word: Bytes) -> UInt64 {
    var hash = seed
    for index in 0..<word.count {
      hash = NameWords.hash(hash, index > 0 && word[index - 1] == 0xC3 ? TextKey.latin(word[index]) : word[index])
    }
    return hash
  }
}
