import Foundation
import TestSupport
import Testing

@testable import PluginHost

@Suite("Child processes", .enabled(if: PluginRun.hasPython, "skipped: there is no python3 here"))
struct ChildProcessTests {
  private func start(_ program: String, _ argument: String = "", in run: PluginRun) throws -> ChildProcess {
    try ChildProcess(
      Launch(
        arguments: ["python3", "-c", program, argument], environment: ProcessInfo.processInfo.environment,
        folder: run.scratch.path),
      descriptors: [-1, -1, -1])
  }

  /// Each one starts the next, in a session of its own, and ends; the last one stays.
  private static let fleeing = """
    import os, sys, time
    for hop in range(int(sys.argv[1])):
        if os.fork():
            os._exit(0)
        os.setsid()
    time.sleep(1000)
    """

  @Test("what goes from process to process while its parent is ended is ended too", arguments: 1...20)
  func fleeing(hops: Int) throws {
    let run = try PluginRun()
    let child = try start(Self.fleeing, "\(hops)", in: run)
    while !child.hasEnded { usleep(100) }
    child.end()
    #expect(run.leftRunning.isEmpty)
  }

  @Test("a descriptor that isn't given is /dev/null, not the caller's own")
  func descriptors() throws {
    let run = try PluginRun()
    let program = """
      import os
      null = os.stat("/dev/null").st_rdev
      open("told.txt", "w").write(str([os.fstat(n).st_rdev == null for n in (0, 1, 2)]))
      """
    let child = try start(program, in: run)
    while !child.hasEnded { usleep(1000) }
    #expect(child.end().isClean)
    #expect(try run.scratch.text(of: "told.txt") == "[True, True, True]")
  }
}
