#!/usr/bin/env bash
# Trains the same pairs with one preset after the other, as the command line does, and prints what each gets:
#   compare_presets.sh DATA CORPUS MODEL PRESETS [PAIRS] [SEEDS] [PART] [-- KEY=VALUE …]
# DATA: folder with CORPUS_train.csv, CORPUS_dev.csv, CORPUS_test.csv (columns context, question, reply, label);
# MODEL: a folder with config.json; PRESETS: "quick balanced"; PAIRS: the first so many training pairs (all);
# SEEDS: "42 43 44" (42); PART: validation (what choices are made by) or test; KEY=VALUE: settings of all of them.
# TUNEDESK_CLI: the program (build/release/tunedesk-cli).
# Seconds are those of the whole command: loading, tokenising, training, checks and the final test.
set -euo pipefail
data=$1 corpus=$2 model=$3 presets=$4 pairs=${5:-0} seeds=${6:-42} part=${7:-validation}
shift $(($# < 7 ? $# : 7))
[ "${1:-}" = -- ] && shift
settings=()
for entry in "$@"; do settings+=(--set "$entry"); done
here=$(cd "$(dirname "$0")/../.." && pwd)
cli=${TUNEDESK_CLI:-$here/build/release/tunedesk-cli}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$cli" new "$work/presets.tunedesk" --quiet >/dev/null
for split in train:train dev:validation test:test; do
    [ "$part" = test ] || [ "${split##*:}" != test ] || continue
    "$cli" import "$work/presets.tunedesk" "$data/${corpus}_${split%%:*}.csv" --split "${split##*:}" --quiet >/dev/null
done
printf '| preset | pairs | seed | seconds | accuracy | F1 | MCC | larger class | always 1: F1 | head | CPU/wall |\n'
printf '| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |\n'
for preset in $presets; do
    for seed in $seeds; do
        TIMEFORMAT='%R %U %S'
        { time "$cli" train "$work/presets.tunedesk" --model "$model" --preset "$preset" --quiet --json \
            --set max_train_pairs="$pairs" --set seed="$seed" --set test_percent=0 "${settings[@]}" \
            >"$work/out.jsonl" 2>"$work/err"; } 2>"$work/time" || { cat "$work/err" >&2; exit 1; }
        python3 - "$work" "$preset" "$seed" "$part" <<'PY'
import glob, json, os, sys
work, preset, seed, part = sys.argv[1:]
lines = [json.loads(line) for line in open(f"{work}/out.jsonl")]
done = next(line for line in lines if line["event"] == "done")
wall, user, system = map(float, open(f"{work}/time").read().split()[-3:])
found = done["test"] if part == "test" else done["best"]
folder = f"{work}/presets/runs/{done['run']}/best"
if not os.path.exists(folder):
    folder = next(iter(glob.glob(f"{work}/*/runs/{done['run']}/best")))
head = json.load(open(f"{folder}/tunedesk.json")).get("head", "sequence")
trained = done["recipe"]["max_train_pairs"] or "all"
print(f"| {preset} | {trained} | {seed} | {wall:.0f} | {found['accuracy']:.3f} | {found['f1']:.3f} | "
      f"{found['matthews_corrcoef']:.3f} | {found['majority_accuracy']:.3f} | {found['majority_f1']:.3f} | {head} | "
      f"{(user + system) / wall:.2f} |", flush=True)
PY
    done
done
