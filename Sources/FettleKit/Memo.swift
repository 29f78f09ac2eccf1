/// What stages worked out of a document's blocks and may ask for again. A convenience of the moment: it never reaches the
/// output, and an answer from here is the answer that working it out anew would give.
public struct Memo: Sendable {
  private var entries: [(type: ObjectIdentifier, value: any Sendable)] = []

  public init() {}

  /// The value of a type, if one was kept.
  public subscript<Value: Sendable>(_ type: Value.Type) -> Value? {
    get {
      let wanted = ObjectIdentifier(type)
      for entry in entries where entry.type == wanted { return entry.value as? Value }
      return nil
    }
    set {
      let wanted = ObjectIdentifier(type)
      entries.removeAll { $0.type == wanted }
      if let newValue { entries.append((wanted, newValue)) }
    }
  }
}
