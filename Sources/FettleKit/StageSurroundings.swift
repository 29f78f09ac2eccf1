/// What a stage may know of the world outside of the documents. Only a stage that leaves the process needs it.
public struct StageSurroundings: Sendable {
  /// Of the pipeline file, which paths are relative to; empty for the working folder.
  public var folder: String
  /// Whether processes are kept from network and files; `nil`: where the system can do it.
  public var sandbox: Bool?
  /// Whether everything that should be the same a second time is tried a second time.
  public var isParanoid: Bool
  /// The record of a document as it is now: canonical JSON with a line end.
  public var record: @Sendable (_ document: Document) throws(StageError) -> [UInt8]
  /// Shows a line to the person who started the run. Called from any thread.
  public var log: @Sendable (_ line: String) -> Void

  public init(
    folder: String = "", sandbox: Bool? = nil, isParanoid: Bool = false,
    record: @escaping @Sendable (Document) throws(StageError) -> [UInt8] = { _ throws(StageError) in
      throw StageError(stage: "plugin", reason: "there are no records here")
    },
    log: @escaping @Sendable (String) -> Void = { _ in }
  ) {
    self.folder = folder
    self.sandbox = sandbox
    self.isParanoid = isParanoid
    self.record = record
    self.log = log
  }
}
