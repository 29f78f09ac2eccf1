import FettleKit

/// What can be said of a page as a whole; the raw value is the key of the record's `quality`.
enum Verdict: String, CaseIterable, Sendable {
  case notAnArticle = "not-an-article"
  case paywalled
  case abstractOnly = "abstract-only"
  case truncated
  case truncatedReferences = "truncated-references"
  case duplicate = "duplicate-of"
}

/// A verdict with what it rests on.
struct Finding: Sendable {
  var verdict: Verdict
  /// For the record.
  var value: JSONValue
  /// For the quarantine: in words, with the numbers.
  var reason: String
  /// In bytes of the source text, where there is a place.
  var range: Range<Int>?

  /// - Parameter details: members of the flag beside the place.
  init(_ verdict: Verdict, _ reason: String, _ details: [String: JSONValue] = [:], at range: Range<Int>? = nil) {
    self.verdict = verdict
    self.reason = reason
    self.range = range
    var members = details
    if let range { members["range"] = [.number(Double(range.lowerBound)), .number(Double(range.upperBound))] }
    value = .object(members)
  }
}
