import Foundation
import TestSupport
import Testing

@testable import Ingest

@Suite("A file is read whole, or the reason is said")
struct InputReaderTests {
  let scratch: ScratchFolder

  init() throws { scratch = try ScratchFolder() }

  private func file(_ name: String) -> InputFile {
    InputFile(path: name, location: Array((scratch.path + "/" + name).utf8))
  }

  private func reason(_ name: String, limit: Int = InputReader.defaultLimit) -> String {
    do {
      let bytes = try InputReader.read(file(name), limit: limit)
      return "\(bytes.count) bytes"
    } catch {
      return error.reason
    }
  }

  @Test("a file of any size within the limit comes whole", arguments: [0, 1, 4095, 4096, 4097, 1_000_000])
  func whole(_ size: Int) throws {
    let bytes = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    try scratch.write(bytes, to: "a.txt")
    #expect(try InputReader.read(file("a.txt")) == bytes)
  }

  @Test("a named pipe is refused, and nobody waits for it", .timeLimit(.minutes(1)))
  func pipe() throws {
    #expect(mkfifo(scratch.path + "/pipe", 0o644) == 0)
    #expect(reason("pipe") == "is a named pipe, not a file")
  }

  @Test("a folder, a device, and what isn't there are refused in words")
  func others() throws {
    try scratch.write("x", to: "folder/a.txt")
    #expect(reason("folder") == "is a folder, not a file")
    #expect(reason("nothing") == "cannot be opened: no such file or directory")
    #expect(reason("folder/a.txt/b") == "cannot be opened: not a directory")
    try FileManager.default.createSymbolicLink(atPath: scratch.path + "/self", withDestinationPath: "self")
    #expect(reason("self").hasPrefix("cannot be opened: "))
    let null = #expect(throws: IngestError.self) {
      try InputReader.read(InputFile(path: "null", location: Array("/dev/null".utf8)))
    }
    #expect(null?.reason == "is a device, not a file")
  }

  @Test("a file that is gone when its turn comes is refused like one that never was")
  func vanished() throws {
    try scratch.write("x", to: "a.txt")
    let found = try #require(try InputFinder.find(["a.txt"], in: scratch.path).first)
    try FileManager.default.removeItem(atPath: scratch.path + "/a.txt")
    let error = #expect(throws: IngestError.self) { try InputReader.read(found) }
    #expect(error?.reason == "cannot be opened: no such file or directory")
  }

  @Test("a file beyond the limit is refused before it is read, with both sizes")
  func tooLarge() throws {
    try scratch.write([UInt8](repeating: 0x61, count: 1001), to: "a.txt")
    #expect(reason("a.txt", limit: 1000) == "is 1001 bytes large; the limit is 1000")
    #expect(reason("a.txt", limit: 1001) == "1001 bytes")
    // Sparse: 200 MB that take no room.
    #expect(truncate(scratch.path + "/a.txt", 200_000_000) == 0)
    #expect(reason("a.txt") == "is 200000000 bytes large; the limit is 67108864")
  }

  @Test(
    "a file that has no size of its own is read to its end",
    .enabled(if: FileManager.default.fileExists(atPath: "/proc/self/status"), "needs /proc"))
  func noSize() throws {
    let bytes = try InputReader.read(InputFile(path: "status", location: Array("/proc/self/status".utf8)))
    #expect(!bytes.isEmpty)
  }
}
