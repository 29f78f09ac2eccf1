import FettleKit
import Testing

@testable import PluginHost

@Suite(
  "The conformance kit", .enabled(if: PluginRun.hasPython, "skipped: there is no python3 to write bad plugins in"))
struct ConformanceTests {
  @Test(
    "what is wrong with a plugin is found, and said in words",
    arguments: [
      (
        "counts", "numbers out of order, and batches that follow without a pause",
        "must carry the 'id' of the document that it is for"
      ),
      ("stateful", "batches of 1 and of 64 give the same", "but calls itself pure"),
      ("intolerant", "a message of a later version is ignored", "ended with exit code 1"),
      ("deaf-to-signals", "SIGTERM ends it", "it was still there five seconds later"),
      ("protocol", "the handshake", "version 2 of the protocol"),
    ])
  func findings(mode: String, what: String, words: String) throws {
    var problems: [String: String] = [:]
    let kit = Conformance(["python3", PluginRun.hostile, mode], options: .object([:]))
    let isRight = kit.run { finding in problems[finding.what] = finding.problem }
    #expect(!isRight)
    #expect(problems[what]?.contains(words) == true, "\(problems)")
  }

  @Test("a plugin that answers backwards is right")
  func backwards() {
    var problems: [String] = []
    let kit = Conformance(["python3", PluginRun.hostile, "backwards"], options: .object([:]))
    #expect(
      kit.run { finding in if let problem = finding.problem { problems.append(finding.what + ": " + problem) } },
      "\(problems)")
    #expect(kit.printedLines == 0)
  }
}
