#!/usr/bin/env python3
"""Makes training.json in each folder of tests/parity/FAMILY/CASE that has a head: how the tiny network there trains
with other objectives, optimisers and schedules than the usual ones, as torch and transformers compute it.

{NAME: {loss, gradient_norms {parameter: L2 norm; null: it gets none}, ten_steps (losses), settings}} for
  adam_smoothing   torch.optim.Adam (decay as L2), transformers' LabelSmoother with 0.1, cosine schedule
  sgd_weights      torch.optim.SGD (momentum 0.9, decay as L2), torch.nn.CrossEntropyLoss with class weights, constant
                   schedule after a warm-up
  adamw_layers     torch.optim.AdamW, class weights and smoothing in one CrossEntropyLoss, linear schedule, the head 5
                   times as fast, each layer 0.8 times as fast as the one above, the batch of 4 as micro-batches of 3
                   and 1 whose sums are divided by the weight of the whole batch
Scores (one label) have the mean squared error in all three. Weights and inputs are those of baseline.safetensors;
float32, dropout 0, weight decay 0.01 on what transformers.Trainer.get_decay_parameter_names gives, warm-up of 2 of 10
steps, gradients clipped to norm 1.0; losses[i] is the loss before update i + 1.
Needs: torch, transformers 5.24, safetensors. Run: python tests/parity/make_training_baselines.py
"""

import inspect
import json
import pathlib
import re

import torch
from safetensors.torch import load_file
from transformers import AutoModelForSequenceClassification, Trainer, get_scheduler
from transformers.trainer_pt_utils import LabelSmoother
from transformers.utils import logging

HERE = pathlib.Path(__file__).parent
FAMILIES = ["bert", "roberta", "xlm_roberta", "camembert", "distilbert", "electra", "albert", "gpt2", "xlnet"]
STEPS, WARMUP, DECAY, CLIP = 10, 2, 0.01, 1.0
WEIGHTS = [0.75, 1.5, 1.25]
CASES = {
    "adam_smoothing": dict(optim="adam", lr_scheduler_type="cosine", learning_rate=1e-3, label_smoothing_factor=0.1),
    "sgd_weights": dict(optim="sgd", lr_scheduler_type="constant_with_warmup", learning_rate=1e-2, weights=True),
    "adamw_layers": dict(optim="adamw_torch_fused", lr_scheduler_type="linear", learning_rate=1e-3, weights=True,
                         label_smoothing_factor=0.05, head_learning_rate=5e-3, layerwise_lr_decay=0.8,
                         micro_batches=[3, 1]),
}
BELOW_LAYERS = re.compile(r"embedding|word_emb|mask_emb|\.wte\.|\.wpe\.")
LAYER = re.compile(r"(?:^|\.)(?:layer|h)\.(\d+)\.")


def networks():
    for family in FAMILIES:
        for folder in sorted((HERE / family).iterdir()):
            tensors = load_file(folder / "baseline.safetensors")
            if "logits" in tensors:
                yield folder, tensors


def load(folder):
    model = AutoModelForSequenceClassification.from_pretrained(folder, dtype=torch.float32, attn_implementation="eager")
    return model.eval()  # no dropout


class Case:
    def __init__(self, folder, tensors, settings):
        self.model, self.settings, self.labels = load(folder), dict(settings), tensors["labels"]
        config = self.model.config
        if getattr(config, "bi_data", False):  # transformers mirrors the second half of what it gets at once
            self.settings.pop("micro_batches", None)
        names = {"input_ids": "ids", "attention_mask": "mask", "token_type_ids": "type_ids"}
        accepted = inspect.signature(self.model.forward).parameters
        if config.model_type == "gpt2" or ("bert" in config.model_type and not getattr(config, "type_vocab_size", 0)):
            names.pop("token_type_ids")
        self.inputs = {to: tensors[name] for to, name in names.items() if to in accepted}
        # As baseline.safetensors came about: see make_decoder_baselines.py.
        refuses = config.pad_token_id is None or getattr(config, "attn_type", "bi") == "uni"
        self.alone = refuses or not torch.allclose(self.logits(range(4), False), tensors["logits"], atol=1e-5)
        assert torch.allclose(self.logits(range(4), self.alone), tensors["logits"], atol=1e-5), folder
        self.weights = torch.tensor(WEIGHTS[:config.num_labels]) if settings.get("weights") else None

    def logits(self, rows, alone=None):
        rows = list(rows)
        if not (self.alone if alone is None else alone):
            return self.model(**{name: tensor[rows] for name, tensor in self.inputs.items()}).logits
        made = []
        for row in rows:
            places = self.inputs["attention_mask"][row].nonzero()
            span = slice(int(places[0]), int(places[-1]) + 1)
            made.append(self.model(**{n: t[row:row + 1, span] for n, t in self.inputs.items()}).logits)
        return torch.cat(made)

    def loss_sum(self, rows):
        logits, labels = self.logits(rows), self.labels[list(rows)]
        if labels.is_floating_point():
            return torch.nn.functional.mse_loss(logits.squeeze(1), labels, reduction="sum")
        smoothing = self.settings.get("label_smoothing_factor", 0.0)
        if self.weights is None:
            return LabelSmoother(smoothing)({"logits": logits}, labels, num_items_in_batch=1)
        return torch.nn.CrossEntropyLoss(self.weights, label_smoothing=smoothing, reduction="sum")(logits, labels)

    def backward(self):
        """The update's loss, its gradients added up over the micro-batches."""
        weight = len(self.labels) if self.weights is None or self.labels.is_floating_point() \
            else self.weights[self.labels].sum()
        loss, begin = 0.0, 0
        for size in self.settings.get("micro_batches", [len(self.labels)]):
            part = self.loss_sum(range(begin, begin + size)) / weight
            part.backward()
            loss, begin = loss + part.item(), begin + size
        return loss

    def rate(self, name):
        rate, count = self.settings["learning_rate"], self.model.config.num_hidden_layers
        base = self.model.base_model_prefix + "."
        stacked = LAYER.search(name)
        if self.model.config.model_type == "albert" and "albert_layers" in name:
            # A layer's group is index ÷ (layers ÷ groups); a shared module stands where its topmost layer does.
            # Modules within a group are layers of their own, as train_layers counts them.
            group = int(re.search(r"albert_layer_groups\.(\d+)\.", name).group(1))
            inner, within = self.model.config.inner_group_num, int(re.search(r"albert_layers\.(\d+)\.", name).group(1))
            last = max(i for i in range(count) if int(i / (count / self.model.config.num_hidden_groups)) == group)
            count, depth = count * inner, last * inner + within + 1
        elif name.startswith(base) and stacked:
            depth = int(stacked.group(1)) + 1
        elif name.startswith(base) and (BELOW_LAYERS.search(name) or "embedding_hidden_mapping_in" in name):
            count, depth = count * getattr(self.model.config, "inner_group_num", 1), 0
        else:
            return self.settings.get("head_learning_rate", rate)
        return rate * self.settings.get("layerwise_lr_decay", 1) ** (count - depth)

    def run(self):
        decayed = Trainer.get_decay_parameter_names(None, self.model)
        groups = [{"params": [p], "lr": self.rate(n), "weight_decay": DECAY if n in decayed else 0.0}
                  for n, p in self.model.named_parameters()]
        optimizer = {
            "adam": lambda: torch.optim.Adam(groups, betas=(0.9, 0.999), eps=1e-8),
            "adamw_torch_fused": lambda: torch.optim.AdamW(groups, betas=(0.9, 0.999), eps=1e-8),
            "sgd": lambda: torch.optim.SGD(groups, momentum=0.9),
        }[self.settings["optim"]]()
        schedule = get_scheduler(self.settings["lr_scheduler_type"], optimizer, WARMUP, STEPS)
        losses, norms = [], None
        for _ in range(STEPS):
            optimizer.zero_grad()
            losses.append(self.backward())
            norms = norms or {n: None if p.grad is None else p.grad.norm().item()
                              for n, p in self.model.named_parameters()}
            torch.nn.utils.clip_grad_norm_(self.model.parameters(), CLIP)
            optimizer.step()
            schedule.step()
        settings = {k: v for k, v in self.settings.items() if k != "weights"}
        settings |= {"weight_decay": DECAY, "max_grad_norm": CLIP, "warmup_steps": WARMUP, "steps": STEPS}
        if self.weights is not None and not self.labels.is_floating_point():
            settings["class_weights"] = self.weights.tolist()
        return {"loss": losses[0], "gradient_norms": norms, "ten_steps": losses, "settings": settings}


if __name__ == "__main__":
    torch.set_num_threads(1)
    logging.disable_progress_bar()
    for path, given in networks():
        made = {name: Case(path, given, settings).run() for name, settings in CASES.items()}
        (path / "training.json").write_text(json.dumps(made) + "\n")
        print(path.relative_to(HERE), *(f"{name} {case['ten_steps'][-1]:.4f}" for name, case in made.items()))
