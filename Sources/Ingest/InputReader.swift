#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Reads a file whole, and never hangs on one that isn't a file.
public enum InputReader {
  /// In bytes: 64 MiB. A page of text beyond it is a mistake of the scrape, and would hold up its worker for long.
  public static let defaultLimit = 64 << 20

  /// - Parameter limit: the largest size that is read, in bytes.
  /// - Throws: `IngestError`, in words: the file is missing, may not be read, is a pipe, is too large …
  public static func read(_ file: InputFile, limit: Int = defaultLimit) throws(IngestError) -> [UInt8] {
    let (descriptor, size) = try open(file)
    defer { if !file.isStandardInput { close(descriptor) } }
    if size > limit { throw IngestError("is \(size) bytes large; the limit is \(limit)") }
    return try readAll(descriptor, expected: size, limit: limit)
  }

  /// Opens a file for reading; whoever calls it closes it.
  ///
  /// - Throws: `IngestError` for what isn't a file that can be read.
  public static func open(_ file: InputFile) throws(IngestError) -> (descriptor: CInt, size: Int) {
    if file.isStandardInput { return (STDIN_FILENO, try size(of: STDIN_FILENO, isFile: false)) }
    // Without O_NONBLOCK, opening a pipe that nobody writes to would wait for ever.
    let descriptor = withCString(file.location) { systemOpen($0, O_RDONLY | O_NONBLOCK | O_CLOEXEC) }
    guard descriptor >= 0 else { throw IngestError("cannot be opened: \(message(errno))") }
    do {
      return (descriptor, try size(of: descriptor, isFile: true))
    } catch {
      close(descriptor)
      throw error
    }
  }

  private static func size(of descriptor: CInt, isFile: Bool) throws(IngestError) -> Int {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw IngestError("cannot be read: \(message(errno))") }
    if isFile {
      switch status.st_mode & S_IFMT {
      case S_IFREG: break
      case S_IFDIR: throw IngestError("is a folder, not a file")
      case S_IFIFO: throw IngestError("is a named pipe, not a file")
      case S_IFSOCK: throw IngestError("is a socket, not a file")
      default: throw IngestError("is a device, not a file")
      }
    }
    return Int(status.st_size)
  }

  private static func readAll(_ descriptor: CInt, expected: Int, limit: Int) throws(IngestError) -> [UInt8] {
    var bytes: [UInt8] = []
    var capacity = max(expected + 1, 4096)
    while true {
      var failure: CInt = 0
      let wanted = capacity
      let chunk = [UInt8](unsafeUninitializedCapacity: wanted) { buffer, count in
        count = 0
        while count < wanted {
          let got = Self.system(descriptor, buffer.baseAddress.unsafelyUnwrapped + count, wanted - count)
          if got == 0 { return }
          if got < 0 {
            if errno == EINTR { continue }
            failure = errno
            return
          }
          count += got
        }
      }
      if failure != 0 { throw IngestError("cannot be read: \(message(failure))") }
      if bytes.isEmpty { bytes = chunk } else { bytes += chunk }
      if bytes.count > limit { throw IngestError("is larger than the limit of \(limit) bytes") }
      if chunk.count < wanted { return bytes }
      capacity = max(bytes.count, 65_536)
    }
  }

  private static func system(_ descriptor: CInt, _ buffer: UnsafeMutablePointer<UInt8>, _ count: Int) -> Int {
    #if canImport(Glibc)
      Glibc.read(descriptor, buffer, count)
    #else
      Darwin.read(descriptor, buffer, count)
    #endif
  }

  private static func systemOpen(_ path: UnsafePointer<CChar>, _ flags: CInt) -> CInt {
    #if canImport(Glibc)
      Glibc.open(path, flags)
    #else
      Darwin.open(path, flags)
    #endif
  }

  /// The system's words, which don't depend on the locale here: nothing calls `setlocale`.
  private static func message(_ code: CInt) -> String { String(cString: strerror(code)).lowercased() }
}
