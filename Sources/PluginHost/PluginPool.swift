import FettleKit
import Foundation

/// The processes of one plugin: started when they are needed, started again when they fail, ended at the end.
///
/// A process that fails has up to a few batches in its hands, and nothing says which document is to blame. So those that
/// were not answered are sent again, half by half, to a process that has nothing else in its hands; only a document that a
/// process fails on though it has no other is blamed.
final class PluginPool: @unchecked Sendable {
  // Unchecked: all that changes is behind `condition`.

  struct Settings: Sendable {
    var launch: Launch
    var limits: PluginLimits
    var jobs: Int
    var description: PluginDescription
    /// What the plugin is told at its start.
    var options: JSONValue
    var log: @Sendable (String) -> Void
  }

  enum Outcome: Sendable {
    case answered(JSONValue)
    case failed(PluginFailure)
  }

  private final class Slot {
    var process: PluginProcess?
    /// In batches.
    var load = 0
    var isExclusive = false
    var isStarting = false
  }

  /// So many failures one behind the other, with nothing answered in between, and the plugin is given up.
  private static let patience = 8
  /// In bytes: a batch that holds this much is sent, however few documents it has.
  private static let batchBytes = 1 << 20

  private let settings: Settings
  private let condition = NSCondition()
  private let slots: [Slot]
  private var failuresInRow = 0
  private var failures = 0
  private var givenUp: PluginFailure?

  /// - Parameter first: a process that was greeted and started already.
  init(_ settings: Settings, first: PluginProcess?) {
    self.settings = settings
    slots = (0..<settings.jobs).map { _ in Slot() }
    slots.first?.process = first
  }

  deinit {
    for slot in slots { slot.process?.end(PluginFailure("it isn't needed any more")) }
  }

  // MARK: Documents

  private struct OpenBatch {
    var slot: Slot
    var process: PluginProcess
    var batch: PluginProcess.Batch
    var indices: Range<Int>
  }

  /// Sends documents, and waits for the answers. Called by many workers.
  ///
  /// - Parameter size: how many at a time, at most.
  func answers(to documents: [[UInt8]], batch size: Int) -> [Outcome] {
    var outcomes = [Outcome](repeating: .failed(PluginFailure("it gave no answer")), count: documents.count)
    var open: [OpenBatch] = []
    var missing: [Int] = []
    func settle() {
      let first = open.removeFirst()
      first.process.wait(for: first.batch)
      release(first.slot)
      missing += take(first.batch, Array(first.indices), into: &outcomes)
    }
    for indices in PluginPool.parts(documents, size) {
      while true {
        do throws(PluginFailure) {
          // Who has batches in a process must not wait for room in it.
          if let (slot, process) = try acquire(isExclusive: false, waits: open.isEmpty) {
            open.append(
              OpenBatch(slot: slot, process: process, batch: process.send(documents[indices]), indices: indices))
            break
          }
          settle()
        } catch {
          for index in indices { outcomes[index] = .failed(error) }
          break
        }
      }
    }
    while !open.isEmpty { settle() }
    isolate(missing, documents, &outcomes)
    return outcomes
  }

  /// Documents that a process failed on, each half by itself until the one is found that it fails on.
  private func isolate(_ indices: [Int], _ documents: [[UInt8]], _ outcomes: inout [Outcome]) {
    if indices.isEmpty { return }
    var missing: [Int]
    do throws(PluginFailure) {
      guard let (slot, process) = try acquire(isExclusive: true, waits: true) else { return }
      let batch = process.send(indices.map { documents[$0] }[...])
      process.wait(for: batch)
      release(slot)
      missing = take(batch, indices, into: &outcomes)
      if missing.count == 1, indices.count == 1 { noteFailure(batch.failure ?? PluginFailure("it gave no answer")) }
    } catch {
      for index in indices { outcomes[index] = .failed(error) }
      return
    }
    if missing.isEmpty || indices.count == 1 { return }
    let half = (missing.count + 1) / 2
    isolate(Array(missing[..<half]), documents, &outcomes)
    isolate(Array(missing[half...]), documents, &outcomes)
    missing.removeAll()
  }

  /// - Returns: those without an answer.
  private func take(_ batch: PluginProcess.Batch, _ indices: [Int], into outcomes: inout [Outcome]) -> [Int] {
    var missing: [Int] = []
    for (answer, index) in zip(batch.answers, indices) {
      // What a plugin said before it broke the protocol isn't believed.
      if let answer, batch.failure?.isBreach != true {
        outcomes[index] = .answered(answer)
      } else {
        outcomes[index] = .failed(batch.failure ?? PluginFailure("it gave no answer"))
        missing.append(index)
      }
    }
    if missing.count < indices.count {
      condition.lock()
      failuresInRow = 0
      condition.unlock()
    }
    return missing
  }

  private static func parts(_ documents: [[UInt8]], _ size: Int) -> [Range<Int>] {
    var parts: [Range<Int>] = []
    var start = 0
    var bytes = 0
    for index in documents.indices {
      if index > start, index - start >= size || bytes + documents[index].count > batchBytes {
        parts.append(start..<index)
        start = index
        bytes = 0
      }
      bytes += documents[index].count
    }
    if start < documents.count { parts.append(start..<documents.count) }
    return parts
  }

  // MARK: Processes

  /// A process that takes another batch.
  ///
  /// - Parameters:
  ///   - isExclusive: whether it may have nothing else in its hands.
  ///   - waits: whether to wait for one.
  /// - Returns: `nil` where there is none and nobody waits.
  /// - Throws: where the plugin was given up.
  private func acquire(isExclusive: Bool, waits: Bool) throws(PluginFailure) -> (Slot, PluginProcess)? {
    condition.lock()
    defer { condition.unlock() }
    while true {
      if let givenUp { throw givenUp }
      let most = isExclusive ? 1 : settings.description.inFlight
      let free = slots.filter { !$0.isExclusive && !$0.isStarting && (isExclusive || $0.load < most) }
      guard let slot = free.min(by: { $0.load < $1.load }) else {
        if !waits { return nil }
        condition.wait()
        continue
      }
      if isExclusive {
        slot.isExclusive = true
        while slot.load > 0 || slot.isStarting { condition.wait() }
      }
      if let process = slot.process, process.failed == nil {
        slot.load += 1
        return (slot, process)
      }
      if slot.load > 0 {
        // Others still take in what the last process left.
        if !waits { return nil }
        condition.wait()
        continue
      }
      restart(slot)
      if isExclusive { slot.isExclusive = false }
      condition.broadcast()
    }
  }

  private func release(_ slot: Slot) {
    condition.lock()
    slot.load -= 1
    slot.isExclusive = slot.load > 0 && slot.isExclusive
    condition.broadcast()
    condition.unlock()
  }

  /// Starts a slot's process. Called while locked, and is so again when it comes back.
  private func restart(_ slot: Slot) {
    slot.isStarting = true
    let old = slot.process
    slot.process = nil
    let pause = failuresInRow == 0 ? 0 : min(5, 0.02 * Double(1 << min(failuresInRow - 1, 10)))
    if let why = old?.failed {
      failures += 1
      if failures <= 5 { settings.log("\(why); starting it again") }
      if failures == 6 { settings.log("it fails again and again; what follows isn't shown") }
    }
    condition.unlock()
    if let old { old.end(PluginFailure("it failed")) }
    if pause > 0 { Thread.sleep(forTimeInterval: pause) }
    let result = Result { () throws(PluginFailure) in try PluginHandshake.process(settings) }
    condition.lock()
    slot.isStarting = false
    switch result {
    case .success(let process): slot.process = process
    case .failure(let why): fail(why)
    }
  }

  private func noteFailure(_ why: PluginFailure) {
    condition.lock()
    fail(why)
    condition.unlock()
  }

  private func fail(_ why: PluginFailure) {
    failuresInRow += 1
    guard failuresInRow >= PluginPool.patience, givenUp == nil else { return }
    givenUp = PluginFailure("it was given up, since it failed \(failuresInRow) times in a row (the last time: \(why))")
    condition.broadcast()
  }

  // MARK: The end

  /// Ends all processes. No document may be on its way.
  ///
  /// - Returns: whether the plugin was given up, and how processes ended that didn't end well.
  func finish() -> (givenUp: PluginFailure?, problems: [String]) {
    condition.lock()
    let processes = slots.compactMap(\.process)
    for slot in slots { slot.process = nil }
    let givenUp = givenUp
    condition.unlock()
    let problems = processes.compactMap { process -> String? in
      if let failed = process.failed { return failed.description }
      let end = process.finish()
      return end.isClean ? nil : end.wasKilled ? "it didn't end by itself" : end.words
    }
    return (givenUp, problems)
  }
}
