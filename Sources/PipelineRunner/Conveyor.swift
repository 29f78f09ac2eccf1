import Dispatch
import Foundation

/// A reader, N workers and a writer: what the reader cuts is worked on side by side, and written in the order in which it
/// was read.
///
/// The reader is held back so that no more than `window` batches and `windowBytes` bytes are on their way at any moment
/// (one batch always may). That bounds the memory, and it means that workers never wait for the writer: the batch that the
/// writer needs next is always in a worker's hands or done.
struct Conveyor<Batch: Sendable, Output: Sendable>: Sendable {
  var workers: Int
  /// In batches.
  var window: Int
  /// In bytes, as the reader counts them.
  var windowBytes: Int

  private struct State {
    var queue: [(number: Int, batch: Batch)] = []
    var head = 0
    var ready: [Int: Output] = [:]
    var sizes: [Int: Int] = [:]
    var bytes = 0
    var issued = 0
    var written = 0
    var isAtEnd = false
    var isStopped = false

    mutating func take() -> (number: Int, batch: Batch)? {
      guard head < queue.count else { return nil }
      let next = queue[head]
      head += 1
      if head > 64, head * 2 > queue.count {
        queue.removeFirst(head)
        head = 0
      }
      return next
    }
  }

  private enum Step<Value> {
    case go(Value)
    case end
  }

  /// Runs to the end, or to the first error of `write`.
  ///
  /// - Parameters:
  ///   - read: gives the next batch and its size in bytes, or `nil` at the end; `cursor` is its own, and begins at 0.
  ///     Called on a thread of its own, so that it may block.
  ///   - worker: called on each of `workers` blocks of a concurrent queue, once: what it gives works on one batch after
  ///     another there, and may keep what it likes in between.
  ///   - write: called on the caller's thread, in the order of reading.
  func run<Failure: Error>(
    read: @escaping @Sendable (_ cursor: inout Int) -> (batch: Batch, bytes: Int)?,
    worker: @escaping @Sendable () -> (Batch) -> Output,
    write: (Output) throws(Failure) -> Void
  ) throws(Failure) {
    let monitor = Monitor(State())
    let group = DispatchGroup()
    group.enter()
    let reader = Thread {
      readAll(into: monitor, read)
      group.leave()
    }
    reader.stackSize = 1 << 20
    reader.start()
    let queue = DispatchQueue(label: "fettle.workers", attributes: .concurrent)
    for _ in 0..<workers {
      queue.async(group: group) { workAll(from: monitor, worker()) }
    }
    defer { group.wait() }
    do {
      try writeAll(from: monitor, write)
    } catch {
      monitor.change { $0.isStopped = true }
      throw error
    }
  }

  private func readAll(into monitor: Monitor<State>, _ read: (inout Int) -> (batch: Batch, bytes: Int)?) {
    var cursor = 0
    while true {
      let mayGo = monitor.wait { state -> Bool? in
        if state.isStopped { return false }
        let onTheWay = state.issued - state.written
        return onTheWay == 0 || (onTheWay < window && state.bytes < windowBytes) ? true : nil
      }
      guard mayGo, let next = read(&cursor) else { break }
      monitor.change { state in
        state.queue.append((state.issued, next.batch))
        state.sizes[state.issued] = next.bytes
        state.bytes += next.bytes
        state.issued += 1
      }
    }
    monitor.change { $0.isAtEnd = true }
  }

  private func workAll(from monitor: Monitor<State>, _ work: (Batch) -> Output) {
    while true {
      let step = monitor.wait { state -> Step<(number: Int, batch: Batch)>? in
        if state.isStopped { return .end }
        if let next = state.take() { return .go(next) }
        return state.isAtEnd ? .end : nil
      }
      guard case .go(let next) = step else { return }
      let output = work(next.batch)
      monitor.change { $0.ready[next.number] = output }
    }
  }

  private func writeAll<Failure: Error>(
    from monitor: Monitor<State>, _ write: (Output) throws(Failure) -> Void
  ) throws(Failure) {
    while true {
      let step = monitor.wait { state -> Step<Output>? in
        if let output = state.ready.removeValue(forKey: state.written) { return .go(output) }
        return state.isAtEnd && state.written == state.issued ? .end : nil
      }
      guard case .go(let output) = step else { return }
      try write(output)
      monitor.change { state in
        state.bytes -= state.sizes.removeValue(forKey: state.written) ?? 0
        state.written += 1
      }
    }
  }
}
