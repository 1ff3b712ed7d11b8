#!/usr/bin/env bash
# What `train --estimate` says against what the training takes, for models and layers, on an idle machine:
#   compare_estimate.sh TRAIN.csv PAIRS EPOCHS MODEL:LAYERS[:KEY=VALUE…] …
# TUNEDESK_CLI: the program (build/release/tunedesk-cli). Time is that of the whole command; memory is the process's at
# its peak (GNU time); disk is what lies in the folders of the run and of what frozen layers make afterwards.
set -euo pipefail
csv=$1 pairs=$2 epochs=$3
shift 3
here=$(cd "$(dirname "$0")/../.." && pwd)
cli=${TUNEDESK_CLI:-$here/build/release/tunedesk-cli}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
printf '| model, layers that train | time said (range), took | ratio | memory said, took | ratio | disk said, took |\n'
printf '| --- | --- | --- | --- | --- | --- |\n'
number=0
for case in "$@"; do
    IFS=: read -r model layers more <<<"$case"
    project=$work/$((++number)).tunedesk
    "$cli" new "$project" --quiet >/dev/null
    "$cli" import "$project" "$csv" --quiet >/dev/null
    settings=(--model "$model" --set train_layers="$layers" --set num_train_epochs="$epochs"
        --set max_train_pairs="$pairs" --set early_stopping_patience=0)
    [[ -z $more ]] || for setting in ${more//:/ }; do settings+=(--set "$setting"); done
    "$cli" train "$project" "${settings[@]}" --estimate --json --quiet >"$work/said.json"
    python3 - "$cli" "$project" "$work" "$(basename "$model")" "$layers${more:+, ${more//:/, }}" "${settings[@]}" <<'PY'
import json, os, pathlib, subprocess, sys, time
cli, project, work, model, layers, *settings = sys.argv[1:]
said = json.loads(open(f"{work}/said.json").read())
start = time.monotonic()
child = subprocess.Popen([cli, "train", project, *settings, "--json", "--quiet"], stdout=open(f"{work}/run.jsonl", "w"))
_, status, usage = os.wait4(child.pid, 0)
took = time.monotonic() - start
if status:
    sys.exit(f"train ended with {status}")
peak = usage.ru_maxrss * 1024
folder = pathlib.Path(project).with_suffix("")
disk = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
mb = lambda size: f"{size / 1e6:,.0f}"
print(f"| {model}, {layers} | {said['seconds']:.1f} s ({said['seconds_low']:.1f} to {said['seconds_high']:.1f}), "
      f"{took:.1f} s | {said['seconds'] / took:.2f} | {mb(said['memory_bytes'])}, {mb(peak)} MB | "
      f"{said['memory_bytes'] / peak:.2f} | {mb(said['kept_disk_bytes'])}, {mb(disk)} MB |", flush=True)
parts = {key: round(said[key], 2) for key in ("preparing_seconds", "frozen_layers_seconds", "training_seconds", "checks_seconds")}
print(json.dumps(parts), usage.ru_utime + usage.ru_stime, file=sys.stderr)
PY
done
