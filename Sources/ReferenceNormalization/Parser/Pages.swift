/// How pages are put into an item.
enum Pages {
  /// "145–161" for "145-61": the last page in full, with an en dash; a single page or article number as it stands.
  static func string(first: ArraySlice<UInt8>, last: ArraySlice<UInt8>?) -> String {
    let start = String(decoding: first, as: UTF8.self)
    guard let last else { return start }
    return start + "–" + String(decoding: full(first: first, last: last), as: UTF8.self)
  }

  /// The last page with the digits that it shares with the first.
  static func full(first: ArraySlice<UInt8>, last: ArraySlice<UInt8>) -> [UInt8] {
    let prefix = first.prefix { !Tokenizer.isDigit($0) }
    let firstDigits = first.dropFirst(prefix.count)
    let lastPrefix = last.prefix { !Tokenizer.isDigit($0) }
    let lastDigits = last.dropFirst(lastPrefix.count)
    guard firstDigits.allSatisfy(Tokenizer.isDigit), lastDigits.allSatisfy(Tokenizer.isDigit), !lastDigits.isEmpty,
      lastDigits.count < firstDigits.count, lastPrefix.isEmpty || lastPrefix.elementsEqual(prefix)
    else { return Array(last) }
    return Array(prefix) + Array(firstDigits.prefix(firstDigits.count - lastDigits.count)) + Array(lastDigits)
  }
}
