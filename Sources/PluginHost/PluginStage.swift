import FettleKit
import Foundation

/// Stage `plugin`: hands documents to a program of the user's.
public struct PluginStage: BatchStage {
  private let worker: any PluginWorker

  public var identity: StageIdentity { worker.identity }

  public init(options: StageOptions) throws(Diagnostics) {
    let call = try PluginCall(options)
    worker = call.command == nil ? try PluginHost(call) : try CommandFilter(call)
  }

  public func process(_ documents: inout [Document], in context: StageContext) -> [StageError?] {
    worker.process(&documents)
  }

  public func finish() -> [StageNotice] { worker.finish() }
}

/// One of the ways in which a plugin does its work.
protocol PluginWorker: Sendable {
  var identity: StageIdentity { get }
  func process(_ documents: inout [Document]) -> [StageError?]
  func finish() -> [StageNotice]
}

/// What a pipeline file says of a plugin.
struct PluginCall: Sendable {
  let options: StageOptions
  var run: [String] { options.strings("run") }
  var command: String? { options["command"]?.value.string }
  let limits: PluginLimits
  /// Absolute.
  let folder: String
  var surroundings: StageSurroundings { options.surroundings }
  let isSandboxed: Bool

  init(_ options: StageOptions) throws(Diagnostics) {
    self.options = options
    let written = options.surroundings.folder
    let working = FileManager.default.currentDirectoryPath
    folder =
      URL(filePath: written.hasPrefix("/") ? written : written.isEmpty ? working : working + "/" + written)
      .standardizedFileURL.path
    var limits = PluginLimits()
    limits.timeout = options.number("timeout", default: limits.timeout)
    limits.startTimeout = options.number("start-timeout", default: limits.startTimeout)
    limits.memory = options.int("memory", default: limits.memory >> 20) << 20
    self.limits = limits
    let wished = options["sandbox"].map { $0.value == .bool(true) } ?? options.surroundings.sandbox
    isSandboxed = wished ?? Sandbox.isAvailable
    if isSandboxed, !Sandbox.isAvailable {
      throw Diagnostics([
        Diagnostic(
          "there is no sandbox here: bubblewrap isn't installed, or the system doesn't let it work",
          at: options["sandbox"]?.place)
      ])
    }
    guard (options["run"] == nil) != (options["command"] == nil) else {
      throw Diagnostics([
        Diagnostic(
          options["run"] == nil ? "the plugin names nothing to run" : "a plugin has either 'run' or 'command'",
          at: options["command"]?.place ?? options.place,
          expected: "run: with a program, or command: with a filter for the shell")
      ])
    }
    for folder in options["writes"]?.elements ?? [] {
      let path = PluginFiles.resolved(folder.value.string ?? "", in: self.folder)
      var isFolder: ObjCBool = false
      guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue else {
        throw Diagnostics([
          Diagnostic("no such folder: '\(folder.value.string ?? "")'", at: folder.place, expected: "one that is there")
        ])
      }
    }
  }

  /// How the program is started.
  func launch(_ arguments: [String]) -> Launch {
    let launch = Launch(
      arguments: arguments, environment: PluginEnvironment.clean(passing: options.strings("environment")),
      folder: folder)
    guard isSandboxed else { return launch }
    let programs = arguments.filter { $0.hasPrefix("/") && PluginFiles.isFile($0) }.map(PluginFiles.parent)
    return Sandbox.wrapped(
      launch, visible: [folder] + programs,
      writable: options.strings("writes").map { PluginFiles.resolved($0, in: folder) })
  }

  /// The options that determine the output.
  var settings: JSONValue {
    .object(options.values.filter { !PluginStage.incidental.contains($0.key) }.mapValues(\.value))
  }

  /// A mistake of the pipeline file, at one of the options.
  func diagnostic(_ message: String, at option: String, expected: String? = nil) -> Diagnostics {
    Diagnostics([Diagnostic(message, at: options[option]?.place ?? options.place, expected: expected)])
  }
}
