#!/usr/bin/env python3
"""Makes tests/parity/bert/: tiny random BERTs with what transformers computes from them.

For each case a folder: config.json, model.safetensors (as BertForSequenceClassification.save_pretrained writes it) and
  baseline.json         loss, ten_steps (losses), gradient_norms {parameter: L2 norm}, gradient_norm_total, options
  baseline.safetensors  ids, type_ids, mask [B, T] int64; labels [B] (int64 classes or float32 scores);
                        hidden.0 … hidden.L [B, T, H]; logits [B, numLabels]
Everything in float32, dropout 0 (the configs say 0, so train() and eval() are the same numbers).
The ten steps: AdamW (betas 0.9, 0.999, eps 1e-8), weight decay 0.01 on matrices only (no bias, no LayerNorm), linear
warm-up of 2 steps and linear decay to 0 at step 10, gradients clipped to norm 1.0, the same batch at each step,
learning rate 1e-3; losses[i] is the loss before update i + 1.
Needs: torch, transformers, safetensors. Run: python tests/parity/make_bert_baselines.py
"""

import json
import pathlib

import torch
from safetensors.torch import save_file
from transformers import BertConfig, BertForSequenceClassification, get_linear_schedule_with_warmup

HERE = pathlib.Path(__file__).parent / "bert"
STEPS, WARMUP, RATE, DECAY, CLIP = 10, 2, 1e-3, 0.01, 1.0

CASES = {
    "gelu_two_labels": dict(
        hidden_act="gelu", num_labels=2, layer_norm_eps=1e-12, vocab_size=61, pad_token_id=0
    ),
    "gelu_new_regression": dict(
        hidden_act="gelu_new", num_labels=1, layer_norm_eps=3e-4, vocab_size=67, pad_token_id=3,
        type_vocab_size=3, num_attention_heads=2, problem_type="regression",
    ),
    "relu_two_labels": dict(
        hidden_act="relu", num_labels=2, layer_norm_eps=1e-5, vocab_size=53, pad_token_id=0,
        num_attention_heads=8, intermediate_size=32,
    ),
}


def batch(config, generator):
    """Four rows of 13 places: whole, padded right, padded left, padded within."""
    shape = (4, 13)
    ids = torch.randint(5, config.vocab_size, shape, generator=generator)
    mask = torch.ones(shape, dtype=torch.int64)
    mask[1, 9:] = 0
    mask[2, :4] = 0
    mask[3, 5:8] = 0
    ids[mask == 0] = config.pad_token_id
    type_ids = torch.zeros(shape, dtype=torch.int64)
    type_ids[:, 6:] = 1
    if config.type_vocab_size > 2:
        type_ids[0, 11:] = 2
    if config.num_labels == 1:
        labels = torch.tensor([0.25, 1.0, 0.0, 0.6])
    else:
        labels = torch.tensor([1, 0, 0, 1])
    return dict(input_ids=ids, token_type_ids=type_ids, attention_mask=mask), labels


def ten_steps(model, inputs, labels):
    matrices = [p for p in model.parameters() if p.ndim >= 2]
    others = [p for p in model.parameters() if p.ndim < 2]
    optimizer = torch.optim.AdamW(
        [{"params": matrices, "weight_decay": DECAY}, {"params": others, "weight_decay": 0.0}],
        lr=RATE, betas=(0.9, 0.999), eps=1e-8,
    )
    schedule = get_linear_schedule_with_warmup(optimizer, WARMUP, STEPS)
    losses = []
    for _ in range(STEPS):
        optimizer.zero_grad()
        loss = model(**inputs, labels=labels).loss
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), CLIP)
        optimizer.step()
        schedule.step()
        losses.append(loss.item())
    return losses


def make(name, options):
    torch.manual_seed(7)
    settings = dict(
        hidden_size=24, num_hidden_layers=3, num_attention_heads=4, intermediate_size=40,
        max_position_embeddings=24, initializer_range=0.2, hidden_dropout_prob=0.0,
        attention_probs_dropout_prob=0.0,
    )
    settings.update(options)
    config = BertConfig(**settings)
    model = BertForSequenceClassification(config).eval()
    with torch.no_grad():  # biases and norms that aren't 0 and 1, so that swapping two of them shows
        for parameter in model.parameters():
            if parameter.ndim < 2:
                parameter.add_(0.1 * torch.randn_like(parameter))
    folder = HERE / name
    folder.mkdir(parents=True, exist_ok=True)
    model.save_pretrained(folder)
    inputs, labels = batch(config, torch.Generator().manual_seed(11))
    out = model(**inputs, labels=labels, output_hidden_states=True)
    out.loss.backward()
    gradients = {n: p.grad for n, p in model.named_parameters()}
    tensors = {"ids": inputs["input_ids"], "type_ids": inputs["token_type_ids"],
               "mask": inputs["attention_mask"], "labels": labels, "logits": out.logits}
    for i, hidden in enumerate(out.hidden_states):
        tensors[f"hidden.{i}"] = hidden
    save_file({k: v.detach().contiguous() for k, v in tensors.items()},
              folder / "baseline.safetensors", metadata={"format": "pt"})
    baseline = {
        "loss": out.loss.item(),
        "gradient_norms": {n: g.norm().item() for n, g in gradients.items()},
        "gradient_norm_total": torch.stack([g.norm() for g in gradients.values()]).norm().item(),
        "ten_steps": ten_steps(model, inputs, labels),
        "options": {"steps": STEPS, "warmup_steps": WARMUP, "learning_rate": RATE,
                    "weight_decay": DECAY, "max_gradient_norm": CLIP},
    }
    for file in folder.iterdir():
        file.chmod(0o644)
    (folder / "baseline.json").write_text(json.dumps(baseline, indent=1) + "\n")


if __name__ == "__main__":
    for case, case_options in CASES.items():
        make(case, case_options)
