import TestSupport
import Testing

/// How a publisher prints its reference lists: the label, the style of the entries, and the links behind them.
struct PublisherList: CustomTestStringConvertible {
  enum Label {
    case none
    case dot
    case bracket
    case bare
    case closing
    /// "Abel et al., 1999".
    case name
  }

  var name: String
  var label: Label
  /// As `WrittenList.entry` has them.
  var style: Int
  /// The sets of links that entries have in turn.
  var links: [[String]]
  /// What stands between two links.
  var separator = " "
  var heading = "References"
  /// The line behind the list.
  var tail = "Author information"

  var isUnknownLink: Bool { links.contains { $0.contains("OpenURL Library of the Town") } }

  var testDescription: String { name }

  static let all = [
    PublisherList(
      name: "ScienceDirect", label: .bracket, style: 0,
      links: [["View at publisher", "Crossref", "View in Scopus", "Google Scholar"], ["Google Scholar"]], separator: "",
      tail: "Cited by (12)"),
    PublisherList(
      name: "ScienceDirect by names", label: .name, style: 2,
      links: [["View PDF", "View article", "View in Scopus", "Google Scholar"], ["Google Scholar"]], separator: "",
      tail: "Cited by (0)"),
    PublisherList(
      name: "Taylor & Francis", label: .none, style: 2,
      links: [
        ["Crossref", "PubMed", "Web of Science \u{AE}", "Google Scholar"],
        ["Taylor & Francis Online", "Google Scholar"],
      ], separator: "", tail: "Related research"),
    PublisherList(
      name: "SAGE", label: .dot, style: 1, links: [["Crossref", "PubMed", "ISI"], ["Google Scholar"]], separator: ". ",
      tail: "Biographies"),
    PublisherList(
      name: "Frontiers", label: .dot, style: 1,
      links: [["PubMed Abstract", "CrossRef Full Text", "Google Scholar"], ["Google Scholar"]], separator: " | ",
      tail: "Keywords: silt, ice"),
    PublisherList(
      name: "PLOS", label: .dot, style: 1, links: [["View Article", "PubMed/NCBI", "Google Scholar"], []],
      tail: "Subject Areas"),
    PublisherList(
      name: "PMC", label: .dot, style: 1,
      links: [["[DOI]", "[PMC free article]", "[PubMed]", "[Google Scholar]"], ["[Google Scholar]"]],
      tail: "Associated Data"),
    PublisherList(
      name: "JSTOR", label: .none, style: 2, links: [["JSTOR", "Google Scholar"], ["Google Scholar"]],
      heading: "Bibliography"),
    PublisherList(
      name: "IEEE", label: .dot, style: 0,
      links: [["Show in Context", "CrossRef", "Google Scholar"], ["Show in Context", "Google Scholar"]],
      tail: "Metrics"),
    PublisherList(
      name: "ACM", label: .bracket, style: 1, links: [["Digital Library", "Google Scholar"], ["Google Scholar"]],
      separator: "", tail: "Index Terms"),
    PublisherList(
      name: "ACS", label: .bare, style: 0,
      links: [
        ["There is no corresponding record for this reference.", "Google Scholar"],
        ["Crossref", "PubMed", "CAS", "Google Scholar"],
      ], separator: ", ", tail: "Cited By"),
    PublisherList(
      name: "RSC", label: .dot, style: 0, links: [["CrossRef", "CAS", "PubMed"], ["Search PubMed"]], tail: "Footnote"),
    PublisherList(
      name: "Cell", label: .dot, style: 2,
      links: [
        ["Full Text", "Full Text PDF", "PubMed", "Crossref", "Scopus (123)", "Google Scholar"], ["Google Scholar"],
      ],
      tail: "Article info"),
    PublisherList(
      name: "BMJ", label: .dot, style: 1,
      links: [["OpenUrl", "CrossRef", "PubMed", "Web of Science"], ["OpenUrl", "FREE Full Text", "Google Scholar"]],
      separator: "", tail: "Footnotes"),
    PublisherList(
      name: "JAMA", label: .dot, style: 1, links: [["PubMed", "Google Scholar", "Crossref"]], separator: "",
      tail: "Comment"),
    PublisherList(
      name: "NEJM", label: .dot, style: 1,
      links: [["Go to Citation", "Crossref", "Medline", "Google Scholar"], ["Google Scholar"]], tail: "Citing Articles"),
    PublisherList(
      name: "De Gruyter", label: .none, style: 2, links: [["Search in Google Scholar"]], tail: "Received: 2019-03-01"),
    PublisherList(
      name: "Cambridge", label: .none, style: 2,
      links: [["CrossRef", "Google Scholar", "PubMed"], ["Google Scholar"]],
      separator: ""),
    PublisherList(name: "SciELO", label: .dot, style: 1, links: [["[ Links ]"]], heading: "REFERENCES"),
    PublisherList(
      name: "Hindawi", label: .dot, style: 0, links: [["View at", "Publisher Site", "Google Scholar"]],
      separator: ": ", tail: "Copyright"),
    PublisherList(
      name: "EDP Sciences", label: .none, style: 2,
      links: [["[NASA ADS]", "[CrossRef]", "[Google Scholar]"], ["[EDP Sciences]"]], tail: "All Tables"),
    PublisherList(
      name: "AIP", label: .dot, style: 0, links: [["Google Scholar", "Crossref", "Search ADS"], ["Google Scholar"]],
      separator: "", heading: "REFERENCES"),
    PublisherList(
      name: "IOP", label: .bracket, style: 0,
      links: [["Go to reference in article", "Crossref", "Google Scholar"]], tail: "Export references:"),
    PublisherList(
      name: "Karger", label: .dot, style: 1,
      links: [["Crossref (DOI)", "Pubmed/Medline (NLM)"], ["External Resources"]]),
    PublisherList(
      name: "Wolters Kluwer", label: .dot, style: 1, links: [["Cited Here", "PubMed", "CrossRef"], ["Cited Here"]],
      separator: " | ", tail: "Keywords:"),
    PublisherList(
      name: "a library's resolver", label: .none, style: 2, links: [["OpenURL Library of the Town"]]),
    PublisherList(name: "no links, J-STAGE", label: .closing, style: 1, links: [[]]),
    PublisherList(name: "no links, APS", label: .bracket, style: 0, links: [[]], heading: "References (12)"),
  ]

  struct Entry {
    var label: String?
    var number: Int?
    var raw: String
    var links: [String]
  }

  func entries(_ count: Int, _ random: inout SplitMix) -> [Entry] {
    (1...count).map { number in
      let raw = WrittenList.entry(number, style: style, using: &random)
      let printed: String? =
        switch label {
        case .none: nil
        case .dot: "\(number)."
        case .bracket: "[\(number)]"
        case .bare: "\(number)"
        case .closing: "\(number))"
        case .name:
          raw.firstMatch(of: /^([^,]+), .*?\((\d{4})\)/).map { "\($0.1) et al., \($0.2)" }
        }
      let isNumbered = label != .none && label != .name
      return Entry(
        label: printed, number: isNumbered ? number : nil, raw: raw, links: links[(number - 1) % links.count])
    }
  }
}
