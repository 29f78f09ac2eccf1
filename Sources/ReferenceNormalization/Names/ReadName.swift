import FettleKit

/// A name and the tokens it takes up.
struct ReadName {
  var name: Name
  var end: Int
  var style: NameStyle
}
