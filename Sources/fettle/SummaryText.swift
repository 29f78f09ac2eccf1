import PipelineRunner

/// What a run says at its end.
enum SummaryText {
  static func text(_ summary: RunSummary) -> String {
    let counts = summary.counts
    var lines: [String] = []
    let rate = Double(counts.documents) / max(summary.seconds, 0.001)
    lines.append(
      "\(documents(counts.documents)) in \(duration(summary.seconds)) (\(grouped(Int(rate))) a second): "
        + "\(grouped(counts.articles)) \(counts.articles == 1 ? "article" : "articles"), "
        + "\(grouped(counts.quarantined)) in quarantine")
    if counts.unchanged > 0 {
      lines.append(
        counts.unchanged == counts.documents
          ? "nothing changed since the last run, so nothing had to be done"
          : "\(grouped(counts.unchanged)) of them unchanged since the last run, and left as they are")
    }
    let balance = counts.balance
    if balance.total > 0 {
      lines.append(
        "kept \(percentage(balance.kept, of: balance.total)), removed \(percentage(balance.removed, of: balance.total)), "
          + "separators \(percentage(balance.separators, of: balance.total)) of \(size(balance.total)); "
          + "\(grouped(counts.references)) references")
    }
    if !summary.skipped.isEmpty {
      let kinds = summary.skipped.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      let named = kinds.prefix(6).map { "\(grouped($0.value)) \($0.key)" } + (kinds.count > 6 ? ["…"] : [])
      lines.append("no documents in archives, and passed over: \(named.joined(separator: ", "))")
    }
    let rules = summary.removedRules.prefix(8)
    if !rules.isEmpty {
      lines.append("most frequent rules:")
      let widest = rules.map { grouped($0.count.blocks).count }.max() ?? 0
      for (rule, count) in rules {
        let blocks = grouped(count.blocks)
        lines.append(
          "  " + String(repeating: " ", count: widest - blocks.count) + blocks
            + "  \(rule.rule) (\(rule.category), \(rule.stage))")
      }
    }
    if summary.wasInterrupted {
      lines.append(
        "stopped: \(grouped(counts.documents)) of \(grouped(summary.total)) documents are done and whole; "
          + "run the same command again to finish")
    }
    if counts.quarantined > 0 { lines.append("quarantine: \(summary.output)/quarantine") }
    lines.append("output: \(summary.output)")
    return lines.joined(separator: "\n")
  }

  private static func documents(_ count: Int) -> String { "\(grouped(count)) \(count == 1 ? "document" : "documents")" }

  /// "12.3 MB", in powers of ten.
  private static func size(_ bytes: Int) -> String {
    if bytes < 1000 { return "\(bytes) bytes" }
    let units = ["kB", "MB", "GB", "TB"]
    var value = Double(bytes) / 1000
    var unit = 0
    while value >= 999.95, unit + 1 < units.count {
      value /= 1000
      unit += 1
    }
    return "\((value * 10).rounded() / 10) \(units[unit])"
  }
}
