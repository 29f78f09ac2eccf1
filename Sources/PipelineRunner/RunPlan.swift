import Containers
import Digest
import FettleKit
import Ingest
import PipelineFile

/// One stage of a run, with what determines its work.
public struct RunStep: Sendable {
  public var name: String
  public var version: Int
  public var stage: any Stage
  /// As written, with defaults filled in.
  public var options: JSONValue
  /// Of a stage that knows itself only once it is made.
  public var identity: StageIdentity? { (stage as? any BatchStage)?.identity }

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
  /// Files sorted by path; in the place of an archive, once it was opened, the documents in it.
  public var inputs: [InputFile]
  /// How archives are read.
  public var containers = ContainerOptions()
  var areContainersOpen = false
  /// What archives hold that was taken for no document, by kind: "request", "image/png".
  public internal(set) var skipped: [String: Int] = [:]

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

extension RunPlan {
  /// The plan to run a pipeline over these inputs.
  public init(_ pipeline: Pipeline, inputs: [InputFile]) {
    var files = [ReadFile(path: RunPlan.portable(pipeline.path), sha256: SHA256.hexadecimal(of: pipeline.bytes))]
    for file in pipeline.filesRead {
      let path = file.path.hasPrefix("/") ? RunPlan.portable(file.path) : file.path
      files.append(ReadFile(path: path, sha256: SHA256.hexadecimal(of: file.bytes)))
    }
    self.init(
      name: pipeline.name,
      steps: pipeline.stages.map {
        RunStep(name: $0.name, version: $0.manifest.version, stage: $0.stage, options: $0.options)
      },
      expectations: pipeline.expectations, filesRead: files, inputs: inputs)
    containers = ContainerOptions(pipeline.inputOptions)
  }

  /// Without the stages that take records out of the process: for what must write nothing.
  public var withoutExporters: RunPlan {
    var plan = self
    plan.steps.removeAll { $0.identity?.followsExport == true }
    return plan
  }

  /// Leaves out inputs that lie in a folder: a run must not take its own output for input.
  public mutating func leaveOut(inputsIn folder: String) {
    guard FileSystem.isFolder(folder) else { return }
    let root = Array((FileSystem.canonical(folder) + "/").utf8)
    var isInside: [[UInt8]: Bool] = [:]
    inputs.removeAll { input in
      if input.isStandardInput { return false }
      let end = input.location.lastIndex(of: UInt8(ascii: "/")).map { $0 + 1 } ?? 0
      let parent = Array(input.location[..<end])
      if let known = isInside[parent] { return known }
      let name = parent.isEmpty ? "." : String(decoding: parent, as: UTF8.self)
      let inside = (FileSystem.canonical(name) + "/").utf8.starts(with: root)
      isInside[parent] = inside
      return inside
    }
  }

  /// The name alone: what stands before it depends on where the user stood.
  private static func portable(_ path: String) -> String { String(path.split(separator: "/").last ?? "") }
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
