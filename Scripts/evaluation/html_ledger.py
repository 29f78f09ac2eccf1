#!/usr/bin/env python3
"""Checks the ledger of records of HTML pages from outside, with a parser that isn't Fettle's: selectolax or html5lib.

    html_ledger.py PAGES RECORDS

Every text node that a reader may see must stand in the bytes that the ledger accounts for, letter by letter; triples are in
order and disjoint, their pointers resolve, and what a pointer leads to holds the words of its bytes: those that a reader was
meant to see, where the page escaped its text twice or misread its own encoding, and the record says that it was mended.
"""
import html
import json
import os
import re
import sys
import unicodedata
from collections import Counter

UNSEEN = {
    "script", "style", "template", "head", "title", "iframe", "noembed", "noframes", "annotation", "annotation-xml", "desc",
    "metadata", "defs", "datalist",
}


def parser():
    """A function from a page's bytes to the texts of its visible nodes, or None where no parser is installed."""
    try:
        from selectolax.lexbor import LexborHTMLParser

        def texts(page):
            root = LexborHTMLParser(page).root
            found, stack = [], [root]
            while stack:
                node = stack.pop()
                if node.tag == "-text":
                    found.append(node.text_content or "")
                elif node.tag not in UNSEEN:
                    child, below = node.child, []
                    while child is not None:
                        below.append(child)
                        child = child.next
                    stack.extend(reversed(below))
            return found

        return texts
    except ImportError:
        pass
    try:
        import html5lib
    except ImportError:
        return None

    def texts(page):
        found, stack = [], [html5lib.parse(page, namespaceHTMLElements=False)]
        while stack:
            node = stack.pop()
            if isinstance(node, str):
                found.append(node)
            elif isinstance(node.tag, str):
                name = node.tag.rsplit("}", 1)[-1].lower()
                below = []
                if name not in UNSEEN:
                    below.append(node.text or "")
                    for child in node:
                        below += [child, child.tail or ""]
                stack.extend(reversed(below))
        return found

    return texts


def folded(text):
    return unicodedata.normalize("NFKC", text).casefold().replace("\u00ad", "")


def letters(text):
    return re.sub(r"[\W_]+", "", folded(text))


def words(text):
    return re.findall(r"[^\W_]{3,}", folded(text))


def mended(text, rules):
    """A text as `cleanup` has it by those rules that rewrite letters and that the record names under `changes`."""
    if "entities" in rules:
        # Written `&amp;amp;`: a browser shows the reference, and its page's author didn't mean that.
        text = html.unescape(text)
    if "mojibake" in rules:
        text = re.sub(r"[\u0080-\uffff]{2,}", lambda run: read_again(run.group()), text)
    return text


def read_again(run):
    """UTF-8 that was taken for Windows-1252, read as what it is; all else as it stands."""
    try:
        return b"".join(bytes([ord(c)]) if ord(c) < 256 else c.encode("cp1252") for c in run).decode()
    except UnicodeError:
        return run


def strings(value):
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return " ".join(map(strings, value))
    if isinstance(value, dict):
        return " ".join(strings(v) for k, v in value.items() if k not in ("rule", "stage", "class", "role", "range"))
    return str(value) if isinstance(value, (int, float)) else ""


def resolve(record, pointer):
    at = record
    for part in pointer.split("/")[1:]:
        at = at[int(part)] if isinstance(at, list) else at[part]
    return at


def fault(record, page, texts):
    """What is wrong with a record's ledger, or None."""
    source = page.decode("utf-8", "replace").encode() if record["source"]["charset"].upper() == "UTF-8" else None
    if source is None:
        # Ranges count in the text as Fettle decoded it.
        try:
            source = page.decode(record["source"]["charset"], "replace").encode()
        except LookupError:
            return None
    if source.startswith(b"\xef\xbb\xbf"):
        source = source[3:]
    end, covered, by_pointer = 0, [], {}
    for start, stop, pointer in record["ledger"]:
        if not end <= start <= stop <= len(source):
            return f"triple [{start}, {stop}] is out of order or out of range"
        text = html.unescape(source[start:stop].decode("utf-8", "replace"))
        covered.append(text)
        by_pointer.setdefault(pointer, []).append(text)
        end = stop
    every = letters("".join(covered))
    lost = Counter(letters("".join(texts))) - Counter(every)
    if lost:
        return f"{sum(lost.values())} letters are lost, such as {lost.most_common(3)}"
    for text in texts:
        if letters(text) not in every:
            return f"lost or torn: {text.strip()[:60]!r}"
    rules = {change["rule"] for change in record["changes"]}
    for pointer, pieces in by_pointer.items():
        try:
            target = letters(strings(resolve(record, pointer)))
        except (KeyError, IndexError, ValueError, TypeError):
            return f"{pointer} leads nowhere"
        wanted = words(mended(" ".join(pieces), rules))
        if len(wanted) >= 8 and sum(letters(w) in target for w in wanted) < 0.95 * len(wanted):
            return f"{pointer} lacks words of its bytes: {' '.join(pieces)[:60]!r}"
    return None


def report(pages, records):
    texts_of = parser()
    if texts_of is None:
        return "ledger: not checked: neither selectolax nor html5lib is installed"
    held = total = 0
    faults = []
    for top, _, names in sorted(os.walk(records)):
        for name in sorted(names):
            with open(os.path.join(top, name), encoding="utf-8") as file:
                record = json.load(file)
            path = os.path.join(pages, os.path.basename(record["source"]["path"]))
            with open(path, "rb") as file:
                page = file.read()
            total += 1
            # Both look at the same text: what an encoding is taken for is another question.
            decoded = page.decode(record["source"]["charset"] if record["source"]["charset"] != "UTF-8" else "utf-8", "replace")
            texts = texts_of(decoded.encode())
            problem = fault(record, page, texts)
            if problem:
                faults.append(f"{os.path.basename(path)}: {problem}")
            else:
                held += 1
    return "\n".join(faults + [f"ledger, by another parser: {held} of {total}"])


if __name__ == "__main__":
    print(report(sys.argv[1], sys.argv[2]))
