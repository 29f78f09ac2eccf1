import CanonicalJSON
import FettleKit
import Foundation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// How long a plugin may take, and how much it may use.
struct PluginLimits: Sendable, Equatable {
  /// In seconds: without an answer for so long, though one is owed, the plugin counts as hanging.
  var timeout = 10.0
  /// In seconds, for the handshake.
  var startTimeout = 5.0
  /// In bytes: a longer line ends the plugin.
  var lineBytes = 64 << 20
  /// In bytes, of the process and all that it started.
  var memory = 2 << 30
}

/// A plugin's process, and the thread that talks with it.
///
/// Whatever the plugin does, nothing here waits longer than the limits say: the thread never blocks on a pipe, and everyone
/// who waits for an answer is woken when the plugin fails.
final class PluginProcess: @unchecked Sendable {
  // Unchecked: all that changes is behind `condition`, but for what the thread alone uses.

  /// Documents that were sent together, and what has come back.
  final class Batch {
    let number: Int
    /// The number of the first document; the others follow.
    let firstID: Int
    var answers: [JSONValue?]
    /// What was missing when the plugin failed.
    var failure: PluginFailure?
    var isDone = false

    init(number: Int, firstID: Int, count: Int) {
      self.number = number
      self.firstID = firstID
      answers = Array(repeating: nil, count: count)
    }
  }

  private let child: ChildProcess
  private let limits: PluginLimits
  private let log: @Sendable (String) -> Void

  let condition = NSCondition()
  private var outgoing: [[UInt8]] = []
  private var open: [Batch] = []
  private var greetings: [JSONValue] = []
  private var failure: PluginFailure?
  private var nextID = 0
  private var nextBatch = 0
  /// When the plugin counts as hanging; `nil` while it owes nothing.
  private var deadline: UInt64?
  private var isClosing = false
  private var ended: ExitStatus?
  private var wake: CInt = -1

  /// Starts the program; the handshake is the caller's business.
  ///
  /// - Parameters:
  ///   - log: is given each line that the plugin prints.
  init(_ launch: Launch, limits: PluginLimits, log: @escaping @Sendable (String) -> Void) throws(PluginFailure) {
    self.limits = limits
    self.log = log
    var loop = try PluginLoop()
    var launch = launch
    launch.environment["FETTLE_IN"] = "3"
    launch.environment["FETTLE_OUT"] = "4"
    child = try ChildProcess(launch, descriptors: loop.childDescriptors)
    loop.closeTheirs()
    wake = loop.wakeDescriptor
    let start = Handover(loop)
    let thread = Thread { [self] in
      if var loop = start.take() { run(&loop) }
    }
    thread.stackSize = 1 << 20
    thread.start()
  }

  // MARK: What others call

  /// Why the plugin can't be used any more; `nil` while it can.
  var failed: PluginFailure? {
    condition.lock()
    defer { condition.unlock() }
    return failure
  }

  /// Says something of the handshake, and waits for what the plugin says to it.
  func greet(_ message: [UInt8]) throws(PluginFailure) -> JSONValue {
    condition.lock()
    defer { condition.unlock() }
    outgoing.append(message)
    deadline = Clock.after(seconds: limits.startTimeout)
    rouse()
    while greetings.isEmpty {
      if let failure { throw failure }
      condition.wait()
    }
    deadline = nil
    return greetings.removeFirst()
  }

  /// Says what needs no answer.
  func say(_ message: [UInt8]) {
    condition.lock()
    outgoing.append(message)
    rouse()
    condition.unlock()
  }

  /// Asks the program to end, as a system does that shuts down.
  func interrupt() { child.interrupt() }

  /// Sends documents.
  ///
  /// - Parameters:
  ///   - documents: as `PluginMessage.document` makes them.
  ///   - isBackwards: whether the last one goes first, so that numbers come in descending order.
  func send(_ documents: ArraySlice<[UInt8]>, isBackwards: Bool = false) -> Batch {
    condition.lock()
    defer { condition.unlock() }
    let batch = Batch(number: nextBatch, firstID: nextID, count: documents.count)
    nextBatch += 1
    nextID += documents.count
    if let failure {
      batch.failure = failure
      batch.isDone = true
      return batch
    }
    for place in 0..<documents.count {
      let offset = isBackwards ? documents.count - 1 - place : place
      outgoing.append(PluginMessage.head(id: batch.firstID + offset))
      outgoing.append(documents[documents.startIndex + offset])
    }
    outgoing.append(PluginMessage.flush(batch.number))
    if open.isEmpty { deadline = Clock.after(seconds: limits.timeout) }
    open.append(batch)
    rouse()
    return batch
  }

  /// Waits until all of a batch is answered, or the plugin has failed.
  func wait(for batch: Batch) {
    condition.lock()
    defer { condition.unlock() }
    while !batch.isDone { condition.wait() }
  }

  /// Says that nothing more comes, and waits for the end.
  ///
  /// - Returns: how it ended.
  func finish() -> ExitStatus {
    condition.lock()
    defer { condition.unlock() }
    isClosing = true
    deadline = Clock.after(seconds: max(limits.timeout, 5))
    rouse()
    while true {
      if let ended { return ended }
      condition.wait()
    }
  }

  /// Ends it at once.
  func end(_ why: PluginFailure) {
    condition.lock()
    fail(why)
    rouse()
    while ended == nil { condition.wait() }
    condition.unlock()
  }

  /// Wakes the thread. Only while locked: afterwards the descriptor may be another's.
  private func rouse() {
    if ended == nil, wake >= 0 {
      var byte: UInt8 = 1
      _ = write(wake, &byte, 1)
    }
  }

  private func fail(_ why: PluginFailure) {
    if failure == nil { failure = why }
    for batch in open {
      batch.failure = why
      batch.isDone = true
    }
    open.removeAll()
    outgoing.removeAll()
    condition.broadcast()
  }

  // MARK: The thread

  private func run(_ loop: inout PluginLoop) {
    var nextLook: UInt64 = 0
    var mustDrain = false
    var drains = 0
    while true {
      condition.lock()
      loop.take(&outgoing)
      let state = (failure: failure, deadline: deadline, isClosing: isClosing, isOwing: !open.isEmpty)
      condition.unlock()
      if state.failure != nil { break }
      if state.isClosing, !loop.hasMore { loop.closeInput() }
      let hadEnded = mustDrain
      loop.turn(milliseconds: hadEnded ? 0 : 50)
      showLogs(&loop)
      if var why = receive(&loop) {
        why.isBreach = true
        stop(why)
        break
      }
      // What it wrote before it ended counts: one more turn reads it.
      if hadEnded {
        // Unless somebody else goes on writing there.
        drains += 1
        if loop.isQuiet || drains > 1000 { break }
        continue
      }
      if loop.outputHasEnded || loop.inputHasEnded && !state.isClosing {
        // The end of the process is known a little later than the end of its pipes.
        let patience = Clock.after(seconds: state.isClosing ? max(limits.timeout, 5) : 0.2)
        while !child.hasEnded, Clock.now < patience { usleep(1000) }
        if !child.hasEnded, !state.isClosing {
          stop(PluginFailure(loop.outputHasEnded ? "it closed its channel" : "it doesn't read any more"))
          break
        }
        mustDrain = true
        continue
      }
      if child.hasEnded {
        mustDrain = true
        continue
      }
      if let deadline = state.deadline, Clock.now > deadline, hasExpired() {
        stop(PluginFailure("it gave no answer for " + Clock.words(waiting(state.isOwing))))
        break
      }
      if state.isOwing, Clock.now > nextLook {
        nextLook = Clock.after(seconds: 0.25)
        if ProcessMemory.resident(child.pid) > limits.memory {
          stop(PluginFailure("it used more than \(limits.memory >> 20) MiB of memory"))
          break
        }
      }
    }
    bury(&loop)
  }

  private func waiting(_ isOwing: Bool) -> Double { isOwing ? limits.timeout : limits.startTimeout }

  /// Whether the deadline is still the one that has passed.
  private func hasExpired() -> Bool {
    condition.lock()
    defer { condition.unlock() }
    return deadline.map { Clock.now > $0 } ?? false
  }

  private func stop(_ why: PluginFailure) {
    condition.lock()
    fail(why)
    condition.unlock()
  }

  private func bury(_ loop: inout PluginLoop) {
    condition.lock()
    let isClosing = isClosing
    condition.unlock()
    if isClosing {
      // It was told to end, and had its time.
      if !child.hasEnded {
        child.interrupt()
        let patience = Clock.after(seconds: 1)
        while !child.hasEnded, Clock.now < patience { usleep(1000) }
      }
    }
    let status = child.end()
    loop.turn(milliseconds: 0)
    showLogs(&loop)
    loop.out.end(show: log)
    loop.errors.end(show: log)
    condition.lock()
    // The loop's descriptors go with it.
    wake = -1
    fail(PluginFailure(status.words))
    ended = status
    condition.broadcast()
    condition.unlock()
  }

  private func showLogs(_ loop: inout PluginLoop) { loop.showLogs(log) }

  // MARK: What the plugin says

  /// Takes in all whole lines.
  ///
  /// - Returns: what is wrong with one of them.
  private func receive(_ loop: inout PluginLoop) -> PluginFailure? {
    while let line = loop.incoming.next() {
      if let why = receive(line) { return why }
    }
    if loop.incoming.unfinished > limits.lineBytes {
      return PluginFailure("it sent a line of more than \(limits.lineBytes >> 20) MiB")
    }
    return nil
  }

  private func receive(_ line: [UInt8]) -> PluginFailure? {
    if line.isEmpty { return nil }
    let message: JSONValue
    do throws(JSONReadError) {
      message = try JSONReader.read(line)
    } catch {
      let start = String(decoding: line.prefix(60).map { $0 < 0x20 ? 0x20 : $0 }, as: UTF8.self)
      return PluginFailure("it sent what is no JSON (\(error.problem), at byte \(error.offset)): \(start)")
    }
    condition.lock()
    defer { condition.unlock() }
    switch message["type"]?.string {
    case "answer": return take(answer: message)
    case "answers":
      guard let answers = message["answers"]?.array else { return PluginFailure("it sent 'answers' without a list") }
      for answer in answers {
        if let why = take(answer: answer) { return why }
      }
      return nil
    case "flushed": return takeFlushed(message)
    case "hello", "ready", "mistakes":
      greetings.append(message)
      condition.broadcast()
      return greetings.count > 2 ? PluginFailure("it greets without end") : nil
    case let type?:
      return PluginFailure("it sent a message of type '\(type.prefix(40))', which the protocol doesn't know")
    case nil: return PluginFailure("it sent a message without a type")
    }
  }

  private func take(answer: JSONValue) -> PluginFailure? {
    guard let number = answer["id"]?.number, let id = Int(exactly: number) else {
      return PluginFailure("it sent an answer without an id")
    }
    guard let batch = open.first(where: { id >= $0.firstID && id < $0.firstID + $0.answers.count }) else {
      return PluginFailure(
        id >= 0 && id < nextID ? "it answered a document twice" : "it answered a document that it never got")
    }
    if batch.answers[id - batch.firstID] != nil { return PluginFailure("it answered a document twice") }
    batch.answers[id - batch.firstID] = answer
    deadline = Clock.after(seconds: limits.timeout)
    return nil
  }

  private func takeFlushed(_ message: JSONValue) -> PluginFailure? {
    guard let number = message["number"]?.number, let at = open.firstIndex(where: { Double($0.number) == number })
    else {
      return PluginFailure("it flushed what it wasn't asked to")
    }
    if open[at].answers.contains(nil) { return PluginFailure("it left a document without an answer") }
    open[at].isDone = true
    open.remove(at: at)
    deadline = open.isEmpty ? nil : Clock.after(seconds: limits.timeout)
    condition.broadcast()
    return nil
  }
}

/// Hands a value that can't be copied to a thread, once.
private final class Handover: @unchecked Sendable {
  // Unchecked: one thread puts the value in before the other is started.
  private var value: PluginLoop?

  init(_ value: consuming PluginLoop) { self.value = consume value }

  func take() -> PluginLoop? { value.take() }
}
