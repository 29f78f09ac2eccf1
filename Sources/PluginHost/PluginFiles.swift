import Digest
import FettleKit
import Foundation

/// The files that a plugin is made of, with their digests: they determine the output as the options do.
enum PluginFiles {
  /// - Parameters:
  ///   - words: of the command line.
  ///   - declared: what the plugin says that it reads, relative to the folder of the first of the words that is a file.
  ///   - folder: what the words are relative to.
  /// - Returns: for the manifest: paths as written, without anything that depends on the machine.
  /// - Throws: where a file that the plugin names can't be read.
  static func digests(of words: [String], declared: [String], in folder: String) throws(PluginFailure) -> [JSONValue] {
    var files: [(path: String, sha256: String)] = []
    var home = folder
    for word in words {
      let path = resolved(word, in: folder)
      guard isFile(path), let digest = digest(path) else { continue }
      if files.isEmpty { home = parent(path) }
      files.append((portable(word), digest))
    }
    for name in declared {
      guard let digest = digest(resolved(name, in: home)) else {
        throw PluginFailure("it names the file '\(name)', which can't be read")
      }
      files.append((portable(name), digest))
    }
    return files.sorted { $0.path < $1.path }.map { ["path": .string($0.path), "sha256": .string($0.sha256)] }
  }

  static func resolved(_ path: String, in folder: String) -> String { path.hasPrefix("/") ? path : folder + "/" + path }

  static func isFile(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && !isFolder.boolValue
  }

  static func parent(_ path: String) -> String { URL(filePath: path).deletingLastPathComponent().path }

  private static func digest(_ path: String) -> String? {
    FileManager.default.contents(atPath: path).map { SHA256.hexadecimal(of: [UInt8]($0)) }
  }

  private static func portable(_ path: String) -> String {
    path.hasPrefix("/") ? String(path.split(separator: "/").last ?? "") : path
  }
}
