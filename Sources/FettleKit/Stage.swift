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
/// surveys are merged, in any order; what follows from all of them together is concluded once; then the stage processes each
/// document knowing that.
public protocol SurveyingStage: Stage {
  associatedtype Survey: Mergeable & Codable & Sendable
  /// What a survey comes down to. It is a part of what determines the output: a document is done again where it changed.
  associatedtype Knowledge: Codable & Sendable = Survey

  /// Whether the stage, with the options that it has, needs the batch; true where a stage doesn't say.
  var isSurveying: Bool { get }

  func survey(_ document: borrowing Document) throws(StageError) -> Survey
  /// The same for the same survey, however it was merged.
  func conclude(_ survey: Survey) -> Knowledge
  func process(_ document: inout Document, knowing knowledge: Knowledge, in context: StageContext) throws(StageError)
}

extension SurveyingStage {
  public var isSurveying: Bool { true }
}

extension SurveyingStage where Knowledge == Survey {
  public func conclude(_ survey: Survey) -> Survey { survey }
}
