import CanonicalJSON
import FettleKit

/// Where a run was started, and with what: enough to do it again on the same machine.
public struct RunOrigin: Sendable, Equatable {
  /// The working folder, and the pipeline file and the inputs as they were named there.
  public var folder: String
  public var pipeline: String
  public var inputs: [String]
  public var shard: Shard?

  public init(folder: String, pipeline: String, inputs: [String], shard: Shard? = nil) {
    self.folder = folder
    self.pipeline = pipeline
    self.inputs = inputs
    self.shard = shard
  }

  /// That of the last run into a folder, whether it came to its end or not; `nil` where that isn't known any more.
  public init?(ofOutput folder: String) {
    guard
      let bytes = FileSystem.read(folder + "/.unfinished/command") ?? FileSystem.read(folder + "/run.json"),
      let report = try? JSONReader.read(bytes), let command = report["command"],
      let origin = command["folder"]?.string, let pipeline = command["pipeline"]?.string
    else { return nil }
    self.init(
      folder: origin, pipeline: pipeline, inputs: (command["inputs"]?.array ?? []).compactMap(\.string),
      shard: command["shard"]?.string.flatMap { Shard($0) })
  }

  var json: JSONValue {
    var members: [String: JSONValue] = [
      "folder": .string(folder), "pipeline": .string(pipeline), "inputs": .array(inputs.map { .string($0) }),
    ]
    if let shard { members["shard"] = .string(shard.description) }
    return .object(members)
  }
}
