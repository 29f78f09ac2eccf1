import Compression
import Ingest

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A file as a source, never in memory as a whole.
final class FileSource: ByteSource {
  private let descriptor: CInt
  private let expansion: Expansion
  private var at = 0
  /// In bytes, when it was opened.
  let size: Int?

  init(_ file: InputFile, expansion: Expansion) throws(IngestError) {
    (descriptor, size) = try InputReader.open(file)
    self.expansion = expansion
  }

  deinit { close(descriptor) }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(StreamFault) -> Int {
    while true {
      let got = pread(descriptor, buffer.baseAddress, buffer.count, off_t(at))
      if got < 0 {
        if errno == EINTR { continue }
        throw StreamFault("cannot be read: \(String(cString: strerror(errno)).lowercased())")
      }
      at += got
      expansion.addRead(got)
      return got
    }
  }

  func seek(to offset: Int) -> Bool {
    guard offset >= 0 else { return false }
    // What is leapt over counts as read: a file is as large as it is.
    if offset > at { expansion.addRead(offset - at) }
    at = offset
    return true
  }
}
