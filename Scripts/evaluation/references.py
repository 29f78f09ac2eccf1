#!/usr/bin/env python3
"""Scores `fettle references` on the annotated strings that training holds back; see Scripts/evaluate.

Right is what the data's own score.py takes for equal. Prints how many strings are right as a whole (instance), micro-F1, the
fields, the sources, journal references without a title, how far the confidences can be believed, and the worst errors.
"""
import collections
import hashlib
import json
import os
import subprocess
import sys
import tempfile
import time

import common
import plain_crf

# What Fettle calls a field and what the scorer does, in the order in which they are printed.
SURE = [
    ("author", "author"), ("editor", "editor"), ("title", "title"), ("container-title", "container-title"),
    ("volume", "volume"), ("issue", "issue"), ("page", "page-first"), ("issued", "year"), ("publisher", "publisher"),
]
BUCKETS = [0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 1.01]
SHOWN = ["author", "title", "container-title", "volume", "issue", "page-first", "year"]


def is_held_back(name):
    """As Scripts/training/prepare.py has it."""
    return int(hashlib.sha256(name.encode()).hexdigest()[:8], 16) % 100 < 15


def is_in_development(name, part):
    """What `prepare.py --develop=PART` holds back: errors among these may be read."""
    return int(hashlib.sha256(name.encode()).hexdigest()[:8], 16) % 100 // 15 == part


def letters(text):
    return "".join(c for c in str(text or "") if c.isalnum()).casefold()


def prediction(item, raw):
    """What the scorer asks for. Gold states a container's title as written: the full or the short one."""
    fields = {key: value for key, value in item.items() if key not in ("container-title-short", "custom")}
    titles = [item[key] for key in ("container-title", "container-title-short") if item.get(key)]
    if titles:
        fields["container-title"] = next((t for t in titles if letters(t) in letters(raw)), titles[0])
    if str(item.get("archive_location") or "").startswith("arXiv:"):
        fields["arXiv"] = item["archive_location"][6:]
    return {"fields": fields}


def kind(gold, ours):
    """How a field is wrong."""
    if gold is None:
        return "invented"
    if ours is None:
        return "missing"
    if isinstance(gold, tuple):
        if len(gold) != len(ours):
            return "too few" if len(ours) < len(gold) else "too many"
        return "other names"
    if ours in gold:
        return "cut short"
    return "too long" if gold in ours else "another"


def shown(value):
    return "—" if value is None else "; ".join(value) if isinstance(value, tuple) else value


def table(scorer, groups, instances):
    print(f"{'':26} {'strings':>7} {'right %':>8} {'micro-F1':>8}  " + " ".join(f"{name[:9]:>9}" for name in SHOWN))
    order = ["all", "no title"] + sorted(name for name in groups if name not in ("all", "no title"))
    for name in order:
        if name not in groups:
            continue
        fields = groups[name]
        micro = [sum(fields[f][i] for f in scorer.CORE) for i in range(3)]
        right, count = instances[name]
        row = " ".join(f"{common.ratios(fields[f])[2]:9.2f}" for f in SHOWN)
        print(f"{name:26} {count:7} {common.percent(right, count):>8} {common.ratios(micro)[2]:8.2f}  {row}")


def read_by_fettle(options, entries):
    """Items as `fettle references` writes them."""
    strings = "".join(" ".join(entry["raw"].split()) + "\n" for entry in entries)
    command = [options.fettle, "references", "--confidence"] + (["--parser", "rules"] if options.rules else [])
    done = subprocess.run(command, input=strings.encode(), stdout=subprocess.PIPE, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def read_by_trainer(options, folder, entries):
    """The same by the tool that trains, with weights of a file, or as if all labels were right."""
    training = os.path.join(options.root, "Scripts", "training", "prepare.py")
    command = [sys.executable, "-B", training, os.path.join(folder, "references", "train.jsonl")]
    command += [os.path.join(options.root, "Sources", "JournalData", "journals.tsv"), "--only-held"]
    command += [f"--develop={options.develop}"] if options.develop else []
    with tempfile.NamedTemporaryFile(suffix=".tsv") as data:
        subprocess.run(command, stdout=data, check=True)
        return read_by_trainer_file(options, data.name, options.knowing)


def read_by_trainer_file(options, data, knowing):
    """Items of a file of labelled strings: read with weights, or (knowing) as if its labels were right."""
    tool = os.path.join(os.path.dirname(options.fettle), "train-references")
    if not os.path.exists(tool):
        sys.exit("error: this needs the tool that trains: swift build -c release --product train-references")
    weights = options.weights or os.path.join(options.root, "Sources", "ReferenceModel", "references.crf")
    command = [tool, "read", data, weights] + (["--knowing"] if knowing else [])
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True)
    items = []
    for line in done.stdout.splitlines():
        read = json.loads(line)
        item = read.get("item", {})
        item["custom"] = {"confidence": read.get("confidences", {})}
        item["labels"] = read.get("labels", [])
        items.append(item)
    return items


def read_by_plain_crf(options, folder):
    """The same labelled by the yardstick, everything behind the labels as Fettle does it."""
    if plain_crf.pycrfsuite is None:
        sys.exit("error: --beside-crfsuite needs python-crfsuite from PyPI: python3 -m pip install python-crfsuite")
    training = os.path.join(options.root, "Scripts", "training", "prepare.py")
    command = [sys.executable, "-B", training, os.path.join(folder, "references", "train.jsonl")]
    command += [os.path.join(options.root, "Sources", "JournalData", "journals.tsv")]
    command += [f"--develop={options.develop}"] if options.develop else []
    lines = subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout.decode().split("\n")[:-1]
    with tempfile.TemporaryDirectory() as work:
        data = os.path.join(work, "held.tsv")
        with open(data, "w", encoding="utf-8") as file:
            file.writelines(plain_crf.relabeled(lines, os.path.join(work, "model")))
        return read_by_trainer_file(options, data, knowing=True)


def beside_crfsuite(options, folder, scorer, entries):
    """How the yardstick does on the same strings, in two lines."""
    groups = collections.defaultdict(lambda: [0, 0, [0, 0, 0]])
    for entry, item in zip(entries, read_by_plain_crf(options, folder)):
        gold, ours = scorer.canon(entry), scorer.canon(prediction(item, entry["raw"]))
        right = all(gold.get(field) == ours.get(field) for field in scorer.INST)
        for name in ["all"] + (["no title"] if gold.get("container-title") and not gold.get("title") else []):
            groups[name][0] += right
            groups[name][1] += 1
            for field in scorer.CORE:
                a, b = gold.get(field), ours.get(field)
                counts = (1, 0, 0) if a is not None and a == b else (0, int(b is not None), int(a is not None))
                for index in range(3):
                    groups[name][2][index] += counts[index]
    print("\na plain CRF (python-crfsuite) trained with the same annotated strings, on those held back:")
    for name, (right, count, fields) in groups.items():
        print(f"  {name:24} {count:7} {common.percent(right, count):>8} {common.ratios(fields)[2]:8.2f}")


def of_consistent(options, folder, scorer, entries, items):
    """How it does on the strings whose stated fields follow from their own labels: where these, taken for right, don't give the
    fields, the two contradict each other, or more is lost behind the labels; then no labelling can be right."""
    options.knowing = True
    known = read_by_trainer(options, folder, entries)
    groups = collections.defaultdict(lambda: [0, 0, 0, [0, 0, 0]])
    for entry, item, best in zip(entries, items, known):
        gold = scorer.canon(entry)
        ours, best = (scorer.canon(prediction(read, entry["raw"])) for read in (item, best))
        is_possible = all(gold.get(field) == best.get(field) for field in scorer.INST)
        right = all(gold.get(field) == ours.get(field) for field in scorer.INST)
        untitled = gold.get("container-title") and not gold.get("title")
        for name in ["all", entry["source"]] + (["no title"] if untitled else []):
            group = groups[name]
            group[0] += 1
            if not is_possible:
                continue
            group[1] += 1
            group[2] += right
            for field in scorer.CORE:
                a, b = gold.get(field), ours.get(field)
                counts = (1, 0, 0) if a is not None and a == b else (0, int(b is not None), int(a is not None))
                for index in range(3):
                    group[3][index] += counts[index]
    print("\nof the strings whose fields follow from their own labels:")
    print(f"{'':26} {'strings':>7} {'of':>6} {'right %':>8} {'micro-F1':>8}")
    for name in ["all", "no title"] + sorted(name for name in groups if name not in ("all", "no title")):
        count, possible, right, fields = groups[name]
        row = f"{common.percent(right, possible):>8} {common.ratios(fields)[2]:8.2f}"
        print(f"{name:26} {possible:7} {count:6} {row}")


def main():
    options = common.parser(__doc__.split("\n")[0])
    options.add_argument("--errors", type=int, default=20, metavar="N", help="how many errors to show (20)")
    options.add_argument("--class", dest="kind", metavar="FIELD:KIND", help="only errors of a class, such as title:too long")
    options.add_argument("--rules", action="store_true", help="the parser by rules instead of the learned one")
    options.add_argument("--everything", action="store_true", help="all strings, those trained with as well")
    options.add_argument("--develop", type=int, metavar="PART", help="what prepare.py --develop=PART holds back")
    options.add_argument("--weights", metavar="FILE", help="weights of this file, by .build/release/train-references")
    options.add_argument("--knowing", action="store_true", help="as if all labels were right: what is lost behind the labels")
    options.add_argument("--labels", action="store_true", help="show the labels of errors; with --weights or --knowing")
    options.add_argument(
        "--consistent", action="store_true", help="apart, the strings whose stated fields follow from their own labels")
    options.add_argument(
        "--beside-crfsuite", action="store_true", help="a plain CRF of python-crfsuite as a yardstick, trained anew: minutes")
    options = options.parse_args()
    folder = common.need(options, "references/train.jsonl", "references/score.py")
    scorer = common.module(os.path.join(folder, "references", "score.py"))

    with open(os.path.join(folder, "references", "train.jsonl"), encoding="utf-8") as file:
        entries = [json.loads(line) for line in file]
    if not options.everything:
        part = options.develop
        entries = [e for e in entries if (is_in_development(e["id"], part) if part else is_held_back(e["id"]))]
    began = time.monotonic()
    by_trainer = options.weights or options.knowing
    items = read_by_trainer(options, folder, entries) if by_trainer else read_by_fettle(options, entries)
    seconds = time.monotonic() - began
    assert len(items) == len(entries), "a line in is a line out"

    groups = collections.defaultdict(lambda: collections.defaultdict(lambda: [0, 0, 0]))
    instances = collections.defaultdict(lambda: [0, 0])
    believed = collections.defaultdict(lambda: [[0, 0] for _ in BUCKETS])
    whole = [[0, 0] for _ in BUCKETS]
    classes, wrongs = collections.Counter(), []
    for entry, item in zip(entries, items):
        gold, ours = scorer.canon(entry), scorer.canon(prediction(item, entry["raw"]))
        member = ["all", entry["source"]]
        if gold.get("container-title") and not gold.get("title"):
            member.append("no title")
        right = all(gold.get(field) == ours.get(field) for field in scorer.INST)
        for name in member:
            instances[name][0] += right
            instances[name][1] += 1
        for field in scorer.FIELDS:
            if field == "author-each":
                given = list(ours.get("author", ()))
                hits = 0
                for author in gold.get("author", ()):
                    if author in given:
                        given.remove(author)
                        hits += 1
                counts = (hits, len(given), len(gold.get("author", ())) - hits)
            else:
                a, b = gold.get(field), ours.get(field)
                counts = (1, 0, 0) if a is not None and a == b else (0, int(b is not None), int(a is not None))
            for name in member:
                for index in range(3):
                    groups[name][field][index] += counts[index]
        sure = item.get("custom", {}).get("confidence", {})
        for field, scored in SURE:
            if field in sure:
                cell = believed[field][next(i for i, top in enumerate(BUCKETS) if sure[field] < top)]
                cell[0] += gold.get(scored) == ours.get(scored)
                cell[1] += 1
        if "reference" in sure:
            cell = whole[next(i for i, top in enumerate(BUCKETS) if sure["reference"] < top)]
            cell[0] += right
            cell[1] += 1
        found = []
        for field, scored in SURE:
            a, b = gold.get(scored), ours.get(scored)
            if a != b and scored in scorer.INST:
                found.append((f"{scored}:{kind(a, b)}", sure.get(field, 0.0), scored, a, b))
                classes[found[-1][0]] += 1
        if found:
            wrongs.append((max(confidence for _, confidence, *_ in found), entry, found, item.get("labels", [])))

    parser = "rules" if options.rules else "learned"
    print(f"{len(entries)} strings, parser {parser}, {len(entries) / seconds:,.0f} a second from start to end\n")
    table(scorer, groups, instances)
    print("\nfield               precision    recall        F1   strings")
    for field in scorer.FIELDS:
        counts = groups["all"][field]
        print(f"  {field:17}" + "".join(f" {value:9.2f}" for value in common.ratios(counts)) + f" {counts[0] + counts[2]:9}")
    if any(count for row in believed.values() for _, count in row):
        reliability(believed, whole)
    if options.consistent:
        of_consistent(options, folder, scorer, entries, items)
    if options.beside_crfsuite:
        beside_crfsuite(options, folder, scorer, entries)
    errors(classes, wrongs, options)


def reliability(believed, whole):
    print("\nHow far confidences can be believed: of the fields given one between the two, how many per cent are right")
    lows = ["0"] + [f"{top:g}" for top in BUCKETS[:-1]]
    highs = [f"{top:g}" for top in BUCKETS[:-1]] + ["1"]
    print(f"{'':18}" + "".join(f"{low + '–' + high:>13}" for low, high in zip(lows, highs)) + f"{'≥ 0.9':>14}")
    at = BUCKETS.index(0.9) + 1

    def row(name, cells):
        text = "".join(f"{common.percent(*cell).strip() + ' /' + str(cell[1]) if cell[1] else '':>13}" for cell in cells)
        right, count = (sum(cell[i] for cell in cells[at:]) for i in range(2))
        print(f"{name:18}{text}{common.percent(right, count).strip() + ' /' + str(count):>14}")

    for field, _ in SURE:
        row(field, believed[field])
    fields = [cells for name, cells in believed.items() if name != "editor"]
    row("all fields", [[sum(cells[i][j] for cells in fields) for j in range(2)] for i in range(len(BUCKETS))])
    row("whole reference", whole)


def labelled(labels):
    """Tokens in runs of one label."""
    runs = []
    for text in labels:
        label, _, token = text.partition("|")
        if not runs or runs[-1][0] != label:
            runs.append([label])
        runs[-1].append(token)
    return " ".join(f"[{run[0]}: {' '.join(run[1:])}]" for run in runs)


def errors(classes, wrongs, options):
    print("\nErrors by class: " + ", ".join(f"{name} {count}" for name, count in classes.most_common()))
    wrongs.sort(key=lambda wrong: (-wrong[0], wrong[1]["id"]))
    left = collections.Counter()
    number = 0
    for confidence, entry, found, labels in wrongs:
        if number == options.errors:
            break
        worst = max(found, key=lambda error: error[1])
        if options.kind:
            if not any(error[0].startswith(options.kind) for error in found):
                continue
        else:
            # A fifth of what is shown for a class, so that all are seen.
            left[worst[0]] += 1
            if left[worst[0]] > max(1, options.errors // 5):
                continue
        number += 1
        print(f"\n{number}. {entry['id']}\n   {' '.join(entry['raw'].split())[:400]}")
        for name, sure, _, gold, ours in found:
            print(f"   {name} ({sure:.2f})\n     gold {shown(gold)[:200]}\n     ours {shown(ours)[:200]}")
        if options.labels:
            print("   " + labelled(labels))


main()
