"""Runs the shards of one Fettle run on Apache Spark, and merges them.

Spark only says which machine does which shard: a task starts one `fettle run --shard i/n`, which reads its inputs and writes
its output folder itself. Inputs, pipeline file and output must lie on a file system that all machines share, under the same
path; so must the program, unless it is installed everywhere.

Nothing goes through `rdd.pipe` (which reports success though a program failed, unless told otherwise) or `textFile` (which
breaks lines at lone carriage returns and changes bytes that are no UTF-8). A document that can't be read is the run's
business: it goes to quarantine, and the task is done. A task that failed (a full disk, a lost machine) is tried again by
Spark, and goes on where it was.
"""

import argparse
import os
import shutil
import subprocess
import sys
import time

COMPLETE, WITH_QUARANTINE, WORTH_RETRYING = 0, 2, 3


def run_shard(settings, number):
    """One task: runs a shard to its end. Raises where that can't be done; Spark then tries it again elsewhere."""
    command = [settings["fettle"], "run", settings["pipeline"], *settings["inputs"]]
    command += ["--shard", f"{number}/{settings['shards']}", "--output", settings["part"].format(number=number)]
    command += ["--surveys", settings["surveys"]]
    command += ["--jobs", str(settings["jobs"]), "--quiet"]
    # A machine that was given up may still be at work on the same shard: then its folder is locked, and this one waits
    # until it is done (and finds nothing left to do) or gone (and goes on where it was).
    deadline = time.monotonic() + settings["patience"]
    while True:
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, errors="replace")
        if done.returncode in (COMPLETE, WITH_QUARANTINE):
            return number, done.returncode
        is_locked = done.returncode == WORTH_RETRYING and "another run is writing" in done.stderr
        if not is_locked or time.monotonic() > deadline:
            raise RuntimeError(f"shard {number}: exit code {done.returncode}: {done.stderr.strip()}")
        time.sleep(1)


def main():
    parser = argparse.ArgumentParser(description="Runs the shards of one Fettle run on Apache Spark, and merges them.")
    parser.add_argument("pipeline", help="the pipeline file")
    parser.add_argument("inputs", nargs="+", help="files, folders or globs, the same on all machines")
    parser.add_argument("--output", required=True, help="the folder to write to; shards lie beside it until they are merged")
    parser.add_argument("--shards", type=int, default=0, help="how many parts (default: three for each core of the cluster)")
    parser.add_argument("--master", help="a Spark master, such as spark://host:7077 (default: what spark-submit says, or local[*])")
    parser.add_argument("--fettle", default="fettle", help="the program, as the machines find it")
    parser.add_argument("--jobs", type=int, default=1, help="documents that a task works on at once (default: 1)")
    parser.add_argument("--patience", type=float, default=600, help="seconds to wait for a shard that another machine holds")
    parser.add_argument("--keep-shards", action="store_true", help="don't remove the shards after the merge")
    given = parser.parse_args()

    from pyspark.sql import SparkSession

    builder = SparkSession.builder.appName("fettle")
    if given.master:
        builder = builder.master(given.master)
    # A second copy of a slow task would only wait for the first.
    session = builder.config("spark.speculation", "false").config("spark.ui.showConsoleProgress", "false").getOrCreate()
    context = session.sparkContext
    shards = given.shards or 3 * context.defaultParallelism
    output = os.path.abspath(given.output)
    settings = {
        "fettle": os.path.abspath(given.fettle) if os.sep in given.fettle else given.fettle,
        "pipeline": os.path.abspath(given.pipeline),
        "inputs": [os.path.abspath(path) for path in given.inputs],
        "part": output.rstrip("/") + ".shard-{number}-of-" + str(shards),
        "surveys": output.rstrip("/") + ".surveys",
        "shards": shards,
        "jobs": given.jobs,
        "patience": given.patience,
    }
    try:
        done = context.parallelize(range(1, shards + 1), shards).map(lambda number: run_shard(settings, number)).collect()
    finally:
        session.stop()
    # Spark gave every task's answer, or there would have been an exception; the merge checks once more that all is there.
    assert sorted(number for number, _ in done) == list(range(1, shards + 1))
    parts = [settings["part"].format(number=number) for number in range(1, shards + 1)]
    shutil.rmtree(settings["surveys"], ignore_errors=True)
    merged = subprocess.run([settings["fettle"], "merge", *parts, "--output", output])
    if merged.returncode in (COMPLETE, WITH_QUARANTINE) and not given.keep_shards:
        for part in parts:
            shutil.rmtree(part)
    return merged.returncode


if __name__ == "__main__":
    sys.exit(main())
