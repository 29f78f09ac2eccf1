import CanonicalJSON
import FettleKit
import Foundation
import TestSupport
import Testing

@testable import PipelineRunner
@testable import PluginHost

@Suite(
  "Plugins in Python", .enabled(if: PluginRun.hasPython, "skipped: there is no python3 here"))
struct PluginStageTests {
  private func plugin(_ text: String, in run: PluginRun) throws {
    try run.scratch.write(PluginTemplates.text(.pythonSDK), to: "fettle_plugin.py")
    try run.scratch.write("#!/usr/bin/env python3\nfrom fettle_plugin import *\n" + text, to: "plugin.py")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: run.scratch.path + "/plugin.py")
  }

  private let everything = """
    import re
    plugin = Plugin("everything", version="3", kind=["edit", "fields", "flag"],
                    options={"word": {"type": "string", "default": "page"}})
    @plugin.document
    def everything(document, options):
        document.set("words", len(document.text.split()))
        document.flag("seen")
        if "number 5 " in document.text: document.quarantine("five is right out")
        if "number 6 " in document.text: raise ValueError("six")
        for block in document.blocks:
            if "number 3 " in block.text:
                block.remove(rule="three", category="numbers")
                continue
            block.sub(r"résumé|naïve", lambda match: match.group().upper(), rule="loud")
            block.sub(options["word"], "leaf", rule="leaf")
            at = block.text.find("second paragraph")
            if "number 4" in document.text and at >= 0: block.remove(rule="part", start=at, end=at + 16)
    plugin.run()

    """

  @Test("edits, fields, flags, quarantine and exceptions arrive where they belong, and the ledger holds")
  func arrive() throws {
    let run = try PluginRun(documents: 40)
    try plugin(everything, in: run)
    let summary = try run.run(try run.pipeline(plugin: "{ run: plugin.py, start-timeout: 20 }"))
    #expect(summary.notices.isEmpty)
    #expect(try run.quarantine().keys.sorted() == [5, 6])
    #expect(try run.quarantine()[5] == "five is right out")
    #expect(try run.quarantine()[6] == "it failed: ValueError: six")
    let record = try run.record("2")
    #expect(record["body"]?[0]?["text"] == "this is leaf number 2 of a batch")
    #expect(record["body"]?[1]?["text"] == "Its second paragraph holds RÉSUMÉ, NAÏVE and no more.")
    #expect(record["plugins"]?["everything"] == ["words": 17])
    #expect(record["quality"] == ["seen": true])
    #expect(record["changes"]?.array?.contains(["count": 2, "rule": "loud", "stage": "plugin/everything"]) == true)
    let three = try run.record("3")
    #expect(three["removed"]?[0]?["rule"] == "three")
    #expect(three["removed"]?[0]?["class"] == "numbers")
    #expect(three["removed"]?[0]?["stage"] == "plugin/everything")
    let four = try run.record("4")
    #expect(four["removed"]?[0]?["text"] == "second paragraph")
    #expect(four["body"]?.array?.count == 3)
  }

  @Test("the bytes are the same with 1, 2 and 8 workers, batches of 1, 16 and 64, one process or three")
  func sameBytes() throws {
    let run = try PluginRun(documents: 100)
    try plugin(everything, in: run)
    var first: [String: [UInt8]] = [:]
    for (number, way) in [(1, 1, 1), (2, 16, 1), (8, 64, 3)].enumerated() {
      let (jobs, batch, processes) = way
      let pipeline = try run.pipeline(
        plugin: "{ run: plugin.py, batch: \(batch), jobs: \(processes), start-timeout: 20 }")
      _ = try run.run(pipeline, to: "out\(number)", jobs: jobs, batch: batch)
      let result = try run.result("out\(number)")
      if number == 0 { first = result } else { #expect(result == first, "\(way)") }
    }
    #expect(first.count == 102)
  }

  @Test("the manifest names the plugin with the digests of its files, and a change of one does everything anew")
  func manifest() throws {
    let run = try PluginRun(documents: 4)
    try plugin(everything, in: run)
    let call = "{ run: plugin.py, start-timeout: 20 }"
    _ = try run.run(try run.pipeline(plugin: call))
    let manifest = try JSONReader.read(Array(try run.scratch.text(of: "out/manifest.json").utf8))
    let stage = manifest["stages"]?[0]
    #expect(stage?["name"] == "plugin/everything")
    #expect(stage?["plugin"]?["version"] == "3")
    #expect(stage?["plugin"]?["answers"] == "pure")
    #expect(stage?["plugin"]?["files"]?.array?.compactMap { $0["path"]?.string } == ["fettle_plugin.py", "plugin.py"])
    #expect(stage?["options"]?["start-timeout"] == nil)
    #expect(try run.run(try run.pipeline(plugin: call)).counts.unchanged == 4)
    try plugin(everything + "# another byte\n", in: run)
    #expect(try run.run(try run.pipeline(plugin: call)).counts.unchanged == 0)
  }

  @Test("a plugin that calls itself pure and isn't is named, and loses the trust of the next run")
  func unsteady() throws {
    let run = try PluginRun(documents: 10)
    try plugin(
      """
      import os
      plugin = Plugin("dice", version="1", kind="fields")
      @plugin.document
      def dice(document, options): document.set("random", os.urandom(4).hex())
      plugin.run()
      """, in: run)
    let call = "{ run: plugin.py, start-timeout: 20 }"
    let summary = try run.run(try run.pipeline(plugin: call, paranoid: true))
    #expect(summary.notices.contains { $0.text.contains("'dice' calls itself pure") && $0.text.contains("10 of 10") })
    #expect(try run.run(try run.pipeline(plugin: call)).counts.unchanged == 0)
  }

  @Test("an impure plugin is marked in manifest and records, and done again each time")
  func impure() throws {
    let run = try PluginRun(documents: 3)
    try plugin(
      """
      plugin = Plugin("oracle", version="1", kind="fields", pure=False)
      @plugin.document
      def oracle(document, options): document.set("answer", 42)
      plugin.run()
      """, in: run)
    let call = "{ run: plugin.py, start-timeout: 20 }"
    _ = try run.run(try run.pipeline(plugin: call, paranoid: true))
    #expect(try run.record("1")["quality"]?["impure-plugins"] == ["oracle"])
    #expect(try run.scratch.text(of: "out/manifest.json").contains("\"answers\":\"impure\""))
    #expect(try run.run(try run.pipeline(plugin: call)).counts.unchanged == 0)
  }

  @Test("a plugin that exports stands behind export, and gets the records that are written")
  func export() throws {
    let run = try PluginRun(documents: 5)
    try plugin(
      """
      plugin = Plugin("list", version="1", kind="export")
      lines = []
      @plugin.document
      def one(document, options): lines.append(document.record["id"] + " " + document.path)
      @plugin.finish
      def end():
          with open("list.txt", "w") as file: file.write("\\n".join(sorted(lines)))
      plugin.run()
      """, in: run)
    let text = "fettle: 1\nstages:\n  - export\n  - plugin: { run: plugin.py, start-timeout: 20 }\n"
    let summary = try run.run(try run.pipeline(text))
    #expect(summary.notices.isEmpty)
    #expect(try run.scratch.text(of: "list.txt").split(separator: "\n").count == 5)
    #expect(throws: Diagnostics.self) { try run.pipeline(plugin: "{ run: plugin.py, start-timeout: 20 }") }
  }

  @Test(
    "in the sandbox a plugin has no network, and writes nowhere but where it may",
    .enabled(if: Sandbox.isAvailable, "skipped: bubblewrap isn't there, or isn't let work"))
  func sandbox() throws {
    let run = try PluginRun(documents: 70)
    try run.scratch.write("", to: "open/.keep")
    try plugin(
      """
      import socket
      plugin = Plugin("curious", version="1", kind="fields", pure=False)
      def writes(path):
          try:
              with open(path, "w") as file: file.write("x")
              return True
          except OSError: return False
      @plugin.document
      def curious(document, options):
          document.set("interfaces", [name for _, name in socket.if_nameindex()])
          document.set("writes", [writes("mine.txt"), writes("open/mine.txt"), writes("/tmp/mine.txt")])
      plugin.run()
      """, in: run)
    let pipeline = try run.pipeline(
      "fettle: 1\nstages:\n  - plugin: { run: plugin.py, start-timeout: 20, writes: [open], jobs: 2 }\n  - export\n",
      sandbox: true)
    let summary = try run.run(pipeline)
    #expect(summary.notices.isEmpty, "\(summary.notices) \(run.lines.all)")
    #expect(try run.record("1")["plugins"]?["curious"]?["interfaces"] == ["lo"])
    #expect(try run.record("1")["plugins"]?["curious"]?["writes"] == [false, true, true])
    #expect(run.scratch.exists("open/mine.txt"))
    #expect(run.leftRunning.isEmpty)
  }

  @Test("the bytes of a document of a megabyte go there and back")
  func large() throws {
    let run = try PluginRun(documents: 1)
    try run.scratch.write(
      String(repeating: "a long line of words that goes on é ", count: 27_000) + "\n", to: "in/0.txt")
    try plugin(
      """
      plugin = Plugin("loud", version="1", kind="edit")
      @plugin.document
      def loud(document, options):
          for block in document.blocks: block.rewrite(block.text.upper(), rule="loud")
      plugin.run()
      """, in: run)
    let summary = try run.run(try run.pipeline(plugin: "{ run: plugin.py, start-timeout: 20, timeout: 60 }"))
    #expect(summary.counts.quarantined == 0)
    #expect(try run.scratch.text(of: "out/articles/in/0.json").contains("GOES ON É"))
  }
}

@Suite("Commands as plugins", .enabled(if: PluginRun.onPath("sed"), "skipped: there is no sed here"))
struct CommandFilterTests {
  @Test("a filter rewrites the blocks that it changes, and that is counted")
  func sed() throws {
    let run = try PluginRun(documents: 3)
    _ = try run.run(try run.pipeline(plugin: "{ command: \"sed -E 's/page/leaf/g'\", name: leaf }"))
    let record = try run.record("1")
    #expect(record["body"]?[0]?["text"] == "this is leaf number 1 of a batch")
    #expect(record["changes"]?.array == [["count": 1, "rule": "command", "stage": "plugin/leaf"]])
    #expect(run.leftRunning.isEmpty)
  }

  @Test(
    "a filter that fails, or gives another number of lines, sends the document to quarantine",
    arguments: [
      ("false", "the command ended with exit code 1"), ("sed 1d", "gave 1 lines for 2 blocks"),
      ("sleep 100", "took longer than 0.5 seconds"), ("no-such-program", "exit code 127"),
      ("yes", "gave more than 64 MiB"),
    ])
  func failing(command: String, reason: String) throws {
    let run = try PluginRun(documents: 1)
    let timeout = command == "yes" ? 20 : 0.5
    _ = try run.run(try run.pipeline(plugin: "{ command: \(command), timeout: \(timeout) }"))
    let quarantine = try run.quarantine()
    #expect(quarantine[0]?.contains(reason) == true, "\(quarantine)")
    #expect(run.leftRunning.isEmpty)
  }

  @Test("a whole document goes through a filter with empty lines between its blocks")
  func paragraphs() throws {
    let run = try PluginRun(documents: 1)
    _ = try run.run(try run.pipeline(plugin: "{ command: \"tr a-z A-Z\", per: document }"))
    #expect(try run.record("0")["body"]?[1]?["text"] == "ITS SECOND PARAGRAPH HOLDS RéSUMé, NAïVE AND NO MORE.")
  }
}
