/// A wish to stop, from a signal or a program. A run finishes what is on its way, and starts nothing new.
public final class Interruption: Sendable {
  private let flag = Monitor(false)

  public init() {}

  public func stop() { flag.change { $0 = true } }

  public var isStopped: Bool { flag.change { $0 } }
}
