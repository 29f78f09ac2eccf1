/// What one worker keeps from document to document: buffers, and answers that depend on nothing but the question. It never
/// reaches the output: a stage must do the same with a scratch that was used before as with a new one.
///
/// Not `Sendable`: it belongs to one worker.
public final class Scratch {
  private var entries: [(owner: AnyObject, value: AnyObject)] = []

  public init() {}

  /// The value that was made for an owner, or a new one.
  ///
  /// - Parameter owner: what the value depends on: a stage's rules, say. It is kept as long as the scratch is, so that no
  ///   other object can take its place.
  public func value<Value: AnyObject>(for owner: AnyObject, make: () -> Value) -> Value {
    for entry in entries where entry.owner === owner {
      if let value = entry.value as? Value { return value }
    }
    let value = make()
    entries.append((owner, value))
    return value
  }
}
