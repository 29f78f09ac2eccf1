import ArgumentParser
import FettleKit
import Foundation
import Ingest
import PipelineFile
import PipelineRunner

/// A pipeline file that was read and checked; mistakes are shown, and end the program with exit code 1.
struct LoadedPipeline {
  let pipeline: Pipeline

  /// - Parameters:
  ///   - namesInputs: whether the command names inputs, which take the place of the file's.
  ///   - surroundings: how plugins are run.
  init(path: String, namesInputs: Bool, surroundings: StageSurroundings = PluginOptions.surroundings()) throws(ExitCode)
  {
    do {
      pipeline = try PipelineReader(
        stages: builtInStages, checksInputs: !namesInputs, surroundings: surroundings
      ).read(path: path)
    } catch {
      LoadedPipeline.show(error)
      throw ExitCode(1)
    }
  }

  static func show(_ diagnostics: Diagnostics) {
    let printer = DiagnosticPrinter(
      isColoured: ColorChoice.auto.isOn(for: STDERR_FILENO), width: Terminal.width(of: STDERR_FILENO))
    StandardError.print(printer.text(diagnostics), terminator: "")
  }

  /// The files that the command names, or else those that the pipeline file names.
  func inputs(named: [String]) throws(ExitCode) -> [InputFile] {
    do {
      if !named.isEmpty { return try InputFinder.find(named) }
      if pipeline.inputs.isEmpty {
        StandardError.print(
          "error: \(pipeline.path) names no input; name files or folders behind it: fettle run \(pipeline.path) FOLDER")
        throw ExitCode(1)
      }
      return try InputFinder.find(pipeline.inputs.map(\.written), in: pipeline.folder)
    } catch let error as InputError {
      StandardError.print("error: \(error.pattern): \(error.reason)")
      throw ExitCode(1)
    } catch {
      throw ExitCode(1)
    }
  }
}
