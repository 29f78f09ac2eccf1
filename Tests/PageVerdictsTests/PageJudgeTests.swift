import FettleKit
import Testing

@testable import PageVerdicts

@Suite("Verdicts on whole pages")
struct PageJudgeTests {
  @Test(
    "captchas, error pages and logins are no articles, in any of the languages",
    arguments: [
      ("captcha", "Journal of Stones\nJust a moment...\nEnable JavaScript and cookies to continue\nRay ID: 7a"),
      (
        "captcha",
        "Verify you are human by completing the action below.\nthe site needs to review the security of your connection before it goes on"
      ),
      (
        "captcha",
        "Ich bin kein Roboter\nBitte bestätigen Sie, dass Sie ein Mensch sind, bevor es weitergeht. Danke für Ihr Verständnis hierfür"
      ),
      ("captcha", "请证明您不是机器人\n为了保护网站的安全，请完成下面的验证，然后继续访问您要查看的页面"),
      (
        "error",
        "Journal of Stones\nHome\nIssues\nAbout us\n404 Not Found\nThe page has moved, or it was never there; try the search"
      ),
      (
        "error",
        "Seite nicht gefunden\nDie angeforderte Seite gibt es hier nicht oder nicht mehr. Zur Startseite der Zeitschrift geht es hier"
      ),
      (
        "error",
        "Page introuvable\nLa page que vous recherchez n'existe pas ou n'existe plus. Retour à l'accueil de la revue"
      ),
      (
        "error",
        "Página no encontrada\nLa página que busca no existe o ha cambiado de sitio. Volver a la portada de la revista"
      ),
      (
        "error",
        "Страница не найдена\nЗапрашиваемая страница удалена или никогда не существовала. Вернуться на главную страницу журнала здесь"
      ),
      ("error", "ページが見つかりません\nお探しのページは移動したか、削除された可能性があります。トップページへお戻りください"),
      (
        "login",
        "Stones Online\nSign in to your account\nEmail\nPassword\nForgot your password?\nRemember me\nCreate a new account here"
      ),
      (
        "login",
        "Anmelden\nBenutzername\nPasswort\nPasswort vergessen?\nAngemeldet bleiben\nNoch kein Konto? Hier können Sie sich kostenlos registrieren"
      ),
    ])
  func noArticle(kind: String, text: String) {
    #expect(TestPage(text).kind == kind)
  }

  @Test("nor is a page with nothing on it")
  func empty() {
    #expect(TestPage("Journal of Stones").kind == "empty")
    #expect(TestPage("").kind == "empty")
  }

  @Test("search results and tables of contents are known by what comes back in them")
  func lists() {
    let items = (1...8).map {
      "The weight of stone number \($0)\nA. Okafor, B. Lind\n\(prose(30, seed: $0))\nAbstract\nPDF\n"
    }.joined()
    #expect(TestPage("Search results\nShowing 1-8 of 120 results\n" + items).kind == "search-results")
    #expect(TestPage("Journal of Stones\nTable of contents\n" + items).kind == "contents")
    #expect(TestPage("Inhaltsverzeichnis\n" + items).kind == "contents")
    // The same with nothing that says so.
    #expect(TestPage("Stones of the year\n" + items).kind == nil)
  }

  @Test("an article is an article, whatever stands around it")
  func article() {
    let furniture =
      "Search results\nTable of contents\nForgot your password?\nRemember me\n404 Not Found\nI'm not a robot\n"
      + "Access this article\nBuy article\n" + String(repeating: "PDF\nAbstract\n", count: 9)
    let text =
      furniture
      + "A paper on errors\nA: \(prose(90))\nIntroduction\n\(prose(300, seed: 1))\nResults\n\(prose(300, seed: 2))\n"
    #expect(TestPage(text).verdicts == [])
    // A short one without an abstract, and with a single heading.
    #expect(TestPage(furniture + "A letter\nIntroduction\n\(prose(120, seed: 1))\n").kind == nil)
    // An abstract alone is one that could be had in full.
    #expect(TestPage(furniture + "A: \(prose(90))\n").verdicts == ["paywalled"])
    // A news item.
    #expect(
      TestPage("Access this article\nNews of stones\n\(prose(210, seed: 4))\n\(prose(200, seed: 5))").verdicts == [])
  }

  @Test("an abstract with references and no text is paywalled, one with nothing is an abstract")
  func gated() {
    let references = (1...12).map { "R: \($0). Lind B (\(1990 + $0)) Stones. Q Loose Stones 1: 2-3\n" }.joined()
    let abstract = "Slowness of stones\nA: \(prose(120))\n"
    #expect(TestPage(abstract + references).verdicts == ["paywalled"])
    #expect(TestPage(abstract + "X: Get access to this article\n" + references).verdicts == ["paywalled"])
    #expect(TestPage(abstract).verdicts == ["abstract-only"])
    #expect(TestPage(abstract + "X: Artikel kaufen\n").verdicts == ["paywalled"])
    #expect(TestPage(abstract + "Results\n\(prose(140, seed: 9))\n" + references).verdicts == [])
    #expect(TestPage(abstract + "\(prose(500, seed: 9))\n" + references).verdicts == [])
    var page = TestPage(abstract + references)
    page.document.figures.append(Figure(range: 0..<1))
    #expect(page.verdicts == [])
  }

  @Test("a text that breaks off is truncated; one that ends in a sentence, a list or a footer isn't")
  func truncated() {
    let article = "Stones\nIntroduction\n\(prose(300, seed: 1))\n"
    #expect(TestPage(article + String(prose(60, seed: 2).dropLast())).verdicts == ["truncated"])
    #expect(
      TestPage(article + String(prose(60, seed: 2).dropLast(2)) + "...\nContinue reading\nFooter\n").verdicts == [
        "truncated"
      ])
    #expect(TestPage(article + prose(60, seed: 2)).verdicts == [])
    #expect(TestPage(article + prose(60, seed: 2) + "\nThe end of the page").verdicts == [])
    #expect(TestPage(article + String(prose(60, seed: 2).dropLast()) + "\nX: Imprint").verdicts == [])
  }

  @Test("references are truncated where the page or their own numbers say so")
  func references() {
    let article = "Stones\nIntroduction\n\(prose(300, seed: 1))\n\(prose(200, seed: 2))\n"
    func list(_ numbers: [Int]) -> TestPage {
      var page = TestPage(article + numbers.map { "R: \($0). Lind B (1990) Stones.\n" }.joined())
      for (index, number) in numbers.enumerated() { page.document.references[index].number = number }
      return page
    }
    #expect(list(Array(1...12)).verdicts == [])
    #expect(list([1, 2, 3, 10, 11, 12]).verdicts == ["truncated-references"])
    #expect(list(Array(1...11) + [13]).verdicts == [])
    let entries = (1...6).map { "R: Lind B (199\($0)) Stones.\n" }.joined()
    #expect(TestPage(article + "References (45)\n" + entries).verdicts == ["truncated-references"])
    #expect(TestPage(article + "Show all 45 references\n" + entries).verdicts == ["truncated-references"])
    #expect(TestPage(article + "References (6)\n" + entries).verdicts == [])
  }
}
