import FettleKit
import Foundation
import PipelineFile
import Testing

/// Each `Broken/NAME.yaml` is a pipeline file with mistakes; `NAME.expected` beside it is what a user sees.
///
/// After a wanted change, `FETTLE_UPDATE_GOLDENS=1` writes what is seen now; read the difference before you keep it.
@Suite("Broken pipeline files")
struct BrokenFiles {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Broken")

  static var names: [String] {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return files.filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }.sorted()
  }

  @Test("there are at least 45 of them")
  func enough() {
    #expect(BrokenFiles.names.count >= 45)
  }

  @Test("each is explained as its golden file says", arguments: names)
  func explained(name: String) throws {
    let seen = try explanation(ofFile: name + ".yaml")
    let golden = BrokenFiles.folder.appending(path: name + ".expected")
    if ProcessInfo.processInfo.environment["FETTLE_UPDATE_GOLDENS"] != nil {
      try Data(seen.utf8).write(to: golden)
    }
    let expected = try String(decoding: Data(contentsOf: golden), as: UTF8.self)
    #expect(seen == expected, "\(difference(expected, seen))")
  }

  /// What a user sees, with paths from the folder of broken files.
  private func explanation(ofFile name: String) throws -> String {
    let prefix = BrokenFiles.folder.path + "/"
    do throws(Diagnostics) {
      _ = try PipelineReader(stages: testStages).read(path: prefix + name)
      return "nothing is wrong\n"
    } catch {
      let shown = error.all.map { diagnostic in
        var diagnostic = diagnostic
        diagnostic.file = without(prefix, diagnostic.file)
        diagnostic.place?.file = diagnostic.file
        return diagnostic
      }
      return DiagnosticPrinter().text(Diagnostics(shown))
    }
  }

  private func without(_ prefix: String, _ path: String) -> String {
    path.hasPrefix(prefix) ? String(path.dropFirst(prefix.count)) : path
  }

  /// Line by line: `-` was expected, `+` was seen.
  private func difference(_ expected: String, _ seen: String) -> String {
    let left = expected.split(separator: "\n", omittingEmptySubsequences: false)
    let right = seen.split(separator: "\n", omittingEmptySubsequences: false)
    let change = right.difference(from: left)
    var removed: [Int: Substring] = [:]
    var inserted: [Int: Substring] = [:]
    for step in change {
      switch step {
      case .remove(let offset, let line, _): removed[offset] = line
      case .insert(let offset, let line, _): inserted[offset] = line
      }
    }
    var lines: [String] = []
    var l = 0
    var r = 0
    while l < left.count || r < right.count {
      if let line = removed[l] {
        lines.append("- " + line)
        l += 1
      } else if let line = inserted[r] {
        lines.append("+ " + line)
        r += 1
      } else {
        lines.append("  " + (l < left.count ? left[l] : ""))
        l += 1
        r += 1
      }
    }
    return "\n" + lines.joined(separator: "\n")
  }
}
