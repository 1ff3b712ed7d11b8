#!/usr/bin/env python3
"""Imports the same CSV file here and with what a user would otherwise write: pandas' read_csv and to_sql with an FTS5
index, in turns, and prints a table.

    compare_import.py FILE.csv [--rounds N] [--index] [--bench BENCH_IMPORT]

FILE.csv has columns question, reply, context, label, dialogue. Ours checks every row, skips pairs that stand in the
project, keeps a history of labels and may be undone, and all of it is seen and searched at once; the index of words
(trigrams, so that Chinese is found) is made afterwards in the background, in short turns. With --index its end is
waited for, and its time is given too. The peer's index is FTS5's usual one, by words.
"""
import argparse
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PEER = """
import sqlite3, sys, time
import pandas
start = time.perf_counter()
file, database = sys.argv[1:]
frame = pandas.read_csv(file)
connection = sqlite3.connect(database)
frame.to_sql("pairs", connection, index_label="id", chunksize=10000)
rows = time.perf_counter() - start
connection.execute("CREATE VIRTUAL TABLE search USING fts5(question, reply, content='pairs', content_rowid='id')")
connection.execute("INSERT INTO search (search) VALUES ('rebuild')")
connection.commit()
print(rows, time.perf_counter() - start)
"""


def run(command):
    process = subprocess.Popen(list(map(str, command)), stdout=subprocess.PIPE, text=True)
    out = process.stdout.read()

    _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        sys.exit(f"{command} failed")
    return out, usage.ru_maxrss / 1024


def main():
    root = Path(__file__).resolve().parents[2]
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--index", action="store_true")
    parser.add_argument("--bench", type=Path, default=root / "build/release/tests/bench/bench_import")
    options = parser.parse_args()
    ours, ours_indexed, theirs, theirs_indexed, memory = [], [], [], [], []
    for _ in range(options.rounds):
        out, peak = run([options.bench, options.file] + (["index"] if options.index else []))
        ours.append(float(re.search(r"updated in ([\d.]+) s", out).group(1)))
        if options.index:
            ours_indexed.append(float(re.search(r"in the index ([\d.]+) s", out).group(1)))
        with tempfile.TemporaryDirectory() as folder:
            peer, peer_peak = run([sys.executable, "-c", PEER, options.file, f"{folder}/peer.sqlite"])
        rows, whole = map(float, peer.split())
        theirs.append(rows)
        theirs_indexed.append(whole)
        memory.append((peak, peer_peak))
        print(f"# ours {ours[-1]:.1f} s, {peak:.0f} MiB; pandas {rows:.1f} s, with its index {whole:.1f} s, "
              f"{peer_peak:.0f} MiB", file=sys.stderr, flush=True)

    def spread(values):
        return f"{statistics.median(values):.1f} ({min(values):.1f}–{max(values):.1f})"

    print("| import, s | pandas and SQLite, s | with its index, s | ratio | peak MiB |\n| --- | --- | --- | --- | --- |")
    ratio = [b / a for a, b in zip(ours, theirs_indexed)]
    print(f"| {spread(ours)} | {spread(theirs)} | {spread(theirs_indexed)} | {spread(ratio)} | "
          f"{memory[0][0]:.0f} / {memory[0][1]:.0f} |")
    if options.index:
        print(f"until all words are in our index: {spread(ours_indexed)} s")


main()
