import FettleKit

/// What was found out about a page's lines already: the names in each, or that it is more than names.
final class BylineMemory {
  private var isKnown: BlockSet
  private var names: [Int: [Name]] = [:]

  /// - Parameter count: of the page's blocks.
  init(_ count: Int) { isKnown = BlockSet(count) }

  /// The names of a block, which `read` is asked for once.
  func names(of index: Int, read: () -> [Name]?) -> [Name]? {
    if isKnown.contains(index) { return names[index] }
    let found = read()
    isKnown.insert(index)
    if let found { names[index] = found }
    return found
  }
}

extension Page {
  /// The names in the first `limit` bytes of a block, where these are nothing else. Several readers ask for the same
  /// lines, so that what was found is remembered.
  func names(in index: Int, limit: Int = .max) -> [Name]? {
    let text = bytes(index)
    if text.count > limit { return AuthorList.byline(text.head(limit)) }
    return bylines.names(of: index) { AuthorList.byline(text) }
  }
}
