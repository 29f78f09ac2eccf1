import Foundation

/// A folder for one test, removed with everything in it when the value goes.
public final class ScratchFolder: Sendable {
  public let path: String

  public init() throws {
    path = NSTemporaryDirectory() + "fettle-test-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Writes a file, and the folders above it.
  public func write(_ bytes: [UInt8], to name: String) throws {
    let file = URL(filePath: path + "/" + name)
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: file)
  }

  public func write(_ text: String, to name: String) throws { try write(Array(text.utf8), to: name) }

  /// The bytes of every file below a folder by its path from there; hidden ones too.
  public func contents(of folder: String = "") throws -> [String: [UInt8]] {
    let root = folder.isEmpty ? path : path + "/" + folder
    var files: [String: [UInt8]] = [:]
    for name in FileManager.default.enumerator(atPath: root) ?? NSEnumerator() {
      guard let name = name as? String else { continue }
      var isFolder: ObjCBool = false
      guard FileManager.default.fileExists(atPath: root + "/" + name, isDirectory: &isFolder), !isFolder.boolValue
      else { continue }
      files[name] = [UInt8](try Data(contentsOf: URL(filePath: root + "/" + name)))
    }
    return files
  }

  public func text(of name: String) throws -> String {
    String(decoding: try Data(contentsOf: URL(filePath: path + "/" + name)), as: UTF8.self)
  }

  public func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: path + "/" + name) }
}
