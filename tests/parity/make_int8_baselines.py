#!/usr/bin/env python3
"""Makes int8.json: how far torch's dynamic 8 bits take the logits of each family's tiny network from float32.

For each network under tests/parity: ids (60 pairs, no padding), logits (float32), and error: the standard deviation of
what torch.ao.quantization.quantize_dynamic (weights qint8, one scale a matrix, one for a batch's states) changes in
them, over the logits' own (by class, averaged). It prints the same of bfloat16, to tell what a network makes of rounding.
GPT-2's matrices become torch.nn.Linear first. Of XLNet, whose attention has bare parameters, torch rounds the
feed-forward alone.
Needs: torch, transformers 5.24. Run: python tests/parity/make_int8_baselines.py
"""

import json
import pathlib

import torch
from transformers import AutoModelForSequenceClassification
from transformers.pytorch_utils import Conv1D
from transformers.utils import logging

HERE = pathlib.Path(__file__).parent
NETWORKS = ["bert/gelu_two_labels", "roberta/one_type_two_labels", "camembert/two_labels", "distilbert/gelu_two_labels",
            "electra/projected_two_labels", "albert/one_group_two_labels", "gpt2/two_labels", "xlnet/last_two_labels"]


def with_linear(model):
    """GPT-2's products as torch.nn.Linear, which torch can round."""
    for module in list(model.modules()):
        for name, child in list(module.named_children()):
            if isinstance(child, Conv1D):
                linear = torch.nn.Linear(*child.weight.shape)
                linear.weight = torch.nn.Parameter(child.weight.detach().t().contiguous())
                linear.bias = child.bias
                setattr(module, name, linear)
    return model


def main():
    logging.set_verbosity_error()
    torch.set_num_threads(1)
    found = {}
    for name in NETWORKS:
        generator = torch.Generator().manual_seed(17)
        pairs = [torch.randint(6, 41, (1, int(length)), generator=generator)
                 for length in torch.randint(4, 15, (60,), generator=generator)]

        def logits(model):
            with torch.no_grad():
                return torch.cat([model(input_ids=ids).logits.float() for ids in pairs])

        load = lambda: AutoModelForSequenceClassification.from_pretrained(HERE / name, dtype=torch.float32).eval()  # noqa: E731
        exact = logits(load())
        spread = exact.std(0).mean()
        coarse = logits(torch.ao.quantization.quantize_dynamic(with_linear(load()), {torch.nn.Linear}, torch.qint8))
        half = logits(load().bfloat16())
        found[name] = {"ids": [ids[0].tolist() for ids in pairs], "logits": exact.tolist(),
                       "error": ((coarse - exact).std() / spread).item()}
        print(f"{name}: 8 bits {found[name]['error']:.4f}, bfloat16 {(half - exact).std() / spread:.4f} of {spread:.3f}")
    (HERE / "int8.json").write_text(json.dumps(found) + "\n")


main()
