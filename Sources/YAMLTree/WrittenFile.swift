import FettleKit

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// Reads the small files that people write: pipelines and rule files.
public enum WrittenFile {
  /// Reads a whole file of at most 1 MiB; a larger one is refused before it is read.
  ///
  /// - Parameters:
  ///   - path: absolute, or relative to the working directory.
  ///   - shown: how messages call the file; `nil`: by its path.
  /// - Throws: a `Diagnostic` without a place that says why it can't be read.
  public static func read(_ path: String, shown: String? = nil) throws(Diagnostic) -> [UInt8] {
    let name = shown ?? path
    guard !path.utf8.contains(0) else { throw Diagnostic("no such file", file: name) }
    var status = stat()
    guard stat(path, &status) == 0 else { throw Diagnostic(reason(errno), file: name) }
    switch status.st_mode & S_IFMT {
    case S_IFREG: break
    case S_IFDIR: throw Diagnostic("this is a folder", file: name, expected: "a file")
    default: throw Diagnostic("this is no regular file", file: name, expected: "a file")
    }
    guard status.st_size <= YAMLTree.maximumSize else { throw tooLarge(name) }
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw Diagnostic(reason(errno), file: name) }
    defer { close(descriptor) }
    // One byte more than is allowed, since the file may have grown.
    var bytes = [UInt8](repeating: 0, count: YAMLTree.maximumSize + 1)
    var count = 0
    while count < bytes.count {
      let part = bytes.withUnsafeMutableBytes { buffer in
        posixRead(descriptor, UnsafeMutableRawBufferPointer(rebasing: buffer[count...]))
      }
      if part < 0, errno == EINTR { continue }
      if part < 0 { throw Diagnostic(reason(errno), file: name) }
      if part == 0 { break }
      count += part
    }
    guard count <= YAMLTree.maximumSize else { throw tooLarge(name) }
    bytes.removeLast(bytes.count - count)
    return bytes
  }

  private static func tooLarge(_ name: String) -> Diagnostic {
    Diagnostic("the file is larger than 1 MiB", file: name, expected: "a file that a person wrote")
  }

  private static func reason(_ code: Int32) -> String {
    switch code {
    case ENOENT, ENOTDIR: "no such file"
    case EACCES, EPERM: "reading this file is not permitted"
    case ELOOP: "the links that lead to this file go in a circle"
    case ENAMETOOLONG: "the path is too long"
    default: "the file can't be read: " + String(cString: strerror(code))
    }
  }
}

private func posixRead(_ descriptor: Int32, _ buffer: UnsafeMutableRawBufferPointer) -> Int {
  read(descriptor, buffer.baseAddress, buffer.count)
}
