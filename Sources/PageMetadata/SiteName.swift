/// Takes a site's name off a page's title: "A paper | Journal of Things".
enum SiteName {
  private static let separators = [" | ", " – ", " — ", " - ", " :: ", " » ", " • ", " · "]

  /// - Parameter siteName: as the page states it, which makes it sure; otherwise the shorter end behind the last bar goes.
  static func removed(from title: String, siteName: String?) -> String {
    if let siteName, !siteName.isEmpty {
      for separator in separators {
        if title.hasSuffix(separator + siteName) { return String(title.dropLast(separator.count + siteName.count)) }
        if title.hasPrefix(siteName + separator) { return String(title.dropFirst(separator.count + siteName.count)) }
      }
    }
    for separator in separators {
      guard let range = last(separator, in: title) else { continue }
      let head = title[..<range.lowerBound]
      let tail = title[range.upperBound...]
      if tail.count < head.count, tail.split(separator: " ").count <= 6 { return String(head) }
    }
    return title
  }

  private static func last(_ separator: String, in title: String) -> Range<String.Index>? {
    var found: Range<String.Index>?
    var at = title.startIndex
    while at < title.endIndex {
      if title[at...].hasPrefix(separator),
        let end = title.index(at, offsetBy: separator.count, limitedBy: title.endIndex)
      {
        found = at..<end
      }
      at = title.index(after: at)
    }
    return found
  }
}
