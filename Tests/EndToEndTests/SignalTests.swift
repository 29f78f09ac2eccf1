import Foundation
import TestSupport
import Testing

@Suite("A run that is told to stop", .enabled(if: Program.isBuilt, "the program isn't built"))
struct SignalTests {
  @Test(
    "finishes what is on its way, says how far it came and how to go on, and goes on to the same bytes",
    .timeLimit(.minutes(2)), arguments: [SIGINT, SIGTERM])
  func stops(number: CInt) throws {
    let scratch = try ScratchFolder()
    try scratch.write("fettle: 1\nname: plain\nstages: [cleanup, export]\n", to: "plain.yaml")
    for index in 0..<4000 { try scratch.write("Page \(index)\n\nwith a text.\n", to: "in/\(index).txt") }
    for name in ["stdout", "stderr"] { try scratch.write("", to: name) }
    let process = Process()
    process.executableURL = URL(filePath: Program.path)
    process.arguments = ["run", "plain.yaml", "in", "-o", "out", "--jobs", "1"]
    process.currentDirectoryURL = URL(filePath: scratch.path)
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try FileHandle(forWritingTo: URL(filePath: scratch.path + "/stdout"))
    process.standardError = try FileHandle(forWritingTo: URL(filePath: scratch.path + "/stderr"))
    try process.run()
    // It is at work once it has noted the first documents.
    while process.isRunning, ((try? scratch.text(of: "out/.unfinished/receipts"))?.utf8.count ?? 0) < 1000 {
      usleep(2000)
    }
    kill(process.processIdentifier, number)
    process.waitUntilExit()
    #expect(process.terminationReason == .exit)
    #expect(process.terminationStatus == 3)
    let said = try scratch.text(of: "stdout")
    #expect(try scratch.text(of: "stderr").contains("stopping: finishing what is on its way"))
    #expect(said.contains("of 4,000 documents are done and whole; run the same command again to finish"))
    #expect(!scratch.exists("out/manifest.json"))
    // What was said to be done is noted as done, and in place.
    let receipts = try scratch.text(of: "out/.unfinished/receipts").split(separator: "\n").count { !$0.hasPrefix("#") }
    #expect(try scratch.contents(of: "out/articles").count == receipts)
    #expect(said.contains("\(receipts.formatted(.number.locale(Locale(identifier: "en_US")))) of 4,000"), "\(said)")
    let again = try Program.run(["run", "plain.yaml", "in", "-o", "out"], in: scratch.path)
    #expect(again.code == 0)
    #expect(again.output.contains("of them unchanged since the last run"))
    _ = try Program.run(["run", "plain.yaml", "in", "-o", "clean"], in: scratch.path)
    #expect(try scratch.contents(of: "out/articles") == (try scratch.contents(of: "clean/articles")))
    #expect(try scratch.text(of: "out/manifest.json") == (try scratch.text(of: "clean/manifest.json")))
    #expect(!scratch.exists("out/.unfinished"))
  }
}
