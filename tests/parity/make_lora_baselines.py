#!/usr/bin/env python3
"""Makes lora.safetensors and lora.json in a folder of each family under tests/parity: the tiny network there trained
through low-rank additions to the matrices of its layers, as PEFT computes it.

lora.safetensors  MATRIX.lora.A [rank, in] and MATRIX.lora.B [out, rank] to begin with (B isn't 0, so that A has a
                  gradient); logits [B, numLabels] with them
                  (normal, 0.1: at 0.2 float32's rounding grows in bert/gelu_two_labels until PEFT itself is 6e-6
                  away from what it computes in float64)
lora.json         rank, alpha, loss, gradient_norms {parameter: L2 norm} of all that train (A, B, pooler and head),
                  ten_steps (losses), settings
XLNet keeps q, k, v and o of its attention as bare parameters, to which PEFT adds nothing; there the same sum
W + alpha / rank · B A is put in their place (MATRIX_lora.A, MATRIX_lora.B).
The ten steps: AdamW, weight decay 0.01 on matrices, linear warm-up of 2 steps and linear decay to 0 at step 10,
gradients clipped to norm 1.0, the same batch at each step, learning rate 5e-3.
Needs: torch, transformers 5.24, peft 0.21, safetensors. Run: python tests/parity/make_lora_baselines.py
"""

import json
import pathlib
import re

import torch
from peft import LoraConfig, get_peft_model
from safetensors.torch import load_file, save_file
from transformers import AutoModelForSequenceClassification, get_linear_schedule_with_warmup
from transformers.pytorch_utils import Conv1D
from transformers.utils import logging

HERE = pathlib.Path(__file__).parent
NETWORKS = ["bert/gelu_two_labels", "roberta/one_type_two_labels", "distilbert/gelu_two_labels",
            "electra/projected_two_labels", "albert/one_group_two_labels", "albert/groups_of_two_regression",
            "gpt2/two_labels", "xlnet/last_two_labels"]
RANK, ALPHA, STEPS, WARMUP, RATE, DECAY, CLIP = 3, 12, 10, 2, 5e-3, 0.01, 1.0
IN_LAYERS = re.compile(r"\.(layer|h|albert_layers)\.\d+\.")
BELOW = re.compile(r"embedding|wte|wpe|mask_emb")


def ours(name):
    """The name that a parameter of PEFT's has here."""
    name = name.removeprefix("base_model.model.").replace(".base_layer.", ".")
    return re.sub(r"\.lora_([AB])\.default\.weight$", r".lora.\1", name)


class Bare:
    """Low-rank sums in place of XLNet's bare parameters [hidden, heads, width]."""

    def __init__(self, model, generator):
        self.model, self.learned, self.own = model, {}, {}
        for name, parameter in model.named_parameters():
            if not re.search(r"rel_attn\.[qkvo]$", name):
                continue
            hidden, width = parameter.shape[0], parameter[0].numel()
            reads, writes = (width, hidden) if name.endswith(".o") else (hidden, width)
            self.own[name] = parameter
            self.learned[ours(name) + "_lora.A"] = torch.randn(RANK, reads, generator=generator).mul_(0.1).requires_grad_()
            self.learned[ours(name) + "_lora.B"] = torch.randn(writes, RANK, generator=generator).mul_(0.1).requires_grad_()

    def __call__(self, **inputs):
        whole = {}
        for name, parameter in self.own.items():
            added = self.learned[ours(name) + "_lora.B"] @ self.learned[ours(name) + "_lora.A"] * (ALPHA / RANK)
            whole[name] = parameter.detach() + (added if name.endswith(".o") else added.t()).reshape(parameter.shape)
        return torch.func.functional_call(self.model, whole, kwargs=inputs)


def make(folder):
    tensors = load_file(folder / "baseline.safetensors")
    model = AutoModelForSequenceClassification.from_pretrained(folder, dtype=torch.float32, attn_implementation="eager")
    model.eval()  # no dropout
    matrices = [name for name, module in model.named_modules()
                if isinstance(module, (torch.nn.Linear, Conv1D)) and IN_LAYERS.search("." + name + ".")]
    model = get_peft_model(model, LoraConfig(r=RANK, lora_alpha=ALPHA, lora_dropout=0.0, bias="none", target_modules=matrices))
    generator = torch.Generator().manual_seed(5)
    trained = {}
    for name, parameter in model.named_parameters():
        if "lora_" in name:
            with torch.no_grad():
                parameter.copy_(torch.randn(parameter.shape, generator=generator) * 0.1)
            trained[ours(name)] = parameter
        elif not IN_LAYERS.search(name) and not BELOW.search(name):  # pooler and head
            parameter.requires_grad_(True)
            trained[ours(name)] = parameter
    forward = model
    if model.config.model_type == "xlnet":
        forward = Bare(model, generator)
        trained |= forward.learned
    begin = {name: parameter.detach().clone() for name, parameter in trained.items() if ".lora." in name or "_lora." in name}

    names = {"input_ids": "ids", "attention_mask": "mask"}
    if model.config.model_type != "gpt2" and getattr(model.config, "type_vocab_size", 1) > 0 \
            and model.config.model_type != "distilbert":
        names["token_type_ids"] = "type_ids"
    inputs = {to: tensors[name] for to, name in names.items()}
    labels = tensors["labels"]

    def losses_of(logits):
        if labels.is_floating_point():
            return torch.nn.functional.mse_loss(logits.squeeze(1), labels)
        return torch.nn.functional.cross_entropy(logits, labels)

    optimizer = torch.optim.AdamW(
        [{"params": [p for n, p in trained.items() if p.ndim >= 2 and "bias" not in n], "weight_decay": DECAY},
         {"params": [p for n, p in trained.items() if p.ndim < 2 or "bias" in n], "weight_decay": 0.0}], lr=RATE)
    schedule = get_linear_schedule_with_warmup(optimizer, WARMUP, STEPS)
    losses, norms, logits = [], None, None
    for _ in range(STEPS):
        optimizer.zero_grad()
        found = forward(**inputs).logits
        logits = found.detach().clone() if logits is None else logits
        loss = losses_of(found)
        loss.backward()
        norms = norms or {n: p.grad.norm().item() for n, p in trained.items()}
        torch.nn.utils.clip_grad_norm_(list(trained.values()), CLIP)
        optimizer.step()
        schedule.step()
        losses.append(loss.item())
    save_file(begin | {"logits": logits}, folder / "lora.safetensors", metadata={"format": "pt"})
    (folder / "lora.safetensors").chmod(0o644)
    (folder / "lora.json").write_text(json.dumps({
        "rank": RANK, "alpha": ALPHA, "loss": losses[0], "gradient_norms": norms, "ten_steps": losses,
        "settings": {"learning_rate": RATE, "weight_decay": DECAY, "warmup_steps": WARMUP, "steps": STEPS,
                     "max_grad_norm": CLIP}}) + "\n")
    print(folder.relative_to(HERE), len(begin) // 2, f"{losses[0]:.4f} {losses[-1]:.4f}")


if __name__ == "__main__":
    torch.set_num_threads(1)
    logging.disable_progress_bar()
    for network in NETWORKS:
        make(HERE / network)
