import CanonicalJSON
import Digest
import FettleKit
import Foundation
import Ingest

/// All that a document's output depends on beside the document and its name: the program, the stages with their options,
/// the files that they read, what they learned of the batch, and the contracts.
struct Settings: Sendable, Equatable {
  /// What each part is called, and its digest; in an order that says which to blame first.
  private(set) var parts: [(name: String, digest: String)] = []

  /// What the names of parts begin with that depend on the batch.
  private static let survey = "what stage "
  /// What the names of contracts begin with.
  private static let expectation = "what is expected of "

  static func == (left: Settings, right: Settings) -> Bool { left.line == right.line }

  /// - Parameter chain: knows what the stages have learned.
  init(_ plan: RunPlan, _ chain: StageChain) {
    parts.append(("the program", Program.digest))
    parts.append(("ingest", String(Ingest.version)))
    for (index, step) in plan.steps.enumerated() {
      let options = SHA256.hexadecimal(of: JSONWriter.bytes(of: step.options))
      parts.append(("stage \(index + 1), \(step.name)", "\(step.version):\(options)"))
      if let details = step.identity?.details {
        parts.append(("the plugin of stage \(index + 1)", SHA256.hexadecimal(of: JSONWriter.bytes(of: details))))
      }
      if step.identity?.isRepeatable == false {
        // Never the same: nothing is skipped because of an earlier run.
        parts.append(("what \(step.name) does outside of the record", UUID().uuidString))
      }
      if let survey = chain.surveys[index] {
        parts.append(
          ("\(Settings.survey)\(index + 1), \(step.name), learned of the batch", SHA256.hexadecimal(of: survey.bytes)))
      }
    }
    // The first is the pipeline file itself: what it says that matters is in the parts around.
    for file in plan.filesRead.dropFirst() { parts.append(("the file \(file.path)", file.sha256)) }
    for expectation in plan.expectations {
      let limits = Limits(atLeast: expectation.atLeast, atMost: expectation.atMost, fields: expectation.fields)
      parts.append((Settings.expectation + expectation.measure.rawValue, limits.text))
    }
  }

  /// The settings apart from what stages learned of the batch: line by line what a run asks for before it has looked at any
  /// document.
  var withoutSurveys: String {
    var others = self
    others.parts.removeAll { $0.name.hasPrefix(Settings.survey) }
    return others.line
  }

  /// As one line that begins with `#`.
  var line: String {
    "#" + parts.map { "\(Settings.plain($0.name))\t\(Settings.plain($0.digest))" }.joined(separator: "\t")
  }

  /// Reads such a line.
  init?(line: String) {
    guard line.hasPrefix("#") else { return nil }
    let fields = line.dropFirst().split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    guard fields.count % 2 == 0 else { return nil }
    for index in stride(from: 0, to: fields.count, by: 2) { parts.append((fields[index], fields[index + 1])) }
  }

  /// The first part that another run's settings had otherwise; `nil` where all are the same.
  func difference(from other: Settings) -> String? {
    for part in parts {
      guard let old = other.parts.first(where: { $0.name == part.name }) else { return "\(part.name) is new" }
      if old.digest != part.digest { return "\(part.name) changed" }
    }
    for old in other.parts where !parts.contains(where: { $0.name == old.name }) { return "\(old.name) is gone" }
    return nil
  }

  func isStage(_ name: String) -> Bool { name.hasPrefix("stage ") || isSurvey(name) }

  func isSurvey(_ name: String) -> Bool { name.hasPrefix(Settings.survey) }

  func isContract(_ name: String) -> Bool { name.hasPrefix(Settings.expectation) }

  private static func plain(_ text: String) -> String {
    String(decoding: text.utf8.map { $0 < 0x20 ? 0x20 : $0 }, as: UTF8.self)
  }
}

/// The running program.
enum Program {
  /// Of its file: a program that was built anew may do something else, whatever its version says. Its version where the
  /// file can't be read.
  static let digest: String = {
    if let bytes = FileSystem.read(FileSystem.programPath) { return SHA256.hexadecimal(of: bytes) }
    return FettleVersion.current
  }()
}
