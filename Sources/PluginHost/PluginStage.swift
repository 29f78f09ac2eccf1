import FettleKit
import Foundation

/// Stage `plugin`: hands documents to a program or a library of the user's.
public struct PluginStage: BatchStage {
  private let worker: any PluginWorker

  public var identity: StageIdentity { worker.identity }

  public init(options: StageOptions) throws(Diagnostics) {
    let call = try PluginCall(options)
    switch call.way {
    case .run: worker = try PluginHost(call)
    case .command: worker = try CommandFilter(call)
    case .load: worker = try LoadedStage(call)
    }
  }

  public func process(_ documents: inout [Document], in context: StageContext) -> [StageError?] {
    worker.process(&documents, in: context)
  }

  public func finish() -> [StageNotice] { worker.finish() }
}

/// One of the ways in which a plugin does its work.
protocol PluginWorker: Sendable {
  var identity: StageIdentity { get }
  func process(_ documents: inout [Document], in context: StageContext) -> [StageError?]
  func finish() -> [StageNotice]
}

/// What a pipeline file says of a plugin.
struct PluginCall: Sendable {
  /// Which of the three ways; the raw value is the option that says so.
  enum Way: String, CaseIterable {
    case run
    case command
    case load
  }

  let way: Way
  let options: StageOptions
  var run: [String] { options.strings("run") }
  var command: String? { options["command"]?.value.string }
  var load: String? { options["load"]?.value.string }
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
    way = try PluginCall.way(options)
    let wished = options["sandbox"].map { $0.value == .bool(true) } ?? options.surroundings.sandbox
    isSandboxed = wished ?? (way != .load && Sandbox.isAvailable)
    if isSandboxed, way == .load {
      throw diagnostic(
        "there is no sandbox for a library, which is loaded into the process itself", at: "load",
        expected: "no --sandbox, or a plugin that is a program of its own (run:)")
    }
    if isSandboxed, !Sandbox.isAvailable {
      throw Diagnostics([
        Diagnostic(
          "there is no sandbox here: bubblewrap isn't installed, or the system doesn't let it work",
          at: options["sandbox"]?.place)
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

  /// The one way that is named, with no option of another.
  private static func way(_ options: StageOptions) throws(Diagnostics) -> Way {
    let named = Way.allCases.filter { options[$0.rawValue] != nil }
    guard let way = named.first, named.count == 1 else {
      throw Diagnostics([
        Diagnostic(
          named.isEmpty
            ? "the plugin names nothing to run"
            : "a plugin has only one of " + named.map { "'\($0.rawValue)'" }.joined(separator: ", "),
          at: named.last.flatMap { options[$0.rawValue]?.place } ?? options.place,
          expected: "run: with a program, command: with a filter for the shell, or load: with a library")
      ])
    }
    if way == .load {
      let others = PluginStage.ofProcesses.filter { options[$0]?.place != nil }
      if !others.isEmpty {
        throw Diagnostics(
          others.map {
            Diagnostic(
              "option '\($0)' is for programs, and a library is loaded into the process itself", at: options[$0]?.place,
              expected: "load, options, files")
          })
      }
    }
    return way
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
