#!/usr/bin/env python3
"""Trains the model of the stage `content`; see Scripts/train-content.

A block is the article's where most of its runs of four words stand in the text that people marked; short blocks, where all
their words do and a marked block is near. Of trafilatura's pages and those of journals only some blocks are known.
Pages of one site are never parted: none is judged by a model that saw another of the same site.
"""
import argparse
import gzip
import hashlib
import json
import os
import re
import shutil
import struct
import subprocess
import sys

from urllib.parse import urlsplit

import lightgbm
import numpy
from rapidfuzz.distance import Indel

WORD = re.compile(r"\w+")
PARAMETERS = {
    "objective": "binary", "learning_rate": 0.06, "num_leaves": 24, "min_data_in_leaf": 30, "feature_fraction": 0.4,
    "bagging_fraction": 0.8, "bagging_freq": 1, "lambda_l2": 5, "min_sum_hessian_in_leaf": 1e-3, "verbose": -1,
    "max_bin": 63, "seed": 1, "num_threads": 1, "deterministic": True, "force_row_wise": True,
}
ROUNDS = 150
# What a page of each set weighs.
WEIGHTS = {"aeb": 1.6, "wcxb": 1.0, "traf": 0.5, "pages": 0.7}


def digest(name):
    return int(hashlib.md5(name.encode()).hexdigest(), 16)


def site(page):
    """The name that a page's site was registered with; of journals' pages, which name none, the publisher."""
    host = urlsplit((page["gold"] or {}).get("url") or "").netloc.lower()
    if not host:
        return page["id"].split("-")[0] if page["set"] == "pages" else page["id"]
    parts = host.split(".")
    return ".".join(parts[-3:] if len(parts[-1]) == 2 and len(parts[-2]) <= 3 else parts[-2:])


# Labels


def shingles(words):
    return [tuple(words[i : i + 4]) for i in range(len(words) - 3)]


def labels_by_text(texts, gold):
    """1 for a block of the marked text, 0 for others, -1 where there is nothing to tell by."""
    ids, tokens, owner = {}, [], []
    gold_words = WORD.findall(gold.lower())
    wanted = [ids.setdefault(word, len(ids)) for word in gold_words]
    words = [WORD.findall(text.lower()) for text in texts]
    for index, of_block in enumerate(words):
        for word in of_block:
            tokens.append(ids.setdefault(word, len(ids)))
            owner.append(index)
    matched = numpy.zeros(len(texts))
    for step in Indel.opcodes(tokens, wanted):
        if step.tag == "equal":
            for position in range(step.src_start, step.src_end):
                matched[owner[position]] += 1
    known = set(shingles(gold_words))
    labels = numpy.zeros(len(texts), int)
    for index, of_block in enumerate(words):
        if not of_block:
            labels[index] = -1
            continue
        runs = shingles(of_block)
        share = matched[index] / len(of_block)
        contained = sum(run in known for run in runs) / len(runs) if runs else None
        if contained is None:
            labels[index] = share >= 0.99
        elif len(of_block) >= 8:
            labels[index] = contained >= 0.5
        else:
            labels[index] = contained >= 0.5 and share >= 0.6
    long = [index for index, of_block in enumerate(words) if labels[index] == 1 and len(of_block) >= 8]
    if long:
        for index, of_block in enumerate(words):
            if labels[index] == 1 and len(of_block) < 4 and not min(long) - 6 <= index <= max(long) + 6:
                labels[index] = 0
    return labels


def labels_by_segments(texts, row):
    labels = numpy.full(len(texts), -1)
    for index, text in enumerate(texts):
        inside = any(part in text for part in row["with"])
        outside = any(part in text for part in row["without"])
        if inside != outside:
            labels[index] = int(inside)
    return labels


def labels_of_journal(texts, gold):
    def folded(text):
        return re.sub(r"\s+", " ", text).strip()

    keep = [folded(text) for text in gold["must_keep"]]
    drop = {folded(entry["text"]) for entry in gold["must_drop_class"]}
    references = [folded(entry["raw"])[:60] for entry in gold["references"] if entry.get("raw")]
    labels = numpy.full(len(texts), -1)
    for index, text in enumerate(texts):
        text = folded(text)
        if any(part in text for part in keep) or any(part and part in text for part in references):
            labels[index] = 1
        elif text in drop:
            labels[index] = 0
    return labels


# Pages


def pages(name, arguments):
    """The pages of a set, each with its features, texts and labels."""
    folder = os.path.join(arguments.data, "pages/html" if name == "pages" else f"html/{name}/html")
    unpacked = os.path.join(arguments.work, "pages", name)
    shutil.rmtree(unpacked, ignore_errors=True)
    os.makedirs(unpacked)
    files = []
    for file_name in sorted(os.listdir(folder)):
        path = os.path.join(folder, file_name)
        with (gzip.open(path) if file_name.endswith(".gz") else open(path, "rb")) as file:
            page = file.read()
        files.append(os.path.join(unpacked, file_name.removesuffix(".gz")))
        with open(files[-1], "wb") as file:
            file.write(page)
    output = os.path.join(arguments.work, name)
    subprocess.run([arguments.tool, output, *files], check=True)
    gold = {}
    if name != "pages":
        with open(os.path.join(arguments.data, "html", name, "gold.jsonl"), encoding="utf-8") as file:
            gold = {row["id"]: row for row in map(json.loads, file)}
    rows = numpy.fromfile(output + ".rows", dtype="<f4")
    at, found = 0, []
    with open(output + ".jsonl", encoding="utf-8") as file:
        for page in map(json.loads, file):
            page["id"] = os.path.basename(page["path"]).removesuffix(".html")
            page["set"] = name
            size = page["blocks"] * page["width"]
            page["rows"] = rows[at : at + size].reshape(page["blocks"], page["width"])
            at += size
            if name == "pages":
                with open(os.path.join(arguments.data, "pages/gold", page["id"] + ".json"), encoding="utf-8") as one:
                    page["labels"] = labels_of_journal(page["texts"], json.load(one))
            elif name == "traf":
                page["labels"] = labels_by_segments(page["texts"], gold[page["id"]])
            else:
                page["labels"] = labels_by_text(page["texts"], gold[page["id"]]["text"])
            page["gold"] = gold.get(page["id"])
            page["site"] = site(page)
            page["lengths"] = numpy.array([len(text.encode()) for text in page["texts"]], float)
            found.append(page)
    return found


# Training


def weights(page):
    words = numpy.sqrt([max(1, len(text.split())) for text in page["texts"]])
    known = page["labels"] >= 0
    return words / (words[known].sum() if known.any() else 1) * WEIGHTS[page["set"]]


def fit(some):
    rows = numpy.concatenate([page["rows"] for page in some])
    labels = numpy.concatenate([page["labels"] for page in some])
    weight = numpy.concatenate([weights(page) for page in some])
    known = labels >= 0
    weight *= known.sum() / weight[known].sum()
    return lightgbm.train(PARAMETERS, lightgbm.Dataset(rows[known], labels[known], weight=weight[known]), ROUNDS)


def means(groups, values, weights):
    """Of each block: the weighted mean of the others in its group, -1 where there are none."""
    groups = numpy.asarray(groups, int) + 1
    believed, of_all = numpy.bincount(groups, values * weights), numpy.bincount(groups, weights)
    others = of_all[groups] - weights
    return numpy.where(others > 0, (believed[groups] - values * weights) / numpy.maximum(others, 1), -1)


def surroundings(page, beliefs):
    """As Surroundings.swift has them."""
    count, lengths = len(beliefs), page["lengths"]
    out = numpy.full((count, 26), -1, numpy.float32)
    if not count:
        return out
    around = numpy.concatenate([numpy.full(4, -1), beliefs, numpy.full(4, -1)])
    for column in range(9):
        out[:, column] = around[column : column + count]
    believed = numpy.concatenate([[0], numpy.cumsum(beliefs * lengths)])
    bytes_before = numpy.concatenate([[0], numpy.cumsum(lengths)])
    every = believed[-1] + 1e-9
    low, high = numpy.maximum(0, numpy.arange(count) - 8), numpy.minimum(count, numpy.arange(count) + 9)
    out[:, 9] = believed[:-1] / every
    out[:, 10] = every
    out[:, 11] = (believed[high] - believed[low]) / (bytes_before[high] - bytes_before[low] + 1e-9)
    out[:, 12] = beliefs.max()
    elements = page["elements"]
    for level in range(4):
        out[:, 13 + level * 2] = means(elements, beliefs, lengths)
        if level < 3:
            out[:, 14 + level * 2] = means([page["kinds"][e] if e >= 0 else -1 for e in elements], beliefs, lengths)
        elements = [page["parents"][e] if e >= 0 else -1 for e in elements]
    is_heading = numpy.array(page["headings"], bool)
    sections = numpy.cumsum(is_heading)
    out[:, 21] = means(sections, beliefs, lengths)
    of_section = numpy.bincount(sections, beliefs * lengths, sections[-1] + 1) / numpy.maximum(
        numpy.bincount(sections, lengths, sections[-1] + 1), 1)
    is_empty = numpy.bincount(sections, minlength=sections[-1] + 1) == 0
    of_section[is_empty] = -1
    of_section = numpy.concatenate([[-1], of_section, [-1]])
    out[:, 22], out[:, 23] = of_section[sections + 2], of_section[sections]
    heading, sure = -1, -1
    for index in range(count):
        if heading >= 0:
            out[index, 20] = beliefs[heading]
        if is_heading[index]:
            heading = index
        out[index, 24] = min(60, index - sure) if sure >= 0 else 99
        if beliefs[index] > 0.8 and lengths[index] >= 60:
            sure = index
    sure = -1
    for index in reversed(range(count)):
        out[index, 25] = min(60, sure - index) if sure >= 0 else 99
        if beliefs[index] > 0.8 and lengths[index] >= 60:
            sure = index
    return out


def extended(page, beliefs):
    return dict(page, rows=numpy.hstack([page["rows"], surroundings(page, beliefs)]))


def train(some, folds=4):
    """Two models. The second learns from what the first says of pages that it didn't see."""
    beliefs = {}
    some = [page for page in some if page["blocks"]]
    for fold in range(folds):
        model = fit([page for page in some if digest(page["site"]) // 35 % folds != fold])
        for page in some:
            if digest(page["site"]) // 35 % folds == fold:
                beliefs[page["set"], page["id"]] = model.predict(page["rows"])
    second = fit([extended(page, beliefs[page["set"], page["id"]]) for page in some])
    return fit(some), second


def judge(models, page):
    first, second = models
    if not page["blocks"]:
        return numpy.zeros(0)
    return second.predict(extended(page, first.predict(page["rows"]))["rows"])


# Scores and the file


def chosen(beliefs, lengths):
    """As ArticleSelection.swift has it."""
    kept = beliefs > 0.6
    if lengths[kept].sum() < 400:
        return beliefs > 0.4
    last = -1
    for index in numpy.flatnonzero(beliefs > 0.6):
        for between in range(last + 1, index) if last >= 0 else ():
            if beliefs[between] > 0.4 and between - last <= 8 and index - between <= 8:
                kept[between] = True
        last = index
    return kept


def repeated(kept, page):
    """As RepeatedText.swift has it."""
    texts = ["".join(WORD.findall(page["texts"][index].lower())) for index in kept]
    was_seen = [text in texts[:position] for position, text in enumerate(texts)]
    found = [was and page["lengths"][index] >= 100 for was, index in zip(was_seen, kept)]
    for position in reversed(range(len(kept) - 1)):
        found[position] = found[position] or was_seen[position] and found[position + 1]
    for position in range(1, len(kept)):
        found[position] = found[position] or was_seen[position] and found[position - 1]
    return {index for index, is_repeated in zip(kept, found) if is_repeated}


def article(page, beliefs):
    """What the stage `content` keeps of a general page."""
    beliefs = numpy.where(page["others"], 0, beliefs)
    kept = [index for index in numpy.flatnonzero(chosen(beliefs, page["lengths"])) if index != page["title"]]
    again = repeated(kept, page)
    return "\n".join(page["texts"][index] for index in kept if index not in again)


def report(some, beliefs, data):
    sys.path.insert(0, os.path.join(data, "html"))
    import score

    for name in ("aeb", "wcxb", "traf"):
        documents = []
        for page in some:
            if page["set"] != name:
                continue
            text = article(page, beliefs[name, page["id"]]) if page["blocks"] else ""
            gold = page["gold"]
            documents.append(
                score.doc_shingle(gold["text"], text) if name == "aeb"
                else score.doc_words(gold["text"], text, {}) if name == "wcxb" else score.doc_segments(text, gold))
        scores = {"aeb": score.agg_shingle, "wcxb": score.agg_words, "traf": score.agg_segments}[name](documents)
        print(name, len(documents), " ".join(f"{key}={scores[key]:.4f}" for key in ("f1", "precision", "recall")))


def write(models, path):
    out = bytearray()
    for model in models:
        trees = model.dump_model()["tree_info"]
        out += struct.pack("<H", len(trees))
        for tree in trees:
            nodes, leaves = [], []

            def walk(node):
                if "leaf_value" in node:
                    leaves.append(node["leaf_value"])
                    return -len(leaves)
                place = len(nodes)
                nodes.append(None)
                left, right = walk(node["left_child"]), walk(node["right_child"])
                nodes[place] = (node["split_feature"], node["threshold"], left, right)
                return place

            walk(tree["tree_structure"])
            out += struct.pack("<H", len(nodes))
            for node in nodes:
                out += struct.pack("<Hfhh", *node)
            out += struct.pack("<H", len(leaves)) + struct.pack(f"<{len(leaves)}f", *leaves)
    with open(path, "wb") as file:
        file.write(out)
    print(f"{path}: {len(out)} bytes")


def main():
    options = argparse.ArgumentParser(description=__doc__)
    for name in ("--tool", "--data", "--work", "--model"):
        options.add_argument(name, required=True)
    options.add_argument("--mode", choices=["all", "held", "cross"], default="all")
    arguments = options.parse_args()
    os.makedirs(arguments.work, exist_ok=True)
    every = [page for name in WEIGHTS for page in pages(name, arguments)]
    if arguments.mode == "all":
        write(train(every), arguments.model)
        return
    beliefs, tested = {}, []
    for part in range(1 if arguments.mode == "held" else 5):
        def is_left_out(page):
            return digest(page["site"]) % 3 == 0 if arguments.mode == "held" else digest(page["site"]) // 7 % 5 == part

        models = train([page for page in every if not is_left_out(page)])
        for page in filter(is_left_out, every):
            beliefs[page["set"], page["id"]] = judge(models, page)
            tested.append(page)
    report(tested, beliefs, arguments.data)


main()
