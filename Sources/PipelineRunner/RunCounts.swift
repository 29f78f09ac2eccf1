import FettleKit

/// What a run counts: added up per batch, merged in any order.
public struct RunCounts: Sendable, Mergeable {
  public struct Rule: Hashable, Sendable {
    public var stage: String
    public var rule: String
    public var category: String
  }

  public struct RuleCount: Sendable {
    public var blocks = 0
    public var bytes = 0

    mutating func add(_ other: RuleCount) {
      blocks += other.blocks
      bytes += other.bytes
    }
  }

  public var documents = 0
  public var quarantined = 0
  /// Documents that an earlier run had finished, and that were left as they are. Their bytes are not counted below.
  public var unchanged = 0
  /// Of the files as read.
  public var sourceBytes = 0
  /// Over the documents that were not quarantined.
  public var balance = Balance()
  public var references = 0
  public var removed: [Rule: RuleCount] = [:]
  public var changes: [Change: Int] = [:]
  /// Processor time of all that is done to the documents: the stages, and what stands around them (the ledger, digests).
  public var workerNanoseconds: UInt64 = 0
  /// Processor time of decoding and cutting into blocks, then of each stage, in the order of the pipeline.
  public var ingestNanoseconds: UInt64 = 0
  public var stageNanoseconds: [UInt64]

  public init(stages: Int) { stageNanoseconds = Array(repeating: 0, count: stages) }

  public var articles: Int { documents - quarantined }

  public mutating func merge(_ other: RunCounts) {
    documents += other.documents
    quarantined += other.quarantined
    unchanged += other.unchanged
    sourceBytes += other.sourceBytes
    balance.kept += other.balance.kept
    balance.removed += other.balance.removed
    balance.separators += other.balance.separators
    references += other.references
    for (rule, count) in other.removed { removed[rule, default: RuleCount()].add(count) }
    for (change, count) in other.changes { changes[change, default: 0] += count }
    workerNanoseconds += other.workerNanoseconds
    ingestNanoseconds += other.ingestNanoseconds
    for index in stageNanoseconds.indices { stageNanoseconds[index] += other.stageNanoseconds[index] }
  }

  /// Counts a finished document.
  mutating func add(_ document: borrowing Document, _ balance: Balance) {
    self.balance.kept += balance.kept
    self.balance.removed += balance.removed
    self.balance.separators += balance.separators
    references += document.references.count
    for (change, count) in document.changes { changes[change, default: 0] += count }
    // A document's removed blocks share a few reasons, and those of one reason mostly follow each other.
    var seen: [(reason: Reason, count: RuleCount)] = []
    var last = 0
    for index in document.blocks.indices {
      guard case .removed(let reason) = document.blocks[index].outcome else { continue }
      if last >= seen.count || seen[last].reason !== reason {
        // One that was met long ago may have a second entry: they are added up below.
        last = seen.indices.suffix(64).first { seen[$0].reason === reason } ?? seen.count
        if last == seen.count { seen.append((reason, RuleCount())) }
      }
      seen[last].count.blocks += 1
      seen[last].count.bytes += document.blocks[index].range.count
    }
    for (reason, count) in seen {
      let rule = Rule(stage: reason.stage, rule: reason.rule, category: reason.category)
      removed[rule, default: RuleCount()].add(count)
    }
  }
}
