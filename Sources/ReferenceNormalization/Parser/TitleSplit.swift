/// Where the title of a work ends and that of its container begins.
struct TitleSplit {
  var title: Range<Int>?
  var container: Range<Int>?
  /// Whether the container is one that holds chapters or papers: "In: …".
  var isPart = false
  var isKnownJournal = false
}
