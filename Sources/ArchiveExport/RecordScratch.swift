/// What a worker keeps from record to record: what it wrote of reasons.
final class RecordScratch {
  /// `nil` before the first record, and while one is written.
  var reasons: ReasonPieces?

  /// What it is kept under.
  final class Identity: Sendable {}
  static let identity = Identity()
}
