"""What the evaluations share: where the data is, and its own scorers."""
import argparse
import importlib.util
import os
import sys

# Nothing is left beside the data's scripts.
sys.dont_write_bytecode = True


def parser(description):
    options = argparse.ArgumentParser(prog="Scripts/evaluate", description=description)
    options.add_argument("--root", help=argparse.SUPPRESS)
    options.add_argument("--fettle", help=argparse.SUPPRESS)
    options.add_argument("--data", metavar="FOLDER", help="the evaluation data (default: ../shared/eval)")
    return options


def need(options, *paths):
    """The folder of the data; says which of the files aren't there, and ends."""
    folder = options.data or os.path.join(options.root, "..", "shared", "eval")
    missing = [path for path in paths if not os.path.exists(os.path.join(folder, path))]
    if missing:
        print(f"There is no evaluation data here: {os.path.normpath(folder)} lacks {', '.join(missing)}.", file=sys.stderr)
        print("Name its folder with --data; Scripts/evaluate without arguments says what must be in it.", file=sys.stderr)
        sys.exit(1)
    return folder


def module(path):
    """A script as a module, without running it."""
    spec = importlib.util.spec_from_file_location("scorer", path)
    loaded = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(loaded)
    return loaded


def percent(part, whole):
    return f"{100 * part / whole:6.2f}" if whole else "     –"


def ratios(counts):
    """Precision, recall and F1 in per cent, of [right, given and wrong, missed]."""
    right, wrong, missed = counts
    precision = right / (right + wrong) if right + wrong else 0
    recall = right / (right + missed) if right + missed else 0
    both = 2 * precision * recall / (precision + recall) if precision + recall else 0
    return 100 * precision, 100 * recall, 100 * both
