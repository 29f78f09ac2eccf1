"""A plain linear-chain CRF as a yardstick: python-crfsuite, trained with the same annotated strings as Fettle's model, with the
features that everybody takes (words, shapes and affixes, in a window of three), and nothing of Fettle's own.

What it is for: figures of different sets of strings can't be compared, the lead over the same peer can.
"""
import re

try:
    import pycrfsuite
except ImportError:
    pycrfsuite = None

WORD = re.compile(r"[^\W\d_]+|\d+|[^\w\s]|_")
SETTINGS = {"c1": 0.1, "c2": 0.01, "max_iterations": 120, "feature.possible_transitions": True}


def shape(word):
    letters = ("A" if c.isupper() else "a" if c.islower() else "0" if c.isdigit() else c if c < "\x80" else "k" for c in word)
    return re.sub(r"(.)\1{2,}", r"\1\1", "".join(letters))


def features(text):
    """The tokens of a string as ranges of code points, and the features of each."""
    tokens = [match.span() for match in WORD.finditer(text)]
    words = [text[start:end] for start, end in tokens]
    shapes = [shape(word) for word in words]
    rows = []
    for at, word in enumerate(words):
        row = ["bias", "w=" + word.lower(), "W=" + word, "s=" + shapes[at], "place=%d" % (at * 12 // len(words))]
        row += [f"p{n}={word[:n]}" for n in range(1, 5)] + [f"x{n}={word[-n:]}" for n in range(1, 5)]
        row.append("glued=%d" % (at > 0 and tokens[at - 1][1] == tokens[at][0]))
        if re.fullmatch(r"(18|19|20)\d\d", word):
            row.append("year")
        for step in (-3, -2, -1, 1, 2, 3):
            other = at + step
            if 0 <= other < len(words):
                row += [f"{step}:w={words[other].lower()}", f"{step}:s={shapes[other]}"]
            else:
                row.append(f"{step}:end")
        for step in (-2, -1, 0, 1):
            if 0 <= at + step < len(words) - 1:
                row.append(f"{step}:s2={shapes[at + step]}|{shapes[at + step + 1]}")
        if 0 < at < len(words) - 1:
            row.append("s3=" + "|".join(shapes[at - 1:at + 2]))
        rows.append(row)
    return tokens, rows


def offsets(text):
    """The byte at which each code point begins, and the end."""
    found = [0]
    for letter in text:
        found.append(found[-1] + len(letter.encode()))
    return found


def labels(text, tokens, spans):
    """A label for each token, from ranges of bytes written as "0-12-author,…"."""
    at, found = offsets(text), ["O"] * len(tokens)
    for span in filter(None, spans.split(",")):
        start, end, name = span.split("-", 2)
        sign = "B-"
        for index, (first, last) in enumerate(tokens):
            if at[first] >= int(start) and at[last] <= int(end):
                found[index], sign = sign + name, "I-"
    return found


def spans(text, tokens, found):
    at, out = offsets(text), []
    for (first, last), label in zip(tokens, found):
        if label == "O":
            continue
        sign, name = label.split("-", 1)
        if out and out[-1][2] == name and sign == "I":
            out[-1][1] = at[last]
        else:
            out.append([at[first], at[last], name])
    return ",".join(f"{start}-{end}-{name}" for start, end, name in out)


def relabeled(lines, model):
    """The held-back lines of prepare.py, with the labels that the plain CRF gives after training with all others."""
    trainer = pycrfsuite.Trainer(verbose=False)
    rows = [line.rstrip("\n").split("\t") for line in lines]
    for held, _, text, known in rows:
        tokens, found = features(text)
        if held == "0" and tokens:
            trainer.append(pycrfsuite.ItemSequence(found), labels(text, tokens, known))
    trainer.set_params(SETTINGS)
    trainer.train(model)
    tagger = pycrfsuite.Tagger()
    tagger.open(model)
    for held, source, text, _ in rows:
        if held == "1":
            tokens, found = features(text)
            yield "\t".join([held, source, text, spans(text, tokens, tagger.tag(pycrfsuite.ItemSequence(found)))]) + "\n"
