import FettleKit

/// What must be known of each document to tell which say the same: some 2 KB for each.
public struct DuplicateSurvey: Mergeable, Codable, Equatable, Sendable {
  struct Entry: Codable, Equatable, Sendable {
    /// The record's.
    var id: String
    var doi: String?
    /// Folded to its letters and digits.
    var title: String?
    /// Of the source text.
    var textSHA256: String
    /// Whether the article's text is there.
    var isWhole: Bool
    var sketch: TextSketch
  }

  /// By path.
  private(set) var entries: [String: Entry] = [:]

  public init() {}

  init(_ document: borrowing Document, isWhole: Bool) {
    let doi = document.item.DOI.flatMap { $0.isEmpty ? nil : $0.lowercased() }
    let title = document.item.title.map { title in
      String(
        decoding: title.lowercased().utf8.filter { $0 &- 0x61 < 26 || $0 &- 0x30 < 10 || $0 >= 0x80 }, as: UTF8.self)
    }
    entries[document.source.path] = Entry(
      id: doi.map { "doi:" + $0 } ?? "sha256:" + document.source.sha256, doi: doi, title: title,
      textSHA256: document.source.textSHA256, isWhole: isWhole, sketch: TextSketch(document))
  }

  public mutating func merge(_ other: DuplicateSurvey) {
    // Two documents of one path can only be told apart by what they say.
    entries.merge(other.entries) { $0.textSHA256 <= $1.textSHA256 ? $0 : $1 }
  }
}

/// Which documents of a batch say what another one says.
public struct Duplicates: Codable, Equatable, Sendable {
  struct Duplicate: Codable, Equatable, Sendable {
    /// Of the first one.
    var path: String
    var id: String
    /// "doi", "text" or both, as in the record.
    var by: [String]
    /// Of a hundred; `nil` where a text is too short to be compared.
    var percent: Int?
  }

  /// By path.
  private(set) var found: [String: Duplicate] = [:]

  init() {}

  /// Documents are gone through in the order of their paths, which is that of a run's inputs; those that lack the article's text
  /// after all others, so that an article is never put aside for a page that shows its abstract.
  ///
  /// - Parameter similarity: how much of their texts two must have in common, from 0 to 1.
  init(_ survey: DuplicateSurvey, similarity: Double) {
    let ordered = survey.entries.sorted { left, right in
      left.value.isWhole == right.value.isWhole
        ? left.key.utf8.lexicographicallyPrecedes(right.key.utf8) : left.value.isWhole
    }
    var byDOI: [String: Int] = [:]
    var byText: [String: Int] = [:]
    var byKey: [UInt64: [Int]] = [:]
    for (index, document) in ordered.enumerated() {
      let entry = document.value
      let keys = entry.sketch.keys
      var candidates: Set<Int> = []
      if let same = byText[entry.textSHA256] { candidates.insert(same) }
      for key in keys { candidates.formUnion(byKey[key] ?? []) }
      let alike = candidates.sorted().lazy.map { ($0, Duplicates.similarity(ordered[$0].value, entry)) }
        .first { $0.1 >= similarity }
      let named = entry.doi.flatMap { byDOI[$0] }.flatMap { first in
        Duplicates.mayBeOne(ordered[first].value, entry) ? first : nil
      }
      if let first = [alike?.0, named].compactMap({ $0 }).min() {
        let other = ordered[first]
        let percent =
          entry.sketch.isEmpty && other.value.textSHA256 != entry.textSHA256 || other.value.sketch.isEmpty
          ? nil : Int((Duplicates.similarity(other.value, entry) * 100).rounded())
        let by = (named == first ? ["doi"] : []) + (alike?.0 == first ? ["text"] : [])
        found[document.key] = Duplicate(path: other.key, id: other.value.id, by: by, percent: percent)
        continue
      }
      if let doi = entry.doi, byDOI[doi] == nil { byDOI[doi] = index }
      if byText[entry.textSHA256] == nil { byText[entry.textSHA256] = index }
      for key in keys { byKey[key, default: []].append(index) }
    }
  }

  private static func similarity(_ left: DuplicateSurvey.Entry, _ right: DuplicateSurvey.Entry) -> Double {
    left.textSHA256 == right.textSHA256 ? 1 : left.sketch.similarity(to: right.sketch)
  }

  /// Whether two documents with one DOI are of one article: a DOI may have been read amiss, and then neither titles nor
  /// texts agree.
  private static func mayBeOne(_ left: DuplicateSurvey.Entry, _ right: DuplicateSurvey.Entry) -> Bool {
    if let a = left.title, let b = right.title, a != b, !a.hasPrefix(b), !b.hasPrefix(a) {
      return similarity(left, right) >= 0.3
    }
    return true
  }
}
