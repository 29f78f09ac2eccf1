import FettleKit
import Foundation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A dynamic library that holds a stage. Once loaded it stays: what it made lives as long as the process.
enum StageLibraryFile {
  /// Loads the library, after a look at whether it fits.
  ///
  /// - Parameter path: absolute.
  /// - Throws: what is wrong with it, in words.
  static func load(_ path: String) throws(PluginFailure) -> StageLibraryEntry {
    guard let bytes = FileManager.default.contents(atPath: path) else { throw PluginFailure("it can't be read") }
    try compare(fingerprint: fingerprint(in: bytes))
    guard let library = dlopen(path, RTLD_NOW | RTLD_LOCAL) else {
      throw PluginFailure("the system doesn't load it: " + reason(path))
    }
    guard let address = dlsym(library, StageLibrary.symbol) else {
      throw PluginFailure("it has no function '\(StageLibrary.symbol)'; Docs/plugins.md says how it looks")
    }
    typealias Function = @convention(c) () -> UnsafeMutableRawPointer?
    guard let entry = unsafeBitCast(address, to: Function.self)() else {
      throw PluginFailure("its function '\(StageLibrary.symbol)' returns nothing")
    }
    // Bounds: the fingerprint in the file says that the library was compiled with this very description of an entry.
    let header = UnsafePointer<StageLibraryEntry>(OpaquePointer(entry))
    try compare(fingerprint: String(cString: header.pointee.fingerprint))
    try compare(types: header.pointee.types)
    return header.pointee
  }

  private static func reason(_ path: String) -> String {
    let words = dlerror().map { String(cString: $0) } ?? "it doesn't say why"
    return words.replacing(path + ": ", with: "")
  }

  // MARK: The fingerprint

  /// What every fingerprint begins with.
  private static let mark = "fettle-stage-library/"

  /// The first fingerprint in a library's file; `nil` where it has none.
  static func fingerprint(in file: Data) -> String? {
    guard let found = file.range(of: Data(mark.utf8)) else { return nil }
    return String(decoding: file[found.lowerBound...].prefix(2048).prefix { $0 != 0 }, as: UTF8.self)
  }

  /// - Throws: how it differs from the program's own.
  static func compare(fingerprint: String?) throws(PluginFailure) {
    guard let fingerprint else {
      throw PluginFailure(
        "it is no library with a stage for Fettle: a stage's library is linked with FettleKit, and has a function "
          + "'\(StageLibrary.symbol)'")
    }
    if fingerprint == StageLibrary.fingerprint { return }
    let theirs = lines(fingerprint)
    let ours = lines(StageLibrary.fingerprint)
    for (name, words) in [("compiler", "with another compiler"), ("FettleKit", "for another version of FettleKit")]
    where theirs[name] != ours[name] {
      throw PluginFailure(
        "it was built \(words): \(name) \(theirs[name] ?? "unknown"), where this fettle has \(ours[name] ?? ""); "
          + "build it anew with this Fettle's sources and compiler")
    }
    throw PluginFailure(
      "it was built with other sources of FettleKit (\(theirs["sources"] ?? "unknown")) than this fettle "
        + "(\(ours["sources"] ?? "")); build both anew of the same sources, from an empty .build where that doesn't help"
    )
  }

  private static func lines(_ fingerprint: String) -> [String: String] {
    var lines: [String: String] = [:]
    for line in fingerprint.split(separator: "\n") {
      let words = line.split(separator: " ", maxSplits: 1)
      if words.count == 2 { lines[String(words[0])] = String(words[1]) }
    }
    return lines
  }

  /// - Throws: where the process has two copies of a type, of which each side means another.
  private static func compare(types theirs: StageLibraryEntry.Types) throws(PluginFailure) {
    let ours = StageLibrary.types
    if theirs.integer != ours.integer {
      throw PluginFailure(
        "it has a standard library of its own compiled in; build it without --static-swift-stdlib, as fettle is built")
    }
    if theirs != ours {
      throw PluginFailure(
        "it has a FettleKit of its own compiled in, whose types aren't those of this fettle; let it depend on the product "
          + "FettleKit, which is a dynamic library")
    }
  }
}
