import FettleKit

/// What is known of the name of a journal as a page writes it.
struct JournalName {
  private static let strangers = Set(["article", "citation", "abstract", "volume", "issue", "pages", "published", "in"])

  /// Whether a text may be the name of a journal at all.
  static func isPlausible(_ text: String) -> Bool {
    let words = text.split(separator: " ")
    guard (1...14).contains(words.count), text.utf8.count <= 110, text.utf8.count >= 2 else { return false }
    if strangers.contains(text.lowercased()) { return false }
    if words.count > 1, let first = words.first, ["Volume", "Vol.", "Published", "Citation:"].contains(String(first)) {
      return false
    }
    // Names of journals have few words in lower case.
    let lower = words.filter { $0.utf8.count > 4 && ($0.first?.isLowercase ?? false) }.count
    return lower * 3 <= words.count * 2
  }

  /// Whether one name is a shortened form of the other: "Clim. Past" of "Climate of the Past". Each word of the short
  /// name begins as the word does that it stands for and has its letters in the same order.
  static func abbreviates(_ short: String, _ full: String) -> Bool {
    let small: Set<String> = ["of", "the", "and", "for", "in", "on", "de", "der", "für", "et", "la", "&", "to"]
    let left = words(short, without: small)
    let right = words(full, without: small)
    guard !left.isEmpty, !right.isEmpty, short.utf8.count < full.utf8.count else { return false }
    var at = 0
    for (index, word) in left.enumerated() {
      guard at < right.count else {
        // A country behind the name.
        return left[index...].allSatisfy { $0 == "usa" || $0 == "u" || $0 == "s" || $0 == "a" || $0 == "uk" }
      }
      guard isShort(Array(word.utf8), of: Array(right[at].utf8)) else { return false }
      at += 1
    }
    return at == right.count
  }

  private static func words(_ text: String, without small: Set<String>) -> [String] {
    text.lowercased().split { $0 == " " || $0 == "." || $0 == "," || $0 == "-" || $0 == ":" }.map(String.init)
      .filter { !small.contains($0) }
  }

  private static func isShort(_ short: [UInt8], of full: [UInt8]) -> Bool {
    guard short.first == full.first, short.count <= full.count else { return false }
    var at = 0
    for byte in full where at < short.count && byte == short[at] { at += 1 }
    return at == short.count
  }
}
