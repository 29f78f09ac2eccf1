/// What follows the authors and their year: title, container, locator.
extension ReferenceReading {
  mutating func readRest(from start: Int) {
    let range = start..<beforeRemark(start)
    guard !range.isEmpty else { return }
    let reader = LocatorReader(text: text, hasYear: result.item.issued != nil)
    let locator = reader.best(in: range)
    if let locator { take(locator) }
    var middleEnd = locator?.tokens.lowerBound ?? range.upperBound
    let hasVolume =
      locator?.volume != nil || locator?.gluedPageAt != nil || (locator?.pageFirst != nil && locator?.issue != nil)
      || (locator?.pageFirst != nil && (locator?.year != nil || yearTokens != nil))
    // A year that stands between container and numbers, or anywhere behind.
    if result.item.issued == nil { findYear(start, locator) }
    if let yearTokens, yearTokens.lowerBound > start, yearTokens.upperBound <= middleEnd,
      onlyMarks(yearTokens.upperBound..<middleEnd)
    {
      middleEnd = beforeDate(yearTokens.lowerBound, start)
    }
    let splitter = TitleSplitter(
      text: text, hasVolume: hasVolume, isAfterYear: yearTokens.map { $0.upperBound <= start } ?? false)
    let middle = start..<max(start, middleEnd)
    var split = splitter.split(middle)
    if !hasVolume, split.container == nil || split.isPart {
      split = withImprint(split, middle, splitter, locator)
    } else if split.isPart {
      split = withImprint(split, middle, splitter, locator)
    }
    take(split, splitter, hasVolume: hasVolume, locator)
  }

  /// "Retrieved from", "Available at", "External Links": what follows is about an address.
  private func beforeRemark(_ start: Int) -> Int {
    for index in start..<text.count where text.isWord(index) && index > start {
      let isFrom =
        text.isWord(index + 1, "from") || text.isWord(index + 1, "at") || text.isWord(index + 1, "online")
        || text.isWord(index + 1, "on")
      let isRemark =
        isFrom && (text.isWord(index, "retrieved") || text.isWord(index, "available") || text.isWord(index, "accessed"))
        && text[index].isCapitalized
        || text.isWord(index, "external") && text.isWord(index + 1, "links")
      if isRemark { return index }
    }
    return text.count
  }

  mutating func take(_ locator: Locator) {
    if let index = locator.year, let (value, _) = year(index) {
      setYear(value, index)
      readMonth(locator.tokens)
    }
    if let glued = locator.gluedPageAt, let first = locator.pageFirst, let last = locator.pageLast {
      let start = Int(text[first.lowerBound].start)
      result.item.volume = String(decoding: bytes[start..<glued], as: UTF8.self)
      result.ranges[.volume] = start..<glued
      let pages = String(decoding: bytes[glued..<Int(text[first.lowerBound].end)], as: UTF8.self)
      result.item.page = pages + "–" + text.string(last)
      result.ranges[.page] = glued..<Int(text[last.lowerBound].end)
      return
    }
    if let volume = locator.volume {
      result.item.volume = text.string(volume).filter { $0 != " " }
      result.ranges[.volume] = text.extent(volume)
    }
    if let issue = locator.issue {
      result.item.issue = text.string(issue)
      result.ranges[.issue] = text.extent(issue)
    }
    if let first = locator.pageFirst {
      let last = locator.pageLast
      result.item.page = Pages.string(first: bytes[text.extent(first)], last: last.map { bytes[text.extent($0)] })
      result.ranges[.page] = text.extent(first.lowerBound..<(last?.upperBound ?? first.upperBound))
    }
  }
}
