"""Makes tests/parity/weights: files of torch.save as they are met in model folders, all of the tiny BERT in
bert/gelu_two_labels, and a few that are to be refused.

Needs torch 2.x and safetensors. Run in the repository's root; the result is committed.
"""
import collections
import json
import os

import torch
from safetensors.torch import load_file

torch.manual_seed(1)
out = "tests/parity/weights"
os.makedirs(out, exist_ok=True)
weights = load_file("tests/parity/bert/gelu_two_labels/model.safetensors")
path = lambda name: f"{out}/{name}"


def state_dict(tensors):
    """As Module.state_dict() gives it: an OrderedDict with an attribute."""
    state = collections.OrderedDict(tensors)
    state._metadata = collections.OrderedDict({"": {"version": 1}, "bert": {"version": 1}})
    return state


torch.save(state_dict(weights), path("plain.bin"))
torch.save(state_dict(weights), path("protocol4.bin"), pickle_protocol=4)

# Views of one long storage, transposed and strided ones, parameters, a tensor under two names, buffers, values
# that are no tensors.
names = list(weights)
flat = torch.cat([weights[name].flatten() for name in names])
odd, at = {}, 0
for name in names:
    shape = weights[name].shape
    odd[name] = flat[at : at + shape.numel()].view(shape)
    at += shape.numel()
for i, name in enumerate(n for n in names if n.endswith("dense.weight")):
    if i % 3 == 0:
        odd[name] = weights[name].t().contiguous().t()
    elif i % 3 == 1:
        wide = torch.zeros(weights[name].shape[0] * 2, weights[name].shape[1] + 3)
        wide[::2, 3:] = weights[name]
        odd[name] = wide[::2, 3:]
    else:
        odd[name] = torch.nn.Parameter(weights[name])
odd["bert.embeddings.position_ids"] = torch.arange(24).unsqueeze(0)
odd["cls.predictions.decoder.weight"] = odd["bert.embeddings.word_embeddings.weight"]
odd["cls.predictions.bias"] = torch.zeros(61)
odd["epoch"], odd["note"], odd["rate"], odd["big"] = 3, "by hand", 0.5, 10**12
torch.save(odd, path("odd.bin"))

half = {n: t.to(torch.bfloat16 if i % 2 else torch.float16) for i, (n, t) in enumerate(weights.items())}
half["classifier.weight"] = weights["classifier.weight"].double()
torch.save(state_dict(half), path("half.bin"))

torch.serialization.set_crc32_options(False)
torch.save(state_dict(weights), path("without_sums.bin"))
torch.serialization.set_crc32_options(True)

os.makedirs(path("shards"), exist_ok=True)
index = {"metadata": {"total_size": 0}, "weight_map": {}}
for number, part in enumerate((names[::2], names[1::2]), 1):
    shard = f"pytorch_model-{number:05}-of-00002.bin"
    torch.save(state_dict({n: weights[n] for n in part}), path("shards/" + shard))
    index["weight_map"].update({n: shard for n in part})
with open(path("shards/pytorch_model.bin.index.json"), "w") as file:
    json.dump(index, file, indent=1)

few = {"classifier.bias": weights["classifier.bias"]}
torch.save(few, path("legacy.bin"), _use_new_zipfile_serialization=False)
torch.save({"classifier.bias": torch.zeros(2, dtype=torch.float8_e4m3fn)}, path("float8.bin"))
torch.save(torch.nn.Linear(2, 2), path("whole_module.bin"))
torch.save([torch.zeros(2)], path("list.bin"))
torch.jit.save(torch.jit.script(torch.nn.Linear(2, 2)), path("script.bin"))
