import Digest
import FettleKit
import Foundation
import Ingest

/// What stages have learned of the parts of a batch, in a folder that all shards of a run share: each shard surveys its own
/// part and takes the others' from there, so that many machines don't look at the whole batch each. A part that isn't there
/// yet is surveyed by whoever needs it: no shard waits for another, and what is learned is the same.
///
/// A file holds good for inputs of the same size and mark (see `Receipt.Mark`) under the same settings; for any other its
/// name is another. It may be deleted at any time.
struct SharedSurveys: Sendable {
  let folder: String
  /// All that a survey depends on beside the inputs.
  let settings: String
  /// See `Runner.settlingTime`.
  let settlingTime: Int

  init(_ folder: String, _ plan: RunPlan, _ chain: StageChain, settlingTime: Int) {
    self.folder = folder
    settings = Settings(plan, chain).line + "\n" + (plan.filesRead.first?.sha256 ?? "")
    self.settlingTime = settlingTime
  }

  /// Where the survey of a part lies; `nil` where it can't be told whether an input is as it was.
  ///
  /// - Parameter inputs: the part's.
  func place(step: Int, _ part: Shard, _ inputs: ArraySlice<InputFile>) -> String? {
    var lines = settings + "\n"
    for input in inputs {
      guard !input.isStandardInput, let found = FileSystem.mark(at: input.location),
        FileSystem.isSettled(found.mark, seconds: settlingTime)
      else { return nil }
      let mark = found.mark
      lines += "\(input.path)\0\(found.size) \(mark.inode) \(mark.changeSeconds) \(mark.changeNanoseconds)\n"
    }
    let digest = SHA256.hexadecimal(of: Array(lines.utf8))
    return "\(folder)/stage-\(step + 1)-part-\(part.number)-of-\(part.count)-\(digest.prefix(32))"
  }

  /// What was learned of a part; `nil` where nobody has written that yet, or it isn't whole.
  func read(_ place: String, like prototype: any ErasedSurvey) -> (any ErasedSurvey)? {
    guard let bytes = FileSystem.read(place), let end = bytes.firstIndex(of: 0x0A) else { return nil }
    let survey = Array(bytes[(end + 1)...])
    guard bytes[..<end].elementsEqual(SHA256.hexadecimal(of: survey).utf8) else { return nil }
    return prototype.decoded(survey)
  }

  /// Leaves what was learned of a part for other shards.
  ///
  /// - Throws: `RunFailure`, where the folder can't be written to.
  func write(_ survey: any ErasedSurvey, to place: String) throws(RunFailure) {
    guard let bytes = survey.encoded else { return }
    try FileSystem.makeFolder(folder)
    let part = "\(place).\(UUID().uuidString).part"
    try FileSystem.write(Array(SHA256.hexadecimal(of: bytes).utf8) + [0x0A] + bytes, to: part, for: place)
    try FileSystem.rename(part, to: place)
  }
}
