import FettleKit

/// What a finished document breaks: its account, or the contracts of the pipeline. Such a document goes to quarantine.
public struct Breach: Error, Sendable, Equatable {
  /// "ledger" or "expect".
  public var stage: String
  /// In words for the person who reads the quarantine.
  public var reason: String
  /// In bytes of the source text, where there is a place.
  public var offset: Int?
}

extension [Expectation] {
  /// Holds a document that has gone through its stages to its account and to the contracts.
  ///
  /// - Returns: how much of the document is what.
  /// - Throws: `Breach`, where the ledger doesn't add up or a contract is broken.
  public func balance(of document: borrowing Document) throws(Breach) -> Balance {
    let balance: Balance
    do throws(LedgerFault) {
      balance = try Ledger.check(document)
    } catch {
      throw Breach(stage: "ledger", reason: error.description, offset: error.offset)
    }
    if let breach = breach(by: document, balance: balance) { throw Breach(stage: "expect", reason: breach) }
    return balance
  }
}
