import FettleKit

/// A loss contract: what must hold of every document. One that breaks it goes to quarantine.
public struct Expectation: Sendable, Equatable {
  public var measure: Measure
  /// Both inclusive.
  public var atLeast: Double?
  public var atMost: Double?
  /// For `.fields`: CSL-JSON variables.
  public var fields: [String]

  public init(_ measure: Measure, atLeast: Double? = nil, atMost: Double? = nil, fields: [String] = []) {
    self.measure = measure
    self.atLeast = atLeast
    self.atMost = atMost
    self.fields = fields
  }

  /// Why a finished document breaks the contract, in words for the person who reads the quarantine; `nil` where it holds.
  public func breach(by document: borrowing Document, balance: Balance) -> String? {
    if measure == .fields {
      let missing = fields.filter { name in ItemField(rawValue: name).map { !$0.stands(in: document.item) } ?? true }
      return missing.isEmpty ? nil : "no \(missing.joined(separator: ", no ")) was found"
    }
    let found = measure.value(of: document, balance)
    let isShare = measure.unit == .share
    let sentence = measure.sentence(isShare ? Expectation.percent(found) : String(Int(found)))
    func bound(_ value: Double) -> String {
      isShare ? "\(Expectation.percent(value)) is" : "\(value.rounded() == value ? String(Int(value)) : "\(value)") are"
    }
    if let atLeast, found < atLeast { return "\(sentence); at least \(bound(atLeast)) expected" }
    if let atMost, found > atMost { return "\(sentence); at most \(bound(atMost)) expected" }
    return nil
  }

  /// "71.3 %", rounded to one decimal.
  private static func percent(_ share: Double) -> String {
    let tenths = Int((share * 1000).rounded())
    return "\(tenths / 10).\(tenths % 10) %"
  }
}

extension [Expectation] {
  /// Which contracts a finished document breaks, each with its numbers; `nil` where all hold.
  public func breach(by document: borrowing Document, balance: Balance) -> String? {
    var breaches: [String] = []
    for expectation in self {
      if let breach = expectation.breach(by: document, balance: balance) { breaches.append(breach) }
    }
    return breaches.isEmpty ? nil : breaches.joined(separator: "; ")
  }
}
