"""References written from the facts of others in many journals' styles, some with the damage that scraping does.

The same facts and the same seed give the same references.  Standard library only.
"""
import os
import random
import re

# References written from facts.


class Facts:
    """Lists of clean parts, to be combined."""

    def __init__(self, entries, journals):
        self.authors, self.titles, self.containers, self.books = [], [], [], []
        self.publishers, self.places, self.parts, self.journals = [], [], [], journals
        for entry in entries:
            fields = entry["fields"]
            names = [
                (n["family"], n["given"]) for n in fields.get("author") or []
                if n.get("family") and n.get("given")
                and re.fullmatch(r"(?:(?:van|de|von|der|la|den|di|del) )*[^\W\d_][^\W\d_'’-]+(?:-[^\W\d_]+)?", n["family"])
                and re.fullmatch(r"(?:[^\W\d_]+\.?[ -]?){1,4}", n["given"])
            ]
            if names and len(names) == len(fields["author"]):
                self.authors.append(names)
            title = fields.get("title") or ""
            if 12 < len(title) < 260 and title[0].isalnum():
                (self.titles if fields.get("volume") else self.books).append(title.strip(" .,"))
            container = fields.get("container-title") or ""
            if fields.get("volume") and 2 < len(container) < 80 and not re.search(r"[\d\[\]]| \.|\.[A-Z]", container):
                self.containers.append(container.strip(" ,"))
            elif 15 < len(container) < 160 and not fields.get("volume"):
                self.parts.append(container.strip(" .,"))
            if 2 < len(fields.get("publisher") or "") < 50:
                self.publishers.append(fields["publisher"].strip(" .,:"))
            if 2 < len(fields.get("publisher-place") or "") < 30:
                self.places.append(fields["publisher-place"].strip(" .,:()"))


class Writer:
    """A string in the making, with a label for each letter."""

    def __init__(self):
        self.letters = []

    def add(self, text, label=None):
        self.letters += [(letter, label) for letter in text]
        return self

    def spans(self):
        out, start = [], 0
        for index in range(1, len(self.letters) + 1):
            if index == len(self.letters) or self.letters[index][1] != self.letters[start][1]:
                if self.letters[start][1]:
                    out.append((start, index, self.letters[start][1]))
                start = index
        return "".join(letter for letter, _ in self.letters), out


def initials(given, dots=True, spaces=True):
    parts = re.split(r"[\s.]+", given.strip(" ."))
    if len(parts) == 1 and parts[0].isupper() and len(parts[0]) <= 3:
        parts = list(parts[0])
    out = []
    for part in parts:
        if part:
            out.append("-".join(p[0].upper() + ("." if dots else "") for p in part.split("-") if p))
    return (" " if spaces and dots else "").join(out)


class Styles:
    def __init__(self, facts, seed):
        self.facts, self.random = facts, random.Random(seed)

    def pick(self, values):
        return values[self.random.randrange(len(values))]

    def chance(self, share):
        return self.random.random() < share

    def names(self, count=None):
        names = list(self.pick(self.facts.authors))
        while self.chance(0.3):
            names += self.pick(self.facts.authors)
        return names[: count or 1 + self.random.randrange(12)]

    def numbers(self):
        first = self.random.randrange(1, 4000) if self.chance(0.8) else self.random.randrange(1, 120)
        last = first + self.random.randrange(1, 30)
        kind = self.random.random()
        if kind < 0.62:
            pages = (str(first), str(last))
            if self.chance(0.25) and len(pages[0]) == len(pages[1]):
                same = len(os.path.commonprefix(pages))
                pages = (pages[0], pages[1][min(same, len(pages[1]) - 1):])
        elif kind < 0.8:
            pages = (str(first), None)
        elif kind < 0.9:
            pages = (self.pick(["e", "L", "A", "S", "E"]) + str(self.random.randrange(1, 99999)), None)
        else:
            pages = (f"{self.random.randrange(1, 999999):06d}", None)
        return {
            "volume": str(self.random.randrange(1, 400)), "issue": str(self.random.randrange(1, 13)), "pages": pages,
            "year": str(self.random.randrange(1950, 2026)),
        }

    def doi(self):
        return "10.%d/%s.%d.%05d" % (
            self.random.randrange(1000, 9999), self.pick(["j.cell", "s41586", "science", "nature", "pnas", "acs", "j"]),
            self.random.randrange(2000, 2026), self.random.randrange(99999))

    def journal(self, short=None):
        if self.chance(0.45):
            entry = self.pick(self.facts.journals)
            name = entry[0] if (self.chance(0.5) if short is None else short) else entry[1]
            if short and self.chance(0.4):
                name = name.replace(".", "")
            return name
        return self.pick(self.facts.containers)

    def span(self, pages, dash=None):
        dash = dash or self.pick(["-", "–", "–", "-", "--", " - ", "- "] if self.chance(0.15) else ["-", "–"])
        return pages[0] + (dash + pages[1] if pages[1] else "")

    # How names are listed.

    def listed(self, w, names, form, last=", ", etal=None, join=", "):
        if form == "vancouver":
            texts = [f"{f} {initials(g, False)}" for f, g in names]
        elif form == "inverted":
            texts = [f"{f}, {initials(g)}" for f, g in names]
        elif form == "tight":
            texts = [f"{f}, {initials(g, True, False)}" for f, g in names]
        elif form == "dotted":
            texts = [f"{f} {initials(g, True, False)}" for f, g in names]
        elif form == "first":
            texts = [f"{initials(g)} {f}" for f, g in names]
        elif form == "tightfirst":
            texts = [f"{initials(g, True, False)} {f}" for f, g in names]
        elif form == "full":
            texts = [f"{g} {f}" for f, g in names]
        else:
            texts = [f"{names[0][0]}, {names[0][1]}"] + [f"{g} {f}" for f, g in names[1:]]
        if etal and len(texts) > etal:
            text = join.join(texts[:etal]) + self.pick([", et al.", " et al.", ", et al", " et al"])
        elif len(texts) > 1:
            text = join.join(texts[:-1]) + last + texts[-1]
        else:
            text = texts[0]
        w.add(text, "author")

    def article(self):
        r, w, n = self.random, Writer(), self.numbers()
        names, title = self.names(), self.pick(self.facts.titles)
        style = r.randrange(18)
        if style == 0:  # Vancouver
            self.listed(w, names, "vancouver", etal=6 if self.chance(0.5) else None)
            w.add(". ").add(title, "title").add(". ").add(self.journal(True), "journal").add(self.pick([". ", " ", ". "]))
            w.add(n["year"] + (self.pick([" Jan", " Feb 12", " Oct", " Dec 3"]) if self.chance(0.3) else ""), "date")
            w.add(self.pick([";", "; "])).add(n["volume"], "volume")
            if self.chance(0.6):
                w.add("(").add(n["issue"], "issue").add(")")
            w.add(self.pick([":", ": "])).add(self.span(n["pages"]), "pages").add(".")
        elif style == 1:  # APA
            self.listed(w, names, "inverted", last=self.pick([", & ", ", and ", " & ", " and "]), etal=3 if self.chance(0.1) else None)
            w.add(" (").add(n["year"], "leadingDate").add("). ").add(title, "title").add(". ")
            w.add(self.journal(False), "journal").add(", ").add(n["volume"], "volume")
            if self.chance(0.5):
                w.add("(").add(n["issue"], "issue").add(")")
            w.add(", ").add(self.span(n["pages"]), "pages").add(".")
        elif style == 2:  # Nature, with and without title
            self.listed(w, names, "inverted", last=" & ", etal=1 if self.chance(0.4) else None)
            w.add(" ")
            if self.chance(0.7):
                w.add(title, "title").add(". ")
            w.add(self.journal(True), "journal").add(" ").add(n["volume"], "volume").add(", ")
            w.add(self.span(n["pages"]), "pages").add(" (").add(n["year"], "date").add(").")
        elif style == 3:  # Science
            self.listed(w, names, "first", etal=1 if self.chance(0.3) else None)
            w.add(", ")
            if self.chance(0.6):
                w.add(title, "title").add(". ")
            w.add(self.journal(True), "journal").add(self.pick([" ", ", "])).add(n["volume"], "volume").add(", ")
            w.add(self.span(n["pages"]), "pages").add(" (").add(n["year"], "date").add(").")
        elif style == 4:  # Cell
            self.listed(w, names, "inverted", last=", and ", etal=10)
            w.add(" (").add(n["year"], "leadingDate").add("). ").add(title, "title").add(". ")
            w.add(self.journal(True), "journal").add(" ").add(n["volume"], "volume").add(", ").add(self.span(n["pages"]), "pages").add(".")
        elif style == 5:  # ACS
            self.listed(w, names, "inverted", last="; ", join="; ")
            w.add(" ")
            if self.chance(0.6):
                w.add(title, "title").add(". ")
            w.add(self.journal(True), "journal").add(" ").add(n["year"], "date").add(", ").add(n["volume"], "volume")
            if self.chance(0.3):
                w.add(" (").add(n["issue"], "issue").add(")")
            w.add(", ").add(self.span(n["pages"]), "pages").add(".")
        elif style == 6:  # RSC
            self.listed(w, names, "first", last=" and ")
            w.add(", ")
            if self.chance(0.3):
                w.add(title, "title").add(", ")
            w.add(self.journal(True), "journal").add(", ").add(n["year"], "date").add(", ").add(n["volume"], "volume")
            w.add(", ").add(self.span(n["pages"]), "pages").add(".")
        elif style == 7:  # IEEE
            self.listed(w, names, "first", last=self.pick([" and ", ", and "]))
            w.add(", " + self.pick(["“", '"', "``", "‘"])).add(title, "title").add(self.pick([",” ", '," ', ",'' ", ",’ "]))
            w.add(self.journal(), "journal").add(", vol. ").add(n["volume"], "volume")
            if self.chance(0.7):
                w.add(", no. ").add(n["issue"], "issue")
            w.add(", pp. " if n["pages"][1] else ", p. ").add(self.span(n["pages"]), "pages").add(", ")
            w.add(self.pick(["", "Jan. ", "May ", "Nov. "]) + n["year"], "date").add(".")
        elif style == 8:  # AMS
            self.listed(w, names, "inverted", last=", and ")
            w.add(", ").add(n["year"], "leadingDate").add(": ").add(title, "title").add(". ").add(self.journal(True), "journal")
            w.add(", ").add(n["volume"], "volume").add(", ").add(self.span(n["pages"]), "pages")
            w.add(", https://doi.org/" + self.doi() + ".")
        elif style == 9:  # Harvard
            self.listed(w, names, "tight", last=" and ")
            w.add(self.pick([" (", ", "])).add(n["year"], "leadingDate").add(self.pick([") ", ". ", ", ", "). "]))
            quote = self.pick(["‘’", "''", "  "])
            w.add(quote[0].strip()).add(title, "title").add(quote[1].strip() + ", ").add(self.journal(False), "journal")
            w.add(self.pick([", ", ", vol. "])).add(n["volume"], "volume")
            if self.chance(0.5):
                w.add(self.pick(["(", ", no. "])).add(n["issue"], "issue")
                w.add(")" if w.letters[-len(n["issue"]) - 1][0] == "(" else "")
            w.add(self.pick([", pp. ", ", pp.", ": "])).add(self.span(n["pages"]), "pages").add(".")
        elif style == 10:  # physics, without title
            self.listed(w, names, self.pick(["first", "tightfirst"]), last=self.pick([" and ", ", and ", ", "]), etal=1 if self.chance(0.2) else None)
            w.add(", ").add(self.journal(True), "journal").add(self.pick([" ", ", "]))
            w.add(n["volume"], "volume")
            if self.chance(0.5):
                w.add(", ").add(n["pages"][0], "pages").add(" (").add(n["year"], "date").add(")")
            else:
                w.add(" (").add(n["year"], "date").add(") ").add(n["pages"][0], "pages")
            if self.chance(0.3):
                w.add(self.pick([", arXiv:", " [arXiv:"]) + "%d.%05d" % (r.randrange(701, 2512), r.randrange(99999)))
                w.add("]" if self.chance(0.5) else "")
            w.add(".")
        elif style == 11:  # astronomy
            self.listed(w, names, self.pick(["tight", "inverted", "dotted"]), last=self.pick([", & ", ", "]), etal=self.pick([None, 3, 1]))
            w.add(self.pick([" ", ", "])).add(n["year"], "leadingDate").add(", ")
            if self.chance(0.2):
                w.add(title, "title").add(", ")
            w.add(self.journal(True), "journal").add(", ").add(n["volume"], "volume").add(", ").add(n["pages"][0], "pages")
        elif style == 12:  # Elsevier's pages, with nothing between names, title and journal
            self.listed(w, names, "tightfirst", last=self.pick([", ", " and "]))
            w.add(self.pick([", ", " ", "\n"])).add(title, "title").add(self.pick([", ", " ", "\n", ". "])).add(self.journal(True), "journal")
            w.add(", ").add(n["volume"], "volume").add(" (").add(n["year"], "date").add("), ")
            w.add(self.pick(["pp. ", "p. ", ""])).add(self.span(n["pages"]), "pages")
        elif style == 13:  # Chicago, author and date
            self.listed(w, names, "chicago", last=", and ")
            w.add(". ").add(n["year"], "leadingDate").add(". “").add(title, "title").add(".” ").add(self.journal(False), "journal")
            w.add(" ").add(n["volume"], "volume")
            if self.chance(0.6):
                w.add(" (").add(n["issue"], "issue").add(")")
            w.add(": ").add(self.span(n["pages"]), "pages").add(".")
        elif style == 14:  # Springer
            self.listed(w, names, self.pick(["vancouver", "dotted", "tight"]))
            w.add(self.pick([": ", " (", ". "]))
            if w.letters[-1][0] == "(":
                w.add(n["year"], "leadingDate").add(self.pick([") ", "). "])).add(title, "title").add(". ").add(self.journal(), "journal")
                w.add(" ").add(n["volume"], "volume")
            else:
                w.add(title, "title").add(". ").add(self.journal(), "journal").add(" ").add(n["volume"], "volume")
            if self.chance(0.4):
                w.add("(").add(n["issue"], "issue").add(")")
            w.add(self.pick([":", ": ", ", "])).add(self.span(n["pages"]), "pages")
            if not any(label == "leadingDate" for _, label in w.letters):
                w.add(self.pick([" (", ", "])).add(n["year"], "date").add(")" if w.letters[-5][0] == "(" else "")
        elif style == 15:  # BMC, glued
            self.listed(w, names, "vancouver", etal=6 if self.chance(0.3) else None)
            w.add(": ").add(title, "title").add(". ").add(self.journal(), "journal").add(" ").add(n["year"], "date").add(", ")
            w.add(n["volume"], "volume").add(":").add(self.span(n["pages"]), "pages").add(".")
        elif style == 16:  # MDPI
            self.listed(w, names, "inverted", last="; ", join="; ", etal=10)
            w.add(" ").add(title, "title").add(". ").add(self.journal(), "journal").add(" ").add(n["year"], "date").add(", ")
            w.add(n["volume"], "volume").add(", ").add(self.span(n["pages"]), "pages").add(".")
        else:  # mathematics
            self.listed(w, names, self.pick(["first", "full"]), last=self.pick([" and ", ", and "]))
            w.add(self.pick([", ", ". ", ": "])).add(title, "title").add(self.pick([". ", ", "])).add(self.journal(), "journal")
            w.add(self.pick([", ", " "])).add(n["volume"], "volume").add(self.pick([":", " ("]))
            if w.letters[-1][0] == "(":
                w.add(n["year"], "date").add(self.pick(["), ", "), no. "]))
                if w.letters[-2][0] == ".":
                    w.add(n["issue"], "issue").add(", ")
                w.add(self.span(n["pages"]), "pages").add(".")
            else:
                w.add(self.span(n["pages"]), "pages").add(", ").add(n["year"], "date").add(".")
        return w

    def book(self):
        w, n, names = Writer(), self.numbers(), self.names(1 + self.random.randrange(4))
        title, publisher, place = self.pick(self.facts.books), self.pick(self.facts.publishers), self.pick(self.facts.places)
        style = self.random.randrange(4)
        edition = self.pick(["2nd", "3rd", "4th", "Second"]) if self.chance(0.25) else None
        if style == 0:
            self.listed(w, names, "inverted", last=", & ")
            w.add(" (").add(n["year"], "leadingDate").add("). ").add(title, "title")
            if edition:
                w.add(" (").add(edition + " ed.", "edition").add(")")
            w.add(". ").add(place, "place").add(": ").add(publisher, "publisher").add(".")
        elif style == 1:
            self.listed(w, names, "first", last=" and ")
            w.add(", ").add(title, "title").add(" (").add(publisher, "publisher").add(", ").add(place, "place").add(", ")
            w.add(n["year"], "date").add(")").add(", p. " if self.chance(0.2) else "")
            if w.letters[-1][0] == " ":
                w.add(n["pages"][0], "pages")
            w.add(".")
        elif style == 2:
            self.listed(w, names, "vancouver")
            w.add(". ").add(title, "title").add(". ")
            if edition:
                w.add(edition + " ed.", "edition").add(" ")
            w.add(place, "place").add(": ").add(publisher, "publisher").add("; ").add(n["year"], "date").add(".")
        else:
            self.listed(w, names, "chicago", last=", and ")
            w.add(". ").add(title, "title").add(". ").add(place, "place").add(": ").add(publisher, "publisher").add(", ")
            w.add(n["year"], "date").add(".")
        return w

    def editors(self, w, form):
        before = len(w.letters)
        self.listed(w, self.names(1 + self.random.randrange(3)), form, last=self.pick([" & ", " and "]))
        w.letters[before:] = [(letter, "editor") for letter, _ in w.letters[before:]]

    def chapter(self):
        w, n, names = Writer(), self.numbers(), self.names(1 + self.random.randrange(4))
        title, book = self.pick(self.facts.titles), self.pick(self.facts.parts)
        publisher, place = self.pick(self.facts.publishers), self.pick(self.facts.places)
        style = self.random.randrange(4)
        if style == 0:
            self.listed(w, names, "inverted", last=", & ")
            w.add(" (").add(n["year"], "leadingDate").add("). ").add(title, "title").add(". In ")
            if self.chance(0.7):
                self.editors(w, "first")
                w.add(" (Eds.), ")
            w.add(book, "bookTitle").add(" (pp. ").add(self.span(n["pages"]), "pages").add("). ")
            w.add(place, "place").add(": ").add(publisher, "publisher").add(".")
        elif style == 1:
            self.listed(w, names, "vancouver")
            w.add(". ").add(title, "title").add(". In: ")
            if self.chance(0.7):
                self.editors(w, "vancouver")
                w.add(", " + self.pick(["eds. ", "editors. ", "editor. ", "ed. "]))
            w.add(book, "bookTitle").add(". ").add(place, "place").add(": ").add(publisher, "publisher").add("; ")
            w.add(n["year"], "date").add(". p. ").add(self.span(n["pages"]), "pages").add(".")
        elif style == 2:
            self.listed(w, names, "first", last=" and ")
            w.add(", " + self.pick(["“", '"'])).add(title, "title").add(self.pick([",” in ", '," in '])).add(book, "bookTitle")
            w.add(", ").add(n["year"], "date").add(", pp. ").add(self.span(n["pages"]), "pages").add(".")
        else:
            self.listed(w, names, "tight")
            w.add(": ").add(title, "title").add(". In: ")
            if self.chance(0.5):
                self.editors(w, "tight")
                w.add(" (eds.) ")
            w.add(book, "bookTitle").add(", pp. ").add(self.span(n["pages"]), "pages").add(". ")
            w.add(publisher, "publisher").add(", ").add(place, "place").add(" (").add(n["year"], "date").add(")")
        return w

    def other(self):
        """Preprints, theses, web pages, data sets."""
        w, n, names = Writer(), self.numbers(), self.names(1 + self.random.randrange(4))
        title, style = self.pick(self.facts.titles), self.random.randrange(4)
        if style == 0:
            self.listed(w, names, self.pick(["full", "first"]), last=", and ")
            w.add(self.pick([". ", ", "])).add(title, "title").add(". ")
            w.add(self.pick(["arXiv preprint arXiv:", "arXiv:"]) + "%d.%05d" % (self.random.randrange(1001, 2512), self.random.randrange(99999)))
            w.add(self.pick([", ", " ("])).add(n["year"], "date").add(")" if w.letters[-5][0] == "(" else ".")
        elif style == 1:
            self.listed(w, names[:1], "inverted")
            w.add(" (").add(n["year"], "leadingDate").add("). ").add(title, "title").add(". ")
            w.add(self.pick(["PhD thesis", "Doctoral dissertation", "Ph.D. thesis", "Master's thesis"]), "note").add(", ")
            w.add("University of " + self.pick(self.facts.places), "publisher").add(".")
        elif style == 2:
            self.listed(w, names, "inverted")
            w.add(" (").add(n["year"], "leadingDate").add("). ").add(title, "title").add(". ")
            w.add(self.pick(["Retrieved from ", "Available at: ", ""]) + "https://www.example.org/" + "abcdefgh"[: 2 + self.random.randrange(6)] + "/")
            w.add(" (accessed on 5 May 2020)" if self.chance(0.3) else "")
        else:
            self.listed(w, names, "inverted", last=", & ")
            w.add(" ").add(n["year"], "leadingDate").add(", ").add(title, "title").add(", v" + n["issue"] + ", ")
            w.add(self.pick(["Zenodo", "Dryad", "PANGAEA", "Figshare"]), "publisher").add(", doi:" + self.doi())
        return w

    def damage(self, w):
        letters = w.letters
        if self.chance(0.2):
            w.add(self.pick([" doi:", " https://doi.org/", " DOI: ", " doi: "]) + self.doi() + self.pick(["", "."]))
        if self.chance(0.05):
            w.add(self.pick([" Google Scholar", " CrossRef Google Scholar", " PubMed Web of Science"]))
        if self.chance(0.06):  # spaces lost and put in, as text layers of PDF have them
            out = []
            for letter, label in letters:
                if letter == " " and self.chance(0.12):
                    continue
                if letter in ",.(":
                    if self.chance(0.25):
                        out.append((" ", label))
                out.append((letter, label))
                if letter in "(" and self.chance(0.25):
                    out.append((" ", label))
            w.letters = letters = out
        if self.chance(0.04):
            w.letters = letters = [("\u00a0", label) if letter == " " and self.chance(0.3) else (letter, label) for letter, label in letters]
        if self.chance(0.04):
            drop = self.random.randrange(len(letters))
            if letters[drop][0] == " ":
                del letters[drop]
        if self.chance(0.08):
            number = str(self.random.randrange(1, 200))
            w.letters = [(c, None) for c in self.pick([number + ". ", "[" + number + "] ", number + ". " + number + " "])] + letters
        return w

    def reference(self):
        kind = self.random.random()
        w = self.article() if kind < 0.72 else self.book() if kind < 0.82 else self.chapter() if kind < 0.93 else self.other()
        return self.damage(w).spans()
