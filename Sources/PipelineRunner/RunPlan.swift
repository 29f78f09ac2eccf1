import FettleKit
import Ingest

/// One stage of a run, with what determines its work.
public struct RunStep: Sendable {
  public var name: String
  public var version: Int
  public var stage: any Stage
  /// As written, with defaults filled in.
  public var options: JSONValue

  public init(name: String, version: Int, stage: any Stage, options: JSONValue) {
    self.name = name
    self.version = version
    self.stage = stage
    self.options = options
  }
}

/// A file that determines the output beside the inputs: the pipeline file, a rule file.
public struct ReadFile: Sendable, Equatable {
  /// Without anything that depends on the machine.
  public var path: String
  public var sha256: String

  public init(path: String, sha256: String) {
    self.path = path
    self.sha256 = sha256
  }
}

/// Everything that determines a run's output.
public struct RunPlan: Sendable {
  /// The pipeline's name.
  public var name: String
  public var steps: [RunStep]
  public var expectations: [Expectation]
  public var filesRead: [ReadFile]
  /// Sorted by path.
  public var inputs: [InputFile]

  public init(
    name: String, steps: [RunStep], expectations: [Expectation] = [], filesRead: [ReadFile] = [], inputs: [InputFile]
  ) {
    self.name = name
    self.steps = steps
    self.expectations = expectations
    self.filesRead = filesRead
    self.inputs = inputs
  }
}

/// What must hold of every document, or it goes to quarantine.
public struct Expectation: Sendable, Equatable {
  /// "removed-share".
  public var measure: String
  public var atLeast: Double?
  public var atMost: Double?

  public init(measure: String, atLeast: Double? = nil, atMost: Double? = nil) {
    self.measure = measure
    self.atLeast = atLeast
    self.atMost = atMost
  }
}

/// The version of Fettle as a whole; part of the manifest.
public enum FettleVersion {
  public static let current = "0.1.0"
}

/// A run could not be done. In words for the person who started it.
public struct RunFailure: Error, Sendable, Equatable, CustomStringConvertible {
  public var description: String
  /// Whether trying again may help (a full disk), or something must be changed first.
  public var isWorthRetrying: Bool

  public init(_ description: String, isWorthRetrying: Bool) {
    self.description = description
    self.isWorthRetrying = isWorthRetrying
  }
}
