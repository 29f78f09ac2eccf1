/// Why a document was run, or why it wasn't.
public enum RunReason: Sendable, Equatable, CustomStringConvertible {
  case unchanged
  case new
  case inputChanged
  /// What its archive says of it: the address, the date …
  case circumstancesChanged
  /// With the first thing that changed.
  case settingsChanged(String)
  /// With the output's path.
  case outputMissing(String)
  case outputChanged(String)
  case unreadable
  /// It was in quarantine, and this run was told to try such documents again.
  case retried

  public var description: String {
    switch self {
    case .unchanged: "skipped: nothing changed"
    case .new: "run: no earlier run knows it"
    case .inputChanged: "run: its bytes changed"
    case .circumstancesChanged: "run: what its archive says of it changed"
    case .settingsChanged(let what): "run: \(what)"
    case .outputMissing(let path): "run: \(path) is missing"
    case .outputChanged(let path): "run: \(path) isn't as it was written"
    case .unreadable: "run: it can't be read"
    case .retried: "run: it was in quarantine"
    }
  }
}
