/// Why a stream of bytes can't be read on.
public struct StreamFault: Error, Sendable, Equatable, CustomStringConvertible {
  /// In words for the person who reads the quarantine, without a place.
  public var reason: String
  /// What is broken: the bytes themselves, or a limit that keeps bombs out.
  public var isLimit = false

  public init(_ reason: String, isLimit: Bool = false) {
    self.reason = reason
    self.isLimit = isLimit
  }

  public var description: String { reason }
}

/// Bytes that come one piece after another. Not for use by several threads.
public protocol ByteSource: AnyObject {
  /// Reads some bytes, at least one unless the source is at its end.
  ///
  /// - Returns: how many; 0 at the end.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws(StreamFault) -> Int

  /// Goes to a place, counted in bytes from the source's start, where the source can.
  ///
  /// - Returns: whether it did.
  func seek(to offset: Int) -> Bool

  /// In bytes, where it is known.
  var size: Int? { get }
}

extension ByteSource {
  public func seek(to offset: Int) -> Bool { false }
  public var size: Int? { nil }
}

/// Bytes in memory as a source.
public final class MemorySource: ByteSource {
  private let bytes: [UInt8]
  private var at = 0

  public init(_ bytes: [UInt8]) { self.bytes = bytes }

  public func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    let count = min(buffer.count, bytes.count - at)
    if count > 0 {
      bytes.withUnsafeBytes { buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[at..<(at + count)])) }
      at += count
    }
    return count
  }

  public func seek(to offset: Int) -> Bool {
    guard (0...bytes.count).contains(offset) else { return false }
    at = offset
    return true
  }

  public var size: Int? { bytes.count }
}
