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
  /// How large a list that a program wrote may be: 16 MiB.
  public static let maximumListSize = 16 << 20

  /// Reads a whole file, if it isn't too large; a larger one is refused before it is read.
  ///
  /// - Parameters:
  ///   - path: absolute, or relative to the working directory.
  ///   - shown: how messages call the file; `nil`: by its path.
  ///   - limit: in bytes; 1 MiB is enough for what a person wrote.
  /// - Throws: a `Diagnostic` without a place that says why it can't be read.
  public static func read(
    _ path: String, shown: String? = nil, limit: Int = YAMLTree.maximumSize
  ) throws(Diagnostic) -> [UInt8] {
    let name = shown ?? path
    guard !path.utf8.contains(0) else { throw Diagnostic("no such file", file: name) }
    var status = stat()
    guard stat(path, &status) == 0 else { throw Diagnostic(reason(errno), file: name) }
    switch status.st_mode & S_IFMT {
    case S_IFREG: break
    case S_IFDIR: throw Diagnostic("this is a folder", file: name, expected: "a file")
    default: throw Diagnostic("this is no regular file", file: name, expected: "a file")
    }
    guard status.st_size <= limit else { throw tooLarge(name, limit) }
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw Diagnostic(reason(errno), file: name) }
    defer { close(descriptor) }
    // The file may have grown since: one byte more than it had, and than is allowed, would show it.
    var bytes = [UInt8](repeating: 0, count: min(limit, Int(status.st_size)) + 1)
    var count = 0
    while count < bytes.count {
      let part = bytes.withUnsafeMutableBytes { buffer in
        posixRead(descriptor, UnsafeMutableRawBufferPointer(rebasing: buffer[count...]))
      }
      if part < 0, errno == EINTR { continue }
      if part < 0 { throw Diagnostic(reason(errno), file: name) }
      if part == 0 { break }
      count += part
      if count == bytes.count, count <= limit {
        bytes += [UInt8](repeating: 0, count: min(limit, 2 * count) + 1 - count)
      }
    }
    guard count <= limit else { throw tooLarge(name, limit) }
    bytes.removeLast(bytes.count - count)
    return bytes
  }

  private static func tooLarge(_ name: String, _ limit: Int) -> Diagnostic {
    Diagnostic(
      "the file is larger than \(limit >> 20) MiB", file: name,
      expected: limit == YAMLTree.maximumSize ? "a file that a person wrote" : "a list of a person's own")
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
