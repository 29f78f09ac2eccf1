#!/usr/bin/env python3
"""How many HTML pages a second, bytes in to record out, on one core; beside trafilatura and resiliparse where this python3 has
them; see Scripts/bench."""
import argparse
import json
import os
import shutil
import subprocess
import sys
import time


def best(rounds, work):
    """The least processor time of a few rounds, in seconds."""
    least = None
    for _ in range(rounds):
        start = time.process_time()
        work()
        taken = time.process_time() - start
        least = taken if least is None else min(least, taken)
    return least


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--fettle", required=True)
    options.add_argument("--pipeline", required=True)
    options.add_argument("--work", required=True)
    options.add_argument("folder", help="pages, .html")
    options = options.parse_args()
    paths = sorted(
        os.path.join(top, name) for top, _, names in os.walk(options.folder) for name in names if name.endswith(".html"))
    if not paths:
        sys.exit(f"error: there is no .html file in {options.folder}")
    pages = [open(path, "rb").read() for path in paths]
    size = sum(map(len, pages))
    print(f"{len(pages)} pages, {size / 1e6:.1f} MB, one core, processor time, best of three\n")

    def line(name, seconds, note=""):
        print(f"{name:30}{len(pages) / seconds:9.1f} pages/s{size / seconds / 1e6:9.1f} MB/s  {note}", flush=True)

    least, stages = None, []
    for _ in range(3):
        output = os.path.join(options.work, "html-output")
        shutil.rmtree(output, ignore_errors=True)
        command = [options.fettle, "run", options.pipeline, options.folder, "--output", output, "--jobs", "1", "--quiet"]
        if subprocess.run(command).returncode not in (0, 2):
            sys.exit("error: fettle failed")
        with open(os.path.join(output, "run.json"), encoding="utf-8") as file:
            report = json.load(file)
        if least is None or report["workers"]["seconds"] < least:
            least, stages = report["workers"]["seconds"], report["stages"]
    line("fettle, bytes to record", least)
    for stage in stages:
        what = "decoding, parsing, blocks" if stage["name"] == "ingest" else ""
        line("  " + stage["name"], max(stage["seconds"], 1e-4), what)
    try:
        import trafilatura

        taken = best(3, lambda: [trafilatura.extract(page) for page in pages])
        line("trafilatura", taken, f"fettle: {taken / least:.1f} times as fast")
    except ImportError:
        print("trafilatura is not installed")
    try:
        from resiliparse.extract.html2text import extract_plain_text
        from resiliparse.parse.encoding import bytes_to_str, detect_encoding

        taken = best(
            3, lambda: [extract_plain_text(bytes_to_str(p, detect_encoding(p)), main_content=True) for p in pages])
        line("resiliparse, main content", taken, f"fettle: {taken / least:.1f} times as fast")
    except ImportError:
        print("resiliparse is not installed")


main()
