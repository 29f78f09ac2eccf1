#!/usr/bin/env python3
"""Scores what is read of the article itself, of the pages whose rendering holds it; see Scripts/evaluate.

A rendering holds a title, a journal or an author list where its words stand in it, a DOI where it stands in it whole, a volume
or a year where the number stands behind its label ("Vol.", "Published") or close to the journal's name or another number of
the same statement, and an issue or a page where it stands behind its label or soon behind the volume. Who is right is for the
data's own scorer to say.
"""
import json
import os
import re
import shutil
import subprocess
import sys
import unicodedata

import common

FIELDS = ["title", "doi", "journal", "volume", "issue", "first_page", "year", "authors"]
LABELS = {
    "volume": r"vol(?:ume|\.)?|band|tome",
    "issue": r"issue|no\.?|number|nr\.|heft|iss\.",
    "first_page": r"pages?|pp?\.|article(?: number| id)?:?|e-?locator:?|s\.",
    "year": r"published(?: online)?:?|©|copyright|\(c\)|online|issue date:?|publication date:?|accepted:?|posted",
}
# Characters between the numbers of one statement, and between the volume and what follows it.
NEAR = 90
BEHIND = {"issue": 14, "first_page": 40}


def flat(text):
    text = unicodedata.normalize("NFKC", text)
    text = re.sub("[\u2010-\u2015\u2212]", "-", text)
    text = re.sub(r"\[\d+\]|[*_\\`#|\[\]]", " ", text)
    return re.sub(r"\s+", " ", text)


def places(value, text):
    """Where a value stands as a word of its own."""
    pattern = re.escape(re.sub("[\u2010-\u2015\u2212]", "-", str(value)))
    return [found.start() for found in re.finditer(rf"(?<![\w.])(?:0*){pattern}(?!\w)", text, re.IGNORECASE)]


def holds(scorer, gold, text, whole):
    """The fields of a page that a rendering of it holds. `whole` is the text without space and signs."""
    held = set()
    numbers = {field: places(gold[field], text) for field in ("volume", "issue", "first_page") if gold.get(field)}
    years = [str(year) for year in gold.get("years_ok") or ([gold["year"]] if gold.get("year") else [])]
    if years:
        numbers["year"] = sorted(at for year in years for at in places(year, text))
    if gold.get("journal"):
        numbers["journal"] = places(gold["journal"], text)
    for field in FIELDS:
        value = gold.get(field)
        if not value:
            continue
        if field in ("title", "journal"):
            there = scorer.key(value) in whole
        elif field == "doi":
            there = scorer.doi(value) in text.lower().replace(" ", "")
        elif field == "authors":
            there = all(scorer.surname(name) in whole for name in value)
        else:
            label = re.compile(rf"(?:{LABELS[field]})\W{{0,4}}(?:[a-z0-9]+\W{{1,2}}){{0,2}}$")
            if field in BEHIND:
                near = [(at, at + BEHIND[field]) for at in numbers.get("volume", [])]
            else:
                near = [(at - NEAR, at + NEAR) for other, found in numbers.items() if other != field for at in found]
            there = any(
                label.search(text[max(0, at - 40) : at].lower()) or any(low < at < high for low, high in near)
                for at in numbers[field]
            )
        if there:
            held.add(field)
    return held


def is_right(scorer, field, gold, got):
    """As the data's scorer has it."""
    value, mine = gold[field], got.get(field)
    if field == "doi":
        return scorer.doi(value) == scorer.doi(mine)
    if field == "year":
        return scorer.year(mine) in (gold.get("years_ok") or [value])
    if field == "authors":
        return [scorer.surname(name) for name in value] == [scorer.surname(name) for name in mine or []]
    if isinstance(mine, list):
        return any(scorer.key(value) == scorer.key(one) for one in mine)
    return scorer.key(value) == scorer.key(mine)


def read(options, folder, name):
    """What was read from each page of a rendering: by page, as the scorer has it."""
    pages = os.path.join(folder, "pages", "text", name)
    output = os.path.join(options.root, ".build", "evaluation", name)
    if not options.again:
        shutil.rmtree(output, ignore_errors=True)
        pipeline = options.pipeline or os.path.join(options.root, "Pipelines", "journal-articles.yaml")
        command = [options.fettle, "run", pipeline, pages, "--output", output, "--quiet"]
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode not in (0, 2):
            sys.exit(f"error: fettle run ended with {done.returncode}\n{done.stderr}")
    script = os.path.join(folder, "pages", "from_articles.py")
    lines = subprocess.run([sys.executable, script, os.path.join(output, "articles")], capture_output=True, text=True).stdout
    return {page["id"]: page for page in map(json.loads, filter(None, lines.split("\n")))}


def shown(value):
    if isinstance(value, list):
        value = "; ".join((one.get("family") or one.get("literal") or "") if isinstance(one, dict) else str(one) for one in value)
    return str(value)[:300]


def main():
    options = common.parser(__doc__.split(";")[0])
    options.add_argument("renderings", nargs="*", metavar="RENDERING", help="such as resiliparse (default: all there are)")
    options.add_argument("--pipeline", metavar="FILE", help="another than Pipelines/journal-articles.yaml")
    options.add_argument("--split", default="dev", help="of the pages: dev or heldout")
    options.add_argument("--apart", metavar="FILE", help="pages, one a line, that are counted by themselves and never shown")
    options.add_argument("--errors", nargs="*", metavar="FIELD", help="show what is wrong, of these fields or of all")
    options.add_argument("--again", action="store_true", help="score the records of the last run")
    options = options.parse_args()
    folder = common.need(options, "pages/gold", "pages/text", "pages/score.py", "pages/from_articles.py")
    scorer = common.module(os.path.join(folder, "pages", "score.py"))
    there = sorted(os.listdir(os.path.join(folder, "pages", "text")))
    for name in options.renderings:
        if name not in there:
            sys.exit(f"error: there is no rendering '{name}'; there are {', '.join(there)}")
    with open(os.path.join(folder, "pages", "split.json"), encoding="utf-8") as file:
        ids = sorted(json.load(file)[options.split])
    apart = set(open(options.apart, encoding="utf-8").read().split()) if options.apart else set()
    gold = {}
    for page in ids:
        with open(os.path.join(folder, "pages", "gold", page + ".json"), encoding="utf-8") as file:
            gold[page] = json.load(file)
    parts = [("", [page for page in ids if page not in apart])] + ([("apart", [p for p in ids if p in apart])] if apart else [])
    tables = {part: [] for part, _ in parts}
    for name in options.renderings or there:
        got = read(options, folder, name)
        for part, pages in parts:
            counts = {field: [0, 0, 0, 0] for field in FIELDS}
            for page in pages:
                with open(os.path.join(folder, "pages", "text", name, page + ".txt"), encoding="utf-8") as file:
                    text = flat(file.read())
                held = holds(scorer, gold[page], text, scorer.key(text))
                for field in FIELDS:
                    if not gold[page].get(field):
                        continue
                    mine = got.get(page, {})
                    right = is_right(scorer, field, gold[page], mine)
                    count = counts[field]
                    count[0] += right and field in held
                    count[1] += field in held
                    count[2] += right
                    count[3] += 1
                    if not right and not part and options.errors is not None and (not options.errors or field in options.errors):
                        mark = "" if field in held else "  (not held)"
                        print(f"{name} {page} {field}{mark}: {shown(gold[page][field])} | {shown(mine.get(field))}")
            tables[part].append((name, counts))
    for part, rows in tables.items():
        show(part, rows)


def show(part, rows):
    """A row for each rendering: right of those that are held, and in the last rows of all renderings, held or not."""
    print(f"\n{part or 'right of held':18}" + "".join(f"{field:>17}" for field in FIELDS))

    def line(name, counts, right, whole):
        cells = []
        for field in FIELDS:
            count = counts[field]
            share = f"{100 * count[right] / count[whole]:.1f}" if count[whole] else "–"
            cells.append(f"{count[right]:>5}/{count[whole]:<4}{share:>6} ")
        print(f"{name:18}" + "".join(cells))

    total = {field: [sum(counts[field][i] for _, counts in rows) for i in range(4)] for field in FIELDS}
    for name, counts in rows:
        line(name, counts, 0, 1)
    line("all", total, 0, 1)
    line("held or not", total, 2, 3)


main()
