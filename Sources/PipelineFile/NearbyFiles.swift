import FettleText

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// What is in the folder where someone looked for a file.
enum NearbyFiles {
  /// Larger folders are not worth the time.
  private static let limit = 2_000

  /// The path, as it would be written, of the file or folder that was most likely meant.
  static func nearest(to path: String, in folder: String) -> String? {
    var start = path.startIndex
    if let slash = path.lastIndex(of: "/") { start = path.index(after: slash) }
    let name = String(path[start...])
    var place = PipelinePath.folder(of: PipelinePath.resolve(path, in: folder))
    if place.isEmpty { place = "." }
    return NearestName.find(name, among: names(in: place)).map { String(path[..<start]) + $0 }
  }

  static func exists(_ path: String) -> Bool {
    var status = stat()
    return !path.utf8.contains(0) && (stat(path, &status) == 0 || lstat(path, &status) == 0)
  }

  /// Whether a shell pattern leads to anything. `**` stands for any folders: then only what comes before it must be there.
  static func matches(_ pattern: String) -> Bool {
    if let stars = pattern.firstRange(of: "**") {
      let before = PipelinePath.folder(of: String(pattern[..<stars.lowerBound]))
      let isRoot = pattern.hasPrefix("/") && before.isEmpty
      return matches(before.isEmpty ? (isRoot ? "/" : ".") : before)
    }
    guard !pattern.utf8.contains(0) else { return false }
    var found = glob_t()
    defer { globfree(&found) }
    return glob(pattern, 0, nil, &found) == 0
  }

  /// Sorted by their bytes, so that the same folder gives the same suggestion everywhere.
  private static func names(in folder: String) -> [String] {
    guard let stream = opendir(folder) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while names.count < limit, let entry = readdir(stream) {
      let bytes = withUnsafeBytes(of: &entry.pointee.d_name) { raw in Array(raw.prefix { $0 != 0 }) }
      guard let name = String(validating: bytes, as: UTF8.self), !name.hasPrefix(".") else { continue }
      names.append(name)
    }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }
}
