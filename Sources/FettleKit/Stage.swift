/// What a stage may know of the run beside the document, and the room in which it may work. Nothing that it knows depends
/// on the clock, the host or the worker. Each worker has a context of its own, from its first document to its last.
public struct StageContext {
  public let scratch: Scratch

  public init() { scratch = Scratch() }
}

/// A step of a pipeline. A stage marks blocks, rewrites their text, and fills in fields; it never deletes a block, and it
/// changes nothing but the document in its hands, so that many workers can use one stage at once.
public protocol Stage: Sendable {
  static var manifest: StageManifest { get }

  /// Makes the stage from options that were checked against the manifest.
  ///
  /// - Throws: `Diagnostics`, each with its place, for what the manifest can't check (a rule file that is broken).
  init(options: StageOptions) throws(Diagnostics)

  /// Does the stage's work on one document.
  ///
  /// - Throws: `StageError`; the document then goes to quarantine, and the run goes on.
  func process(_ document: inout Document, in context: StageContext) throws(StageError)
}

/// What can be put together in any order and any grouping with the same result.
public protocol Mergeable {
  mutating func merge(_ other: Self)
}

/// A stage that must see the whole batch before it can judge one document. It surveys every document in a first pass; the
/// surveys are merged; then it processes each document knowing the merged survey.
public protocol SurveyingStage: Stage {
  associatedtype Survey: Mergeable & Codable & Sendable
  func survey(_ document: borrowing Document) throws(StageError) -> Survey
  func process(_ document: inout Document, knowing survey: Survey, in context: StageContext) throws(StageError)
}
