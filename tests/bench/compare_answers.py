#!/usr/bin/env python3
"""Times the answers of an exported folder here and by other engines, in one run, and prints a table.

    compare_answers.py --model FOLDER --pairs sgd_test.csv [--count 512] [--rounds N] [--bench build/…/bench_answers]

FOLDER is a network that transformers loads by itself (the usual head). Ours are bench_answers' lines, tokenising
counted; the peers get tokens that were made before: transformers in float32, torch's dynamic int8 and, where
onnxruntime and onnx are installed, ONNX Runtime in float32 and dynamic int8 by channels. All on --threads threads,
with tcmalloc preloaded, batches of --batch pairs of similar length. One pair at a time: the first 200 pairs, median.
Ours and theirs in turns; the table has the median of the rounds.
"""
import argparse
import csv
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ALONE = 200


def arguments():
    root = Path(__file__).resolve().parents[2]
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", required=True, type=Path)
    parser.add_argument("--pairs", required=True, type=Path)
    parser.add_argument("--count", type=int, default=512)
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--bench", type=Path, default=root / "build/release/tests/bench/bench_answers")
    parser.add_argument("--peers", action="store_true", help=argparse.SUPPRESS)  # a process of its own, with tcmalloc
    return parser.parse_args()


def encoded(options):
    from transformers import AutoTokenizer
    tokenizer = AutoTokenizer.from_pretrained(options.model)
    with open(options.pairs, encoding="utf-8", newline="") as file:
        rows = [row for row, _ in zip(csv.DictReader(file), range(options.count))]
    first = ["\n".join(filter(None, (row.get("context", ""), row["question"]))) for row in rows]
    return tokenizer, [tokenizer(a, row["reply"], truncation=True, max_length=256) for a, row in zip(first, rows)]


def timed(answer, tokenizer, pairs, batch):
    """@return median milliseconds of one pair, pairs a second in batches"""
    def padded(some):
        return dict(tokenizer.pad(some, return_tensors="pt"))
    alone = [padded([pair]) for pair in pairs[:ALONE]]
    for inputs in alone[:20]:
        answer(inputs)
    times = []
    for inputs in alone:
        start = time.perf_counter()
        answer(inputs)
        times.append(1000 * (time.perf_counter() - start))
    ordered = sorted(pairs, key=lambda pair: len(pair["input_ids"]))
    batches = [padded(ordered[i:i + batch]) for i in range(0, len(ordered), batch)]
    best = 0
    for _ in range(3):
        start = time.perf_counter()
        for inputs in batches:
            answer(inputs)
        best = max(best, len(pairs) / (time.perf_counter() - start))
    return statistics.median(times), best


def peers(options):
    import torch
    from transformers import AutoModelForSequenceClassification, logging
    logging.set_verbosity_error()
    torch.set_num_threads(options.threads)
    tokenizer, pairs = encoded(options)
    model = AutoModelForSequenceClassification.from_pretrained(options.model).eval()

    def tell(name, answer):
        with torch.inference_mode():
            alone, best = timed(answer, tokenizer, pairs, options.batch)
        print(json.dumps({"engine": name, "p50_ms": alone, "pairs_per_second": best}), flush=True)

    tell("transformers float32", lambda inputs: model(**inputs))
    quantised = torch.ao.quantization.quantize_dynamic(model, {torch.nn.Linear}, dtype=torch.qint8)
    tell("torch dynamic int8", lambda inputs: quantised(**inputs))
    try:
        import onnx  # noqa: F401
        import onnxruntime
        from onnxruntime.quantization import QuantType, quantize_dynamic
    except ImportError:
        return
    with tempfile.TemporaryDirectory() as folder:
        exact, coarse = Path(folder) / "exact.onnx", Path(folder) / "int8.onnx"
        names = ["input_ids", "attention_mask", "token_type_ids"]
        example = tokenizer.pad(pairs[:2], return_tensors="pt")
        torch.onnx.export(model, tuple(example[name] for name in names), exact, input_names=names,
                          output_names=["logits"], dynamo=False,
                          dynamic_axes={name: {0: "pairs", 1: "tokens"} for name in names})
        quantize_dynamic(exact, coarse, weight_type=QuantType.QInt8, per_channel=True,
                         extra_options={"DefaultTensorType": 1})
        settings = onnxruntime.SessionOptions()
        settings.intra_op_num_threads = options.threads
        for name, file in (("ONNX Runtime float32", exact), ("ONNX Runtime dynamic int8", coarse)):
            session = onnxruntime.InferenceSession(file, settings, providers=["CPUExecutionProvider"])
            tell(name, lambda inputs: session.run(None, {key: inputs[key].numpy() for key in names}))


def lines(command, environment):
    done = subprocess.run(list(map(str, command)), stdout=subprocess.PIPE, text=True, env=environment, check=True)
    return [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]


def main():
    options = arguments()
    if options.peers:
        peers(options)
        return
    environment = dict(os.environ, OMP_NUM_THREADS=str(options.threads))
    rounds = {}
    for _ in range(options.rounds):
        found = lines([options.bench, options.model, options.pairs, options.count], environment)
        found += lines([sys.executable, *sys.argv, "--peers"],
                       dict(environment, LD_PRELOAD="libtcmalloc_minimal.so.4", TOKENIZERS_PARALLELISM="false"))
        for line in found:
            rounds.setdefault(line["engine"], []).append(line)
    print("| engine | one pair, ms | pairs/s | probabilities off by at most, on average | verdicts that change |")
    print("| --- " * 5 + "|")
    for engine, told in rounds.items():
        off = f"{told[0]['largest']:.4f}, {told[0]['mean']:.5f}" if "largest" in told[0] else ""
        print(f"| {engine} | {statistics.median(line['p50_ms'] for line in told):.2f} | "
              f"{statistics.median(line['pairs_per_second'] for line in told):.0f} | {off} | "
              f"{told[0].get('changed', '')} |")


main()
