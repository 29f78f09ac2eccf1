import FettleKit

/// What stands under a heading.
enum HeadingKind: Sendable, Equatable {
  /// No heading that is known.
  case unknown
  case abstract
  /// A part of a structured abstract, which may be a section of the article as well.
  case abstractPart
  case section
  case statement(Statement)

  var isKnown: Bool { self != .unknown }
}

/// The headings of `Data/headings.txt`.
struct HeadingList: Sendable {
  /// No heading is longer, in bytes; numbers before it aside.
  static let longest = 72

  static let builtin = HeadingList(PackageResources.headings_txt)

  /// Sorted by group and text.
  let headings: [(text: String, kind: HeadingKind)]

  init(_ file: [UInt8]) {
    var headings: [(text: String, kind: HeadingKind)] = []
    for (group, entries) in WordLists.groups(file).sorted(by: { $0.key < $1.key }) {
      guard let kind = HeadingList.kind(group) else { continue }
      for entry in entries.sorted() { headings.append((entry, kind)) }
    }
    self.headings = headings
  }

  private static func kind(_ group: String) -> HeadingKind? {
    switch group {
    case "abstract": .abstract
    case "section": .section
    case "abstract-part": .abstractPart
    default: Statement(rawValue: group).map { .statement($0) }
    }
  }

  /// Names of groups in the file that are neither kinds nor keys of statements: mistakes in the file.
  static func unknownGroups(_ file: [UInt8]) -> [String] {
    WordLists.groups(file).keys.filter { kind($0) == nil }.sorted()
  }
}
