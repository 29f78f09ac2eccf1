/// What one pass over a word tells of it as part of a name.
struct NameWord {
  let letters: Int
  let capitals: Int
  let scalars: Int
  /// The traits of its first scalar.
  let first: ScalarTraits
  /// "Myneni", "O'Neill", "Lier-Walqui", "d'Annunzio"; not "iPhone", "NeuroImage", "Lu1".
  let looksLikeName: Bool
  /// "S.", "R.T.", "MS", "H.-J.", "B. M.", "Yu.": up to five capitals and what stands between them.
  let isInitials: Bool
  let roles: NameWords.Roles

  init(_ word: Bytes) {
    var letters = 0
    var capitals = 0
    var scalars = 0
    var first: ScalarTraits = []
    var all: ScalarTraits = []
    var hash = NameWords.seed
    // Letters in a row.
    var run = 0
    var isNamed = true
    var isInitial = true
    var hasSmallInitial = false
    let table = ScalarTraits.table
    var at = 0
    while at < word.count {
      let (traits, length) = ScalarTraits.read(word, at, table)
      if length == 1 {
        hash = NameWords.hash(hash, word[at])
      } else {
        for index in at..<(at + length) {
          hash = NameWords.hash(hash, index > at && word[index - 1] == 0xC3 ? TextKey.latin(word[index]) : word[index])
        }
      }
      at += length
      if scalars == 0 { first = traits }
      scalars += 1
      all.formUnion(traits)
      if traits.contains(.letter) { letters += 1 }
      if traits.contains(.capital) {
        // "McNamara" has a capital inside, "NeuroImage" is no name.
        if run >= 4, letters - 1 > capitals { isNamed = false }
        if !traits.contains(.letter) { isNamed = false }
        capitals += 1
        run += 1
      } else if traits.contains(.joint) {
        run = 0
        if !traits.contains(.initialJoint) { isInitial = false }
      } else {
        run += 1
        if !traits.contains(.letter) { isNamed = false }
        if traits.contains(.small), capitals == 1 {
          hasSmallInitial = true
        } else if !traits.contains(.initialJoint) {
          isInitial = false
        }
      }
    }
    self.letters = letters
    self.capitals = capitals
    self.scalars = scalars
    self.first = first
    let begins =
      first.contains(.capital) || capitals > 0 && first.contains(.small) && all.contains(.prefixJoint)
    // "McKinsey" and "O'Neill" have several capitals, "RNAs" and "iPhone" aren't names.
    looksLikeName = begins && isNamed && (capitals <= 3 || letters == capitals)
    isInitials =
      isInitial && capitals >= 1 && capitals <= 5
      && (!hasSmallInitial || word.last == UInt8(ascii: ".") && scalars <= 4)
    roles = NameWords.builtin.roles(hash, count: word.count)
  }
}
