import ArgumentParser
import Containers
import Foundation
import Ingest

/// A document in an archive, as a user names it: the archive's path, and behind it the name that records and reports have.
enum ArchiveEntry {
  /// - Returns: `nil` where the path is that of a file or folder, or leads into none.
  /// - Throws: where the archive has no such document.
  static func find(_ path: String, _ options: ContainerOptions) throws(ExitCode) -> [InputFile]? {
    if path == "-" || FileManager.default.fileExists(atPath: path) { return nil }
    var end = path.endIndex
    while let slash = path[..<end].lastIndex(of: "/"), slash > path.startIndex {
      let archive = String(path[..<slash])
      var isFolder: ObjCBool = false
      if FileManager.default.fileExists(atPath: archive, isDirectory: &isFolder) {
        if isFolder.boolValue { return nil }
        guard let file = try? InputFinder.find([archive]).first else { return nil }
        let wanted = file.path + path[slash...]
        let found = ContainerIndex([file], options).inputs.filter { $0.path == wanted }
        if !found.isEmpty { return found }
        StandardError.print("error: \(archive) holds no document \(path[path.index(after: slash)...])")
        throw ExitCode(1)
      }
      end = slash
    }
    return nil
  }
}
