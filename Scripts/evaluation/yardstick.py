#!/usr/bin/env python3
"""The yardstick of Scripts/bench references: a plain linear-chain CRF with python-crfsuite.

    yardstick.py strings ANNOTATED.jsonl                          the strings, one a line
    yardstick.py tag SPEED STRINGS LABELS.jsonl MODEL [ANNOTATED.jsonl]

Trains on up to 2,000 strings with the features that such taggers usually have (the token, its shape and affixes, its
position, punctuation, and the same of three neighbours on each side), then tags all strings. Labels are the annotated
spans, or where there are none what Fettle read: the tagger's speed doesn't depend on how right they are. SPEED is
Fettle's, in strings a second.
"""
import json
import re
import sys
import time

TOKEN = re.compile(r"\w+|[^\w\s]")


def shape(word):
    return re.sub(r"(.)\1+", r"\1", re.sub(r"\d", "9", re.sub(r"[a-z]", "a", re.sub(r"[A-Z]", "A", word))))


def features(words):
    count = len(words)
    lowers, shapes = [word.lower() for word in words], [shape(word) for word in words]
    out = []
    for index, word in enumerate(words):
        lower = lowers[index]
        seen = [
            "w=" + lower, "s=" + shapes[index], "p2=" + lower[:2], "p3=" + lower[:3], "p4=" + lower[:4],
            "x2=" + lower[-2:], "x3=" + lower[-3:], "x4=" + lower[-4:], "at=%d" % (index * 12 // count),
            "digit" if word.isdigit() else "alpha" if word.isalpha() else "mark", "length=%d" % min(len(word), 8),
        ]
        for offset in (-3, -2, -1, 1, 2, 3):
            at = index + offset
            if 0 <= at < count:
                seen += ["%d:w=%s" % (offset, lowers[at]), "%d:s=%s" % (offset, shapes[at])]
            else:
                seen.append("%d:none" % offset)
        out.append(seen)
    return out


def labels(tokens, spans):
    out = []
    for token in tokens:
        out.append(next((name for start, end, name in spans if start <= token.start() < end), "other"))
    return out


def byte_spans(raw, ranges):
    """Fettle's ranges count bytes."""
    offsets = {}
    at = 0
    for index, letter in enumerate(raw):
        offsets[at] = index
        at += len(letter.encode())
    offsets[at] = len(raw)
    return sorted((offsets.get(a, 0), offsets.get(b, 0), name) for name, (a, b) in ranges.items())


def read(path):
    with open(path, encoding="utf-8", errors="replace") as file:
        return file.read().split("\n")[:-1]


def main():
    if sys.argv[1] == "strings":
        for line in read(sys.argv[2]):
            print(" ".join(json.loads(line)["raw"].split()))
        return
    import pycrfsuite

    speed, strings, read_by_fettle, model = float(sys.argv[2]), read(sys.argv[3]), read(sys.argv[4]), sys.argv[5]
    examples = []
    if len(sys.argv) > 6:
        for line in read(sys.argv[6])[:2000]:
            entry = json.loads(line)
            examples.append((entry["raw"], sorted(entry["spans"])))
    else:
        for raw, line in list(zip(strings, read_by_fettle))[:2000]:
            examples.append((raw, byte_spans(raw, json.loads(line).get("custom", {}).get("ranges", {}))))
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    trainer.set_params({"c1": 0.1, "c2": 0.1, "max_iterations": 60, "feature.possible_transitions": True})
    for raw, spans in examples:
        tokens = list(TOKEN.finditer(raw))
        if tokens:
            trainer.append(features([token.group() for token in tokens]), labels(tokens, spans))
    trainer.train(model)

    tagger = pycrfsuite.Tagger()
    tagger.open(model)
    strings = strings[:10000]
    began = time.perf_counter()
    for raw in strings:
        words = [token.group() for token in TOKEN.finditer(raw)]
        if words:
            tagger.tag(features(words))
    whole = len(strings) / (time.perf_counter() - began)
    ready = [pycrfsuite.ItemSequence(features(words)) for words in ([t.group() for t in TOKEN.finditer(raw)] for raw in strings) if words]
    began = time.perf_counter()
    for items in ready:
        tagger.tag(items)
    alone = len(ready) / (time.perf_counter() - began)
    print(f"{'python-crfsuite, string in to labels out':44} {whole:9.0f} a second; fettle is {speed / whole:.1f} times as fast")
    print(f"{'python-crfsuite, its tagger alone':44} {alone:9.0f} a second; fettle is {speed / alone:.1f} times as fast")
    print(f"\ntrained on {len(examples)} strings, {len(tagger.labels())} labels; it stops at labels: no names, pages, DOIs or JSON")


main()
