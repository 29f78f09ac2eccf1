import FettleKit
import FettleText
import YAMLTree

/// Reads pipeline files: YAML in, a checked pipeline or every mistake of the file out.
public struct PipelineReader: Sendable {
  let stages: [any Stage.Type]
  private let checksInputs: Bool
  private let surroundings: StageSurroundings

  /// - Parameters:
  ///   - stages: what a pipeline may use.
  ///   - checksInputs: whether an input that isn't there is a mistake; `false` where other inputs take their place.
  ///   - surroundings: for stages that leave the process; the folder is set here.
  public init(
    stages: [any Stage.Type], checksInputs: Bool = true, surroundings: StageSurroundings = StageSurroundings()
  ) {
    self.stages = stages
    self.checksInputs = checksInputs
    self.surroundings = surroundings
  }

  /// Reads and checks a pipeline file, and makes its stages.
  ///
  /// - Parameter path: absolute, or relative to the working folder.
  /// - Throws: all mistakes of the file and of the files that it names: the pipeline file's first, each file's by place.
  public func read(path: String) throws(Diagnostics) -> Pipeline {
    let bytes: [UInt8]
    do throws(Diagnostic) {
      bytes = try WrittenFile.read(path)
    } catch {
      throw Diagnostics([error])
    }
    return try read(bytes, path: path)
  }

  /// Checks a pipeline file that was read already.
  ///
  /// - Parameter path: what messages call it, and what its paths are relative to.
  /// - Throws: as `read(path:)`.
  public func read(_ bytes: [UInt8], path: String) throws(Diagnostics) -> Pipeline {
    let reading = YAMLTree.read(bytes, file: path)
    var check = PipelineCheck(
      reading, path: path, stages: stages, checksInputs: checksInputs, surroundings: surroundings)
    return try check.pipeline(bytes: bytes)
  }
}
