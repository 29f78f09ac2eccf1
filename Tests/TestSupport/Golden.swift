import Foundation

/// What a test expects, in a file beside it.
///
/// With FETTLE_RECORD_GOLDENS=1 in the environment the files are written instead; read what changed before it is committed.
public enum Golden {
  public static func text(_ name: String, got: String, beside test: String = #filePath) throws -> String {
    let file = URL(filePath: test).deletingLastPathComponent().appending(path: "Goldens/" + name)
    if ProcessInfo.processInfo.environment["FETTLE_RECORD_GOLDENS"] == "1" {
      try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(got.utf8).write(to: file)
    }
    return String(decoding: try Data(contentsOf: file), as: UTF8.self)
  }
}
