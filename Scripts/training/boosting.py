"""Gradient boosting of oblivious trees: on each level of a tree all blocks are asked the same question."""
import numpy


def fit(features, labels, weights, trees=40, depth=4, rate=0.2, ridge=5.0, bins=32):
    """The bias and the trees, a list of questions (feature, threshold) and of values, in thousandths of a logit."""
    count, width = features.shape
    edges, places = [], numpy.zeros((width, count), dtype=numpy.int32)
    for feature in range(width):
        column = features[:, feature]
        distinct = numpy.unique(column)
        if len(distinct) > bins:
            distinct = numpy.unique(numpy.quantile(column, numpy.linspace(0, 1, bins + 1)[1:-1]).astype(numpy.int16))
        else:
            distinct = distinct[:-1]
        edges.append(distinct)
        places[feature] = numpy.searchsorted(distinct, column, side="left")
    share = numpy.average(labels, weights=weights)
    bias = int(round(1000 * float(numpy.log(share / (1 - share)))))
    scores = numpy.full(count, bias / 1000)
    model = []
    for _ in range(trees):
        odds = 1 / (1 + numpy.exp(-scores))
        slope, bend = weights * (labels - odds), weights * odds * (1 - odds)
        leaf, questions = numpy.zeros(count, dtype=numpy.int32), []
        for level in range(depth):
            gain, feature, place = best_question(leaf, 1 << level, places, edges, slope, bend, ridge, bins + 1)
            questions.append((feature, int(edges[feature][place])))
            leaf |= (places[feature] > place).astype(numpy.int32) << level
        top = numpy.bincount(leaf, weights=slope, minlength=1 << depth)
        bottom = numpy.bincount(leaf, weights=bend, minlength=1 << depth)
        values = numpy.round(1000 * rate * top / (bottom + ridge)).astype(int)
        scores += values[leaf] / 1000
        model.append((questions, values))
    return bias, model


def best_question(leaf, leaves, places, edges, slope, bend, ridge, bins):
    best = (-1.0, 0, 0)
    for feature, edge in enumerate(edges):
        if len(edge) == 0:
            continue
        cell = leaf * bins + places[feature]
        top = numpy.bincount(cell, weights=slope, minlength=leaves * bins).reshape(leaves, bins).cumsum(1)
        bottom = numpy.bincount(cell, weights=bend, minlength=leaves * bins).reshape(leaves, bins).cumsum(1)
        gains = top**2 / (bottom + ridge) + (top[:, -1:] - top) ** 2 / (bottom[:, -1:] - bottom + ridge)
        gains = gains.sum(0)[: len(edge)]
        place = int(gains.argmax())
        if gains[place] > best[0]:
            best = (float(gains[place]), feature, place)
    return best


def score(model, features):
    bias, trees = model
    scores = numpy.full(len(features), bias, dtype=numpy.int64)
    for questions, values in trees:
        leaf = numpy.zeros(len(features), dtype=numpy.int32)
        for level, (feature, threshold) in enumerate(questions):
            leaf |= (features[:, feature] > threshold).astype(numpy.int32) << level
        scores += values[leaf]
    return scores


def text(model, names, threshold):
    """The file that the stage reads."""
    lines = ["# Made by Scripts/train-blocks: boosted trees over features of blocks, in thousandths of a logit."]
    lines += [f"bias {model[0]}", f"threshold {threshold}"]
    for questions, values in model[1]:
        asked = " ".join(f"{names[feature]}<={limit}" for feature, limit in questions)
        lines.append(f"{asked} : {' '.join(str(int(value)) for value in values)}")
    return "\n".join(lines) + "\n"
