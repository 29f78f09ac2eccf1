/// Publisher and place, and what else stands behind the title of a book or of proceedings.
struct Imprint {
  var publisher: Range<Int>?
  var place: Range<Int>?
  var edition: Range<Int>?
  /// The index at which they begin.
  var start: Int
}
