"""Compares our token ids with Hugging Face's on whole tables and prints both speeds.

compare_tokenizer.py BENCH_TOKENIZER FOLDER TABLE.csv... : columns question and reply, as pairs and
one by one. Needs transformers. RAYON_NUM_THREADS=1 is set, so that both use one thread.
"""
import csv
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import time

os.environ["RAYON_NUM_THREADS"] = "1"
os.environ["TOKENIZERS_PARALLELISM"] = "false"
from transformers import AutoTokenizer  # noqa: E402


def rows(path):
    with open(path, encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield [row["context"] + "\n" + row["question"], row["reply"]]
            for column in ("context", "question", "reply"):
                yield [row[column]]


def main():
    bench, folder, *tables = sys.argv[1:]
    tokenizer = AutoTokenizer.from_pretrained(folder)
    texts = [row for table in tables for row in rows(table)]
    failed = 0
    with tempfile.TemporaryDirectory() as scratch:
        path = pathlib.Path(scratch, "texts.jsonl")
        path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in texts))
        for length in (0, 16, 64):
            ours = subprocess.run([bench, folder, path, str(length), "--ids"], check=True,
                                  capture_output=True, text=True).stdout.splitlines()
            cut = {"truncation": True, "max_length": length} if length else {}
            mismatches = 0
            for row, line in zip(texts, ours, strict=True):
                theirs = tokenizer([row[0]], [row[1]] if len(row) > 1 else None,
                                   return_token_type_ids=True, **cut)
                wanted = [theirs[key][0] for key in
                          ("input_ids", "token_type_ids", "attention_mask")]
                if wanted != json.loads(line):
                    mismatches += 1
                    if mismatches <= 3:
                        print("differs:", row, wanted, line, sep="\n  ")
            failed += mismatches
            print(f"max length {length}: {len(texts)} texts, {mismatches} mismatches")
        printed = subprocess.run([bench, folder, path], check=True, capture_output=True, text=True)
    print("ours: ", printed.stdout.strip())
    ours_speed = float(re.search(r"([\d.]+) MB/s", printed.stdout).group(1))
    size = sum(len(text.encode()) for row in texts for text in row)
    batch = [tuple(row) if len(row) > 1 else row[0] for row in texts]
    best = 0.0
    for _ in range(3):
        begin = time.perf_counter()
        tokenizer.backend_tokenizer.encode_batch_fast(batch)
        best = max(best, size / (time.perf_counter() - begin) / 1e6)
    print(f"theirs: {best:.1f} MB/s with encode_batch_fast on one thread (best of 3); "
          f"ratio {ours_speed / best:.1f}")
    sys.exit(failed > 0)


main()
