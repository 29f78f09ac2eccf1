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

  @Test("sections about sites, with short lines among them, keep these between a page's tools")
  func sections() throws {
    let text = """
      Skip to main content
      Sign in
      Search
      What readers of journals do on a publisher's site
      Ada Example, Ben Sample
      Share
      Abstract
      We watched forty readers of journals on the sites of three publishers, and counted what they looked at, what they opened, and what they left without a look at anything else.
      1 Introduction
      Sites of publishers have grown since the first journals were put there, and most of what a reader sees on a page of theirs today has nothing to do with the article at all.
      2 Methods
      Each reader was given a list of tasks and a computer, and was left alone with both for an hour, which all of them said was more than enough for what they had been asked to do.
      View of the page
      Download times
      The time that a page took was read from the log of the server, and those that took more than a minute were left out, as a reader would have given up and gone to another one.
      Related articles and what they are related to
      Lists of other articles stood on all sites, and we asked two experts to say of each article on them whether it had anything to do with the one that it was said to be related to.
      3 Results
      Share of readers who signed in
      Nine of the forty signed in, and two of these couldn't say afterwards why they had done it, which is about what was found in earlier work on the same question by other people.
      Metrics and citations
      Counts of citations were looked at by three readers, who all said that they wanted to know whether their own paper had more of them than the one that they had been given to read.
      References
      [1] Example A. On invented things. J. Invent. 12, 3–9 (1999).
      [2] Sample B., Example A. Places without a thing. Ann. Places 4, 100–112 (2004).
      [3] Other C. A third thing. J. Invent. 14, 33–39 (2001).
      Privacy policy
      Terms of use
      """
    let page = try TestPage(text)
    #expect(
      page.removed == ["Skip to main content", "Sign in", "Search", "Share", "Privacy policy", "Terms of use"],
      "\(page.rule(of: "Abstract") ?? "kept")")
  }

  @Test("sentences about access and alerts among the sections and in the abstract stay")
  func sentences() throws {
    let text = """
      Alerts in intensive care and what they are good for

      Abstract

      Get alerts right, and nurses hear them; get them wrong, and nobody does. We counted the alerts of eleven wards for a year and asked those who heard them what they had done about each of them.

      1 Background

      No data were available for the first ward. Subscribe is a word that doctors use of a view, and we use it here in the same sense, as the authors of the guidelines for such wards have done before us.

      View of the ward from the desk decides which alerts are seen, since a nurse who sees a light doesn't wait for the sound, and one who sees neither waits for a colleague to come by and say a word.

      Most viewed alerts were those of the heart, and the people who read them were asked whether they had been of use; you may also like to know that nobody said so of the alerts of the pump for food.

      2 Results

      Access to this room was given to three of us, who stayed there day and night, and what they wrote down is the table that stands at the end of this section, with the names of all wards left out.
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
