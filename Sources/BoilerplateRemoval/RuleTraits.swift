/// What the walk over a page asks of a rule, without anything that is counted by reference: rules are asked for every
/// block that they match.
struct RuleTraits: Sendable {
  var zones: UInt8
  /// The `Kept` bit of a keep rule; 0 for a rule that removes.
  var kept: UInt16 = 0
  var takesProse: Bool
  var needsListItem: Bool
  var needsCompany: Bool
  /// How many blocks away its company may stand.
  var companyWithin: Int32
  var atMostWords: Int16
  var atLeastTimes: Int32
  var run: Run?
  /// Removing shows that a section of the article is over.
  var closes: Bool
  /// Removing says something about the lines around it.
  var isCompany: Bool
  var isRelated: Bool

  /// Classes whose links stand among what stays.
  private static let amongArticle: Set<String> = ["link-crumbs", "figure-crumbs"]
  private static let notClosing: Set<String> = [
    "link-crumbs", "figure-crumbs", "rights-tools", "error-page", "pricing",
  ]
  /// The rule of links on authors' cards.
  private static let authorCard = "navigation.author-card"

  init(_ rule: Rule) {
    zones = rule.zones
    if case .keep(let what) = rule.action { kept = what.bit }
    takesProse = rule.takesProse
    needsListItem = rule.needsListItem
    needsCompany = rule.near != nil
    companyWithin = Int32(clamping: max(0, rule.near?.within ?? 0))
    atMostWords = Int16(clamping: rule.atMostWords ?? Int.max)
    atLeastTimes = Int32(clamping: rule.atLeastTimes ?? 0)
    run = rule.run
    isCompany = !RuleTraits.amongArticle.contains(rule.category) && rule.name != RuleTraits.authorCard
    closes = !RuleTraits.notClosing.contains(rule.category) && rule.name != RuleTraits.authorCard
    isRelated = rule.category == "related"
  }
}
