import CArchive
import Compression

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A stream as libarchive reads it. Unsafe because the library keeps pointers: to this object, which lives as long as its
/// reader, and to `piece`, which is valid until the next call.
final class ArchiveFeed {
  let stream: ByteStream
  private let piece = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)

  init(_ stream: ByteStream) { self.stream = stream }

  deinit { piece.deallocate() }

  func read(_ target: UnsafeMutablePointer<UnsafeRawPointer?>?) -> Int {
    stream.require(1)
    let count = stream.withBytes { bytes -> Int in
      let count = min(bytes.count, piece.count)
      if count > 0 { piece.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[..<count])) }
      return count
    }
    stream.consume(count)
    target?.pointee = UnsafeRawPointer(piece.baseAddress)
    return count == 0 && stream.fault != nil ? Int(ARCHIVE_FATAL) : count
  }

  func seek(_ offset: Int, _ whence: CInt) -> Int {
    guard let size = stream.size else { return Int(ARCHIVE_FATAL) }
    let target = whence == SEEK_SET ? offset : whence == SEEK_CUR ? stream.offset + offset : size + offset
    guard (0...size).contains(target), stream.move(to: target) else { return Int(ARCHIVE_FATAL) }
    return target
  }

  static func of(_ pointer: UnsafeMutableRawPointer?) -> ArchiveFeed? {
    pointer.map { Unmanaged<ArchiveFeed>.fromOpaque($0).takeUnretainedValue() }
  }
}
