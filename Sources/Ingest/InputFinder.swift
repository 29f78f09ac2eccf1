#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// An input that leads to no file.
public struct InputError: Error, Sendable, Equatable {
  /// As the user wrote it.
  public var pattern: String
  /// "no such file or folder", "no file matches".
  public var reason: String
}

/// Finds the files that inputs name: files, folders (with everything below them), globs, and `-` for standard input.
///
/// In folders and globs, hidden files and folders (a name that begins with a dot) are left out, and links to folders are
/// not followed, so that links that loop do no harm. The result is sorted by the bytes of `InputFile.path`, whatever the
/// order in which inputs were given and folders list their files; a file that is found twice is there once.
public enum InputFinder {
  /// - Parameters:
  ///   - patterns: as written by the user.
  ///   - folder: what relative ones start from; empty for the working folder.
  /// - Throws: `InputError` for the first pattern that leads to nothing.
  public static func find(_ patterns: [String], in folder: String = "") throws(InputError) -> [InputFile] {
    var found: [InputFile] = []
    var mayRepeat = patterns.count > 1
    for pattern in patterns { found += try find(pattern, in: folder, &mayRepeat) }
    found.sort { left, right in
      let order = compare(left.path, right.path)
      return order == 0 ? precedes(left.location, right.location) : order < 0
    }
    // Asking the system where each file really lies costs more than all the rest.
    if !mayRepeat { return found }
    var seen: Set<[UInt8]> = []
    return found.filter { file in
      file.isStandardInput ? seen.insert(file.location).inserted : seen.insert(canonical(file.location)).inserted
    }
  }

  /// - Parameter mayRepeat: set where a file may be found twice, through a link.
  private static func find(
    _ pattern: String, in folder: String, _ mayRepeat: inout Bool
  ) throws(InputError) -> [InputFile] {
    // The system would read such a name only up to there.
    if pattern.utf8.contains(0) { throw InputError(pattern: pattern, reason: "a name can't hold a zero byte") }
    if pattern == "-" { return [InputFile(path: "-", location: Array("-".utf8))] }
    let full = pattern.hasPrefix("/") || folder.isEmpty ? pattern : folder + "/" + pattern
    let bytes = Array(full.utf8)
    switch kind(bytes, followLinks: true) {
    case .folder:
      let root = trimmingSlashes(bytes)
      let name = lastComponent(realName(root))
      return below(root, &mayRepeat).map { found in
        InputFile(path: printable(joined(name.isEmpty ? [] : [name], found.path)), location: found.location)
      }
    case .other:
      return [InputFile(path: display(pattern), location: bytes)]
    case .missing:
      guard Glob.isGlob(pattern) else { throw InputError(pattern: pattern, reason: "no such file or folder") }
      let files = expand(full, &mayRepeat)
      if files.isEmpty { throw InputError(pattern: pattern, reason: "no file matches") }
      return files
    }
  }

  private enum Kind { case missing, folder, other }

  private static func kind(_ path: [UInt8], followLinks: Bool) -> Kind {
    var status = stat()
    let isThere = withCString(path) { followLinks ? stat($0, &status) : lstat($0, &status) } == 0
    guard isThere else {
      // A link that leads nowhere, or to itself, is there; reading it says so.
      return followLinks && kind(path, followLinks: false) == .other ? .other : .missing
    }
    return status.st_mode & S_IFMT == S_IFDIR ? .folder : .other
  }

  /// A file below a folder.
  private struct Found {
    var location: [UInt8]
    /// The components of its path from the folder on, as bytes.
    var path: [[UInt8]]
  }

  /// Every file below `folder`, at most `depth` folders deep. A folder that may not be read is there like a file, so that
  /// whoever reads it says why.
  private static func below(_ folder: [UInt8], depth: Int = .max, _ hasLinks: inout Bool) -> [Found] {
    var files: [Found] = []
    var open = [Found(location: folder, path: [])]
    while let next = open.popLast() {
      guard let entries = entries(of: next.location) else {
        files.append(next)
        continue
      }
      for entry in entries where entry.name.first != UInt8(ascii: ".") {
        let location =
          next.location.last == slash ? next.location + entry.name : next.location + [slash] + entry.name
        let found = Found(location: location, path: next.path + [entry.name])
        // Many file systems say with the name what it is; the others are asked.
        if entry.isFile {
          files.append(found)
        } else if kind(location, followLinks: false) == .folder {
          if found.path.count < depth { open.append(found) }
        } else if kind(location, followLinks: true) != .folder {
          hasLinks = true
          files.append(found)
        }
      }
    }
    return files
  }

  /// Files that a glob matches. Their paths begin with the last folder before the first wildcard.
  private static func expand(_ pattern: String, _ hasLinks: inout Bool) -> [InputFile] {
    let parts = pattern.split(separator: "/", omittingEmptySubsequences: true).map { Array($0.utf8) }
      .filter { $0 != Array(".".utf8) }
    let fixed = parts.prefix { !Glob.isGlob($0) }
    var root: [UInt8] = pattern.hasPrefix("/") ? [slash] : []
    root += Array(fixed.joined(separator: [slash]))
    if root.isEmpty { root = [UInt8(ascii: ".")] }
    let rest = Array(parts[fixed.count...])
    let name = fixed.isEmpty ? [] : lastComponent(realName(trimmingSlashes(root)))
    let isDeep = rest.contains(Array("**".utf8))
    return below(root, depth: isDeep ? .max : rest.count, &hasLinks).filter { found in
      (isDeep || found.path.count == rest.count) && Glob.matches(rest[...], found.path[...])
    }.map { InputFile(path: printable(joined(name.isEmpty ? [] : [name], $0.path)), location: $0.location) }
  }

  // MARK: - Names

  private static let slash = UInt8(ascii: "/")

  private static func joined(_ parts: [[UInt8]]...) -> [UInt8] { Array(parts.joined().joined(separator: [slash])) }

  /// A file that was named as such: without `.` and `..`, and what `..` steps back over, since those depend on where the
  /// user stood. An absolute path says where the file lies on one machine, so that only its name is left.
  private static func display(_ pattern: String) -> String {
    let parts = pattern.utf8.split(separator: slash).map { Array($0) }
    if pattern.hasPrefix("/") { return printable(parts.last ?? []) }
    var kept: [[UInt8]] = []
    for part in parts where part != Array(".".utf8) {
      if part == Array("..".utf8) { _ = kept.popLast() } else { kept.append(part) }
    }
    return printable(Array(kept.joined(separator: [slash])))
  }

  private static func lastComponent(_ path: [UInt8]) -> [UInt8] {
    Array(path.split(separator: slash).last ?? [])
  }

  private static func trimmingSlashes(_ path: [UInt8]) -> [UInt8] {
    var path = path
    while path.count > 1, path.last == slash { path.removeLast() }
    return path
  }

  /// What "." or ".." is really called; any other path as it is.
  private static func realName(_ path: [UInt8]) -> [UInt8] {
    let last = lastComponent(path)
    return last == Array(".".utf8) || last == Array("..".utf8) ? canonical(path) : path
  }

  private static func canonical(_ path: [UInt8]) -> [UInt8] {
    withCString(path) { name in
      guard let real = realpath(name, nil) else { return path }
      defer { free(real) }
      return Array(UnsafeBufferPointer(start: real, count: strlen(real))).map { UInt8(bitPattern: $0) }
    }
  }

  private static func printable(_ path: [UInt8]) -> String {
    if let valid = String(validating: path, as: UTF8.self), !valid.utf8.contains(where: { $0 < 0x20 }) { return valid }
    var out = ""
    for byte in path {
      if byte >= 0x20, byte < 0x7F {
        out.unicodeScalars.append(UnicodeScalar(byte))
      } else {
        let hexadecimal = String(byte, radix: 16, uppercase: true)
        out += "%" + (hexadecimal.utf8.count == 1 ? "0" : "") + hexadecimal
      }
    }
    return out
  }

  /// The names in a folder, or `nil` where it may not be read.
  private static func entries(of folder: [UInt8]) -> [(name: [UInt8], isFile: Bool)]? {
    guard let stream = withCString(folder, { opendir($0) }) else { return nil }
    defer { closedir(stream) }
    var names: [(name: [UInt8], isFile: Bool)] = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { raw in Array(raw.prefix { $0 != 0 }) }
      names.append((name, Int(entry.pointee.d_type) == Int(DT_REG)))
    }
    return names
  }

  /// Below 0 where the bytes of `left` come first, above 0 where those of `right` do.
  private static func compare(_ left: String, _ right: String) -> Int {
    let order = left.utf8.withContiguousStorageIfAvailable { left in
      right.utf8.withContiguousStorageIfAvailable { right -> Int in
        // No byte is read beyond the shorter one; of an empty one none at all.
        guard let one = left.baseAddress, let other = right.baseAddress else { return left.count - right.count }
        let first = Int(memcmp(one, other, min(left.count, right.count)))
        return first == 0 ? left.count - right.count : first
      }
    }
    if let order = order ?? nil { return order }
    return left == right ? 0 : precedes(left.utf8, right.utf8) ? -1 : 1
  }

  private static func precedes(_ left: some Sequence<UInt8>, _ right: some Sequence<UInt8>) -> Bool {
    left.lexicographicallyPrecedes(right)
  }
}

/// Calls with a zero-terminated copy of a path.
func withCString<Result>(_ path: [UInt8], _ body: (UnsafePointer<CChar>) -> Result) -> Result {
  (path + [0]).withUnsafeBufferPointer { buffer in
    buffer.withMemoryRebound(to: CChar.self) { body($0.baseAddress.unsafelyUnwrapped) }
  }
}
