/// How a list writes its names.
enum NameStyle: Sendable {
  /// "Volkow, N.D."
  case inverted
  /// "Zhang JX", "Simon O."
  case familyFirst
  /// "A. B. Name", "BA Shaywitz"
  case givenFirst
  /// "Renfrew, Colin"
  case invertedFull
  /// "Robert Darnton"
  case full
  /// "Cao et al."
  case familyOnly
}
