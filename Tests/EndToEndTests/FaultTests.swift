import Foundation
import TestSupport
import Testing

/// Calls to the system fail in turn: a sample of what `Scripts/faults` does in full.
@Suite(
  "When the disk fails", .enabled(if: Program.isBuilt, "the program isn't built"),
  .enabled(if: FailingCalls.library != nil, "needs Linux and a C compiler"))
struct FaultTests {
  private static let documents = 50
  private let scratch: ScratchFolder
  private let clean: [String: [UInt8]]

  init() throws {
    scratch = try ScratchFolder()
    try scratch.write(
      "fettle: 1\nname: test\nstages: [cleanup, export: { formats: [json, ndjson] }]\nexpect:\n  words: { at-least: 4 }\n",
      to: "test.yaml")
    for index in 0..<FaultTests.documents {
      let text = index % 9 == 4 ? "Short.\n" : "Document \(index)\n\nIt has a text of some words.\n"
      try scratch.write(text, to: "in/\(index % 3)/\(index).txt")
    }
    let outcome = try Program.run(["run", "test.yaml", "in", "-o", "clean", "--jobs", "1"], in: scratch.path)
    #expect(outcome.code == 2)
    clean = try FaultTests.result("clean", scratch)
  }

  private static func result(_ folder: String, _ scratch: ScratchFolder) throws -> [String: [UInt8]] {
    try scratch.contents(of: folder).filter { $0.key != "run.json" && $0.key != ".receipts" }
  }

  private func run(_ faults: [String: String] = [:]) throws -> Program.Outcome {
    var environment = faults
    if !faults.isEmpty {
      environment["LD_PRELOAD"] = FailingCalls.library
      environment["FAULT_UNDER"] = "out"
    }
    return try Program.run(
      ["run", "test.yaml", "in", "-o", "out", "--jobs", "1", "--quiet"], in: scratch.path, environment: environment)
  }

  private func countCalls() throws -> Int {
    #expect(try run(["FAULT_COUNT": scratch.path + "/count"]).code == 2)
    try FileManager.default.removeItem(atPath: scratch.path + "/out")
    return try #require(Int(try scratch.text(of: "count").trimmingCharacters(in: .whitespacesAndNewlines)))
  }

  /// What is in place is whole, and the same command ends as if nothing had been.
  private func goesOn(after what: String) throws {
    for (name, bytes) in try FaultTests.result("out", scratch) where !name.hasPrefix(".unfinished") {
      #expect(bytes == clean[name], "\(name) is half-written after \(what)")
    }
    let again = try run()
    #expect(again.code == 2, "after \(what): \(again.errors)")
    #expect(try FaultTests.result("out", scratch) == clean, "after \(what)")
    try FileManager.default.removeItem(atPath: scratch.path + "/out")
  }

  @Test(
    "a call that fails is an error that names the file and the cause; the same command goes on to the same bytes",
    arguments: ["once", "short", "full"])
  func fails(kind: String) throws {
    let calls = try countCalls()
    #expect(calls > 5 * FaultTests.documents)
    // The first and the last ones, and a few between.
    for at in [1, 4, 7, calls / 3, calls / 3 + 1, calls / 2, calls - 12, calls - 7] {
      let outcome = try run(["FAULT_AT": String(at), "FAULT_KIND": kind])
      let what = "call \(at) of \(calls), \(kind)"
      let cause = kind == "once" ? "input/output error" : "no space left on device"
      if outcome.code == 3 {
        let message = outcome.errors.split(separator: "\n").first ?? ""
        #expect(message.hasPrefix("error: cannot "), "\(what): \(message)")
        #expect(message.contains(" out") && message.hasSuffix(": \(cause)"), "\(what): \(message)")
      } else {
        // It wasn't needed: then all must be there.
        #expect(outcome.code == 2, "\(what): \(outcome.errors)")
        #expect(try FaultTests.result("out", scratch) == clean, "\(what)")
      }
      try goesOn(after: what)
    }
  }

  @Test("a program that is killed in the place of a call leaves nothing half-written")
  func killed() throws {
    let calls = try countCalls()
    for at in [3, 8, calls / 4, calls / 2 + 1, calls - 12, calls - 3, calls - 1] {
      let outcome = try run(["FAULT_AT": String(at), "FAULT_KIND": "kill"])
      #expect(outcome.code == SIGKILL)
      try goesOn(after: "a kill in the place of call \(at) of \(calls)")
    }
  }

  @Test("a power cut, which loses what isn't on the disk yet, is made good by the same command")
  func powerCut() throws {
    // The output of an earlier run of other inputs lies there: some more, one another.
    let kept = try scratch.text(of: "in/1/1.txt")
    try scratch.write(kept + "It was longer then.\n", to: "in/1/1.txt")
    for index in 0..<4 {
      try scratch.write("Gone \(index)\n\nIt has a text of some words.\n", to: "in/gone/\(index).txt")
    }
    let files = FileManager.default
    let run = { (faults: [String: String]) throws in try self.run(faults) }
    #expect(try run([:]).code == 2)
    try files.moveItem(atPath: scratch.path + "/out", toPath: scratch.path + "/old")
    try files.removeItem(atPath: scratch.path + "/in/gone")
    try scratch.write(kept, to: "in/1/1.txt")
    func start() throws {
      try? files.removeItem(atPath: scratch.path + "/out")
      try files.copyItem(atPath: scratch.path + "/old", toPath: scratch.path + "/out")
    }
    try start()
    #expect(try run(["FAULT_COUNT": scratch.path + "/count"]).code == 2)
    let calls = try #require(Int(try scratch.text(of: "count").trimmingCharacters(in: .whitespacesAndNewlines)))
    // Around the moment when the earlier manifest goes, on the way, and around the one when the new one comes.
    for at in Array(3...9) + [calls / 2] + Array((calls - 16)...calls) {
      try start()
      #expect(try run(["FAULT_AT": String(at), "FAULT_KIND": "power"]).code == SIGKILL)
      let what = "a power cut at call \(at) of \(calls)"
      let again = try run([:])
      #expect(again.code == 2, "after \(what): \(again.errors)")
      #expect(try FaultTests.result("out", scratch) == clean, "after \(what)")
    }
  }

  @Test(
    "a disk that fills up is an error, and with more room the same command goes on",
    .enabled(if: Mount.isPossible, "needs root"))
  func fullDisk() throws {
    try FileManager.default.createDirectory(atPath: scratch.path + "/out", withIntermediateDirectories: true)
    let disk = try #require(Mount(at: scratch.path + "/out", kilobytes: 120))
    let outcome = try run()
    #expect(outcome.code == 3)
    #expect(outcome.errors.contains("no space left on device"), "\(outcome.errors)")
    for (name, bytes) in try FaultTests.result("out", scratch) where !name.hasPrefix(".unfinished") {
      #expect(bytes == clean[name], "\(name) is half-written")
    }
    #expect(disk.grow(kilobytes: 4096))
    #expect(try run().code == 2)
    #expect(try FaultTests.result("out", scratch) == clean)
    withExtendedLifetime(disk) {}
  }
}

/// A small file system in memory, gone with the value.
final class Mount {
  static let isPossible: Bool = {
    guard geteuid() == 0, let scratch = try? ScratchFolder() else { return false }
    return Mount(at: scratch.path, kilobytes: 64) != nil
  }()

  private let path: String

  init?(at path: String, kilobytes: Int) {
    self.path = path
    guard Mount.command("mount", "-t", "tmpfs", "-o", "size=\(kilobytes)k", "tmpfs", path) else { return nil }
  }

  deinit { _ = Mount.command("umount", path) }

  func grow(kilobytes: Int) -> Bool { Mount.command("mount", "-o", "remount,size=\(kilobytes)k", path) }

  private static func command(_ arguments: String...) -> Bool {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = arguments
    process.standardError = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return false }
    process.waitUntilExit()
    return process.terminationStatus == 0
  }
}

/// The library that makes calls fail.
enum FailingCalls {
  /// Built once; `nil` where it can't be.
  static let library: String? = {
    #if os(Linux)
      let source = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Faults/failing-calls.c")
      let library = NSTemporaryDirectory() + "fettle-failing-calls-\(getpid()).so"
      for compiler in ["cc", "clang", "gcc"] {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [compiler, "-O1", "-shared", "-fPIC", "-o", library, source.path, "-ldl"]
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else { continue }
        process.waitUntilExit()
        if process.terminationStatus == 0 { return library }
      }
    #endif
    return nil
  }()
}
