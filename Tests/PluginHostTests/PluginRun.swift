import ArchiveExport
import CanonicalJSON
import FettleKit
import Foundation
import Ingest
import PipelineFile
import TestSupport
import Testing

@testable import PipelineRunner
@testable import PluginHost

/// Lines that a stage shows, kept.
final class Lines: @unchecked Sendable {
  // Unchecked: behind the lock.
  private let lock = NSLock()
  private var lines: [String] = []

  func add(_ line: String) {
    lock.lock()
    lines.append(line)
    lock.unlock()
  }

  var all: [String] {
    lock.lock()
    defer { lock.unlock() }
    return lines
  }
}

/// A folder with a pipeline that uses a plugin, and runs of it.
struct PluginRun {
  let scratch: ScratchFolder
  let lines = Lines()

  static let hasPython =
    ["/usr/bin/python3", "/usr/local/bin/python3"].contains {
      FileManager.default.isExecutableFile(atPath: $0)
    } || onPath("python3")

  static func onPath(_ program: String) -> Bool {
    (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").contains {
      FileManager.default.isExecutableFile(atPath: "\($0)/\(program)")
    }
  }

  static let hostile = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Hostile/hostile.py").path

  init(documents: Int = 0) throws {
    scratch = try ScratchFolder()
    for index in 0..<documents {
      try scratch.write(
        "this is page number \(index) of a batch\n\nIts second paragraph holds résumé, naïve and no more.\n",
        to: "in/\(index).txt")
    }
  }

  func pipeline(_ text: String, paranoid: Bool = false, sandbox: Bool? = false) throws(Diagnostics) -> Pipeline {
    let lines = lines
    let surroundings = StageSurroundings(
      sandbox: sandbox, isParanoid: paranoid,
      record: { document throws(StageError) in try ArticleRecord.bytes(of: document) }, log: { lines.add($0) })
    return try PipelineReader(
      stages: [PluginStage.self, ExportStage.self], checksInputs: false, surroundings: surroundings
    ).read(Array(text.utf8), path: scratch.path + "/pipeline.yaml")
  }

  /// - Parameter plugin: what stands under `plugin:`, in flow style.
  func pipeline(plugin: String, paranoid: Bool = false) throws(Diagnostics) -> Pipeline {
    try pipeline("fettle: 1\nname: test\nstages:\n  - plugin: \(plugin)\n  - export\n", paranoid: paranoid)
  }

  func run(_ pipeline: Pipeline, to folder: String = "out", jobs: Int = 2, batch: Int = 32) throws -> RunSummary {
    var runner = Runner(
      plan: RunPlan(pipeline, inputs: try InputFinder.find(["in"], in: scratch.path)),
      output: scratch.path + "/" + folder, jobs: jobs)
    runner.batchSize = batch
    return try runner.run()
  }

  func record(_ name: String, in folder: String = "out") throws -> JSONValue {
    try JSONReader.read(Array(try scratch.text(of: "\(folder)/articles/in/\(name).json").utf8))
  }

  /// By number of the document: why it is in quarantine.
  func quarantine(in folder: String = "out") throws -> [Int: String] {
    var reasons: [Int: String] = [:]
    for (name, bytes) in try scratch.contents(of: folder) where name.hasPrefix("quarantine/") && name.hasSuffix(".json")
    {
      let number = name.split(separator: "/").last.flatMap { $0.split(separator: ".").first }.flatMap { Int($0) }
      reasons[number ?? -1] = try JSONReader.read(bytes)["reason"]?.string
    }
    return reasons
  }

  /// What determines the output, but for the pipeline file, in which numbers of processes stand.
  func result(_ folder: String = "out") throws -> [String: [UInt8]] {
    try scratch.contents(of: folder).filter {
      $0.key != "run.json" && $0.key != ".receipts" && $0.key != "manifest.json"
    }
  }

  /// What runs still with this folder for its working folder: every plugin does. What was killed may take a moment to end
  /// where the machine has much else to do.
  var leftRunning: [String] {
    var left = running
    for _ in 0..<50 where !left.isEmpty {
      Thread.sleep(forTimeInterval: 0.1)
      left = running
    }
    return left
  }

  private var running: [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return names.filter { name in
      guard Int(name) != nil else { return false }
      let place = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(name)/cwd")) ?? ""
      return place.hasPrefix(scratch.path)
    }
  }
}
