extension Settings {
  /// What of an earlier run's settings is the same in this one's: enough to know which outcomes can't have changed.
  struct Agreement: Sendable {
    /// All is the same.
    var isComplete: Bool
    /// How many of the first stages are the same, with what they learned of the batch; the program and all files that stages
    /// read being the same too, else -1.
    var stages: Int
    /// All stages are the same, and nothing is expected that wasn't expected then.
    var holdsForArticles: Bool

    /// None at all.
    static let none = Agreement(isComplete: false, stages: -1, holdsForArticles: false)

    /// Whether what came of a document then would come of it now.
    func holds(for receipt: Receipt) -> Bool {
      if isComplete { return true }
      guard receipt.isQuarantined else { return holdsForArticles }
      // No stage behind the one that it failed at has seen it, and no contract.
      guard let failed = receipt.failedStage else { return false }
      return failed <= stages
    }
  }

  func agreement(with other: Settings) -> Agreement {
    if self == other { return Agreement(isComplete: true, stages: .max, holdsForArticles: true) }
    let (ours, theirs) = (parts.filter { !isContract($0.name) }, other.parts.filter { !isContract($0.name) })
    guard ours.filter({ !isStage($0.name) }).elementsEqual(theirs.filter { !isStage($0.name) }, by: ==) else {
      return .none
    }
    let stages = (ours.filter { isStage($0.name) }, theirs.filter { isStage($0.name) })
    let common = zip(stages.0, stages.1).prefix { $0 == $1 }.count
    let isAll = common == stages.0.count && common == stages.1.count
    // Up to the last common part: with a survey behind it that isn't the same, a stage isn't either.
    let isBroken =
      common < max(stages.0.count, stages.1.count)
      && [stages.0, stages.1].contains { $0.dropFirst(common).first.map { isSurvey($0.name) } ?? false }
    let whole = stages.0.prefix(common).count { !isSurvey($0.name) } - (isBroken ? 1 : 0)
    let contracts = other.parts.filter { isContract($0.name) }
    let isImplied = parts.filter { isContract($0.name) }.allSatisfy { new in
      contracts.contains { $0.name == new.name && Limits($0.digest).imply(Limits(new.digest)) }
    }
    return Agreement(isComplete: false, stages: whole, holdsForArticles: isAll && isImplied)
  }

  /// What a contract allows: as text, `0.1…0.9` or `…title,author`.
  struct Limits: Equatable {
    var atLeast: Double?
    var atMost: Double?
    var fields: [String]

    init(atLeast: Double?, atMost: Double?, fields: [String]) {
      self.atLeast = atLeast
      self.atMost = atMost
      self.fields = fields
    }

    var text: String {
      "\(atLeast.map { "\($0)" } ?? "")…\(atMost.map { "\($0)" } ?? "")…\(fields.joined(separator: ","))"
    }

    init(_ text: String) {
      let parts = text.split(separator: "…", omittingEmptySubsequences: false).map(String.init)
      atLeast = parts.first.flatMap { Double($0) }
      atMost = parts.dropFirst().first.flatMap { Double($0) }
      fields = parts.dropFirst(2).first.map { $0.split(separator: ",").map(String.init) } ?? []
    }

    /// Whether whatever keeps to these limits keeps to the others too.
    func imply(_ other: Limits) -> Bool {
      if let least = other.atLeast, (atLeast ?? -.infinity) < least { return false }
      if let most = other.atMost, (atMost ?? .infinity) > most { return false }
      return Set(other.fields).isSubset(of: fields)
    }
  }
}
