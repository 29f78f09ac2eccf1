#!/usr/bin/env python3
"""Makes the training data of the reference parser: one example a line, as `train-references train` reads it.

usage: prepare.py ANNOTATED.jsonl JOURNALS.tsv [--pages FOLDER] [--synthetic N] [--world N] [--all | --develop[=N]]
                  [--only-held] > DATA.tsv

ANNOTATED.jsonl holds {"id", "source", "raw", "spans": [[start, end, label]], "fields": {…}} a line, spans in code points.
15 % of them, chosen by a digest of their id, are held back and marked so; nothing is made from these, unless --all.
--develop leaves these out altogether and holds the next 15 % back, or others (=2 … =5), so that errors can be read without
looking at the first.  --only-held writes nothing but what is held back.
FOLDER holds {"references": [{"raw", "title", "container-title", …}]} a file: fields that are found in the string are known,
everything else in it is open.  N references are written from the facts of the others in many journals' styles (--synthetic) and
as other countries and fields write them (--world), some with the damage that scraping does.  The same input gives the same output.  Standard library only.
"""
import glob
import hashlib
import json
import os
import random
import re
import sys

from styles import Facts, Styles
from world import WorldStyles

LABELS = {
    "author": "author", "collab": "author", "editor": "editor", "title": "title", "journal": "journal",
    "booktitle": "bookTitle", "volume": "volume", "issue": "issue", "pages": "pages", "date": "date",
    "publisher": "publisher", "institution": "publisher", "location": "place", "edition": "edition", "series": "series",
    "genre": "note", "note": "note", "translator": "note", "citation-number": "note", "isbn": "note", "pmid": "note",
    "doi": "identifier", "url": "identifier", "arxiv": "identifier",
}


def part(name):
    """0 for what is held back, 1 to 6 for the rest, of which one is held back in development."""
    return int(hashlib.sha256(name.encode()).hexdigest()[:8], 16) % 100 // 15


# Annotated strings.


def refined(raw, start, end, fields):
    """Volume spans that hold the issue and the year as well, by what the fields say."""
    text, found = raw[start:end], []
    for key, label in (("year", "date"), ("volume", "volume"), ("issue", "issue")):
        if not fields.get(key):
            continue
        for match in re.finditer(r"(?<!\w)" + re.escape(str(fields[key])) + r"(?!\w)", text):
            if not any(a < match.end() and match.start() < b for a, b, _ in found):
                found.append((match.start(), match.end(), label))
                break
    if not found:
        return [(start, end, "volume")]
    found.sort()
    out, at = [], 0
    for index, (_, stop, label) in enumerate(found):
        past = len(text)
        # "137(3):322–331" is one span in some sources.
        pages = re.match(r"\)? ?[:,] ?(?=[A-Za-z]?\d+ ?[-–—]? ?[A-Za-z]?\d*\.?$)", text[stop:])
        if index + 1 == len(found) and pages:
            out += [(start + at, start + stop, label), (start + stop + pages.end(), end, "pages")]
            return out
        if index + 1 < len(found):
            past = stop
            while past < found[index + 1][0] and text[past] in " .,;:)]-–/":
                past += 1
        out.append((start + at, start + past, label))
        at = past
    return out


def annotated_spans(entry):
    out, has_title = [], False
    for start, end, name in sorted(entry["spans"]):
        label = LABELS[name]
        has_title = has_title or label in ("title", "journal", "bookTitle")
        if label == "date" and not has_title:
            label = "leadingDate"
        if name == "volume" and entry["source"].startswith("anystyle"):
            out += refined(entry["raw"], start, end, entry["fields"])
        else:
            out.append((start, end, label))
    return out


def write(raw, source, spans, held=False):
    offsets = [0]
    for letter in raw:
        offsets.append(offsets[-1] + len(letter.encode()))
    raw = re.sub(r"[\t\r]", " ", raw).replace("\n", "\v")
    parts = ",".join(f"{offsets[a]}-{offsets[b]}-{label}" for a, b, label in spans if a < b)
    print("\t".join(["1" if held else "0", source, raw, parts]))


def torn(raw, spans, random):
    """The string as pages leave it that have each field on a line of its own, or each run of italics: line ends in the place
    of spaces, most of them between fields."""
    letters = list(raw.replace("\n", " "))
    borders = set()
    for (_, end, _), (start, _, _) in zip(spans, spans[1:]):
        gap = [at for at in range(max(0, end - 2), min(len(letters), start + 1)) if letters[at] == " "]
        if gap:
            borders.add(gap[-1])
    if not borders:
        return None
    share = random.choice([0.4, 0.7, 1.0, 1.0])
    chosen = {at for at in borders if random.random() < share}
    inside = random.choice([0.0, 0.0, 0.01, 0.04])
    chosen |= {at for at, letter in enumerate(letters) if letter == " " and random.random() < inside}
    for at in chosen:
        letters[at] = "\n"
    return "".join(letters) if chosen else None


# Strings of pages, of which some fields are known.


def page_spans(entry):
    raw, taken = entry["raw"], []

    def find(value, label, start=0):
        value = re.sub(r"\s+", " ", str(value or "")).strip(" .,;")
        if not value:
            return None
        pattern = r"(?<![\w])" + r"\s+".join(re.escape(w) for w in value.split(" ")) + r"(?![\w])"
        for match in re.finditer(pattern, raw[start:]):
            a, b = match.start() + start, match.end() + start
            if not any(x < b and a < y for x, y, _ in taken):
                taken.append((a, b, label))
                return b
        return None

    title = find(entry.get("title"), "title")
    container = entry.get("container-title")
    behind = title or 0
    if container and not re.search(r"\d", container):
        behind = find(container, "journal?", behind) or behind
    first = entry.get("page-first")
    if first and entry.get("volume") and behind:
        past = find(entry["volume"], "volume", behind)
        if past:
            find(first, "pages", past)
    if entry.get("year"):
        find(entry["year"], "year")
    if len(taken) < 3 or not title and not container:
        return None
    ends = [(a, b, l) for a, b, l in taken if l == "title" or l == "journal?"]
    start = min(a for a, _, _ in ends)
    for author in entry.get("authors") or []:
        words = re.findall(r"[^\W\d_]{3,}", author if isinstance(author, str) else str(author.get("family", "")))
        for word in words:
            match = re.search(r"(?<!\w)" + re.escape(word) + r"(?!\w)", raw[:start])
            if match and not any(x < match.end() and match.start() < y for x, y, _ in taken):
                taken.append((match.start(), match.end(), "author"))
    is_part = re.search(r"\b[Ii]n:|\b[Ee]ds?\b|Proc", raw)
    out, at = [], 0
    for a, b, label in sorted(taken):
        if label == "journal?":
            label = "open" if is_part else "journal"
        if label == "year":
            label = "leadingDate" if b <= start else "date"
        if at < a:
            out.append((at, a, "open"))
        out.append((a, b, label))
        at = b
    if at < len(raw):
        out.append((at, len(raw), "open"))
    return out


def main():
    arguments = sys.argv[1:]
    pages, count, use_all = None, 0, "--all" in arguments
    if "--pages" in arguments:
        pages = arguments[arguments.index("--pages") + 1]
    if "--synthetic" in arguments:
        count = int(arguments[arguments.index("--synthetic") + 1])
    world = int(arguments[arguments.index("--world") + 1]) if "--world" in arguments else 0
    with open(arguments[0], encoding="utf-8") as file:
        entries = [json.loads(line) for line in file]
    with open(arguments[1], encoding="utf-8") as file:
        journals = [line.split("\t")[:2] for line in file if not line.startswith("#") and "\t" in line]
    held = 0
    for argument in arguments:
        if argument.startswith("--develop"):
            held = int(argument[len("--develop="):] or 1)
            entries = [entry for entry in entries if part(entry["id"]) > 0]
    if "--only-held" in arguments:
        for entry in entries:
            if part(entry["id"]) == held:
                write(entry["raw"].replace("\n", " "), entry["source"], annotated_spans(entry), True)
        return
    chance = random.Random(20261125)
    for entry in entries:
        is_held = part(entry["id"]) == held
        write(entry["raw"].replace("\n", " "), entry["source"], annotated_spans(entry), is_held)
        if (use_all or not is_held) and chance.random() < 0.2:
            again = torn(entry["raw"], annotated_spans(entry), chance)
            if again:
                write(again, "torn", annotated_spans(entry))
    known = [entry for entry in entries if use_all or part(entry["id"]) != held]
    if pages:
        for path in sorted(glob.glob(os.path.join(pages, "*.json"))):
            with open(path, encoding="utf-8") as file:
                for reference in json.load(file).get("references") or []:
                    spans = page_spans(reference) if reference.get("raw") and not reference.get("compound") else None
                    if spans:
                        again = torn(reference["raw"], sorted(spans), chance) if chance.random() < 0.2 else None
                        write(again or reference["raw"].replace("\n", " "), "pages", spans)
    facts = Facts(known, journals)
    for styles, number in ((Styles(facts, 20240229), count), (WorldStyles(facts, 20251125), world)):
        for _ in range(number):
            raw, spans = styles.reference()
            again = torn(raw, spans, chance) if chance.random() < 0.2 else None
            write(again or raw, "synthetic", spans)


main()
