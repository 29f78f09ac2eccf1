import FettleKit

/// What came of a run.
public struct RunSummary: Sendable {
  public var counts: RunCounts
  /// How many documents there were to do.
  public var total: Int
  /// What archives hold that was taken for no document, by kind.
  public var skipped: [String: Int] = [:]
  /// Whether it was stopped before its end.
  public var wasInterrupted = false
  public var seconds: Double
  public var jobs: Int
  /// The folder, as it was named.
  public var output: String
  /// What the stages have to say at the end.
  public var notices: [StageNotice] = []

  /// Rules that removed something, the most frequent first.
  public var removedRules: [(rule: RunCounts.Rule, count: RunCounts.RuleCount)] {
    counts.removed.map { ($0.key, $0.value) }.sorted { left, right in
      if left.1.blocks != right.1.blocks { return left.1.blocks > right.1.blocks }
      return (left.0.stage, left.0.rule, left.0.category) < (right.0.stage, right.0.rule, right.0.category)
    }
  }
}

/// What became of one document of a run.
public struct DocumentReport: Sendable {
  /// As the manifest names it.
  public var path: String
  public var reason: RunReason
  public var isQuarantined: Bool
}

/// How far a run has come.
public struct RunProgress: Sendable {
  public var done: Int
  public var total: Int
  public var quarantined: Int
  public var seconds: Double
  /// "surveying" in a first pass, "cleaning" in the one that writes.
  public var activity: String
}
