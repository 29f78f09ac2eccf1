import FettleKit
import Foundation

/// A plugin in processes of its own.
final class PluginHost: PluginWorker, @unchecked Sendable {
  // Unchecked: what changes is behind the lock.
  let identity: StageIdentity
  private let description: PluginDescription
  private let pool: PluginPool
  private let batch: Int
  private let surroundings: StageSurroundings

  private let lock = NSLock()
  private var replays = Replays()

  init(_ call: PluginCall) throws(Diagnostics) {
    let arguments = try PluginHost.arguments(call)
    surroundings = call.surroundings
    let title = PluginHost.title(call.run)
    let log = surroundings.log
    let launch = call.launch(arguments)
    let process: PluginProcess
    let description: PluginDescription
    let files: [JSONValue]
    do throws(PluginFailure) {
      process = try PluginProcess(launch, limits: call.limits) { log("\(title): \($0)") }
      do throws(PluginFailure) {
        description = try PluginHandshake.description(of: process)
        files =
          try PluginFiles.digests(
            of: call.run + call.options.strings("files"), declared: description.files, in: call.folder)
      } catch {
        process.end(error)
        throw error
      }
    } catch {
      throw call.diagnostic("the plugin '\(title)' can't be used: \(error)", at: "run")
    }
    let options = try PluginHost.start(process, description, call)
    self.description = description
    batch = call.options["batch"] == nil ? description.batch : call.options.int("batch", default: 16)
    let name = description.name
    pool = PluginPool(
      PluginPool.Settings(
        launch: launch, limits: call.limits, jobs: call.options.int("jobs", default: 1), description: description,
        options: options, log: { log("\(name): \($0)") }), first: process)
    let exports = description.kinds.contains(.export)
    identity = StageIdentity(
      name: "plugin/" + name, details: description.details(files: files), options: call.settings,
      isRepeatable: description.isPure && !exports, followsExport: exports)
  }

  /// The program and its arguments; paths of programs are absolute.
  private static func arguments(_ call: PluginCall) throws(Diagnostics) -> [String] {
    var arguments = call.run
    guard let program = arguments.first, !program.isEmpty else {
      throw call.diagnostic(
        "'run' names no program", at: "run", expected: "a program, by its path from the pipeline file")
    }
    let path = PluginFiles.resolved(program, in: call.folder)
    if PluginFiles.isFile(path) {
      guard FileManager.default.isExecutableFile(atPath: path) else {
        throw call.diagnostic(
          "'\(program)' may not be executed", at: "run",
          expected: "chmod +x \(program), or a list: the program that runs it, and its path")
      }
      arguments[0] = path
    } else if program.contains("/") || program.contains(" ") || !isOnPath(program) {
      throw call.diagnostic(
        "no such program: '\(program)'", at: "run",
        expected: program.contains(" ")
          ? "a list: [" + program.split(separator: " ").joined(separator: ", ") + "]"
          : "a program, by its path from the pipeline file")
    }
    return arguments
  }

  private static func isOnPath(_ program: String) -> Bool {
    (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").contains {
      FileManager.default.isExecutableFile(atPath: "\($0)/\(program)")
    }
  }

  private static func title(_ run: [String]) -> String {
    let word = run.first { $0.contains("/") || $0.contains(".") } ?? run.first ?? ""
    return String(word.split(separator: "/").last ?? "plugin")
  }

  /// Checks the options, here and there.
  private static func start(
    _ process: PluginProcess, _ description: PluginDescription, _ call: PluginCall
  ) throws(Diagnostics) -> JSONValue {
    let written = call.options["options"]
    var check = PluginOptions()
    let options = check.check(written, against: description.options)
    var mistakes = check.mistakes
    if mistakes.isEmpty {
      do throws(PluginFailure) {
        mistakes = try PluginHandshake.start(process, options: options)
      } catch {
        process.end(error)
        throw call.diagnostic("the plugin '\(description.name)' can't be used: \(error)", at: "run")
      }
    }
    if mistakes.isEmpty { return options }
    process.end(PluginFailure("its options are wrong"))
    throw Diagnostics(
      mistakes.map { mistake in
        Diagnostic(
          mistake.message, at: PluginOptions.place(of: mistake.pointer, in: written) ?? call.options.place,
          expected: mistake.expected, suggestion: mistake.suggestion)
      })
  }

  // MARK: Documents

  func process(_ documents: inout [Document], in context: StageContext) -> [StageError?] {
    var errors = [StageError?](repeating: nil, count: documents.count)
    var messages: [[UInt8]] = []
    var places: [Int] = []
    for index in documents.indices {
      do throws(StageError) {
        messages.append(
          try PluginMessage.document(documents[index], needs: description.needs, surroundings: surroundings))
        places.append(index)
      } catch { errors[index] = error }
    }
    let outcomes = pool.answers(to: messages, batch: batch)
    replay(outcomes, messages, places, documents)
    for (outcome, index) in zip(outcomes, places) {
      switch outcome {
      case .failed(let failure):
        errors[index] = StageError(stage: identity.name, reason: "the plugin failed: \(failure)", isWorthRetrying: true)
      case .answered(let answer):
        do throws(PluginFailure) {
          try apply(try PluginAnswer(answer, kinds: description.kinds), to: &documents[index])
        } catch {
          errors[index] = StageError(stage: identity.name, reason: error.description)
        }
      }
    }
    return errors
  }

  private func apply(_ answer: PluginAnswer, to document: inout Document) throws(PluginFailure) {
    if let reason = answer.quarantine { throw PluginFailure(reason) }
    try EditApplication(stage: identity.name).apply(answer.edits, to: &document)
    for (name, value) in answer.flags { document.quality[name] = value }
    if !answer.fields.isEmpty {
      var fields = answer.fields
      if case .object(let before)? = document.plugins[description.name] {
        fields.merge(before) { new, _ in new }
      }
      document.plugins[description.name] = .object(fields)
    }
    if !description.isPure { document.noteImpurity(of: description.name) }
  }

  // MARK: Once more

  /// Asks a plugin that calls itself pure some things twice: which ones depends on the documents alone.
  private func replay(
    _ outcomes: [PluginPool.Outcome], _ messages: [[UInt8]], _ places: [Int], _ documents: [Document]
  ) {
    guard description.isPure, !description.kinds.contains(.export) else { return }
    var chosen: [Int] = []
    for (at, place) in places.enumerated() {
      guard case .answered = outcomes[at] else { continue }
      if surroundings.isParanoid || Replays.isChosen(documents[place]) { chosen.append(at) }
    }
    if chosen.isEmpty { return }
    // One by one and in another order: what a plugin keeps from document to document shows then.
    let order = Array(chosen.reversed())
    let again = pool.answers(to: order.map { messages[$0] }, batch: 1)
    lock.lock()
    defer { lock.unlock() }
    for (at, second) in zip(order, again) {
      guard case .answered(let first) = outcomes[at], case .answered(let second) = second else { continue }
      replays.note(isSame: PluginHost.isSame(first, second), path: documents[places[at]].source.path)
    }
  }

  private static func isSame(_ first: JSONValue, _ second: JSONValue) -> Bool {
    guard case .object(var left) = first, case .object(var right) = second else { return first == second }
    for name in ["id", "type"] {
      left[name] = nil
      right[name] = nil
    }
    return left == right
  }

  func finish() -> [StageNotice] {
    let (givenUp, problems) = pool.finish()
    var notices: [StageNotice] = []
    let name = "the plugin '\(description.name)'"
    if let givenUp { notices.append(StageNotice("\(name) failed: \(givenUp)", isFailure: true)) }
    for problem in problems {
      notices.append(
        StageNotice(
          "\(name) didn't come to a good end after the last document: \(problem)",
          isFailure: description.kinds.contains(.export)))
    }
    lock.lock()
    defer { lock.unlock() }
    if let notice = replays.notice(of: description.name) { notices.append(notice) }
    return notices
  }
}
