import FettleKit

/// A value that a page's head states, and where.
struct StatedValue: Sendable, Equatable {
  var value: String
  /// What stated it: "citation_title", "og:title", "json-ld".
  var origin: String
  /// In bytes of the source text.
  var range: Range<Int>
}

/// What the head of a page states of the article, from the most to the least believed. Each list is empty where nothing is
/// stated.
struct StatedFields: Sendable {
  var titles: [StatedValue] = []
  var dois: [StatedValue] = []
  var containers: [StatedValue] = []
  var shortContainers: [StatedValue] = []
  var dates: [StatedValue] = []
  var volumes: [StatedValue] = []
  var issues: [StatedValue] = []
  var firstPages: [StatedValue] = []
  var lastPages: [StatedValue] = []
  var authors: [StatedValue] = []
  var publishers: [StatedValue] = []
  var serials: [StatedValue] = []
  var languages: [StatedValue] = []
  var addresses: [StatedValue] = []
  var pubmed: [StatedValue] = []
  var types: [StatedValue] = []
}
