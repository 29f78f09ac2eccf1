import ArgumentParser
import FettleKit
import PipelineRunner

/// A run that a person looks at: with its progress, what came of it, and an exit code. Signals stop it.
struct WatchedRun {
  /// Say nothing but errors.
  var quiet: Bool
  /// Say of each document why it was run or skipped.
  var why: Bool

  func run(_ runner: Runner) throws {
    var runner = runner
    let interruption = Interruption()
    runner.interruption = interruption
    let signals = StopSignals(interruption)
    let line = ProgressLine()
    let summary: RunSummary
    do {
      summary = try withExtendedLifetime(signals) { () throws(RunFailure) in
        try runner.run {
          if !quiet && !why { line.show($0) }
        } report: { document in
          if why { print("\(document.path): \(document.reason)") }
        }
      }
    } catch {
      line.clear()
      StandardError.print("error: \(error.description)")
      if error.isWorthRetrying {
        StandardError.print("what was finished is whole; the same command goes on from there")
      }
      throw ExitCode(error.isWorthRetrying ? 3 : 1)
    }
    line.clear()
    if !quiet { print(SummaryText.text(summary)) }
    for notice in summary.notices { StandardError.print((notice.isFailure ? "error: " : "note: ") + notice.text) }
    if summary.wasInterrupted || summary.notices.contains(where: \.isFailure) { throw ExitCode(3) }
    if summary.counts.quarantined > 0 { throw ExitCode(2) }
  }
}
