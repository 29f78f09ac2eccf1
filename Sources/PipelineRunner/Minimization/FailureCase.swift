import Digest
import FettleKit
import PipelineFile

/// A test case made of a failure: the smallest input that still fails, and a file of cases that says why it does.
public struct FailureCase: Sendable {
  /// The name of the file of cases.
  public static let file = "case.yaml"

  /// The name of the input's file, which lies beside the file of cases.
  public var input: String
  public var result: Minimizer.Result
  /// Whether the input fails by itself. One that fails only for what a run has learned of the whole batch makes no case.
  public var standsAlone: Bool
  /// What the comment at the start says of where it comes from.
  var origin: String

  init(_ result: Minimizer.Result, from entry: QuarantineEntry, _ original: [UInt8], standsAlone: Bool) {
    input = FailureCase.inputName(of: entry)
    self.result = result
    self.standsAlone = standsAlone
    let path = String(String.UnicodeScalarView(entry.path.unicodeScalars.map { $0.value < 0x20 ? "?" : $0 }))
    origin = "\(path), sha256 \(SHA256.hexadecimal(of: original))"
  }

  /// What the input's file will be called, with the ending of the document's own, which says how it is read.
  static func inputName(of entry: QuarantineEntry) -> String { "input" + ending(of: entry.path) }

  /// The file of cases that `fettle test` runs.
  var cases: CaseFile {
    let quarantine = result.quarantine
    let page = PipelineCase(
      name: "the smallest page that fails at \(quarantine.stage)", input: .file(input),
      expected: ["quarantined": OptionValue(value: .string(quarantine.reason))],
      place: SourcePlace(file: FailureCase.file, line: 1, column: 1))
    return CaseFile(path: FailureCase.file, cases: [page], head: "# Made of \(origin)\n")
  }

  /// Writes the input into a folder, which is made where it isn't there, and beside it the file of cases, if the input
  /// fails by itself.
  public func write(to folder: String) throws(RunFailure) {
    try FileSystem.makeFolder(folder)
    try FileSystem.write(result.bytes, to: "\(folder)/\(input)")
    if standsAlone { try FileSystem.write(Array(cases.text.utf8), to: "\(folder)/\(FailureCase.file)") }
  }

  private static func ending(of path: String) -> String {
    let name = path.split(separator: "/").last ?? ""
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return ".txt" }
    let ending = name[dot...]
    let isPlain = ending.utf8.dropFirst().allSatisfy {
      ($0 | 0x20 >= UInt8(ascii: "a") && $0 | 0x20 <= UInt8(ascii: "z")) || (0x30...0x39).contains($0)
    }
    return isPlain && ending.utf8.count <= 8 ? String(ending) : ".txt"
  }
}

extension Minimizer {
  /// Makes a case of a document in quarantine.
  ///
  /// - Parameters:
  ///   - bytes: the document's.
  ///   - runner: of the run that set it aside. The batch is surveyed only where the document doesn't fail alone.
  /// - Returns: `nil` where the document doesn't fail any more.
  public func failureCase(of bytes: [UInt8], _ entry: QuarantineEntry, in runner: Runner) -> FailureCase? {
    var trial = Trial(runner.plan)
    var standsAlone = true
    var name = FailureCase.inputName(of: entry)
    let alone = trial.quarantine(of: bytes, path: name)
    if alone.map({ $0.isLike(entry.quarantine) }) != true {
      let knowing = Trial(runner.plan, runner.surveyedChain())
      guard let failure = knowing.quarantine(of: bytes, path: entry.path) else {
        knowing.finish()
        return nil
      }
      standsAlone = alone.map { $0.isLike(failure) } ?? false
      if !standsAlone {
        // The batch knows it by its own name.
        name = entry.path
        trial.finish()
        trial = knowing
      }
    }
    defer { trial.finish() }
    return minimize(bytes, path: name, in: trial).map {
      FailureCase($0, from: entry, bytes, standsAlone: standsAlone)
    }
  }
}
