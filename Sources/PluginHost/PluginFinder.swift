import CanonicalJSON
import FettleKit
import Foundation

/// Finds plugins beside a pipeline, and asks them what they are.
///
/// Only executable files that name Fettle's plugin protocol in their first bytes are asked: nothing else is started.
public enum PluginFinder {
  public struct Found: Sendable {
    /// Relative to the folder.
    public var path: String
    /// What it says of itself, in the form of a stage's manifest; or what is wrong with it.
    public var manifest: Result<StageManifest, Problem>
  }

  public struct Problem: Error, Sendable, CustomStringConvertible {
    public var description: String
  }

  /// Looks in a folder and in the folders in it, sorted by path.
  public static func plugins(in folder: String) -> [Found] {
    let root = PluginFiles.resolved(folder, in: FileManager.default.currentDirectoryPath)
    var paths: [String] = []
    for name in names(in: root) {
      if PluginFiles.isFile(root + "/" + name) {
        paths.append(name)
      } else {
        paths += names(in: root + "/" + name).map { name + "/" + $0 }.filter { PluginFiles.isFile(root + "/" + $0) }
      }
    }
    return paths.filter { isPlugin(root + "/" + $0) }.map { path in
      do throws(PluginFailure) {
        return Found(path: path, manifest: .success(try manifest(of: root + "/" + path, in: root)))
      } catch {
        return Found(path: path, manifest: .failure(Problem(description: error.description)))
      }
    }
  }

  private static func names(in folder: String) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).filter { !$0.hasPrefix(".") }.sorted()
  }

  private static func isPlugin(_ path: String) -> Bool {
    guard FileManager.default.isExecutableFile(atPath: path), let file = FileHandle(forReadingAtPath: path),
      let bytes = try? file.read(upToCount: 1 << 16)
    else { return false }
    return bytes.range(of: Data("fettle_plugin".utf8)) != nil || bytes.range(of: Data("FETTLE_IN".utf8)) != nil
  }

  private static func manifest(of path: String, in folder: String) throws(PluginFailure) -> StageManifest {
    let launch = Launch(
      arguments: [path, "--describe"], environment: PluginEnvironment.clean(passing: []), folder: folder)
    let result = try CommandRun(launch, timeout: 5, outputLimit: 1 << 20).output(of: [])
    guard result.status.isClean, let hello = try? JSONReader.read(result.output) else {
      throw PluginFailure("it doesn't answer to --describe")
    }
    let description = try PluginDescription(hello: hello)
    let kinds = description.kinds.map(\.rawValue).sorted().joined(separator: ", ")
    return StageManifest(
      name: "plugin/" + description.name, version: PluginStage.manifest.version,
      summary: (description.summary.isEmpty ? "" : description.summary + " ")
        + "(\(kinds); version \(description.version))",
      options: description.options)
  }
}
