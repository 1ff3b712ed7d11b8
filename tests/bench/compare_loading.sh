#!/usr/bin/env bash
# Loads models here and with Hugging Face transformers, in turns, files in the page cache:
#   compare_loading.sh FOLDER [ROUNDS]
# FOLDER: a small model (the starter); a BERT of base size with random weights is made beside, as model.safetensors and
# as pytorch_model.bin. Both sides load a classifier in float32 and read every number of it once.
# BENCH: the program (build/release/tests/bench/bench_loading); PYTHON: one that has torch and transformers (python3).
set -euo pipefail
small=$1 rounds=${2:-5}
here=$(cd "$(dirname "$0")/../.." && pwd)
bench=${BENCH:-$here/build/release/tests/bench/bench_loading}
python=${PYTHON:-python3}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

"$python" - "$work" <<'PY'
import shutil, sys, torch
from transformers import BertConfig, BertForSequenceClassification
work = sys.argv[1]
model = BertForSequenceClassification(BertConfig())
model.save_pretrained(f"{work}/base-safetensors")
import os
os.makedirs(f"{work}/base-bin")
shutil.copy(f"{work}/base-safetensors/config.json", f"{work}/base-bin")
torch.save(model.state_dict(), f"{work}/base-bin/pytorch_model.bin")
PY
folders=("$small" "$work/base-safetensors" "$work/base-bin")
cat "${small}"/*.safetensors "$work"/*/*.{safetensors,bin} >/dev/null 2>&1 || true # into the page cache

for turn in 1 2; do
    "$bench" "$rounds" "${folders[@]}"
    "$python" - "$rounds" "${folders[@]}" <<'PY'
import sys, time, torch
from transformers import AutoModelForSequenceClassification, logging
logging.set_verbosity_error()
logging.disable_progress_bar()
for folder in sys.argv[2:]:
    times = []
    for _ in range(int(sys.argv[1])):
        start = time.perf_counter()
        model = AutoModelForSequenceClassification.from_pretrained(folder, dtype=torch.float32)
        with torch.no_grad():  # a file that was only mapped has not been read
            sum(float(parameter.sum()) for parameter in model.parameters())
        times.append(f"{(time.perf_counter() - start) * 1e3:.0f}")
        del model
    print("transformers", folder, "load", *times, "ms", flush=True)
PY
done
