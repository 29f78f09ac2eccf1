import FettleKit

/// What the lists of headings and phrases know of a line.
struct KnownLine: Sendable {
  struct Roles: OptionSet, Sendable {
    let rawValue: UInt8
    /// A structured abstract may have a part of this name.
    static let abstractPart = Roles(rawValue: 1)
    /// Announces how to cite the article.
    static let citeLabel = Roles(rawValue: 2)
    /// Stands between, before or behind the names of a byline.
    static let bylineNoise = Roles(rawValue: 4)
    /// Announces the byline, or says what kind of article it is.
    static let bylineLead = Roles(rawValue: 8)
    /// Says what kind of article it is.
    static let articleType = Roles(rawValue: 16)
    /// Announces another article.
    static let neighbour = Roles(rawValue: 32)
    /// Stands right behind the name of a journal.
    static let journalMark = Roles(rawValue: 64)
    /// Announces where the article was published.
    static let placeLabel = Roles(rawValue: 128)
  }

  var kind = HeadingKind.unknown
  var roles: Roles = []
}

/// All lines that are known, by the digests of their keys.
struct KnownLines: Sendable {
  static let builtin = KnownLines(headings: HeadingList.builtin, words: WordLists.builtin)

  private let table: DigestTable<KnownLine>
  /// The longest of their keys, in bytes.
  let longest: Int

  init(headings: HeadingList, words: WordLists) {
    var entries: [(digest: UInt64, value: KnownLine)] = []
    var longest = 0
    func add(_ text: String, _ line: KnownLine) {
      let key = TextKey.key(text)
      longest = max(longest, key.count)
      entries.append((key.withUnsafeBufferPointer { TextKey.digest(ofKey: $0) }, line))
    }
    for heading in headings.headings {
      add(heading.text, KnownLine(kind: heading.kind, roles: heading.kind == .abstractPart ? .abstractPart : []))
    }
    let lists: [(String, KnownLine.Roles)] = [
      ("cite-label", .citeLabel), ("byline-noise", .bylineNoise), ("byline-lead", .bylineLead),
      ("article-type", [.bylineLead, .articleType]), ("article-type-alone", [.bylineLead, .articleType]),
      ("neighbour", .neighbour),
      ("journal-mark", .journalMark), ("place-label", .placeLabel),
    ]
    for (list, roles) in lists { for entry in words(list) { add(entry, KnownLine(roles: roles)) } }
    table = DigestTable(entries, empty: KnownLine()) { left, right in
      // A section's name may be that of a part of an abstract, too.
      let isKnown = left.kind != .unknown && left.kind != .abstractPart
      return KnownLine(
        kind: isKnown || right.kind == .unknown ? left.kind : right.kind, roles: left.roles.union(right.roles))
    }
    self.longest = longest
  }

  /// - Parameter digest: of the line's key.
  @inline(__always)
  subscript(digest: UInt64) -> KnownLine? { table[digest] }
}
