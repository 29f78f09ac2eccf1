import FettleKit
import Foundation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// How fast documents go to a plugin and back, beside the same bytes through `cat` in the same way.
public struct PluginSpeed: Sendable {
  private let launch: Launch
  private let folder: String

  /// - Parameter command: the program, by its path from the working folder, and its arguments.
  public init(_ command: [String]) {
    folder = FileManager.default.currentDirectoryPath
    var arguments = command
    if let program = command.first, PluginFiles.isFile(PluginFiles.resolved(program, in: folder)) {
      arguments[0] = PluginFiles.resolved(program, in: folder)
    }
    launch = Launch(arguments: arguments, environment: PluginEnvironment.clean(passing: []), folder: folder)
  }

  public struct Result: Sendable {
    /// In documents a second, with one process.
    public var plugin: Double
    public var echo: Double
    /// In bytes, of one document's message.
    public var size: Int
  }

  /// Documents of five blocks of 600 bytes.
  private static let document: [UInt8] = {
    let words = "The water of the river was brown in spring, and nobody who lived there could say why. "
    let text = String(String(repeating: words, count: 8).prefix(600))
    let blocks = (0..<5).map { index -> JSONValue in
      ["index": .number(Double(index)), "role": "paragraph", "text": .string(text)]
    }
    let message: JSONValue = [
      "type": "document", "path": "page.txt", "sha256": .string(String(repeating: "0", count: 64)),
      "blocks": .array(blocks), "text": "", "record": [:],
    ]
    return [UInt8(ascii: ",")] + PluginMessage.line(message).dropFirst()
  }()

  /// - Throws: in words, where the plugin can't be used.
  public func measure(documents count: Int) throws(PluginSpeedFailure) -> Result {
    do throws(PluginFailure) {
      return Result(
        plugin: Double(count) / (try plugin(count)), echo: Double(count) / (try echo(count)),
        size: PluginSpeed.document.count)
    } catch {
      throw PluginSpeedFailure(description: error.description)
    }
  }

  private func plugin(_ count: Int) throws(PluginFailure) -> Double {
    let limits = PluginLimits()
    let first = try PluginProcess(launch, limits: limits) { _ in }
    let description = try PluginHandshake.description(of: first)
    var check = PluginOptions()
    let options = check.check(nil, against: description.options)
    if let mistake = try PluginHandshake.start(first, options: options).first { throw PluginFailure(mistake.message) }
    let pool = PluginPool(
      PluginPool.Settings(
        launch: launch, limits: limits, jobs: 1, description: description, options: options, log: { _ in }),
      first: first)
    let before = Clock.now
    let batch = Array(repeating: PluginSpeed.document, count: 64)
    let failed = FirstFailure()
    // Two workers, as a run has them: while one waits, the other's documents are on their way.
    DispatchQueue.concurrentPerform(iterations: 2) { _ in
      for _ in 0..<max(1, count / 128) {
        for outcome in pool.answers(to: batch, batch: description.batch) {
          if case .failed(let why) = outcome { failed.note(why) }
        }
      }
    }
    let seconds = Double(Clock.now - before) / 1e9
    _ = pool.finish()
    if let why = failed.failure { throw why }
    return seconds
  }

  /// The same bytes through a process that does nothing with them.
  private func echo(_ count: Int) throws(PluginFailure) -> Double {
    var sending = try Channel(.toChild, room: 1 << 20)
    var receiving = try Channel(.fromChild, room: 1 << 20)
    let child = try ChildProcess(
      Launch(arguments: ["cat"], environment: PluginEnvironment.clean(passing: []), folder: folder),
      descriptors: [sending.theirs, receiving.theirs, -1])
    sending.closeTheirs()
    receiving.closeTheirs()
    defer { child.end() }
    let chunk = Array(repeatElement(PluginSpeed.document, count: 64).joined())
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
    defer { buffer.deallocate() }
    let wanted = count / 64 * chunk.count
    var sent = 0
    var received = 0
    let before = Clock.now
    while received < wanted {
      var polls = [
        pollfd(fd: receiving.ours, events: Int16(POLLIN), revents: 0),
        pollfd(fd: sent < wanted ? sending.ours : -1, events: Int16(POLLOUT), revents: 0),
      ]
      guard poll(&polls, 2, 5000) > 0 else { throw PluginFailure("cat gives no answer") }
      if polls[1].revents != 0 {
        let at = sent % chunk.count
        if case .moved(let count) = chunk.withUnsafeBytes({
          sending.write(UnsafeRawBufferPointer(rebasing: $0[at...]))
        }) {
          sent += count
        }
      }
      if polls[0].revents != 0, case .moved(let count) = receiving.read(into: buffer) { received += count }
    }
    return Double(Clock.now - before) / 1e9
  }
}

/// Why a plugin's speed can't be measured.
public struct PluginSpeedFailure: Error, Sendable, CustomStringConvertible {
  public var description: String
}
