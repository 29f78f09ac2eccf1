import FettleKit

extension OptionType {
  /// What a value of this type is, for people: "a whole number from 1 to 20".
  var words: String {
    switch self {
    case .boolean: "true or false"
    case .integer(let range):
      "a whole number" + OptionType.words(range, unbounded: (-(1 << 53), 1 << 53)) { String($0) }
    case .number(let range):
      "a number"
        + OptionType.words(range, unbounded: (-.greatestFiniteMagnitude, .greatestFiniteMagnitude)) {
          OptionType.words($0)
        }
    case .string: "text"
    case .choice(let words): OptionType.oneOf(words)
    case .file(let or):
      "the path of a file" + or.map { ", or '\($0)'" }.joined()
    case .list(let type):
      switch type {
      case .string: "a list of texts"
      case .file(let or): "a list of paths of files" + or.map { ", or '\($0)'" }.joined()
      case .choice(let words): "a list with " + OptionType.oneOf(words)
      default: "a list, each \(type.words)"
      }
    case .map(let specs): "a mapping with " + OptionType.oneOf(specs.map(\.name))
    case .any: "a value or a mapping"
    }
  }

  /// "one of: json, csl".
  static func oneOf(_ names: [String]) -> String {
    names.count == 1 ? "'\(names[0])'" : "one of: " + names.joined(separator: ", ")
  }

  private static func words<Number: Comparable>(
    _ range: ClosedRange<Number>, unbounded: (Number, Number), _ format: (Number) -> String
  ) -> String {
    let (low, high) = (range.lowerBound, range.upperBound)
    if low == high { return ", namely \(format(low))" }
    switch (low <= unbounded.0, high >= unbounded.1) {
    case (true, true): return ""
    case (false, true): return " of at least \(format(low))"
    case (true, false): return " of at most \(format(high))"
    case (false, false): return " from \(format(low)) to \(format(high))"
    }
  }

  /// "1" and "0.3": as a person writes them.
  static func words(_ number: Double) -> String {
    if let whole = Int(exactly: number) { return String(whole) }
    return String(number)
  }
}
