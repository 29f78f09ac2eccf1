import CanonicalJSON
import FettleKit
import Foundation

/// Tries a plugin on what goes wrong in practice.
public struct Conformance: Sendable {
  public struct Finding: Sendable {
    /// What was tried: "an empty document".
    public var what: String
    /// What is wrong, in words; `nil` where it is as it should be.
    public var problem: String?
  }

  private let launch: Launch
  private let options: JSONValue
  private let lines = Monitor()
  private var limits = PluginLimits()

  /// - Parameters:
  ///   - command: the program, by its path from the working folder, and its arguments.
  ///   - options: what it is told at its start.
  public init(_ command: [String], options: JSONValue) {
    let folder = FileManager.default.currentDirectoryPath
    var arguments = command
    if let program = command.first, PluginFiles.isFile(PluginFiles.resolved(program, in: folder)) {
      arguments[0] = PluginFiles.resolved(program, in: folder)
    }
    launch = Launch(arguments: arguments, environment: PluginEnvironment.clean(passing: []), folder: folder)
    self.options = options
    limits.timeout = 30
  }

  /// How many lines the plugin has printed beside the protocol.
  public var printedLines: Int { lines.count }

  /// - Parameter report: is told each finding as it comes.
  /// - Returns: whether all was as it should be.
  public func run(report: (Finding) -> Void) -> Bool {
    var isRight = true
    func attempt(_ what: String, _ body: () throws(PluginFailure) -> Void) {
      do throws(PluginFailure) {
        try body()
        report(Finding(what: what, problem: nil))
      } catch {
        isRight = false
        report(Finding(what: what, problem: error.description))
      }
    }
    var described: PluginDescription?
    attempt("the handshake") { () throws(PluginFailure) in
      let process = try PluginProcess(launch, limits: limits) { _ in lines.add() }
      defer { process.end(PluginFailure("the test is over")) }
      described = try PluginHandshake.description(of: process)
      if let mistake = try PluginHandshake.start(process, options: defaults(described)).first {
        throw PluginFailure("it doesn't take the options: \(mistake.pointer): \(mistake.message)")
      }
    }
    guard let described else { return false }
    let needs = described.needs
    attempt("--describe says the same") { () throws(PluginFailure) in try checkDescription(described) }
    attempt("a message of a later version is ignored") { () throws(PluginFailure) in
      try with(described) { process throws(PluginFailure) in
        process.say(PluginMessage.line(["type": "of-a-later-version", "id": 1]))
        _ = try answers(of: process, [Conformance.document(["A line."], needs)])
      }
    }
    attempt("an empty document") { () throws(PluginFailure) in
      try with(described) { process throws(PluginFailure) in
        _ = try answers(of: process, [Conformance.document([], needs), Conformance.document([""], needs)])
      }
    }
    attempt("a document of 10 MB") { () throws(PluginFailure) in
      let long = String(repeating: "words that go on, naïve and long. ", count: 300_000)
      try with(described) { process throws(PluginFailure) in
        _ = try answers(of: process, [Conformance.document([long], needs)])
      }
    }
    attempt("characters of every kind") { () throws(PluginFailure) in
      try with(described) { process throws(PluginFailure) in
        let blocks = ["\u{0}\u{1}\u{7F}", "e\u{301} \u{200D} 👩‍🔬 \u{10FFFF}", "\u{2028}\u{2029}\u{FEFF}", "\"\\/\r\n\t"]
        _ = try answers(of: process, [Conformance.document(blocks, needs)])
      }
    }
    attempt("a message that comes slowly") { () throws(PluginFailure) in
      try with(described) { process throws(PluginFailure) in
        let batch = process.send([])
        process.wait(for: batch)
        let line = PluginMessage.line(["type": "of-a-later-version", "text": "slow"])
        process.say(Array(line[..<10]))
        Thread.sleep(forTimeInterval: 0.3)
        process.say(Array(line[10...]))
        _ = try answers(of: process, [Conformance.document(["A line."], needs)])
      }
    }
    attempt("batches of 1 and of 64 give the same") { () throws(PluginFailure) in
      let documents = (0..<64).map {
        Conformance.document(["Page \($0) of many.", "Its text, with more of it."], needs)
      }
      var together: [JSONValue] = []
      var alone: [JSONValue] = []
      try with(described) { process throws(PluginFailure) in
        together = try answers(of: process, documents)
      }
      try with(described) { process throws(PluginFailure) in
        for document in documents.reversed() { alone += try answers(of: process, [document]) }
      }
      if described.isPure, zip(together, alone.reversed()).contains(where: { $0 != $1 }) {
        throw PluginFailure(
          "it answers otherwise when documents come one by one and in another order, but calls itself pure")
      }
    }
    attempt("numbers out of order, and batches that follow without a pause") { () throws(PluginFailure) in
      let documents = (0..<24).map { Conformance.document(["Page \($0) of many, \($0 * 7919) words."], needs) }
      var inOrder: [JSONValue] = []
      var jumbled: [JSONValue] = []
      try with(described) { process throws(PluginFailure) in
        for document in documents { inOrder += try answers(of: process, [document]) }
      }
      try with(described) { process throws(PluginFailure) in
        var waiting: [PluginProcess.Batch] = []
        for start in stride(from: 0, to: 24, by: 8) {
          if waiting.count >= described.inFlight { jumbled += try answers(in: waiting.removeFirst(), of: process) }
          waiting.append(process.send(documents[start..<(start + 8)], isBackwards: true))
        }
        for batch in waiting { jumbled += try answers(in: batch, of: process) }
      }
      if described.isPure, let wrong = zip(inOrder, jumbled).enumerated().first(where: { $1.0 != $1.1 }) {
        throw PluginFailure(
          "its answer to one document has the number of another (document \(wrong.offset)), when numbers don't come in "
            + "order: an answer must carry the 'id' of the document that it is for")
      }
    }
    attempt("it ends when its input ends") { () throws(PluginFailure) in
      let process = try ready(described)
      let status = process.finish()
      if !status.isClean {
        throw PluginFailure(status.wasKilled ? "it went on after the end of its input" : status.words)
      }
    }
    attempt("SIGTERM ends it") { () throws(PluginFailure) in
      let process = try ready(described)
      defer { process.end(PluginFailure("the test is over")) }
      process.interrupt()
      let patience = Clock.after(seconds: 5)
      while process.failed == nil, Clock.now < patience { usleep(5000) }
      if process.failed == nil { throw PluginFailure("it was still there five seconds later") }
    }
    return isRight
  }

  // MARK: Parts

  private func defaults(_ description: PluginDescription?) -> JSONValue {
    var check = PluginOptions()
    return check.check(OptionValue(unplaced: options), against: description?.options ?? [])
  }

  private func ready(_ description: PluginDescription) throws(PluginFailure) -> PluginProcess {
    let lines = lines
    return try PluginHandshake.process(
      PluginPool.Settings(
        launch: launch, limits: limits, jobs: 1, description: description, options: defaults(description),
        log: { _ in lines.add() }))
  }

  private func with(
    _ description: PluginDescription, _ body: (PluginProcess) throws(PluginFailure) -> Void
  ) throws(PluginFailure) {
    let process = try ready(description)
    defer { process.end(PluginFailure("the test is over")) }
    try body(process)
  }

  /// Answers without their numbers.
  private func answers(of process: PluginProcess, _ documents: [[UInt8]]) throws(PluginFailure) -> [JSONValue] {
    try answers(in: process.send(documents[...]), of: process)
  }

  private func answers(
    in batch: PluginProcess.Batch, of process: PluginProcess
  ) throws(PluginFailure) -> [JSONValue] {
    process.wait(for: batch)
    if let failure = batch.failure { throw failure }
    var answers: [JSONValue] = []
    for answer in batch.answers {
      guard case .object(var members)? = answer else { throw PluginFailure("it left a document without an answer") }
      members["id"] = nil
      members["type"] = nil
      if let error = members["error"]?.string { throw PluginFailure("it failed on the document: \(error)") }
      answers.append(.object(members))
    }
    return answers
  }

  private func checkDescription(_ description: PluginDescription) throws(PluginFailure) {
    var launch = launch
    launch.arguments.append("--describe")
    let result = try CommandRun(launch, timeout: limits.startTimeout, outputLimit: 1 << 20).output(of: [])
    guard result.status.isClean else { throw PluginFailure("with --describe " + result.status.words) }
    guard let hello = try? JSONReader.read(result.output) else {
      throw PluginFailure("with --describe it doesn't print its hello")
    }
    guard try PluginDescription(hello: hello) == description else {
      throw PluginFailure("with --describe it says something else than in the handshake")
    }
  }

  private static func document(_ blocks: [String], _ needs: Set<PluginDescription.Need>) -> [UInt8] {
    let list = blocks.enumerated().map { index, text -> JSONValue in
      ["index": .number(Double(index)), "role": "paragraph", "text": .string(text)]
    }
    var message: [String: JSONValue] = [
      "type": "document", "path": "page.txt", "sha256": .string(String(repeating: "0", count: 64)),
    ]
    if !needs.isDisjoint(with: [.blocks, .allBlocks]) { message["blocks"] = .array(list) }
    if needs.contains(.text) { message["text"] = .string(blocks.joined(separator: "\n\n")) }
    if needs.contains(.record) {
      message["record"] = [
        "schema": "fettle.article/1", "id": .string("sha256:" + String(repeating: "0", count: 64)), "item": [:],
        "body": .array(blocks.map { ["role": "paragraph", "text": .string($0), "range": [0, 1]] }), "references": [],
        "removed": [], "figures": [], "statements": [:], "plugins": [:], "quality": [:], "changes": [], "ledger": [],
        "source": ["path": "page.txt"],
      ]
    }
    // Without its opening bracket: the number comes there.
    return [UInt8(ascii: ",")] + PluginMessage.line(.object(message)).dropFirst()
  }

  /// A count that many threads add to.
  private final class Monitor: @unchecked Sendable {
    // Unchecked: behind the lock.
    private let lock = NSLock()
    private var value = 0

    func add() {
      lock.lock()
      value += 1
      lock.unlock()
    }

    var count: Int {
      lock.lock()
      defer { lock.unlock() }
      return value
    }
  }
}
