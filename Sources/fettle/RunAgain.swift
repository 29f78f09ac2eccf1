import ArgumentParser
import FettleKit
import Foundation
import PipelineRunner

/// The run whose output lies in a folder, ready to be done again as it was started: from its working folder, since inputs
/// are named as they were seen from there.
struct RunAgain {
  /// The output folder, as an absolute path.
  let folder: String
  let origin: RunOrigin
  let loaded: LoadedPipeline
  let plan: RunPlan

  /// Goes to the working folder of the run. What can't be found is shown, and ends the program with exit code 1.
  ///
  /// - Parameters:
  ///   - pipeline: takes the place of the run's own pipeline file.
  ///   - inputs: take the place of the run's own.
  init(folder: String, pipeline: String? = nil, inputs: [String] = []) throws(ExitCode) {
    let here = FileManager.default.currentDirectoryPath
    let known = RunOrigin(ofOutput: folder)
    guard var origin = known ?? pipeline.map({ RunOrigin(folder: here, pipeline: $0, inputs: inputs) }) else {
      throw RunAgain.failure(
        "how the run in \(folder) was started isn't known any more; --pipeline names its pipeline file")
    }
    self.folder = RunAgain.absolute(folder, from: here)
    if pipeline != nil || !inputs.isEmpty {
      if let pipeline { origin.pipeline = RunAgain.absolute(pipeline, from: here) }
      if !inputs.isEmpty { origin.inputs = inputs.map { $0 == "-" ? $0 : RunAgain.absolute($0, from: here) } }
    }
    if origin.inputs.contains("-") {
      throw RunAgain.failure("the run in \(folder) read standard input, which isn't there any more")
    }
    guard FileManager.default.changeCurrentDirectoryPath(origin.folder) else {
      throw RunAgain.failure("the run was started in \(origin.folder), which isn't there any more")
    }
    loaded = try LoadedPipeline(path: origin.pipeline, namesInputs: !origin.inputs.isEmpty)
    var plan = RunPlan(loaded.pipeline, inputs: try loaded.inputs(named: origin.inputs))
    plan.leaveOut(inputsIn: self.folder)
    self.plan = plan
    self.origin = origin
  }

  private static func absolute(_ path: String, from folder: String) -> String {
    path.hasPrefix("/") ? path : folder + "/" + path
  }

  private static func failure(_ text: String) -> ExitCode {
    StandardError.print("error: \(text)")
    return ExitCode(1)
  }
}
