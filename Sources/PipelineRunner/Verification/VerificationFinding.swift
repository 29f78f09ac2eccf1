/// Something about an output folder that isn't as its manifest says.
public struct VerificationFinding: Sendable, Equatable, CustomStringConvertible {
  public enum Kind: String, Sendable {
    case missing
    case extra
    case changed
    case settings
    case manifest
    case input
    case different
  }

  public var kind: Kind
  /// Relative to the output folder; for an input, as the manifest names it.
  public var path: String
  public var detail: String

  public init(_ kind: Kind, _ path: String, _ detail: String) {
    self.kind = kind
    self.path = path
    self.detail = detail
  }

  public var description: String { "\(path): \(detail)" }
}
