import CanonicalJSON
import FettleKit
import Foundation
import TestSupport
import Testing

@Suite("Promises of a whole run", .enabled(if: Program.isBuilt, "the program isn't built"))
struct PromiseTests {
  let scratch: ScratchFolder

  init() throws {
    scratch = try ScratchFolder()
    try scratch.write("fettle: 1\nstages: [export]\n", to: "plain.yaml")
    for index in 0..<300 {
      try scratch.write("Page \(index)\n\nIt has its words: \(index * index).\n", to: "in/\(index % 3)/\(index).txt")
    }
    try scratch.write("", to: "in/empty.txt")
  }

  private func result(_ folder: String) throws -> [String: [UInt8]] {
    try scratch.contents(of: folder).filter { $0.key != "run.json" && $0.key != ".receipts" }
  }

  @Test("same in, same out: with 1, 2 and 8 jobs, inputs in another order, another time zone and language (promise 2)")
  func same() throws {
    #expect(try Program.run(["run", "plain.yaml", "in", "-o", "one", "--jobs", "1"], in: scratch.path).code == 2)
    let one = try result("one")
    #expect(one.count == 300 + 2 + 1)
    let inputs = ["in/2", "in/empty.txt", "in/0", "in/1"]
    _ = try Program.run(["run", "plain.yaml"] + inputs + ["-o", "a", "--jobs", "2"], in: scratch.path)
    _ = try Program.run(["run", "plain.yaml"] + inputs.reversed() + ["-o", "b", "--jobs", "8"], in: scratch.path)
    #expect(try result("a") == (try result("b")))
    for (name, jobs) in [("two", "2"), ("eight", "8")] {
      _ = try Program.run(
        ["run", "./plain.yaml", scratch.path + "/in", "-o", name, "--jobs", jobs], in: scratch.path,
        environment: ["TZ": "Pacific/Kiritimati", "LANG": "tr_TR.UTF-8", "LC_ALL": "tr_TR.UTF-8"])
      #expect(try result(name) == one, "\(jobs) jobs")
    }
  }

  @Test(
    "a run that is killed at any moment leaves only whole files, and the next one finishes", .timeLimit(.minutes(2)))
  func killed() throws {
    for index in 0..<4000 { try scratch.write("More of page \(index).\n", to: "in/more/\(index).txt") }
    for milliseconds in [30, 80, 150, 300] {
      let process = try Program.start(["run", "plain.yaml", "in", "-o", "out"], in: scratch.path)
      Thread.sleep(forTimeInterval: Double(milliseconds) / 1000)
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
      for folder in ["out/articles", "out/quarantine"] {
        for (name, bytes) in try scratch.contents(of: folder) where name.hasSuffix(".json") {
          #expect(bytes.last == 0x0A)
          _ = try JSONReader.read(bytes)
        }
      }
    }
    #expect(try Program.run(["run", "plain.yaml", "in", "-o", "out"], in: scratch.path).code == 2)
    _ = try Program.run(["run", "plain.yaml", "in", "-o", "fresh"], in: scratch.path)
    #expect(try result("out") == (try result("fresh")))
  }

  @Test("an interrupt ends a run in order, and says how to go on", .timeLimit(.minutes(1)))
  func interrupted() throws {
    for index in 0..<6000 { try scratch.write("More of page \(index).\n", to: "in/more/\(index).txt") }
    let process = try Program.start(["run", "plain.yaml", "in", "-o", "out"], in: scratch.path)
    Thread.sleep(forTimeInterval: 0.15)
    process.interrupt()
    process.waitUntilExit()
    // On a fast machine it may have been done already.
    #expect(process.terminationStatus == 3 || process.terminationStatus == 2)
    if process.terminationStatus == 3 { #expect(!scratch.exists("out/manifest.json")) }
    #expect(try Program.run(["run", "plain.yaml", "in", "-o", "out"], in: scratch.path).code == 2)
    #expect(!scratch.exists("out/.unfinished"))
  }
}
