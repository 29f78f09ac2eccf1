import FettleKit

/// The rule files that come with the stage, read once.
enum BuiltinRuleFiles {
  static let files: [(name: String, bytes: [UInt8])] = [
    ("article.yaml", PackageResources.article_yaml),
    ("access.yaml", PackageResources.access_yaml),
    ("ads.yaml", PackageResources.ads_yaml),
    ("citation-tools.yaml", PackageResources.citation_tools_yaml),
    ("comments.yaml", PackageResources.comments_yaml),
    ("cookie.yaml", PackageResources.cookie_yaml),
    ("error-page.yaml", PackageResources.error_page_yaml),
    ("figure-crumbs.yaml", PackageResources.figure_crumbs_yaml),
    ("footer.yaml", PackageResources.footer_yaml),
    ("link-crumbs.yaml", PackageResources.link_crumbs_yaml),
    ("metrics.yaml", PackageResources.metrics_yaml),
    ("navigation.yaml", PackageResources.navigation_yaml),
    ("newsletter.yaml", PackageResources.newsletter_yaml),
    ("pricing.yaml", PackageResources.pricing_yaml),
    ("related.yaml", PackageResources.related_yaml),
    ("rights-tools.yaml", PackageResources.rights_tools_yaml),
    ("share.yaml", PackageResources.share_yaml),
    ("sign-in.yaml", PackageResources.sign_in_yaml),
  ]

  static let rules: Result<[Rule], Diagnostics> = {
    var rules: [Rule] = []
    var mistakes: [Diagnostic] = []
    for file in files {
      do throws(Diagnostics) {
        rules += try RuleFile(file.bytes, file: file.name).rules
      } catch {
        mistakes += error.all
      }
    }
    return mistakes.isEmpty ? .success(rules) : .failure(Diagnostics(mistakes))
  }()
}
