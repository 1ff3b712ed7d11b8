#!/usr/bin/env bash
# Trains the same pairs with the same recipe here and in Hugging Face transformers (fp32), in turns, on an idle machine:
#   compare_with_transformers.sh PEER DATA MODEL [PAIRS] [EPOCHS] [ROUNDS] [CHECKED]
# PEER: hf_finetune.py; DATA: folder with sgd_train.csv, sgd_dev.csv, sgd_test.csv; MODEL: folder with config.json;
# PAIRS: training pairs (1000); CHECKED: validation and test pairs, each (500).
# TUNEDESK_CLI: the program (build/release/tunedesk-cli); PYTHON: one that has torch and transformers (python3);
# SEED: of the first round, the next ones count on from it (42).
#
# Pairs a second: trained pairs × epochs over the time of frozen layers, training and checks; model loading, tokenising
# and the final test are outside. A run with CPU/wall under 1.9 on two threads was disturbed: don't quote its time.
# Both are tested in their last state.
set -euo pipefail
peer=$1 data=$2 model=$3 pairs=${4:-1000} epochs=${5:-1} rounds=${6:-1} checked=${7:-500}
here=$(cd "$(dirname "$0")/../.." && pwd)
cli=${TUNEDESK_CLI:-$here/build/release/tunedesk-cli}
python=${PYTHON:-python3}
seed=${SEED:-42}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

"$python" - "$data" "$work" "$pairs" "$checked" <<'PY'
import csv, sys
data, work, pairs, checked = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
for name, count in (("train", pairs), ("dev", checked), ("test", checked)):
    with open(f"{data}/sgd_{name}.csv", encoding="utf-8", newline="") as source:
        rows = csv.DictReader(source)
        seen, kept = set(), []
        for row in rows:  # a project keeps a pair once
            key = tuple(row[c].strip() for c in ("context", "question", "reply"))
            if key not in seen:
                seen.add(key)
                kept.append(row)
            if len(kept) == count:
                break
    with open(f"{work}/{name}.csv", "w", encoding="utf-8", newline="") as target:
        writer = csv.DictWriter(target, kept[0].keys())
        writer.writeheader()
        writer.writerows(kept)
PY
"$cli" new "$work/bench.tunedesk" --quiet >/dev/null
for part in train:train dev:validation test:test; do
    "$cli" import "$work/bench.tunedesk" "$work/${part%%:*}.csv" --split "${part##*:}" --quiet >/dev/null
done

for ((round = 1; round <= rounds; ++round, ++seed)); do
    TIMEFORMAT='%R %U %S'
    { time "$cli" train "$work/bench.tunedesk" --model "$model" --quiet --json \
        --set head=sequence --set head_learning_rate=0 --set attention_dropout=-1 --set train_layers=2 --set learning_rate=2e-4 --set checks_per_epoch=1 \
        --set num_train_epochs="$epochs" --set seed="$seed" --set max_length=512 --set threads=2 --set early_stopping_patience=0 \
        --set metric_for_best_model=last --set hard_negatives=0 \
        >"$work/ours.jsonl" 2>"$work/ours.err"; } 2>"$work/ours.time" || { cat "$work/ours.err" >&2; exit 1; }
    preload=$(ldconfig -p | awk '/libtcmalloc_minimal.so.4/ { print $NF; exit }')
    LD_PRELOAD=$preload "$python" "$peer" --model "$model" --train "$work/train.csv" --validation "$work/dev.csv" \
        --test "$work/test.csv" --epochs "$epochs" --seed "$seed" --threads 2 >"$work/peer.json" 2>"$work/peer.err" ||
        { cat "$work/peer.err" >&2; exit 1; }
    "$python" - "$work" "$pairs" "$epochs" "$round" "$seed" <<'PY'
import json, sys
work, pairs, epochs = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
number, seed = sys.argv[4:6]
lines = [json.loads(line) for line in open(f"{work}/ours.jsonl")]
checks = [line for line in lines if line["event"] == "epoch"]
done = next(line for line in lines if line["event"] == "done")
peer = json.loads(open(f"{work}/peer.json").read().splitlines()[-1])
wall, user, system = map(float, open(f"{work}/ours.time").read().split()[-3:])
ours_seconds = checks[-1]["seconds"]
peer_seconds = peer["train_seconds"] + peer["validation_seconds"]
ours, theirs = pairs * epochs / ours_seconds, pairs * epochs / peer_seconds
print(f"round {number}: {pairs} pairs, {epochs} epochs, fp32, top 2 layers, 2 threads, seed {seed}")
print(f"  tunedesk      {ours:7.1f} pairs/s  CPU/wall {(user + system) / wall:.2f}  test accuracy "
      f"{done['test']['accuracy']:.3f}  F1 {done['test']['f1']:.3f}  peak {checks[-1]['peak_rss_mib']:.0f} MiB")
print(f"  transformers  {theirs:7.1f} pairs/s  CPU/wall {peer['cpu_over_wall']:.2f}  test accuracy "
      f"{peer['test_accuracy']:.3f}  F1 {peer['test_f1']:.3f}  peak {peer['peak_rss_mib']:.0f} MiB")
print(f"  ratio {ours / theirs:.2f}; the larger class always: accuracy {done['test']['majority_accuracy']:.3f}; "
      f"class 1 always: F1 {done['test']['majority_f1']:.3f}")
PY
done
