/// An identifier that stands in a reference string.
struct FoundIdentifier: Sendable, Equatable {
  var field: ReferenceField
  /// As it goes into the item: a DOI in lower case without its resolver, "arXiv:1706.03762", digits of a PMID or ISBN.
  var value: String
  /// What it takes up in the string, with its label and its brackets.
  var extent: Range<Int>
}
