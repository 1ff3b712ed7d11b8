"""Compares our token ids with Hugging Face's, on whole tables or on texts made up at random, and both speeds.

compare_tokenizer.py BENCH_TOKENIZER FOLDER TABLE.csv... : every text of context, question and reply, as pairs and
one by one, then the speeds on one thread.
compare_tokenizer.py BENCH_TOKENIZER --random MINUTES [--seed N] FOLDER... : texts shuffled out of
tokenizer/nasty.txt and any characters, so many minutes for each folder.
Needs transformers and tokenizers. tokenizer.json is the authority where a folder has one (XLNet's spiece.model:
where the folder NAME-json beside it has one), what transformers builds where not.
"""
import argparse
import csv
import json
import os
import pathlib
import random
import re
import subprocess
import sys
import tempfile
import time

os.environ["RAYON_NUM_THREADS"] = "1"
os.environ["TOKENIZERS_PARALLELISM"] = "false"
from tokenizers import Tokenizer, models  # noqa: E402

CORPUS = pathlib.Path(__file__).parent / "tokenizer" / "nasty.txt"


def authority(folder):
    path = pathlib.Path(folder)
    for candidate in (path / "tokenizer.json", path.with_name(path.name + "-json") / "tokenizer.json"):
        if candidate.exists() and (candidate.parent == path or (path / "spiece.model").exists()):
            tokenizer = Tokenizer.from_file(str(candidate))
            if candidate.parent != path:  # the scores as spiece.model holds them: tokenizers reads JSON's a bit beside
                model = json.loads(candidate.read_text(encoding="utf-8"))["model"]
                tokenizer.model = models.Unigram([tuple(piece) for piece in model["vocab"]], unk_id=model["unk_id"])
            break
    else:
        from transformers import AutoTokenizer
        tokenizer = AutoTokenizer.from_pretrained(folder).backend_tokenizer
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def rows(path):
    with open(path, encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield [row["context"] + "\n" + row["question"], row["reply"]]
            for column in ("context", "question", "reply"):
                yield [row[column]]


def written(texts, scratch):
    path = pathlib.Path(scratch, "texts.jsonl")
    path.write_text("".join(json.dumps(row) + "\n" for row in texts), encoding="ascii")
    return path


def mismatches(bench, folder, tokenizer, texts, length, scratch):
    """Prints the first three. @return how many"""
    ours = subprocess.run([bench, folder, written(texts, scratch), str(length), "--ids"], check=True,
                          capture_output=True, text=True).stdout.splitlines()
    if length:
        tokenizer.enable_truncation(length)
    else:
        tokenizer.no_truncation()
    theirs = tokenizer.encode_batch([tuple(row) if len(row) > 1 else row[0] for row in texts])
    count = 0
    for row, line, made in zip(texts, ours, theirs, strict=True):
        wanted = [made.ids, made.type_ids, made.attention_mask]
        if wanted != json.loads(line):
            count += 1
            if count <= 3:
                print("differs:", ascii(row), wanted, line, sep="\n  ")
    return count


def compare_tables(bench, folder, tables):
    tokenizer = authority(folder)
    texts = [row for table in tables for row in rows(table)]
    with tempfile.TemporaryDirectory() as scratch:
        failed = 0
        for length in (0, 16, 64):
            count = mismatches(bench, folder, tokenizer, texts, length, scratch)
            failed += count
            print(f"max length {length}: {len(texts)} texts, {count} mismatches")
        tokenizer.no_truncation()
        batch = [tuple(row) if len(row) > 1 else row[0] for row in texts]
        size = sum(len(text.encode()) for row in texts for text in row)
        best = ours = 0.0
        for _ in range(3):  # in turn, so that both meet the same load of the machine
            printed = subprocess.run([bench, folder, written(texts, scratch)], check=True, capture_output=True, text=True).stdout
            ours = max(ours, float(re.search(r"([\d.]+) MB/s", printed).group(1)))
            begin = time.process_time()
            tokenizer.encode_batch_fast(batch)
            best = max(best, size / (time.process_time() - begin) / 1e6)
    print(f"{folder}: ours {ours:.1f} MB/s, encode_batch_fast {best:.2f} MB/s, both on one thread by processor time, best of 3 rounds; ratio {ours / best:.1f}")
    return failed


def made_up(draw, pieces):
    def character():
        first, last = draw.choice(((0, 0x7F), (0x20, 0x7E), (0x80, 0x24FF), (0x300, 0x36F), (0x4E00, 0x9FFF), (0x900, 0xDFF),
                                   (0x2000, 0x206F), (0, 0xD7FF), (0xE000, 0xFFFF), (0x1F000, 0x1FAFF), (0x10000, 0x10FFFF)))
        return chr(draw.randint(first, last))

    def text():
        parts = []
        for _ in range(draw.randint(0, 9)):
            piece = draw.choice(pieces)
            at = draw.randint(0, len(piece))
            parts.append(draw.choice((piece[at:at + draw.randint(1, 20)], character(), character() * 2, " ", draw.choice(pieces)[:40])))
        return "".join(parts)

    return [text()] if draw.random() < 0.6 else [text(), text()]


def compare_random(bench, folders, minutes, seed):
    pieces = [json.loads(line) for line in CORPUS.read_text(encoding="ascii").splitlines() if not line.startswith("#")]
    failed = 0
    for folder in folders:
        tokenizer = authority(folder)
        draw = random.Random(seed)
        end = time.monotonic() + 60 * minutes
        texts = count = 0
        with tempfile.TemporaryDirectory() as scratch:
            while time.monotonic() < end:
                batch = [made_up(draw, pieces) for _ in range(5000)]
                count += mismatches(bench, folder, tokenizer, batch, draw.choice((0, 16, 64, 512)), scratch)
                texts += len(batch)
        failed += count
        print(f"{folder}: {texts} random texts (seed {seed}), {count} mismatches", flush=True)
    return failed


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bench")
    parser.add_argument("--random", type=float, metavar="MINUTES")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("paths", nargs="+")
    given = parser.parse_args()
    if given.random:
        failed = compare_random(given.bench, given.paths, given.random, given.seed)
    else:
        failed = compare_tables(given.bench, given.paths[0], given.paths[1:])
    sys.exit(failed > 0)


main()
