import Testing

@testable import BoilerplateRemoval

@Suite("Nothing of an article is lost to words that sound like boilerplate")
struct AdversarialTests {
  @Test("prose that is full of trigger words stays")
  func triggerWords() throws {
    let text = """
      Cookies, metrics and shares: how readers of an article meet a publisher's page

      Abstract

      We asked two hundred readers whether they accept all cookies, share this article, download a citation, sign up for alerts or log in before they read the first line of it.

      1 Introduction

      Article metrics, access options and the search box are what a reader sees first, and several authors have argued that PubMed, CAS and Google Scholar links distract from the text.

      Newsletters are sent every week to those who subscribe to them, and the privacy policy that goes with them has been read by nobody whom we were able to ask about its contents.

      2 Cookies

      A cookie is a small text that a browser keeps for a site, and what it means for the reader of a paper has been described before by people who study such matters for a living.

      3 Share

      The share of those who clicked a button was small in all groups, which agrees with what was found in earlier work by the same laboratory in the years before this study began.
      """
    #expect(try TestPage(text).removed == [])
  }

  @Test("a paper about newsletters keeps its title, headings and list")
  func newsletters() throws {
    let text = """
      Newsletters as a source for the history of science

      Abstract

      Newsletters were printed in small numbers and thrown away, so that few libraries hold a run; we describe those that survive and what can be learned from them about daily work.

      Newsletters in libraries

      The catalogues of eleven libraries were searched for serials whose title holds the word, and each title was then looked up on the shelf by one of us and described in a form.

      Newsletter

      Our second group holds those titles that call themselves by the word alone, and they are the oldest of all that we found in the libraries which let us into their stacks for this.

      * Newsletter of the first society
      * Bulletin of the second society
      """
    #expect(try TestPage(text).removed == [])
  }

  @Test("a list called further reading keeps its entries")
  func furtherReading() throws {
    let text = """
      A short guide to invented things

      Abstract

      This guide names what a newcomer to invented things should read first, and says in a sentence or two why each of the books and papers it names is worth the hours that it takes.

      Guides like this one were common in the last century, and went out of use when everyone began to search for words instead of asking a person who had read the books before them.

      They are useful still where a field has few workers and where much was printed in places that no index covers, as is the case with invented things of every kind and size today.

      Further reading

      Example, A. (1999). On invented things. Journal of Invention, 12, 3–9.
      Sample, B. & Example, A. (2004). Places without a thing. Annals of Places, 4, 100–112.
      Other, C. (2001). A third thing. Journal of Invention, 14, 33–39.
      """
    #expect(try TestPage(text).removed == [])
  }

  @Test("a page that is no article at all doesn't lose its sentences")
  func noArticle() throws {
    let page = try TestPage(
      "The minutes of the meeting were read and approved by all members who were present that day.")
    #expect(page.removed == [])
  }

  @Test("an empty document is left alone")
  func empty() throws { #expect(try TestPage("").document.blocks.isEmpty) }
}
