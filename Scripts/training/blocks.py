#!/usr/bin/env python3
"""Trains the classifier of blocks, or says what it does on publishers that it wasn't trained on; see Scripts/train-blocks."""
import argparse
import collections
import os
import re
import unicodedata

import numpy

import boosting
from block_labels import Page, key

# How sure the classifier must be, in thousandths of a logit: 86 %.
THRESHOLD = 1800


def norm(text):
    """A text as the data's scorer compares it."""
    text = re.sub(r"[*_\\`#|]", "", unicodedata.normalize("NFKC", str(text or "")))
    text = re.sub("[\u2010-\u2015\u2212]", "-", text)
    text = text.replace("\u2018", "'").replace("\u2019", "'").replace("\u201c", '"').replace("\u201d", '"')
    return re.sub(r"[\s\u200b\ufeff\u00ad]+", " ", text).strip()


class Blocks:
    """The blocks of all renderings of all pages."""

    def __init__(self, path, folder, without):
        self.kept = collections.defaultdict(list)
        self.pages = {}
        rows, labels, self.where = [], [], []
        with open(path, encoding="utf-8", errors="replace") as file:
            self.names = next(file)[2:].split()
            for line in file:
                name, rule, zone, _, is_open, values, text = line.rstrip("\n").split("\t")
                rendering, page = name.split("/")[-2:]
                page = page.rsplit(".", 1)[0]
                if page in without:
                    continue
                if page not in self.pages:
                    self.pages[page] = Page(folder, page)
                open_row = None
                if is_open == "open":
                    open_row = len(rows)
                    label = self.pages[page].label(text)
                    rows.append(numpy.array(values.split(), dtype=numpy.int16))
                    labels.append(-1 if label is None else label)
                    drops = self.pages[page].drops
                    self.where.append((rendering, page, label == 1 and key(text) in drops))
                if rule == "-" and zone != "references":
                    self.kept[rendering, page].append((open_row, norm(text)))
        self.features, self.labels = numpy.array(rows), numpy.array(labels)
        self.publishers = numpy.array([self.pages[page].gold["publisher"] for _, page, _ in self.where])
        # A page counts alike whatever its length; what the gold names counts most, as it is what is measured.
        counts = collections.Counter((page, rendering, label) for (rendering, page, _), label in zip(self.where, labels))
        self.weights = numpy.array([
            (3 if named else 1) / counts[page, rendering, label] ** 0.5
            for (rendering, page, named), label in zip(self.where, labels)])

    def fit(self, rows):
        rows &= self.labels >= 0
        return boosting.fit(self.features[rows], self.labels[rows], self.weights[rows])

    def leaks(self, scores):
        """By publisher: what must go, what of it is left, what must stay, what of it is lost to the classifier."""
        totals = collections.defaultdict(collections.Counter)
        for (rendering, page), blocks in self.kept.items():
            gold = self.pages[page].gold
            before = " ".join(text for _, text in blocks)
            after = " ".join(text for row, text in blocks if row is None or scores[row] < THRESHOLD)
            total = totals[gold["publisher"]]
            for drop in gold["must_drop_class"]:
                if drop["class"] != "reference_link_crumb":
                    total["drop"] += 1
                    total["rules"] += norm(drop["text"]) in before
                    total["both"] += norm(drop["text"]) in after
            for keep in gold["must_keep"]:
                total["keep"] += norm(keep) in before
                total["lost"] += norm(keep) in before and norm(keep) not in after
        return totals


def check(blocks):
    scores = numpy.zeros(len(blocks.labels), dtype=numpy.int64)
    for publisher in sorted(set(blocks.publishers)):
        rows = blocks.publishers == publisher
        scores[rows] = boosting.score(blocks.fit(~rows), blocks.features[rows])
    totals = blocks.leaks(scores)
    totals["all"] = sum(totals.values(), collections.Counter())
    print(f"{'publisher':14}{'rules alone':>12}{'with trees':>12}{'lost':>12}")
    for publisher, total in sorted(totals.items(), key=lambda pair: (pair[0] == "all", pair[0])):
        print(f"{publisher:14}{100 * total['rules'] / max(1, total['drop']):10.2f} %{100 * total['both'] / max(1, total['drop']):10.2f} %"
              f"{total['lost']:6} of {total['keep']}")


def main():
    options = argparse.ArgumentParser()
    options.add_argument("features")
    options.add_argument("out")
    options.add_argument("pages")
    options.add_argument("--check", action="store_true")
    options.add_argument("--without", metavar="FILE")
    options = options.parse_args()
    without = set(open(options.without, encoding="utf-8").read().split()) if options.without else set()
    blocks = Blocks(options.features, options.pages, without)
    if options.check:
        return check(blocks)
    model = blocks.fit(numpy.ones(len(blocks.labels), dtype=bool))
    with open(options.out, "w", encoding="utf-8") as file:
        file.write(boosting.text(model, blocks.names, THRESHOLD))
    print(f"{(blocks.labels == 1).sum()} blocks of boilerplate, {(blocks.labels == 0).sum()} of articles: {options.out}")


main()
