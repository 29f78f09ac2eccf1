extension FieldTokens {
  /// The tokens of a reference string, without its label and its link crumbs.
  package init(ofReference text: [UInt8]) {
    var reading = ReferenceReading(text)
    reading.findBody()
    let identifiers = IdentifierFinder.find(in: text, reading.body)
    let accessed = AccessedDate.find(in: text, reading.body, besides: identifiers.map(\.extent))
    self.init(text, reading.body, identifiers: FieldTokens.holes(identifiers, accessed))
  }

  /// What is one token: identifiers, and the date on which an address was looked at.
  static func holes(_ identifiers: [FoundIdentifier], _ accessed: AccessedDate?) -> [Range<Int>] {
    var holes = identifiers.map(\.extent)
    if let accessed {
      holes.append(accessed.extent)
      holes.sort { $0.lowerBound < $1.lowerBound }
    }
    return holes
  }
}
