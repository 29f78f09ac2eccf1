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
  private var kinds: [UInt64: HeadingKind] = [:]
  private var parts: Set<UInt64> = []
  /// No heading is longer, in bytes; numbers before it aside.
  static let longest = 72

  static let builtin = HeadingList(PackageResources.headings_txt)

  init(_ file: [UInt8]) {
    for (group, headings) in WordLists.groups(file) {
      let kind: HeadingKind
      switch group {
      case "abstract": kind = .abstract
      case "section": kind = .section
      case "abstract-part":
        parts.formUnion(headings.map { TextKey.digest($0) })
        continue
      default:
        guard let statement = Statement(rawValue: group) else { continue }
        kind = .statement(statement)
      }
      for heading in headings { kinds[TextKey.digest(heading)] = kind }
    }
  }

  /// Names of groups in the file that are neither kinds nor keys of statements: mistakes in the file.
  static func unknownGroups(_ file: [UInt8]) -> [String] {
    WordLists.groups(file).keys.filter {
      !["abstract", "section", "abstract-part"].contains($0) && Statement(rawValue: $0) == nil
    }.sorted()
  }

  /// - Parameter digest: of the heading's key, its number left out.
  func kind(_ digest: UInt64) -> HeadingKind {
    kinds[digest] ?? (parts.contains(digest) ? .abstractPart : .unknown)
  }

  /// Whether a structured abstract may have a part of this name.
  func isAbstractPart(_ digest: UInt64) -> Bool { parts.contains(digest) }
}
