import FettleKit
import RepeatedLines

/// The option `learn`: when a line that comes back counts as the site's.
struct Learning: Sendable {
  var minimumDocuments: Int
  var minimumShare: Double

  static let option = OptionSpec(
    "learn",
    .map([
      OptionSpec(
        "minimum-documents", .integer(3...LineSurvey.pagesPerSource), default: 20,
        help: "How many pages of a source there must be for it to be learned from."),
      OptionSpec(
        "minimum-share", .number(0.05...1), default: 0.3,
        help: "On how many of a source's pages a line must stand, as a share of them."),
    ]),
    help:
      "Looks at the whole batch first, and takes out lines that come back on many pages of the same source (publisher or "
      + "folder). Nothing is learned where it is left out.")

  /// `nil` where the option isn't given.
  init?(_ options: StageOptions) {
    guard let learn = options[Learning.option.name] else { return nil }
    minimumDocuments = learn.value["minimum-documents"]?.number.flatMap { Int(exactly: $0) } ?? 20
    minimumShare = learn.value["minimum-share"]?.number ?? 0.3
  }
}
