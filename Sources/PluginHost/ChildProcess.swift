import CSystem
import Foundation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// What is started, and with what around it.
struct Launch: Sendable, Equatable {
  var arguments: [String]
  var environment: [String: String]
  /// The working folder, absolute.
  var folder: String
}

/// A program that was started in a process group of its own, and everything that it has started since.
///
/// Each carries a mark in its environment, so that also those are found in the end that left the group.
final class ChildProcess: @unchecked Sendable {
  // Unchecked, since the number never changes and the rest is behind the lock.
  let pid: pid_t
  private let mark: String
  private let lock = NSLock()
  private var status: ExitStatus?

  /// - Parameter descriptors: what becomes 0, 1, 2 … in the child; -1 makes one /dev/null.
  /// - Throws: in words, where it can't be started.
  init(_ launch: Launch, descriptors: [CInt]) throws(PluginFailure) {
    mark = UUID().uuidString
    var environment = launch.environment
    environment["FETTLE_MARK"] = mark
    let variables = environment.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    let (pid, error) = Spawner.shared.run { () -> (pid_t, CInt) in
      var pid: pid_t = 0
      let error = ChildProcess.withPointers(launch.arguments) { arguments in
        ChildProcess.withPointers(variables) { variables in
          fettle_spawn(&pid, arguments, variables, launch.folder, descriptors, CInt(descriptors.count))
        }
      }
      return (pid, error)
    }
    guard error == 0 else {
      throw PluginFailure("it can't be started: " + String(cString: strerror(error)).lowercased())
    }
    self.pid = pid
    RunningChildren.shared.add(pid)
  }

  deinit { end() }

  private static func withPointers<Result>(
    _ words: [String], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> Result
  ) -> Result {
    var pointers: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) }
    pointers.append(nil)
    defer { for pointer in pointers { free(pointer) } }
    return body(&pointers)
  }

  /// Whether it has ended by itself.
  var hasEnded: Bool {
    lock.lock()
    defer { lock.unlock() }
    return status != nil || fettle_has_ended(pid) != 0
  }

  /// Asks it to end.
  func interrupt() {
    lock.lock()
    defer { lock.unlock() }
    if status == nil { kill(-pid, SIGTERM) }
  }

  /// Ends it and all that it started, at once.
  ///
  /// - Parameter isThorough: whether to look for what left the group as well, which takes a look at every process of the
  ///   system.
  @discardableResult
  func end(isThorough: Bool = true) -> ExitStatus {
    lock.lock()
    defer { lock.unlock() }
    if let status { return status }
    let endedByItself = fettle_has_ended(pid) != 0
    // As long as nobody has waited for it, the number of its group is nobody else's.
    kill(-pid, SIGKILL)
    kill(pid, SIGKILL)
    var raw: CInt = 0
    while waitpid(pid, &raw, 0) < 0, errno == EINTR {}
    RunningChildren.shared.remove(pid)
    if isThorough { MarkedProcesses.end(mark) }
    let ended = ExitStatus(raw: raw, wasKilled: !endedByItself)
    status = ended
    return ended
  }
}

/// How a process ended.
struct ExitStatus: Sendable, Equatable {
  private var raw: CInt
  /// Whether it was ended from here.
  var wasKilled: Bool

  init(raw: CInt, wasKilled: Bool) {
    self.raw = raw
    self.wasKilled = wasKilled
  }

  private var signal: CInt { raw & 0x7F }
  private var code: CInt { (raw >> 8) & 0xFF }

  var isClean: Bool { !wasKilled && raw == 0 }

  /// "it ended with exit code 3".
  var words: String {
    if wasKilled { return "it was ended" }
    if signal == 0 { return "it ended with exit code \(code)" }
    return "it was ended by signal \(signal) (\(String(cString: strsignal(signal)).lowercased()))"
  }
}

/// The groups that are running, so that none is left behind when the program ends on a way of its own.
private final class RunningChildren: @unchecked Sendable {
  static let shared = RunningChildren()
  // Unchecked, since the set is only touched behind the lock.
  private let lock = NSLock()
  private var pids: Set<pid_t> = []

  private init() { atexit { RunningChildren.shared.endAll() } }

  func add(_ pid: pid_t) {
    lock.lock()
    pids.insert(pid)
    lock.unlock()
  }

  func remove(_ pid: pid_t) {
    lock.lock()
    pids.remove(pid)
    lock.unlock()
  }

  private func endAll() {
    lock.lock()
    for pid in pids { kill(-pid, SIGKILL) }
    lock.unlock()
  }
}

/// Processes that carry a mark in their environment, whatever group or session they are in now.
enum MarkedProcesses {
  /// Ends them all.
  ///
  /// One that is started while others are looked at isn't listed, and what started it may be gone when its turn comes. So
  /// that none is there is believed after a look during which no process at all was started. Where others start some all
  /// the while, it is believed after a quarter of a second.
  static func end(_ mark: String) {
    #if canImport(Glibc)
      let patience = Clock.after(seconds: 0.25)
      repeat {
        let newest = newestProcess
        let found = all(mark)
        for pid in found { kill(pid, SIGKILL) }
        if found.isEmpty, newest == newestProcess { return }
      } while Clock.now < patience
    #endif
  }

  private static func all(_ mark: String) -> [pid_t] {
    let wanted = Array("FETTLE_MARK=\(mark)".utf8)
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return names.compactMap { name in
      guard let pid = pid_t(name), let bytes = FileManager.default.contents(atPath: "/proc/\(name)/environ") else {
        return nil
      }
      return bytes.split(separator: 0).contains { $0.elementsEqual(wanted) } ? pid : nil
    }
  }

  /// The number of the process or thread that was started last: the last word of proc(5)'s loadavg.
  private static var newestProcess: ArraySlice<UInt8>? {
    FileManager.default.contents(atPath: "/proc/loadavg").map(Array.init)?.split(separator: UInt8(ascii: " ")).last
  }
}
