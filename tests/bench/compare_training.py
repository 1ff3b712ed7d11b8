#!/usr/bin/env python3
"""Trains the same pairs with the same recipe here and in Hugging Face transformers, in turns, and prints a table.

    compare_training.py --peer hf_finetune.py --data DATA --model MINILM [--cases NAME …] [--rounds N] [--test N]

DATA holds sgd_train.csv, sgd_dev.csv and sgd_test.csv; MINILM is the starter model's folder. The larger networks have
random weights and the starter's vocabulary, so that both sides read the same tokens. The peer runs with bfloat16
autocast and with tcmalloc preloaded, which is its fastest (--peer-fp32: without bfloat16).

Pairs a second: trained pairs x epochs over the time of the whole training, which is tokenising, frozen layers, steps
and checks. Ours counts the start of the program and the loading of the model too, the peer's does not. Peak memory is
the kernel's figure for each process. On two threads a run with CPU/wall under 1.9 was disturbed: don't quote its time.
--test N: both are scored on N test pairs in their last state, in float32 here, as the peer computes there.
"""
import argparse
import csv
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

# name: network, layers that train (-1: all), pairs, epochs, checked pairs, peer's own options, ours
CASES = {
    "minilm-top2": ("minilm", 2, 8000, 3, 500, [], []),
    "minilm-all": ("minilm", -1, 2000, 1, 200, [], []),
    "minilm-top2-int8": ("minilm", 2, 8000, 3, 500, [], ["--set", "frozen_precision=int8"]),
    "bert-top2": ("bert", 2, 1000, 3, 200, [], []),
    "bert-top2-int8": ("bert", 2, 1000, 3, 200, [], ["--set", "frozen_precision=int8"]),
    "bert-all": ("bert", -1, 320, 1, 32, [], []),
    "gpt2-top2": ("gpt2", 2, 1000, 3, 200, [], []),
    "xlnet-top2": ("xlnet", 2, 1000, 3, 200, ["--attention", "eager"], []),
    "paper": ("minilm", -1, 480, 1, 32, ["--seed-listing"], ["--preset", "paper"]),
}


def arguments():
    root = Path(__file__).resolve().parents[2]
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--peer", required=True)
    parser.add_argument("--data", required=True, type=Path)
    parser.add_argument("--model", required=True, type=Path)
    parser.add_argument("--cases", nargs="+", default=list(CASES), choices=list(CASES))
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--pairs", type=int, help="instead of each case's own number")
    parser.add_argument("--epochs", type=int)
    parser.add_argument("--checked", type=int, help="validation pairs")
    parser.add_argument("--test", type=int, default=0)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seed", type=int, default=42, help="of the first round; the next ones count on")
    parser.add_argument("--peer-fp32", action="store_true")
    parser.add_argument("--no-peer", action="store_true")
    parser.add_argument("--again", action="store_true", help="ours a second time, with the frozen layers' output kept")
    parser.add_argument("--set", action="append", default=[], help="KEY=VALUE for ours")
    parser.add_argument("--cli", type=Path, default=root / "build/release/tunedesk-cli")
    parser.add_argument("--keep", type=Path, help="folder for the networks of random weights, used again")
    return parser.parse_args()


def cut(source, target, count):
    """The first pairs of a file, each once, as a project keeps them."""
    seen, kept = set(), []
    with open(source, encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            key = tuple(row[name].strip() for name in ("context", "question", "reply"))
            if key not in seen:
                seen.add(key)
                kept.append(row)
            if len(kept) == count:
                break
    with open(target, "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, kept[0].keys())
        writer.writeheader()
        writer.writerows(kept)
    return len(kept)


def network(name, starter, folder):
    """A folder with random weights of the usual size and the starter's tokenizer."""
    target = folder / name
    if name == "minilm" or (target / "model.safetensors").exists():
        return starter if name == "minilm" else target
    import torch
    from transformers import (BertConfig, BertForSequenceClassification, GPT2Config, GPT2ForSequenceClassification,
                              XLNetConfig, XLNetForSequenceClassification, logging)
    logging.set_verbosity_error()
    torch.manual_seed(1)
    model = {
        "bert": lambda: BertForSequenceClassification(BertConfig()),
        "gpt2": lambda: GPT2ForSequenceClassification(GPT2Config(pad_token_id=0)),
        "xlnet": lambda: XLNetForSequenceClassification(XLNetConfig(d_model=768, n_layer=12, n_head=12, d_inner=3072)),
    }[name]()
    target.mkdir(parents=True, exist_ok=True)
    for file in ("tokenizer.json", "tokenizer_config.json", "special_tokens_map.json", "vocab.txt"):
        if (starter / file).exists():
            shutil.copy(starter / file, target / file)
    model.save_pretrained(target)
    return target


def run(command, out, environment=None):
    """@return CPU/wall, peak MiB, and when each line came"""
    start = time.perf_counter()
    with open(str(out) + ".err", "w") as errors:
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=errors, text=True, env=environment)
        lines = [(time.perf_counter() - start, line) for line in process.stdout]
        _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    if status != 0:
        sys.exit(f"{' '.join(map(str, command))}\n{open(str(out) + '.err').read()}")
    return (usage.ru_utime + usage.ru_stime) / seconds, usage.ru_maxrss / 1024, lines


def ours(options, project, model, layers, epochs, seed, more):
    settings = {"train_layers": layers, "num_train_epochs": epochs, "seed": seed, "max_length": 512,
                "threads": options.threads, "early_stopping_patience": 0, "metric_for_best_model": "last",
                "head": "sequence", "precision": "bfloat16", "hard_negatives": 0}
    if "--preset" not in more:  # which has them
        settings |= {"head_learning_rate": 0, "attention_dropout": -1, "learning_rate": 2e-4, "checks_per_epoch": 1}
    command = [options.cli, "train", project, "--model", model, "--quiet", "--json", *more]
    for item in [f"{key}={value}" for key, value in settings.items()] + options.set:
        command += ["--set", item]
    busy, peak, lines = run(command, project)
    told = [(when, json.loads(line)) for when, line in lines]
    clocked = [(when, event["seconds"]) for when, event in told if event["event"] in ("step", "epoch")]
    before = min(when - seconds for when, seconds in clocked)  # start, loading, tokenising
    checks = [event for _, event in told if event["event"] == "epoch"]
    done = next(event for _, event in told if event["event"] == "done")
    return {"seconds": before + checks[-1]["seconds"], "busy": busy, "peak": peak, "done": done,
            "accuracy": done.get("test", {}).get("accuracy"), "f1": done.get("test", {}).get("f1")}


def theirs(options, work, model, layers, epochs, seed, more):
    command = [sys.executable, options.peer, "--model", model, "--train", work / "train.csv", "--validation",
               work / "dev.csv", "--train-layers", layers, "--epochs", epochs, "--seed", seed, "--threads",
               options.threads, *more]
    if not options.peer_fp32:
        command.append("--bf16")
    if options.test:
        command += ["--test", work / "test.csv"]
    environment = dict(os.environ, LD_PRELOAD="libtcmalloc_minimal.so.4")
    _, peak, lines = run(list(map(str, command)), work / "peer", environment)
    told = json.loads(lines[-1][1])
    return {"seconds": told["total_seconds"], "busy": told["cpu_over_wall"], "peak": peak,
            "accuracy": told.get("test_accuracy"), "f1": told.get("test_f1")}


def spread(values, digits):
    middle = f"{statistics.median(values):.{digits}f}"
    return middle if len(values) == 1 else f"{middle} ({min(values):.{digits}f}–{max(values):.{digits}f})"


def compare(options, name, work):
    kind, layers, pairs, epochs, checked, peer_options, our_options = CASES[name]
    pairs, epochs, checked = options.pairs or pairs, options.epochs or epochs, options.checked or checked
    model = network(kind, options.model, options.keep or work)
    pairs = cut(options.data / "sgd_train.csv", work / "train.csv", pairs)
    cut(options.data / "sgd_dev.csv", work / "dev.csv", checked)
    parts = [("train", "train"), ("dev", "validation")]
    if options.test:
        cut(options.data / "sgd_test.csv", work / "test.csv", options.test)
        parts.append(("test", "test"))
    rounds = []
    for number in range(options.rounds):
        project = work / f"{name}-{number}.tunedesk"
        subprocess.run([options.cli, "new", project, "--quiet"], check=True, stdout=subprocess.DEVNULL)
        for file, split in parts:
            subprocess.run([options.cli, "import", project, work / f"{file}.csv", "--split", split, "--quiet"],
                           check=True, stdout=subprocess.DEVNULL)
        seed = options.seed + number
        found = {"ours": ours(options, project, model, layers, epochs, seed, our_options)}
        if options.again:
            found["again"] = ours(options, project, model, layers, epochs, seed, our_options)
        if not options.no_peer:
            found["theirs"] = theirs(options, work, model, layers, epochs, seed, peer_options)
        for file in project.parent.glob(project.stem + "*"):
            shutil.rmtree(file) if file.is_dir() else file.unlink()
        for side, result in found.items():
            result["speed"] = pairs * epochs / result["seconds"]
            quality = "" if result["accuracy"] is None else f"  accuracy {result['accuracy']:.3f}  F1 {result['f1']:.3f}"
            print(f"# {name}, seed {seed}, {side}: {result['speed']:.1f} pairs/s  CPU/wall {result['busy']:.2f}  "
                  f"peak {result['peak']:.0f} MiB{quality}", file=sys.stderr, flush=True)
        rounds.append(found)

    def row(side, label):
        speeds, peaks = [r[side]["speed"] for r in rounds], [r[side]["peak"] for r in rounds]
        cells = [f"{label}, {pairs} × {epochs}", spread(speeds, 1)]
        if options.no_peer:
            cells += ["", "", f"{statistics.median(peaks):.0f}", "", f"{min(r[side]['busy'] for r in rounds):.2f}"]
        else:
            other = [r["theirs"]["speed"] for r in rounds]
            memory = [r["theirs"]["peak"] for r in rounds]
            cells += [spread(other, 1), spread([a / b for a, b in zip(speeds, other)], 2),
                      f"{statistics.median(peaks):.0f} / {statistics.median(memory):.0f}",
                      spread([a / b for a, b in zip(peaks, memory)], 2),
                      f"{min(r[side]['busy'] for r in rounds):.2f} / {min(r['theirs']['busy'] for r in rounds):.2f}"]
        if options.test:
            for measure in ("accuracy", "f1"):
                sides = [side] + ([] if options.no_peer else ["theirs"])
                cells.append(" / ".join(f"{statistics.mean(r[s][measure] for r in rounds):.3f}" for s in sides))
        print("| " + " | ".join(cells) + " |", flush=True)

    row("ours", name)
    if options.again:
        row("again", f"{name}, again")


def main():
    options = arguments()
    heads = ["case, pairs × epochs", "tunedesk, pairs/s", "transformers, pairs/s", "ratio", "peak MiB", "ratio",
             "lowest CPU/wall"] + (["accuracy", "F1"] if options.test else [])
    print("| " + " | ".join(heads) + " |\n" + "| --- " * len(heads) + "|", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        for name in options.cases:
            compare(options, name, Path(folder))


main()
