import Dispatch

/// Time that only goes forward, in nanoseconds. It decides when to stop waiting, and never reaches the output.
enum Clock {
  static var now: UInt64 { DispatchTime.now().uptimeNanoseconds }

  static func after(seconds: Double) -> UInt64 { now &+ nanoseconds(seconds) }

  static func nanoseconds(_ seconds: Double) -> UInt64 { UInt64(max(0, min(seconds, 1e9)) * 1e9) }

  /// "10 seconds", "0.5 seconds", "1 second".
  static func words(_ seconds: Double) -> String {
    let number = Int(exactly: seconds).map(String.init) ?? String(seconds)
    return number == "1" ? "1 second" : number + " seconds"
  }
}
