/// Which blocks of a page are its article, by how much each is believed to be.
///
/// One bound for all would either let comments and teasers in, which look much like an article's text, or lose the odd lines
/// that stand within the article. So a block must be believed more to stand apart than to stand between two others that are
/// surely the article's; and where next to nothing is sure, what is likely must do.
enum ArticleSelection {
  private static let sure: Float = 0.6
  private static let likely: Float = 0.4
  /// In blocks: how far the sure ones may be on both sides of one that is only likely.
  private static let reach = 8
  /// In bytes: with less that is sure, a page has a short article, or one of an uncommon kind.
  private static let leastText = 400

  static func chosen(_ beliefs: [Float], lengths: [Int]) -> [Bool] {
    var chosen = beliefs.map { $0 > sure }
    var text = 0
    for index in chosen.indices where chosen[index] { text += lengths[index] }
    if text < leastText { return beliefs.map { $0 > likely } }
    var last = -1
    for index in beliefs.indices where beliefs[index] > sure {
      if last >= 0 {
        for between in (last + 1)..<max(last + 1, index)
        where beliefs[between] > likely && between - last <= reach && index - between <= reach {
          chosen[between] = true
        }
      }
      last = index
    }
    return chosen
  }
}
