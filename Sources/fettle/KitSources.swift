import Foundation

/// The folder of Fettle's sources, which packages with a stage in Swift depend on.
enum KitSources {
  /// The one that the program lies in, as where it was built.
  static var ofProgram: String? {
    var folder = (Bundle.main.executableURL ?? URL(filePath: CommandLine.arguments[0])).resolvingSymlinksInPath()
    while folder.path != "/", !folder.path.isEmpty {
      folder.deleteLastPathComponent()
      if isThere(folder.path) { return folder.path }
    }
    return nil
  }

  static func isThere(_ folder: String) -> Bool {
    let manager = FileManager.default
    return manager.fileExists(atPath: folder + "/Package.swift")
      && manager.fileExists(atPath: folder + "/Sources/FettleKit")
  }

  static func absolute(_ path: String) -> String { URL(filePath: path).standardizedFileURL.path }
}
