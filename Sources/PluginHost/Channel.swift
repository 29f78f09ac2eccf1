import CSystem
import Foundation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A pipe to or from a child. This side never blocks.
struct Channel: ~Copyable {
  enum Direction {
    case toChild
    case fromChild
  }

  /// This side's end; -1 once it is closed.
  private(set) var ours: CInt
  /// The child's end, until it was handed on.
  private(set) var theirs: CInt

  init(_ direction: Direction, room: Int = 0) throws(PluginFailure) {
    var ends: (CInt, CInt) = (-1, -1)
    let error = withUnsafeMutablePointer(to: &ends) { pointer in
      pointer.withMemoryRebound(to: CInt.self, capacity: 2) { fettle_pipe($0, CInt(room)) }
    }
    guard error == 0 else {
      throw PluginFailure("no pipe can be made: " + String(cString: strerror(error)).lowercased())
    }
    (ours, theirs) = direction == .toChild ? (ends.1, ends.0) : (ends.0, ends.1)
    _ = fcntl(ours, F_SETFL, fcntl(ours, F_GETFL) | O_NONBLOCK)
  }

  deinit {
    if ours >= 0 { _ = closeDescriptor(ours) }
    if theirs >= 0 { _ = closeDescriptor(theirs) }
  }

  mutating func closeTheirs() {
    if theirs >= 0 { _ = closeDescriptor(theirs) }
    theirs = -1
  }

  mutating func closeOurs() {
    if ours >= 0 { _ = closeDescriptor(ours) }
    ours = -1
  }

  enum Turn: Equatable {
    case moved(Int)
    /// Nothing can be moved just now.
    case wait
    /// The other side is gone.
    case ended
  }

  /// Reads into a buffer what there is.
  func read(into buffer: UnsafeMutableRawBufferPointer) -> Turn {
    while true {
      let count = readDescriptor(ours, buffer.baseAddress, buffer.count)
      if count > 0 { return .moved(count) }
      if count == 0 { return .ended }
      if errno == EINTR { continue }
      return errno == EAGAIN ? .wait : .ended
    }
  }

  /// Writes as much as fits.
  func write(_ bytes: UnsafeRawBufferPointer) -> Turn {
    while true {
      let count = fettle_write_pipe(ours, bytes.baseAddress, bytes.count)
      if count >= 0 { return .moved(count) }
      if errno == EINTR { continue }
      return errno == EAGAIN ? .wait : .ended
    }
  }
}

// Methods of the same name hide these.
private func closeDescriptor(_ descriptor: CInt) -> CInt { close(descriptor) }

private func readDescriptor(_ descriptor: CInt, _ buffer: UnsafeMutableRawPointer?, _ count: Int) -> Int {
  read(descriptor, buffer, count)
}
