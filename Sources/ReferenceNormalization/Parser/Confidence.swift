import FettleKit

/// How far the fields that were read bear one another out.
enum Confidence {
  static func of(_ parsed: ParsedReference) -> Double {
    let item = parsed.item
    var points = 0
    if !item.author.isEmpty || !item.editor.isEmpty { points += 2 }
    if item.issued != nil { points += 2 }
    if item.title != nil { points += 1 }
    if item.containerTitle != nil || item.publisher != nil { points += 1 }
    if item.containerTitleShort != nil { points += 1 }
    if item.volume != nil { points += 1 }
    if item.page != nil { points += 1 }
    if item.DOI != nil || item.PMID != nil || item.archiveLocation != nil { points += 1 }
    return Double(points) / 10
  }
}
