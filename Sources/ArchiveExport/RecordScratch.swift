import CanonicalJSON

/// What a worker keeps from record to record: the memory that records are written in, and what it wrote of reasons.
final class RecordScratch {
  /// Both are `nil` before the first record, and while one is written.
  var reasons: ReasonPieces?
  var json: JSONWriter?

  /// What it is kept under.
  final class Identity: Sendable {}
  static let identity = Identity()
}
