import Foundation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A filter that is started, given its input, and read to its end; neither side waits for the other for ever.
struct CommandRun {
  struct Result {
    var output: [UInt8]
    /// What it printed on standard error.
    var complaints: [String]
    var status: ExitStatus
  }

  let launch: Launch
  let timeout: Double
  let outputLimit: Int

  init(_ launch: Launch, timeout: Double, outputLimit: Int) {
    self.launch = launch
    self.timeout = timeout
    self.outputLimit = outputLimit
  }

  /// - Throws: in words that follow "the command".
  func output(of input: [UInt8]) throws(PluginFailure) -> Result {
    var sending = try Channel(.toChild)
    var receiving = try Channel(.fromChild)
    var complaining = try Channel(.fromChild)
    let child = try ChildProcess(launch, descriptors: [sending.theirs, receiving.theirs, complaining.theirs])
    sending.closeTheirs()
    receiving.closeTheirs()
    complaining.closeTheirs()
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
    defer { buffer.deallocate() }
    var output: [UInt8] = []
    var log = LogStream()
    var complaints: [String] = []
    var sent = 0
    var isComplaining = true
    let deadline = Clock.after(seconds: timeout)
    if input.isEmpty { sending.closeOurs() }
    while true {
      var polls = [
        pollfd(fd: receiving.ours, events: Int16(POLLIN), revents: 0),
        pollfd(fd: isComplaining ? complaining.ours : -1, events: Int16(POLLIN), revents: 0),
        pollfd(fd: sending.ours, events: Int16(POLLOUT), revents: 0),
      ]
      let now = Clock.now
      if now > deadline {
        child.end()
        throw PluginFailure("took longer than \(Clock.words(timeout))")
      }
      let count = poll(&polls, nfds_t(polls.count), 50)
      if polls[2].revents != 0, count > 0 {
        switch input.withUnsafeBytes({ sending.write(UnsafeRawBufferPointer(rebasing: $0[sent...])) }) {
        case .moved(let count): sent += count
        case .wait: break
        // A filter may end before it has read everything: `head` does.
        case .ended: sent = input.count
        }
        if sent == input.count { sending.closeOurs() }
      }
      if polls[1].revents != 0, count > 0 {
        switch complaining.read(into: buffer) {
        case .moved(let count):
          log.take(UnsafeRawBufferPointer(rebasing: buffer[..<count])) { complaints.append($0) }
        case .wait: break
        case .ended: isComplaining = false
        }
      }
      if polls[0].revents != 0, count > 0 {
        switch receiving.read(into: buffer) {
        case .moved(let count): output.append(contentsOf: buffer[..<count])
        case .wait: break
        case .ended:
          return Result(
            output: output, complaints: complaints, status: try end(child, deadline))
        }
        if output.count > outputLimit {
          child.end()
          throw PluginFailure("gave more than \(outputLimit >> 20) MiB")
        }
      } else if child.hasEnded, count <= 0 {
        // Somebody else keeps the pipe open.
        return Result(output: output, complaints: complaints, status: child.end())
      }
    }
  }

  private func end(_ child: ChildProcess, _ deadline: UInt64) throws(PluginFailure) -> ExitStatus {
    while !child.hasEnded {
      if Clock.now > deadline {
        child.end()
        throw PluginFailure("took longer than \(Clock.words(timeout))")
      }
      usleep(200)
    }
    return child.end(isThorough: false)
  }
}
