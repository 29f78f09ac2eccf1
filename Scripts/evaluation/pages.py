#!/usr/bin/env python3
"""Runs a pipeline over renderings of annotated pages, scores the records, and checks from outside that nothing was lost; see
Scripts/evaluate.
"""
import json
import os
import re
import shutil
import subprocess
import sys
import unicodedata

import common


def run(command):
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    return done.returncode, done.stdout, done.stderr


def words(text):
    return re.findall(r"[^\W_]{2,}", unicodedata.normalize("NFKC", text).casefold())


def shown(folder, name, split):
    """The pages of whose reference list a rendering holds 95 % or more; some leave out what a page has folded away. An entry is
    there where three fifths of its pairs of neighbouring words are."""
    with open(os.path.join(folder, "split.json"), encoding="utf-8") as file:
        parts = json.load(file)
    there = []
    for page in sorted(sum(parts.values(), []) if split == "all" else parts[split]):
        with open(os.path.join(folder, "gold", page + ".json"), encoding="utf-8") as file:
            entries = [words(entry.get("raw") or "") for entry in json.load(file)["references"]]
        with open(os.path.join(folder, "text", name, page + ".txt"), encoding="utf-8", errors="replace") as file:
            text = words(file.read())
        pairs = set(zip(text, text[1:]))
        found = 0
        for entry in entries:
            of_entry = list(zip(entry, entry[1:]))
            found += bool(of_entry) and sum(pair in pairs for pair in of_entry) * 5 >= len(of_entry) * 3
        if entries and found * 20 >= len(entries) * 19:
            there.append(page)
    return there


def main():
    options = common.parser(__doc__.split(";")[0])
    options.add_argument("renderings", nargs="*", metavar="RENDERING", help="such as resiliparse (default: all there are)")
    options.add_argument("--pipeline", metavar="FILE", help="another than Pipelines/journal-articles.yaml")
    options.add_argument("--split", default="dev", help="of the pages: dev, heldout or all")
    options.add_argument("--per-publisher", action="store_true")
    options = options.parse_args()
    folder = common.need(options, "pages/gold", "pages/text", "pages/score.py", "pages/from_articles.py", "ledger.py")
    there = sorted(os.listdir(os.path.join(folder, "pages", "text")))
    for name in options.renderings:
        if name not in there:
            sys.exit(f"error: there is no rendering '{name}'; there are {', '.join(there)}")
    pipeline = options.pipeline or os.path.join(options.root, "Pipelines", "journal-articles.yaml")
    work = os.path.join(options.root, ".build", "evaluation")
    rows = []
    for name in options.renderings or there:
        pages, output = os.path.join(folder, "pages", "text", name), os.path.join(work, name)
        shutil.rmtree(output, ignore_errors=True)
        code, _, said = run([options.fettle, "run", pipeline, pages, "--output", output, "--quiet"])
        if code not in (0, 2):
            sys.exit(f"error: fettle run ended with {code}\n{said}")
        records = os.path.join(output, "articles")
        _, lines, _ = run([sys.executable, os.path.join(folder, "pages", "from_articles.py"), records])
        with open(output + ".jsonl", "w", encoding="utf-8") as file:
            file.write(lines)
        score = [sys.executable, os.path.join(folder, "pages", "score.py"), "--kit", os.path.join(folder, "pages")]
        score += ["--split", options.split] + (["--per-publisher"] if options.per_publisher else [])
        _, scores, _ = run(score + [output + ".jsonl"])
        pages_shown = shown(os.path.join(folder, "pages"), name, options.split)
        with open(output + ".shown", "w", encoding="utf-8") as file:
            file.write("\n".join(pages_shown))
        _, of_shown, _ = run(score + ["--ids", output + ".shown", output + ".jsonl"])
        lists = "".join(
            "  " + line + "\n" for line in of_shown.split("\n== ")[0].split("\n") if line.startswith("reference"))
        scores = f"{scores.rstrip()}\nof the {len(pages_shown)} pages whose list the rendering holds:\n{lists}"
        _, ledger, _ = run([sys.executable, os.path.join(folder, "ledger.py"), pages, records])
        print(f"### {name}\n{scores.rstrip()}\nledger: {ledger.strip()}\n", flush=True)
        rows.append((name, scores, ledger.strip().split("\n")[-1]))
    if len(rows) > 1:
        summary(rows)


def summary(rows):
    """The figures that are looked at first, of all renderings."""

    def figure(pattern, text):
        found = re.search(pattern, text)
        return found.group(1) if found else "–"

    print(f"{'':29}{'within 5 %':>11}{'fields F1':>11}{'title':>8}{'authors':>9}{'kept':>8}{'leaked':>8}  ledger")
    for name, scores, ledger in rows:
        print(
            f"{name:29}{figure(r'within 5% +([0-9.]+)', scores):>11}{figure(r'; all ([0-9.]+)', scores):>11}"
            f"{figure(r'metadata: title +([0-9.]+)', scores):>8}{figure(r'surnames F1: ([0-9.]+)', scores):>9}"
            f"{figure(r'must_keep recall: +([0-9.]+)', scores):>8}{figure(r'leakage: +([0-9.]+)', scores):>8}  {ledger}")
        there = scores[scores.rindex("of the ") :]
        print(f"  lists that are there ({figure(r'of the ([0-9]+)', there):>2}){figure(r'within 5% +([0-9.]+)', there):>13}"
              f"{figure(r'; all ([0-9.]+)', there):>11}")


main()
