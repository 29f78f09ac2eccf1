import Foundation
import PipelineRunner

/// One line on a terminal that says how far a run has come; nothing elsewhere, and nothing in a run's first second.
final class ProgressLine {
  private let isOn = isatty(STDERR_FILENO) == 1
  private var lastShown = 0.0
  private var isShown = false
  private var activity = ""

  func show(_ progress: RunProgress) {
    if progress.activity != activity {
      activity = progress.activity
      lastShown = 0
    }
    guard isOn, progress.seconds >= 1, progress.seconds - lastShown >= 0.1 else { return }
    lastShown = progress.seconds
    isShown = true
    let rate = Double(progress.done) / progress.seconds
    var line = "\(progress.activity) \(grouped(progress.done)) of \(grouped(progress.total))"
    line += " · \(grouped(Int(rate))) a second"
    if rate > 0, progress.done < progress.total {
      line += " · \(duration(Double(progress.total - progress.done) / rate)) left"
    }
    if progress.quarantined > 0 { line += " · \(grouped(progress.quarantined)) in quarantine" }
    let width = Terminal.width(of: STDERR_FILENO)
    StandardError.print("\r\u{1B}[K" + line.prefix(max(10, width - 1)), terminator: "")
  }

  func clear() {
    if isShown { StandardError.print("\r\u{1B}[K", terminator: "") }
    isShown = false
  }
}

/// "12,345".
func grouped(_ number: Int) -> String {
  var digits = Array(String(number.magnitude))
  var at = digits.count - 3
  while at > 0 {
    digits.insert(",", at: at)
    at -= 3
  }
  return (number < 0 ? "-" : "") + String(digits)
}

/// "42 s", "3 min 20 s", "2 h 5 min".
func duration(_ seconds: Double) -> String {
  if seconds < 10 { return "\((seconds * 10).rounded() / 10) s" }
  let whole = Int(seconds.rounded())
  if whole < 60 { return "\(whole) s" }
  if whole < 3600 { return "\(whole / 60) min \(whole % 60) s" }
  return "\(whole / 3600) h \(whole % 3600 / 60) min"
}

/// "61.2 %" of a whole; "0.0 %" of nothing.
func percentage(_ part: Int, of whole: Int) -> String {
  let tenths = whole == 0 ? 0 : Int((Double(part) * 1000 / Double(whole)).rounded())
  return "\(tenths / 10).\(tenths % 10) %"
}
