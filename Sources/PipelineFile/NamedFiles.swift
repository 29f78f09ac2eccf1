import FettleKit
import FettleText
import YAMLTree

/// The files that a pipeline's options name: read once, while the pipeline is checked, and kept account of.
struct NamedFiles: Sendable {
  /// Of the pipeline file.
  let folder: String
  private var contents: [String: [UInt8]] = [:]

  init(folder: String) {
    self.folder = folder
  }

  /// Sorted by the bytes of their paths.
  var all: [FileRead] {
    contents.map { FileRead(path: $0.key, bytes: $0.value) }
      .sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
  }

  /// Reads a file by its path as written.
  ///
  /// - Returns: a mistake that points to where it is named; `nil` where all is well.
  mutating func read(_ path: String, at node: YAMLNode, or words: [String]) -> Diagnostic? {
    if contents[path] != nil { return nil }
    let resolved = PipelinePath.resolve(path, in: folder)
    do throws(Diagnostic) {
      // Lists are longer than what a person writes; a stage that reads YAML refuses what is too long for that.
      contents[path] = try WrittenFile.read(resolved, shown: path, limit: WrittenFile.maximumListSize)
      return nil
    } catch {
      let near = NearestName.find(path, among: words) ?? NearbyFiles.nearest(to: path, in: folder)
      return node.diagnostic(
        "\(error.message): \(YAMLNode.quoted(path))",
        expected: "a file, by its path from the pipeline file" + words.map { ", or '\($0)'" }.joined(),
        suggestion: near)
    }
  }

  /// What a stage reads with: only what an option names, so that the account is complete.
  var reader: @Sendable (String) throws(Diagnostic) -> [UInt8] {
    let contents = contents
    return { path throws(Diagnostic) in
      guard let bytes = contents[path] else {
        throw Diagnostic("no option names the file \(YAMLNode.quoted(path))", file: path)
      }
      return bytes
    }
  }

  func isNamed(_ path: String) -> Bool { contents[path] != nil }
}
