/// What a stage says of itself once it is made, where that isn't known before: a plugin's name and version, say.
public struct StageIdentity: Sendable {
  /// What records, manifests and messages call the stage: "plugin/shout".
  public var name: String
  /// What determines the stage's output beside its name, version and options; for the manifest.
  public var details: JSONValue?
  /// Those of the options that determine the output, for the manifest; `nil`: all of them.
  public var options: JSONValue?
  /// Whether a document that was done before, by this very stage, need not be done again.
  public var isRepeatable: Bool
  /// Whether the stage takes finished records, and so stands behind `export`.
  public var followsExport: Bool

  public init(
    name: String, details: JSONValue? = nil, options: JSONValue? = nil, isRepeatable: Bool = true,
    followsExport: Bool = false
  ) {
    self.name = name
    self.details = details
    self.options = options
    self.isRepeatable = isRepeatable
    self.followsExport = followsExport
  }
}

/// What a stage has to say at the end of a run, in words for the person who started it.
public struct StageNotice: Sendable, Equatable {
  public var text: String
  /// Whether the run didn't do all that it should, and is worth trying again.
  public var isFailure: Bool
  /// Whether what was done before must not be taken for granted by the next run.
  public var endsTrust: Bool

  public init(_ text: String, isFailure: Bool = false, endsTrust: Bool = false) {
    self.text = text
    self.isFailure = isFailure
    self.endsTrust = endsTrust
  }
}

/// A stage that takes many documents at a time, because the way to where its work is done is long: a process of its own.
/// What becomes of one document must not depend on the others.
public protocol BatchStage: Stage {
  var identity: StageIdentity { get }

  /// Does the stage's work on each of the documents. Called by many workers at once.
  ///
  /// - Returns: for each document, in order, why it could not be done; `nil` where it was.
  func process(_ documents: inout [Document], in context: StageContext) -> [StageError?]

  /// Ends whatever the stage has running. Called once, when no document is in its hands any more.
  func finish() -> [StageNotice]
}

extension BatchStage {
  public func process(_ document: inout Document, in context: StageContext) throws(StageError) {
    var batch = [document]
    if let error = process(&batch, in: context).first ?? nil { throw error }
    document = batch[0]
  }
}
