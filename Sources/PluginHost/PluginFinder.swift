import CanonicalJSON
import FettleKit
import Foundation

/// Finds plugins beside a pipeline, and asks them what they are.
///
/// Only executable files that name Fettle's plugin protocol in their first bytes are asked, and only libraries are loaded
/// that were built with this Fettle: nothing else is started.
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
    let libraries = libraries(in: root)
    return (paths.filter { isPlugin(root + "/" + $0) } + libraries).map { path in
      do throws(PluginFailure) {
        let manifest =
          libraries.contains(path)
          ? try libraryManifest(of: root + "/" + path) : try manifest(of: root + "/" + path, in: root)
        return Found(path: path, manifest: .success(manifest))
      } catch {
        return Found(path: path, manifest: .failure(Problem(description: error.description)))
      }
    }
  }

  private static func names(in folder: String) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).filter { !$0.hasPrefix(".") }.sorted()
  }

  /// Libraries that hold a stage: in the folder, in those in it, and where the package manager puts what it builds there.
  private static func libraries(in root: String) -> [String] {
    let folders = [""] + names(in: root).map { $0 + "/" }
    return folders.flatMap { folder in
      [folder, folder + ".build/release/"].flatMap { place in
        names(in: root + "/" + place).map { place + $0 }.filter { LibraryConformance.isLibrary($0) }
      }
    }.filter { path in
      FileManager.default.contents(atPath: root + "/" + path).flatMap { StageLibraryFile.fingerprint(in: $0) } != nil
    }
  }

  private static func libraryManifest(of path: String) throws(PluginFailure) -> StageManifest {
    var manifest = try StageLibraryFile.load(path).stage.manifest
    manifest.summary += " (a library; version \(manifest.version))"
    manifest.name = "plugin/" + manifest.name
    return manifest
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
