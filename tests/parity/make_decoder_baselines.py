#!/usr/bin/env python3
"""Makes tests/parity/gpt2/ and tests/parity/xlnet/: tiny random networks with what transformers computes from them.

For each case a folder: config.json, model.safetensors (as save_pretrained writes it) and
  baseline.json         loss, ten_steps (losses), gradient_norms {parameter: L2 norm; null: it gets none}, decayed
                        (names of the parameters that the Trainer's weight decay takes), options
  baseline.safetensors  ids, type_ids, mask [B, T] int64; labels [B] (int64 classes or float32 scores);
                        hidden.0 … hidden.L [B, T, H]: what layer i reads, hidden.L what the last one gives (before
                        GPT-2's ln_f); logits [B, numLabels]
Hidden states count where the mask is 1. Everything in float32, dropout 0.

A case with "alone" gives transformers one row at a time, without the padding at its ends: where transformers refuses
a padded batch (GPT-2 without pad_token_id, XLNet's "uni"), or where its answer for a row changes with the length of
its neighbours (XLNet's summary "first" and "mean" count the padding). The network must give the same in one batch.

The ten steps are those of network_baselines.py, with weight decay on the parameters that
transformers.Trainer.get_decay_parameter_names gives.
Needs: torch, transformers 5.24, safetensors. Run: python tests/parity/make_decoder_baselines.py
"""

import pathlib

import torch
from transformers import GPT2Config, GPT2ForSequenceClassification, Trainer, XLNetConfig, XLNetForSequenceClassification

from network_baselines import OPTIONS, disturb, ten_steps, write_baseline

HERE = pathlib.Path(__file__).parent

GPT2 = {
    "two_labels": dict(vocab_size=61, pad_token_id=5, num_labels=2),
    "scaled_by_layer": dict(
        vocab_size=53, pad_token_id=0, num_labels=3, n_head=2, n_inner=24, activation_function="relu",
        layer_norm_epsilon=3e-4, scale_attn_by_inverse_layer_idx=True, reorder_and_upcast_attn=True,
    ),
    "unscaled_regression_without_pad": dict(
        vocab_size=47, pad_token_id=None, num_labels=1, scale_attn_weights=False, activation_function="silu",
        alone=True,
    ),
}

XLNET = {
    "last_two_labels": dict(num_labels=2, vocab_size=61),
    "first_clamped": dict(
        num_labels=3, vocab_size=53, clamp_len=4, summary_type="first", summary_use_proj=False,
        summary_activation="", ff_activation="relu", alone=True,
    ),
    "mean_regression": dict(
        num_labels=1, vocab_size=67, summary_type="mean", summary_activation="gelu", layer_norm_eps=3e-4,
        n_head=2, inner_padding=False, alone=True,
    ),
    "cls_index_both_directions": dict(
        num_labels=2, vocab_size=59, summary_type="cls_index", bi_data=True, clamp_len=7, ff_activation="gelu_new",
    ),
    "uni": dict(num_labels=2, vocab_size=43, attn_type="uni", alone=True),
    "uni_same_length": dict(
        num_labels=2, vocab_size=43, attn_type="uni", same_length=True, alone=True,
    ),
}


def batch(vocabulary, pad, labels, inner, right, left, generator):
    """Four rows of 13 places: whole, padded right, padded left (or both on one side), padded within."""
    shape = (4, 13)
    ids = torch.randint(6, vocabulary, shape, generator=generator)
    mask = torch.ones(shape, dtype=torch.int64)
    if right:
        mask[1, 9:] = 0
    else:
        mask[1, :1] = 0
    if left:
        mask[2, :4] = 0
    else:
        mask[2, 3:] = 0
    if inner:
        mask[3, 5:8] = 0
    ids[mask == 0] = pad
    type_ids = torch.zeros(shape, dtype=torch.int64)
    type_ids[:, 6:] = 1
    type_ids[:, 12] = 2
    if labels == 1:
        target = torch.tensor([0.25, 1.0, 0.0, 0.6])
    else:
        target = torch.tensor([1, 0, labels - 1, 1])
    return dict(input_ids=ids, token_type_ids=type_ids, attention_mask=mask), target


class Case:
    def __init__(self, model, layers, inputs, labels, alone):
        self.model, self.layers, self.inputs, self.labels, self.alone = model, layers, inputs, labels, alone

    def logits(self):
        if not self.alone:
            return self.model(**self.inputs).logits
        return torch.cat([self.model(**row).logits for row, _ in self.rows()])

    def rows(self):
        for i, mask in enumerate(self.inputs["attention_mask"]):
            places = mask.nonzero()
            span = slice(int(places[0]), int(places[-1]) + 1)
            yield {name: tensor[i:i + 1, span] for name, tensor in self.inputs.items()}, span

    def loss(self):
        logits = self.logits()
        if self.labels.is_floating_point():
            return torch.nn.functional.mse_loss(logits.squeeze(1), self.labels)
        return torch.nn.functional.cross_entropy(logits, self.labels)

    @torch.no_grad()
    def hidden(self):
        """What each layer reads, and what the last one gives; [B, T, H], rows of padding 0 where it was left out."""
        def run(inputs):
            seen = []
            hooks = [layer.register_forward_pre_hook(lambda _, given: seen.append(given[0]))
                     for layer in self.layers]
            hooks.append(self.layers[-1].register_forward_hook(
                lambda _, given, made: seen.append(made[0] if isinstance(made, tuple) else made)))
            self.model(**inputs)
            for hook in hooks:
                hook.remove()
            # XLNet has the batch in the second dimension.
            return [t.transpose(0, 1) if self.model.config.model_type == "xlnet" else t for t in seen]
        if not self.alone:
            return run(self.inputs)
        whole = None
        for i, (row, span) in enumerate(self.rows()):
            states = run(row)
            if whole is None:
                shape = (*self.inputs["input_ids"].shape, states[0].shape[-1])
                whole = [torch.zeros(shape) for _ in states]
            for to, state in zip(whole, states):
                to[i, span] = state[0]
        return whole


def make(kind, name, options):
    torch.manual_seed(7)
    options = dict(options)
    alone, inner = options.pop("alone", False), options.pop("inner_padding", True)
    if kind == "gpt2":
        settings = dict(n_embd=16, n_layer=3, n_head=4, n_positions=24, initializer_range=0.2, resid_pdrop=0.0,
                        embd_pdrop=0.0, attn_pdrop=0.0, bos_token_id=2, eos_token_id=2, attn_implementation="eager")
        settings.update(options)
        model = GPT2ForSequenceClassification(GPT2Config(**settings)).eval()
        layers = model.transformer.h
    else:
        settings = dict(d_model=16, n_layer=2, n_head=4, d_inner=24, initializer_range=0.2, dropout=0.0,
                        summary_last_dropout=0.0)
        settings.update(options)
        model = XLNetForSequenceClassification(XLNetConfig(**settings)).eval()
        layers = model.transformer.layer
    disturb(model)
    folder = HERE / kind / name
    folder.mkdir(parents=True, exist_ok=True)
    model.save_pretrained(folder)
    # XLNet's "last" would read right padding; GPT-2 counts positions over left padding, which no row alone has.
    right, left = kind == "gpt2" or alone, kind == "xlnet" or not alone
    pad = 2 if model.config.pad_token_id is None else model.config.pad_token_id
    inputs, labels = batch(model.config.vocab_size, pad, model.config.num_labels, inner,
                           right, left, torch.Generator().manual_seed(11))
    if kind == "gpt2":  # its tokenizer gives none, and the network would add word embeddings for them
        given = {k: v for k, v in inputs.items() if k != "token_type_ids"}
    else:
        given = inputs
    case = Case(model, layers, given, labels, alone)
    loss = case.loss()
    if not alone:
        assert torch.allclose(loss, model(**given, labels=labels).loss)
    loss.backward()
    tensors = {"ids": inputs["input_ids"], "type_ids": inputs["token_type_ids"],
               "mask": inputs["attention_mask"], "labels": labels, "logits": case.logits()}
    for i, hidden in enumerate(case.hidden()):
        tensors[f"hidden.{i}"] = hidden
    decayed = sorted(Trainer.get_decay_parameter_names(None, model))
    gradients = {n: None if p.grad is None else p.grad.norm().item() for n, p in model.named_parameters()}
    write_baseline(folder, tensors, {
        "loss": loss.item(), "gradient_norms": gradients, "decayed": decayed,
        "ten_steps": ten_steps(model, case.loss, decayed), "options": OPTIONS,
    })


if __name__ == "__main__":
    for case_name, case_options in GPT2.items():
        make("gpt2", case_name, case_options)
    for case_name, case_options in XLNET.items():
        make("xlnet", case_name, case_options)
