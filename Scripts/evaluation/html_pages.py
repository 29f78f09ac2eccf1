#!/usr/bin/env python3
"""Runs a pipeline over HTML pages whose articles people marked, and scores what it kept; see Scripts/evaluate.

General pages: article-extraction benchmark (aeb), WCXB (wcxb), trafilatura's own (traf). Pages of journals: what was kept
and dropped, references, metadata. What was kept of a page is its body, abstract and figures, in the order of the page.
"""
import gzip
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys

import common
import html_ledger

SETS = {"aeb": "shingle", "wcxb": "words", "traf": "segments"}


def run(command):
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    return done.returncode, done.stdout, done.stderr


def unpacked(folder, target):
    """The pages of a folder, .gz or not, as files that a run reads."""
    shutil.rmtree(target, ignore_errors=True)
    os.makedirs(target)
    for name in sorted(os.listdir(folder)):
        path = os.path.join(folder, name)
        with (gzip.open(path) if name.endswith(".gz") else open(path, "rb")) as file:
            page = file.read()
        with open(os.path.join(target, name.removesuffix(".gz")), "wb") as file:
            file.write(page)
    return target


def files(folder, ending):
    for top, _, names in sorted(os.walk(folder)):
        for name in sorted(names):
            if name.endswith(ending):
                yield os.path.join(top, name)


def records(folder):
    for path in files(folder, ".json"):
        with open(path, encoding="utf-8") as file:
            yield json.load(file)


def written(name, text, root, work):
    """A pipeline of the evaluation's own."""
    path = os.path.join(work, name)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text.replace("../Samples", root + "/Samples"))
    return path


def unbounded(pipeline, root, work):
    """The pipeline without what it expects of documents: nothing goes to quarantine."""
    with open(pipeline, encoding="utf-8") as file:
        return written("unbounded.yaml", re.sub(r"(?m)^expect:.*\n(?:[ #].*\n)*", "", file.read()), root, work)


def kept(record):
    parts = [(block["range"][0], block["text"]) for block in record["body"]]
    if record["item"].get("abstract"):
        start = [triple[0] for triple in record["ledger"] if triple[2] == "/item/abstract"]
        parts.append((start[0] if start else 0, record["item"]["abstract"]))
    for figure in record["figures"]:
        parts.append((figure["range"][0], " ".join(figure[k] for k in ("label", "caption", "credit") if figure.get(k))))
    return "\n".join(text for _, text in sorted(parts))


def is_held_back(name):
    """A third of the pages, whose errors nobody looked at."""
    return int(hashlib.md5(name.encode()).hexdigest(), 16) % 3 == 0


def main():
    options = common.parser(__doc__.split(";")[0])
    options.add_argument("sets", nargs="*", metavar="SET", help="aeb, wcxb, traf or pages (default: all)")
    options.add_argument("--pipeline", metavar="FILE", help="another than Pipelines/journal-articles.yaml")
    options.add_argument("--rules", action="store_true", help="let rules alone decide what the article is, not the model")
    options.add_argument("--per-publisher", action="store_true")
    options = options.parse_args()
    folder = common.need(options, "html/score.py", "pages/score.py", "pages/from_articles.py")
    pipeline = options.pipeline or os.path.join(options.root, "Pipelines", "journal-articles.yaml")
    work = os.path.join(options.root, ".build", "evaluation")
    os.makedirs(work, exist_ok=True)
    if options.rules:
        with open(pipeline, encoding="utf-8") as file:
            text = file.read().replace("  - content ", "  - content: { judge: rules } ")
        pipeline = written("rules.yaml", text, options.root, work)
    for name in options.sets or list(SETS) + ["pages"]:
        source = os.path.join(folder, "pages/html" if name == "pages" else f"html/{name}/html")
        pages = unpacked(source, os.path.join(work, "html-sources", name))
        output = os.path.join(work, "html-" + name)
        shutil.rmtree(output, ignore_errors=True)
        code, _, said = run([options.fettle, "run", pipeline, pages, "--output", output, "--quiet"])
        if code not in (0, 2):
            sys.exit(f"error: fettle run ended with {code}\n{said}")
        articles = os.path.join(output, "articles")
        if name == "pages":
            score_journals(options, folder, articles, output)
        else:
            score_general(options, folder, name, articles, output)
        print(html_ledger.report(pages, articles), flush=True)
        in_quarantine = sum(1 for _ in files(os.path.join(output, "quarantine"), ".source"))
        if in_quarantine:
            print(f"in quarantine: {in_quarantine}; with them, where nothing is expected of a document:", flush=True)
            output += "-unbounded"
            run([options.fettle, "run", unbounded(pipeline, options.root, work), pages, "--output", output, "--quiet"])
            if name in SETS:
                score_general(options, folder, name, os.path.join(output, "articles"), output)
            print(html_ledger.report(pages, os.path.join(output, "articles")), flush=True)


def score_general(options, folder, name, articles, output):
    gold = os.path.join(folder, "html", name, "gold.jsonl")
    with open(gold, encoding="utf-8") as file:
        rows = [json.loads(line) for line in file if line.strip()]
    with open(output + ".jsonl", "w", encoding="utf-8") as file:
        for record in records(articles):
            page = os.path.basename(record["source"]["path"]).removesuffix(".html")
            file.write(json.dumps({"id": page, "text": kept(record)}) + "\n")
    for part, wanted in (("all", None), ("open", False), ("held back", True)):
        some = output + "-gold.jsonl"
        with open(some, "w", encoding="utf-8") as file:
            for row in rows:
                if wanted is None or is_held_back(row["id"]) == wanted:
                    file.write(json.dumps(row) + "\n")
        score = [sys.executable, os.path.join(folder, "html", "score.py"), output + ".jsonl", "--gold", some, "--split", "all"]
        _, scores, said = run(score + ["--metric", SETS[name], "--bootstrap", "0"])
        print(f"{name:5} {part:10} {scores.strip()}{said.strip()}", flush=True)


def score_journals(options, folder, articles, output):
    _, lines, _ = run([sys.executable, os.path.join(folder, "pages", "from_articles.py"), articles])
    with open(output + ".jsonl", "w", encoding="utf-8") as file:
        file.write(lines)
    score = [sys.executable, os.path.join(folder, "pages", "score.py"), "--kit", os.path.join(folder, "pages"), "--split", "dev"]
    score += ["--per-publisher"] if options.per_publisher else []
    names = sorted(name.removesuffix(".json") for name in os.listdir(os.path.join(folder, "pages", "gold")))
    for part, wanted in (("all", None), ("open", False), ("held back", True)):
        with open(output + ".ids", "w", encoding="utf-8") as file:
            file.write("\n".join(name for name in names if wanted is None or is_held_back(name) == wanted))
        _, scores, _ = run(score + ["--ids", output + ".ids", output + ".jsonl"])
        print(f"pages, {part}: {scores.strip()}\n", flush=True)


if __name__ == "__main__":
    main()
