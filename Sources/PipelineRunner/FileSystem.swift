import CSystem

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The few calls to the system that a run's output needs, with errors in words.
enum FileSystem {
  /// Writes a whole file.
  ///
  /// - Parameters:
  ///   - target: the file that it will become, for messages.
  ///   - synchronized: whether the system is to put it on the disk before this returns.
  /// - Throws: `RunFailure`, worth retrying: the disk is full, the folder may not be written to.
  static func write(_ bytes: [UInt8], to path: String, for target: String? = nil, synchronized: Bool = false)
    throws(RunFailure)
  {
    let name = target ?? path
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw failure("cannot write \(name)") }
    do throws(RunFailure) {
      try append(bytes, to: descriptor, name)
      if synchronized { try synchronize(file: descriptor, name) }
    } catch {
      close(descriptor)
      throw error
    }
    // Some file systems only say at the close that there was no room.
    guard close(descriptor) == 0 else { throw failure("cannot write \(name)") }
  }

  static func append(_ bytes: [UInt8], to descriptor: CInt, _ path: String) throws(RunFailure) {
    var at = 0
    while at < bytes.count {
      let count = bytes.withUnsafeBytes { raw in
        systemWrite(descriptor, raw.baseAddress.unsafelyUnwrapped + at, raw.count - at)
      }
      if count < 0 {
        if errno == EINTR { continue }
        throw failure("cannot write \(path)")
      }
      at += count
    }
  }

  /// The bytes of a file, or `nil` where there is none that can be read.
  static func read(_ path: String) -> [UInt8]? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    // As much as there is at once; what came since, or has no size, behind it.
    var status = stat()
    let size = fstat(descriptor, &status) == 0 ? max(0, Int(status.st_size)) : 0
    var hasFailed = false
    var bytes: [UInt8] =
      size == 0
      ? []
      : [UInt8](unsafeUninitializedCapacity: size) { bytes, filled in
        while filled < size {
          let count = systemRead(descriptor, bytes.baseAddress.unsafelyUnwrapped + filled, size - filled)
          if count < 0, errno == EINTR { continue }
          hasFailed = count < 0
          if count <= 0 { return }
          filled += count
        }
      }
    if hasFailed { return nil }
    var buffer = [UInt8](repeating: 0, count: 1 << 12)
    while true {
      let count = systemRead(descriptor, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      if count <= 0 { return count < 0 ? nil : bytes }
      bytes += buffer[..<count]
    }
  }

  /// Whether a file is there, is no link, and holds these bytes.
  static func holds(_ path: String, _ bytes: [UInt8]) -> Bool {
    var status = stat()
    guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG, Int(status.st_size) == bytes.count else {
      return false
    }
    return read(path) == bytes
  }

  /// A part of a file, or `nil` where it doesn't reach so far.
  static func read(_ path: String, at offset: Int, count: Int) -> [UInt8]? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: count)
    var at = 0
    while at < count {
      let got = bytes.withUnsafeMutableBytes { raw in
        pread(descriptor, raw.baseAddress.unsafelyUnwrapped + at, count - at, off_t(offset + at))
      }
      if got < 0, errno == EINTR { continue }
      if got <= 0 { return nil }
      at += got
    }
    return bytes
  }

  /// The size of a file, and what tells whether anyone has written to it since; `nil` where there is no such file, or a
  /// link in its place.
  static func mark(_ path: String) -> (size: Int, mark: Receipt.Mark)? {
    var status = stat()
    guard lstat(path, &status) == 0 else { return nil }
    return mark(status)
  }

  /// The same of the file that a path leads to, be it through a link.
  ///
  /// - Parameter location: the path's bytes.
  static func mark(at location: [UInt8]) -> (size: Int, mark: Receipt.Mark)? {
    var status = stat()
    let isThere = (location + [0]).withUnsafeBufferPointer { buffer in
      buffer.withMemoryRebound(to: CChar.self) { stat($0.baseAddress.unsafelyUnwrapped, &status) } == 0
    }
    return isThere ? mark(status) : nil
  }

  private static func mark(_ status: stat) -> (size: Int, mark: Receipt.Mark)? {
    guard status.st_mode & S_IFMT == S_IFREG else { return nil }
    #if canImport(Glibc)
      let changed = status.st_ctim
    #else
      let changed = status.st_ctimespec
    #endif
    return (
      Int(status.st_size),
      Receipt.Mark(
        inode: UInt64(status.st_ino), changeSeconds: Int(changed.tv_sec), changeNanoseconds: Int(changed.tv_nsec))
    )
  }

  /// Whether a file's last change lies so many seconds back or more.
  static func isSettled(_ mark: Receipt.Mark, seconds: Int) -> Bool {
    var now = timespec()
    clock_gettime(CLOCK_REALTIME, &now)
    return mark.changeSeconds < Int(now.tv_sec) - seconds
  }

  /// Has the system put on the disk what was written in a folder's file system, so that not even a power cut undoes it.
  static func synchronize(_ folder: String) throws(RunFailure) {
    let descriptor = open(folder, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure("cannot read \(folder)") }
    defer { close(descriptor) }
    guard fettle_synchronize(descriptor) == 0 else { throw failure("cannot put \(folder) on the disk") }
  }

  /// Has the system put on the disk what was written to an open file.
  static func synchronize(file descriptor: CInt, _ path: String) throws(RunFailure) {
    guard fsync(descriptor) == 0 else { throw failure("cannot put \(path) on the disk") }
  }

  /// Has the system put on the disk which files a folder holds.
  static func synchronizeEntries(of folder: String) throws(RunFailure) {
    let descriptor = open(folder, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure("cannot read \(folder)") }
    defer { close(descriptor) }
    // Some file systems can't do that for a folder, and say so.
    guard fsync(descriptor) == 0 || errno == EINVAL else { throw failure("cannot put \(folder) on the disk") }
  }

  /// Where the running program's file lies.
  static var programPath: String {
    #if canImport(Glibc)
      "/proc/self/exe"
    #else
      CommandLine.arguments.first ?? ""
    #endif
  }

  static func rename(_ old: String, to new: String) throws(RunFailure) {
    guard systemRename(old, new) == 0 else { throw failure("cannot write \(new)") }
  }

  /// Makes a folder and those above it.
  static func makeFolder(_ path: String) throws(RunFailure) {
    if isFolder(path) { return }
    let parent = folder(of: path)
    if parent != path, !parent.isEmpty { try makeFolder(parent) }
    guard mkdir(path, 0o755) == 0 || (errno == EEXIST && isFolder(path)) else {
      throw failure("cannot make the folder \(path)")
    }
  }

  /// Removes a file; that there is none is no failure.
  static func remove(_ path: String) throws(RunFailure) {
    guard unlink(path) == 0 || errno == ENOENT || errno == ENOTDIR else { throw failure("cannot remove \(path)") }
  }

  /// Removes a folder that is empty; any other stays.
  static func removeEmptyFolder(_ path: String) throws(RunFailure) {
    let isNothingToDo = [ENOTEMPTY, EEXIST, ENOENT, ENOTDIR]
    guard rmdir(path) == 0 || isNothingToDo.contains(errno) else { throw failure("cannot remove the folder \(path)") }
  }

  static func exists(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0
  }

  static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// The names in a folder, sorted; none where there is no such folder.
  static func names(in folder: String) -> [String] {
    guard let stream = opendir(folder) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { raw in
        String(decoding: raw.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  /// Every file below a folder, by its path from there, sorted by bytes; links count as files.
  static func files(below folder: String) -> [String] {
    var files: [String] = []
    var left = [""]
    while let next = left.popLast() {
      for name in names(in: next.isEmpty ? folder : folder + "/" + next) {
        let path = next.isEmpty ? name : next + "/" + name
        var status = stat()
        guard lstat(folder + "/" + path, &status) == 0 else { continue }
        if status.st_mode & S_IFMT == S_IFDIR { left.append(path) } else { files.append(path) }
      }
    }
    return files.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// Where the first place of some bytes in a file's ends.
  static func end(ofFirst wanted: [UInt8], in bytes: [UInt8]) -> Int? {
    guard let first = wanted.first, wanted.count <= bytes.count else { return nil }
    return bytes.withUnsafeBufferPointer { bytes in
      for start in 0...(bytes.count - wanted.count)
      where bytes[start] == first && bytes[start..<(start + wanted.count)].elementsEqual(wanted) {
        return start + wanted.count
      }
      return nil
    }
  }

  static func folder(of path: String) -> String {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "" }
    return slash == path.utf8.startIndex ? "/" : String(path[..<slash])
  }

  /// The path without links and dots, or the path itself where it doesn't exist.
  static func canonical(_ path: String) -> String {
    guard let real = realpath(path, nil) else { return path }
    defer { free(real) }
    return String(cString: real)
  }

  static func failure(_ what: String) -> RunFailure {
    let code = errno
    let words = String(cString: strerror(code)).lowercased()
    return RunFailure("\(what): \(words)", isWorthRetrying: true)
  }

  // A nested function of the same name would hide these.
  private static func systemWrite(_ descriptor: CInt, _ bytes: UnsafeRawPointer, _ count: Int) -> Int {
    #if canImport(Glibc)
      Glibc.write(descriptor, bytes, count)
    #else
      Darwin.write(descriptor, bytes, count)
    #endif
  }

  private static func systemRead(_ descriptor: CInt, _ bytes: UnsafeMutableRawPointer, _ count: Int) -> Int {
    #if canImport(Glibc)
      Glibc.read(descriptor, bytes, count)
    #else
      Darwin.read(descriptor, bytes, count)
    #endif
  }

  private static func systemRename(_ old: String, _ new: String) -> CInt {
    #if canImport(Glibc)
      Glibc.rename(old, new)
    #else
      Darwin.rename(old, new)
    #endif
  }
}
