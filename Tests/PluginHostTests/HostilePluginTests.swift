import FettleKit
import Foundation
import TestSupport
import Testing

@testable import PipelineRunner
@testable import PluginHost

@Suite(
  "Plugins that behave badly", .serialized,
  .enabled(if: PluginRun.hasPython, "skipped: there is no python3 to write bad plugins in"))
struct HostilePluginTests {
  private func call(_ mode: String, _ more: String = "timeout: 1.5, start-timeout: 20") -> String {
    "{ run: [python3, \(PluginRun.hostile), \(mode)], \(more) }"
  }

  /// All but the documents in quarantine came out as they should.
  private func expectOthersRight(_ run: PluginRun, _ count: Int, without numbers: Set<Int>) throws {
    let quarantined = try run.quarantine()
    #expect(Set(quarantined.keys) == numbers)
    for index in 0..<count where !numbers.contains(index) {
      #expect(try run.record("\(index)")["body"]?[0]?["text"]?.string == "THIS IS PAGE NUMBER \(index) OF A BATCH")
    }
    #expect(run.leftRunning.isEmpty, "nothing may be left running")
  }

  @Test(
    "one that fails on document 7 of 64 costs that document alone, with the reason",
    arguments: [
      ("crash", "ended by signal 11"), ("exit-zero", "ended with exit code 0"), ("garbage", "no JSON"),
      ("hang", "gave no answer for 1.5 seconds"), ("stubborn", "gave no answer for 1.5 seconds"),
      ("unknown-id", "answered a document that it never got"), ("twice", "answered a document twice"),
      ("leaves-out", "left a document without an answer"), ("grandchild", "ended with exit code 3"),
      ("overlap", "overlap"), ("out-of-range", "edits the bytes [2, 100000) of block 0, which has 32"),
      ("no-block", "edits block 99"), ("wrong-kind", "answered with 'fields'"),
    ])
  func failsOnSeven(mode: String, reason: String) throws {
    let run = try PluginRun(documents: 64)
    let summary = try run.run(try run.pipeline(plugin: call(mode)))
    #expect(summary.counts.quarantined == 1)
    let quarantine = try run.quarantine()
    #expect(quarantine[7]?.contains(reason) == true, "\(quarantine)")
    try expectOthersRight(run, 64, without: [7])
  }

  @Test("an answer without end is cut off")
  func huge() throws {
    let run = try PluginRun(documents: 10)
    _ = try run.run(try run.pipeline(plugin: call("huge", "timeout: 10, start-timeout: 20")))
    #expect(try run.quarantine()[7]?.contains("a line of more than 64 MiB") == true)
    try expectOthersRight(run, 10, without: [7])
  }

  @Test("one that takes ever more memory is stopped")
  func leak() throws {
    let run = try PluginRun(documents: 10)
    _ = try run.run(try run.pipeline(plugin: call("leak", "timeout: 20, start-timeout: 20, memory: 64")))
    #expect(try run.quarantine()[7]?.contains("more than 64 MiB of memory") == true)
    try expectOthersRight(run, 10, without: [7])
  }

  @Test("one that ends every three documents is started again, and nothing is lost")
  func threeLives() throws {
    let run = try PluginRun(documents: 20)
    _ = try run.run(try run.pipeline(plugin: call("three-lives")))
    try expectOthersRight(run, 20, without: [])
  }

  @Test("answers may come in any order, many in a message")
  func backwards() throws {
    let run = try PluginRun(documents: 100)
    _ = try run.run(try run.pipeline(plugin: call("backwards")))
    try expectOthersRight(run, 100, without: [])
  }

  @Test("garbage on standard output and standard error is a log, cut short, and breaks nothing")
  func prints() throws {
    let run = try PluginRun(documents: 8)
    _ = try run.run(try run.pipeline(plugin: call("prints")))
    try expectOthersRight(run, 8, without: [])
    let lines = run.lines.all
    #expect(lines.contains { $0.contains("garbage on standard output") })
    #expect(lines.count < 250)
    #expect(!lines.contains { $0.utf8.contains(0x1B) || $0.utf8.count > 1200 })
  }

  @Test(
    "one that fails on everything is given up, loudly, and the run ends", arguments: ["exits-early", "closes-early"])
  func givenUp(mode: String) throws {
    let run = try PluginRun(documents: 12)
    let summary = try run.run(try run.pipeline(plugin: call(mode)), jobs: 1)
    #expect(summary.counts.quarantined == 12)
    #expect(summary.notices.contains { $0.isFailure && $0.text.contains("given up") })
    #expect(run.leftRunning.isEmpty)
  }

  @Test("one that never answers doesn't keep the run for ever")
  func deaf() throws {
    let run = try PluginRun(documents: 3)
    let summary = try run.run(try run.pipeline(plugin: call("deaf", "timeout: 0.3, start-timeout: 20")), jobs: 1)
    #expect(summary.counts.quarantined == 3)
    #expect(run.leftRunning.isEmpty)
  }

  @Test("one that doesn't end when it should is ended, and that is said")
  func neverEnds() throws {
    let run = try PluginRun(documents: 3)
    let summary = try run.run(try run.pipeline(plugin: call("never-ends", "timeout: 0.5, start-timeout: 20")))
    #expect(summary.notices.contains { $0.text.contains("didn't end by itself") })
    try expectOthersRight(run, 3, without: [])
  }

  @Test(
    "what is wrong at the start is a mistake of the pipeline file, at its line",
    arguments: [
      ("silent", "start-timeout: 0.5", "gave no answer for 0.5 seconds", 4),
      ("dies-at-start", "start-timeout: 20", "ended with exit code 7", 4),
      ("protocol", "start-timeout: 20", "version 2 of the protocol", 4),
      ("mistakes", "start-timeout: 20, options: { size: 3 }", "no size for a plugin", 4),
      ("good", "start-timeout: 20, options: { sise: 3 }", "no option 'sise'", 4),
      ("good", "start-timeout: 20, options: { size: 0 }", "'size' of the plugin can't be that", 4),
    ])
  func wrongStart(mode: String, options: String, message: String, line: Int) throws {
    let run = try PluginRun(documents: 1)
    do {
      _ = try run.pipeline(plugin: call(mode, options))
      Issue.record("the pipeline was taken")
    } catch {
      #expect(error.all.count == 1)
      #expect(error.all[0].message.contains(message), "\(error.all)")
      #expect(error.all[0].place?.line == line)
      if options.contains("sise") { #expect(error.all[0].suggestion == "size") }
    }
    #expect(run.leftRunning.isEmpty)
  }
}
