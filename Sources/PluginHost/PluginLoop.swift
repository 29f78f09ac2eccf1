import CSystem

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The pipes of one plugin, and what is on its way through them. Used by one thread.
struct PluginLoop: ~Copyable {
  /// Enough for some batches, so that neither side waits for the other at each document.
  private static let room = 1 << 20

  private var input: Channel
  private var output: Channel
  private var printed: Channel
  private var complained: Channel
  private var woken: Channel
  private let buffer: UnsafeMutableRawBufferPointer

  private(set) var inputHasEnded = false
  private(set) var outputHasEnded = false
  private var printedHasEnded = false
  private var complainedHasEnded = false
  /// Whether the last turn moved nothing.
  private(set) var isQuiet = false

  private var pending: [UInt8] = []
  private var sent = 0
  var incoming = LineBuffer()
  private(set) var fresh: (printed: [UInt8], complained: [UInt8]) = ([], [])
  var out = LogStream()
  var errors = LogStream()

  init() throws(PluginFailure) {
    let input = try Channel(.toChild, room: PluginLoop.room)
    let output = try Channel(.fromChild, room: PluginLoop.room)
    let printed = try Channel(.fromChild)
    let complained = try Channel(.fromChild)
    let woken = try Channel(.fromChild)
    self.input = input
    self.output = output
    self.printed = printed
    self.complained = complained
    self.woken = woken
    buffer = .allocate(byteCount: 1 << 18, alignment: 16)
  }

  deinit { buffer.deallocate() }

  /// Standard input is empty, standard output and error are logs, 3 and 4 are the channels.
  var childDescriptors: [CInt] { [-1, printed.theirs, complained.theirs, input.theirs, output.theirs] }

  /// To be written to, so that a turn ends early.
  var wakeDescriptor: CInt { woken.theirs }

  mutating func closeTheirs() {
    input.closeTheirs()
    output.closeTheirs()
    printed.closeTheirs()
    complained.closeTheirs()
    _ = fcntl(woken.theirs, F_SETFL, fcntl(woken.theirs, F_GETFL) | O_NONBLOCK)
  }

  /// Whether something is still to be sent.
  var hasMore: Bool { sent < pending.count }

  /// Takes over what is to be sent.
  mutating func take(_ more: inout [[UInt8]]) {
    if more.isEmpty { return }
    if sent == pending.count {
      pending.removeAll(keepingCapacity: pending.count <= 4 << 20)
      sent = 0
    } else if sent > 1 << 20 {
      pending.removeSubrange(..<sent)
      sent = 0
    }
    for piece in more { pending += piece }
    more.removeAll(keepingCapacity: true)
  }

  mutating func closeInput() {
    input.closeOurs()
    inputHasEnded = true
  }

  /// Waits until something can be moved, and moves it.
  mutating func turn(milliseconds: Int) {
    var polls = [
      pollfd(fd: woken.ours, events: Int16(POLLIN), revents: 0),
      pollfd(fd: outputHasEnded ? -1 : output.ours, events: Int16(POLLIN), revents: 0),
      pollfd(fd: printedHasEnded ? -1 : printed.ours, events: Int16(POLLIN), revents: 0),
      pollfd(fd: complainedHasEnded ? -1 : complained.ours, events: Int16(POLLIN), revents: 0),
      pollfd(fd: inputHasEnded || !hasMore ? -1 : input.ours, events: Int16(POLLOUT), revents: 0),
    ]
    isQuiet = true
    guard poll(&polls, nfds_t(polls.count), CInt(milliseconds)) > 0 else { return }
    if polls[0].revents != 0 { _ = woken.read(into: buffer) }
    if polls[1].revents != 0 {
      switch output.read(into: buffer) {
      case .moved(let count):
        isQuiet = false
        incoming.append(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
      case .wait: break
      case .ended: outputHasEnded = true
      }
    }
    if polls[2].revents != 0 { PluginLoop.read(printed, buffer, &printedHasEnded, &fresh.printed) }
    if polls[3].revents != 0 { PluginLoop.read(complained, buffer, &complainedHasEnded, &fresh.complained) }
    if polls[4].revents != 0 { write() }
  }

  private static func read(
    _ channel: borrowing Channel, _ buffer: UnsafeMutableRawBufferPointer, _ hasEnded: inout Bool,
    _ bytes: inout [UInt8]
  ) {
    switch channel.read(into: buffer) {
    case .moved(let count): bytes.append(contentsOf: buffer[..<count])
    case .wait: break
    case .ended: hasEnded = true
    }
  }

  private mutating func write() {
    let turn = pending.withUnsafeBytes { input.write(UnsafeRawBufferPointer(rebasing: $0[sent...])) }
    switch turn {
    case .moved(let count): sent += count
    case .wait: break
    case .ended: inputHasEnded = true
    }
  }

  mutating func showLogs(_ show: (String) -> Void) {
    if !fresh.printed.isEmpty {
      fresh.printed.withUnsafeBytes { out.take($0, show: show) }
      fresh.printed.removeAll(keepingCapacity: true)
    }
    if !fresh.complained.isEmpty {
      fresh.complained.withUnsafeBytes { errors.take($0, show: show) }
      fresh.complained.removeAll(keepingCapacity: true)
    }
  }
}
