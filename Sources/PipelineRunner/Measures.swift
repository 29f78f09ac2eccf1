import FettleKit

/// The figures of a document that `expect:` can speak of.
public enum Measures {
  public static let names = [
    "kept-share", "removed-share", "body-characters", "references", "blocks",
  ]

  /// The document's figure, or `nil` for a name that isn't a measure's.
  ///
  /// Shares are of the bytes of the source that aren't separators, 0 to 1; of an empty source nothing is kept and nothing
  /// removed.
  public static func value(of name: String, in document: borrowing Document, _ balance: Balance) -> Double? {
    switch name {
    case "kept-share": return share(balance.kept, balance)
    case "removed-share": return share(balance.removed, balance)
    case "body-characters":
      var bytes = 0
      for block in document.blocks where block.isKept { bytes += block.text.count }
      return Double(bytes)
    case "references": return Double(document.references.count)
    case "blocks": return Double(document.blocks.count)
    default: return nil
    }
  }

  private static func share(_ part: Int, _ balance: Balance) -> Double {
    let whole = balance.kept + balance.removed
    return whole == 0 ? 0 : Double(part) / Double(whole)
  }
}
