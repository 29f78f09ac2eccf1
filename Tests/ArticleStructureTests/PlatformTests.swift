import FettleKit
import Testing

@testable import ArticleStructure

/// Heads as more platforms lay them out, as converters and browsers print them; with articles that nobody wrote.
@Suite("What is read of the layouts of more platforms")
struct PlatformTests {
  private static let layouts: [LayoutTests.Layout] = [
    .init(
      name: "where the authors work in brackets behind their names",
      head: """
        Shelf space and small brewers: evidence from village shops
        Gemma Hollis (Business School, University of Leicester, Leicester, UK)
        Pavel Novák (Faculty of Economics, Masaryk University, Brno, Czech Republic)
        Journal of Village Retail
        ISSN: 0959-0552
        Article publication date: 12 May 2020
        """,
      title: "Shelf space and small brewers: evidence from village shops", authors: ["Hollis", "Novák"],
      journal: "Journal of Village Retail", volume: nil, issue: nil, page: nil, year: nil),
    .init(
      name: "a way through the site above the title, and a button glued to the last name",
      head: """
        Journals & Magazines >Transactions on Wet Compu... >Volume: 12 Issue: 3
        Cache-oblivious umbrellas for wet data centres
        Publisher: IEEE
        Cite This
        PDF
        Sanjay Gupta; Elena V. Morozova; Tom HartAll Authors
        Published in: Transactions on Wet Computers ( Volume: 12, Issue: 3, March 2020)
        Page(s): 410 - 425
        """,
      title: "Cache-oblivious umbrellas for wet data centres", authors: ["Gupta", "Morozova", "Hart"],
      journal: "Transactions on Wet Computers", volume: "12", issue: "3", page: "410–425", year: 2020),
    .init(
      name: "dots between the names, and an article number glued to the issue",
      head: """
        Article
        Volume 31, Issue 7107599May 19, 2020
        Open access
        A clock in the roots of beech seedlings
        Anneke de Wit ^1,3 ∙ Sofia Lindgren ^2 ∙ Rohan Mehta ^1 … Tariq Aziz ^1,4 t.aziz@example.org Show more
        Affiliations & Notes
        Article Info
        Publication History: Received December 3, 2019; Accepted April 21, 2020; Published May 19, 2020
        DOI: 10.5555/j.icr.2020.107599
        """,
      title: "A clock in the roots of beech seedlings", authors: ["de Wit", "Lindgren", "Mehta", "Aziz"],
      journal: nil, volume: "31", issue: "7", page: nil, year: 2020),
    .init(
      name: "a date between the journal's name and the volume",
      head: """
        Research Article, Behavior
        Night shifts and the timing of meals in hospital porters
        Greta Olofsson, Dmitri A. Volkov and Samantha Lee-Jones
        Journal of Shift Work 14 October 2020, 40 (42) 8024-8041; DOI: https://doi.org/10.5555/ijsw.0555-20.2020
        """,
      title: "Night shifts and the timing of meals in hospital porters", authors: ["Olofsson", "Volkov", "Lee-Jones"],
      journal: "Journal of Shift Work", volume: "40", issue: "42", page: "8024–8041", year: 2020),
    .init(
      name: "an article number and pages",
      head: """
        research-article
        Share on
        Umbrellas considered harmful: a field study of wet programmers
        Authors: Birgit Sommer, Chidi Eze, Ana Lucía VargasAuthors Info & Claims
        Transactions on Human Weather, Volume 27, Issue 3
        Article No.: 15, Pages 1 - 34
        https://doi.org/10.5555/3380000
        Published: 28 May 2020
        """,
      title: "Umbrellas considered harmful: a field study of wet programmers", authors: ["Sommer", "Eze", "Vargas"],
      journal: "Transactions on Human Weather", volume: "27", issue: "3", page: "1–34", year: 2020),
    .init(
      name: "a version behind the title",
      head: """
        Research Article
        Open notebooks and the reuse of small data [version 2; peer review: 2 approved]
        Kate Marsh^1, Subramaniam Iyer^2, Ben Thorne https://orcid.org/0000-0002-1825-0097^1
        PUBLISHED 12 Dec 2019
        """,
      title: "Open notebooks and the reuse of small data", authors: ["Marsh", "Iyer", "Thorne"],
      journal: nil, volume: nil, issue: nil, page: nil, year: 2019),
    .init(
      name: "text of an image behind a name",
      head: """
        Voltage gated humming in the antennae of moths
        Noor Rahimi
        Stefan Weiss Is a corresponding author
        Yui Okada
        Daniel O'Rourke
        Department of Zoology, University of Graz, Austria
        Research Article
        Apr 16, 2019
        https://doi.org/10.5555/eLife.45555
        """,
      title: "Voltage gated humming in the antennae of moths", authors: ["Rahimi", "Weiss", "Okada", "O'Rourke"],
      journal: nil, volume: nil, issue: nil, page: nil, year: 2019),
    .init(
      name: "letters behind the commas between names",
      head: """
        Issue 4, 2020
        From the journal:
        Green Chemistry
        Moss acids as mild catalysts for the hydrolysis of nothing in particular
        Kaori Tanabe,a Luis Ortega-Prieto,b Yan Zhou a and Peter J. Quill *a
        Author affiliations
        * Corresponding authors
        Green Chem., 2020, 22, 1234-1245
        """,
      title: "Moss acids as mild catalysts for the hydrolysis of nothing in particular",
      authors: ["Tanabe", "Ortega-Prieto", "Zhou", "Quill"],
      journal: "Green Chemistry", volume: "22", issue: "4", page: "1234–1245", year: 2020),
    .init(
      name: "a button that a browser names",
      head: """
        [10]Moth Letters logo [11]Link to publisher site
        (BUTTON) Moth Lett
        . 2022 Apr 8;4:788124. doi: 10.5555/mothl.2022.788124
        Lantern light and the flight of small moths
        Imke Vogel 1,*, Pradeep Nair 2
        """,
      title: "Lantern light and the flight of small moths", authors: ["Vogel", "Nair"],
      journal: "Moth Lett", volume: "4", issue: nil, page: "788124", year: 2022),
    .init(
      name: "number and citation in one line",
      head: """
        Letter • The following article is Open access
        Lantern light in the polar night
        Imke Vogel1, Pradeep Nair2 and Ólafur Ragnarsson1
        Published 24 July 2020 • © 2020 The Author(s). Published by IOP Publishing Ltd
        Invented Environmental Letters, Volume 15, Number 8Citation Imke Vogel et al 2020 Inv. Environ. Lett. 15 084013
        """,
      title: "Lantern light in the polar night", authors: ["Vogel", "Nair", "Ragnarsson"],
      journal: "Invented Environmental Letters", volume: "15", issue: "8", page: "084013", year: 2020),
    .init(
      name: "the authors in the texts of buttons alone",
      head: """
        Editorial Type:
        Article
        Small brewers and the weather of the last hundred years in the hills
        Gemma Hollis Business School, University of Leicester, Leicester, United Kingdom
        Search for other papers by Gemma Hollis in
        Current site
        Google Scholar
        ,
        Pavel Novák Faculty of Economics, Masaryk University, Brno, Czech Republic
        Search for other papers by Pavel Novák in
        Current site
        Google Scholar
        """,
      title: "Small brewers and the weather of the last hundred years in the hills", authors: ["Hollis", "Novák"],
      journal: nil, volume: nil, issue: nil, page: nil, year: nil),
    .init(
      name: "an image's name before the title, a label with a space before its colon",
      head: """
        [full-A]Umbrellas for wet programmers: a field study of two winters
        Authors : Birgit Sommer, Chidi Eze
        Published: 28 May 2020
        """,
      title: "Umbrellas for wet programmers: a field study of two winters", authors: ["Sommer", "Eze"],
      journal: nil, volume: nil, issue: nil, page: nil, year: 2020),
  ]

  private static let body =
    "1. Introduction\n\n"
    + String(
      repeating: """
        Lanterns have been used for a long time in the polar night, and many have asked how far their light is seen from the \
        sea when snow falls and the wind blows from the north over the ice of the bay in winter.


        """, count: 4)

  @Test("title, authors and where it was published", arguments: layouts)
  func reads(_ layout: LayoutTests.Layout) throws {
    let item = try ArticlePage([layout.head, LayoutTests.abstract, PlatformTests.body].joined(separator: "\n\n")).read()
      .item
    #expect(item.title == layout.title)
    #expect(item.author.map(\.family) == layout.authors)
    #expect(item.containerTitle == layout.journal)
    #expect(item.volume == layout.volume)
    #expect(item.issue == layout.issue)
    #expect(item.page == layout.page)
    #expect(item.issued?.year == layout.year)
  }

  @Test("a DOI that a browser broke at a slash or a period goes on in the next line")
  func brokenDOI() throws {
    for (broken, whole) in [
      ("https://doi.org/10.5555/scan/\nnsv114", "10.5555/scan/nsv114"),
      ("https://doi.org/10.5555/2020.03.22\n.002386", "10.5555/2020.03.22.002386"),
    ] {
      var page = ArticlePage(
        "# Slow rivers carry more than they show\nAda Lindqvist\nDOI: X\n\n" + LayoutTests.abstract,
        layout: .hardWrapped)
      page.lines[2] = "DOI: " + broken.replacing("\n", with: " ")
      #expect(try page.read().item.DOI == whole)
    }
  }
}
