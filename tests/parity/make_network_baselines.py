#!/usr/bin/env python3
"""Makes tests/parity/FAMILY/CASE/: tiny random networks with what transformers computes from them.

For each case a folder: config.json, model.safetensors (as save_pretrained writes it; float16 where a case says half:
then the numbers below are those of the rounded weights) and
  baseline.json         loss, ten_steps (losses), gradient_norms {parameter: L2 norm}, gradient_norm_total, options
  baseline.safetensors  ids, type_ids, mask [B, T] int64; labels [B] (int64 classes or float32 scores);
                        hidden.0 … hidden.L [B, T, H]; logits [B, numLabels];
                        dropped.KEY [B, numLabels]: logits in training when config.json's KEY is 1, so that every
                        place where this dropout stands shows: what it drops is 0, without chance
A bare case holds the network without its head, as most published files do: hidden states only.
Everything is computed in float32 with dropout 0 (the configs say 0, so train() and eval() are the same numbers).
The ten steps are those of network_baselines.py, with weight decay on matrices only (no bias, no norm).
activations.safetensors: x [N], and y and dy/dx of each activation of transformers that has no parameters.
Needs: torch, transformers 5.24, safetensors. Run: python tests/parity/make_network_baselines.py [FAMILY…]
"""

import copy
import inspect
import pathlib
import sys

import torch
from safetensors.torch import save_file
from transformers import AutoConfig, AutoModel, AutoModelForSequenceClassification
from transformers.activations import ACT2CLS, ACT2FN

from network_baselines import OPTIONS, disturb, ten_steps, write_baseline

HERE = pathlib.Path(__file__).parent

# How a family names the sizes, and the sizes that a case may change.
BERT_SIZES = dict(
    hidden_size=16, num_hidden_layers=3, num_attention_heads=4, intermediate_size=28, max_position_embeddings=24,
    initializer_range=0.2, vocab_size=41, hidden_dropout_prob=0.0, attention_probs_dropout_prob=0.0,
)
BERT_DROPOUTS = ["hidden_dropout_prob", "attention_probs_dropout_prob", "classifier_dropout"]
OLD_BERT_SIZES = dict(hidden_size=24, intermediate_size=40)
SIZES = {
    "bert": BERT_SIZES,
    "roberta": BERT_SIZES,
    "xlm-roberta": BERT_SIZES,
    "camembert": BERT_SIZES,
    "electra": BERT_SIZES,
    "albert": dict(BERT_SIZES, classifier_dropout_prob=0.0),
    "distilbert": dict(
        dim=16, n_layers=3, n_heads=4, hidden_dim=28, max_position_embeddings=24, initializer_range=0.2,
        vocab_size=41, dropout=0.0, attention_dropout=0.0, seq_classif_dropout=0.0,
    ),
}
DROPOUTS = {
    "albert": ["hidden_dropout_prob", "attention_probs_dropout_prob", "classifier_dropout_prob"],
    "distilbert": ["dropout", "attention_dropout", "seq_classif_dropout"],
}

# half: weights in float16; bare: no head; pads_in_text: padding's id inside row 0, as a token.
CASES = {
    "bert": {
        "gelu_two_labels": dict(OLD_BERT_SIZES, hidden_act="gelu", num_labels=2, layer_norm_eps=1e-12, vocab_size=61),
        "gelu_new_regression": dict(
            OLD_BERT_SIZES, hidden_act="gelu_new", num_labels=1, layer_norm_eps=3e-4, vocab_size=67, pad_token_id=3,
            type_vocab_size=3, num_attention_heads=2, problem_type="regression",
        ),
        "relu_two_labels": dict(
            OLD_BERT_SIZES, hidden_act="relu", num_labels=2, layer_norm_eps=1e-5, vocab_size=53,
            num_attention_heads=8, intermediate_size=32,
        ),
        "one_type_three_labels": dict(
            hidden_act="gelu_python", num_labels=3, layer_norm_eps=2e-3, type_vocab_size=1, half=True,
            classifier_dropout=0.0,
        ),
        "bare_without_pooler": dict(hidden_act="quick_gelu", bare=True, half=True, add_pooling_layer=False),
    },
    "roberta": {
        "one_type_two_labels": dict(type_vocab_size=1, layer_norm_eps=1e-5, num_labels=2, half=True),
        "padding_in_text_regression": dict(
            type_vocab_size=2, pad_token_id=3, hidden_act="silu", layer_norm_eps=4e-3, num_labels=1,
            classifier_dropout=0.0, pads_in_text=True,
        ),
        "bare_with_pooler": dict(type_vocab_size=1, hidden_act="gelu_fast", bare=True, half=True),
    },
    "xlm-roberta": {
        "three_labels": dict(
            type_vocab_size=1, layer_norm_eps=1e-5, num_labels=3, hidden_act="mish", pad_token_id=1, half=True
        ),
    },
    "camembert": {
        "two_labels": dict(type_vocab_size=1, layer_norm_eps=1e-5, num_labels=2, hidden_act="relu6", half=True),
    },
    "distilbert": {
        "gelu_two_labels": dict(num_labels=2, half=True),
        "sinusoidal_regression": dict(num_labels=1, sinusoidal_pos_embds=True, activation="relu", n_heads=2),
        "three_labels": dict(num_labels=3, activation="gelu_new", pad_token_id=2, half=True),
        "bare": dict(activation="swish", bare=True, half=True),
    },
    "electra": {
        "projected_two_labels": dict(embedding_size=12, num_labels=2, layer_norm_eps=1e-3, half=True),
        "same_width_regression": dict(embedding_size=16, num_labels=1, hidden_act="gelu_10", classifier_dropout=0.0),
        "one_type_three_labels": dict(
            embedding_size=20, num_labels=3, type_vocab_size=1, hidden_act="gelu_pytorch_tanh", half=True
        ),
        "bare": dict(embedding_size=8, hidden_act="tanh", bare=True, half=True),
    },
    "albert": {
        "one_group_two_labels": dict(embedding_size=12, num_labels=2, hidden_size=24, vocab_size=61, num_hidden_layers=4),
        "groups_of_two_regression": dict(
            embedding_size=16, num_labels=1, num_hidden_layers=5, num_hidden_groups=2, inner_group_num=2,
            hidden_act="relu", layer_norm_eps=1e-3, half=True,
        ),
        "groups_three_labels": dict(
            embedding_size=6, num_labels=3, num_hidden_layers=3, num_hidden_groups=3, hidden_act="gelu",
            type_vocab_size=1, half=True,
        ),
        "bare": dict(embedding_size=8, bare=True, half=True),
    },
}


def batch(config, accepted, pads_in_text):
    """Four rows of 13 places: whole, padded right, padded left, padded within."""
    generator = torch.Generator().manual_seed(11)
    shape = (4, 13)
    ids = torch.randint(5, config.vocab_size, shape, generator=generator)
    mask = torch.ones(shape, dtype=torch.int64)
    mask[1, 9:] = 0
    mask[2, :4] = 0
    mask[3, 5:8] = 0
    ids[mask == 0] = config.pad_token_id
    if pads_in_text:
        ids[0, 4] = config.pad_token_id
    types = getattr(config, "type_vocab_size", 0)
    type_ids = torch.zeros(shape, dtype=torch.int64)
    if types > 1:
        type_ids[:, 6:] = 1
    if types > 2:
        type_ids[0, 11:] = 2
    labels = {1: torch.tensor([0.25, 1.0, 0.0, 0.6]), 2: torch.tensor([1, 0, 0, 1])}
    inputs = dict(input_ids=ids, attention_mask=mask)
    if types > 0 and "token_type_ids" in accepted:
        inputs["token_type_ids"] = type_ids
    return inputs, type_ids, labels.get(config.num_labels, torch.tensor([1, 2, 0, 1]))


def dropped(model, key, inputs):
    """Logits in training with one of config.json's dropouts at 1."""
    settings = model.config.to_dict()
    settings[key] = 1.0
    other = type(model)(type(model.config).from_dict(settings))
    other.load_state_dict(model.state_dict())
    with torch.no_grad():
        return other.train()(**inputs).logits


def make(family, name, options):
    torch.manual_seed(7)
    options = dict(options)
    half, bare, pads = (options.pop(key, False) for key in ("half", "bare", "pads_in_text"))
    arguments = {"add_pooling_layer": options.pop("add_pooling_layer")} if "add_pooling_layer" in options else {}
    config = AutoConfig.for_model(family, **{**SIZES[family], **options})
    kind = AutoModel if bare else AutoModelForSequenceClassification
    model = kind.from_config(config, **arguments).eval()
    disturb(model)
    if half:
        with torch.no_grad():
            for parameter in model.parameters():
                parameter.copy_(parameter.half())
    folder = HERE / family.replace("-", "_") / name
    folder.mkdir(parents=True, exist_ok=True)
    (copy.deepcopy(model).half() if half else model).save_pretrained(folder)
    inputs, type_ids, labels = batch(config, inspect.signature(model.forward).parameters, pads)
    tensors = {"ids": inputs["input_ids"], "type_ids": type_ids, "mask": inputs["attention_mask"]}
    if bare:
        out = model(**inputs, output_hidden_states=True)
        baseline = {}
    else:
        out = model(**inputs, labels=labels, output_hidden_states=True)
        out.loss.backward()
        gradients = {n: p.grad for n, p in model.named_parameters()}
        tensors |= {"labels": labels, "logits": out.logits}
        for key in DROPOUTS.get(family, BERT_DROPOUTS):
            tensors[f"dropped.{key}"] = dropped(model, key, inputs)
        baseline = {
            "loss": out.loss.item(),
            "gradient_norms": {n: g.norm().item() for n, g in gradients.items()},
            "gradient_norm_total": torch.stack([g.norm() for g in gradients.values()]).norm().item(),
            "ten_steps": ten_steps(model, lambda: model(**inputs, labels=labels).loss,
                                   {n for n, p in model.named_parameters() if p.ndim >= 2}),
            "options": OPTIONS,
        }
    for i, hidden in enumerate(out.hidden_states):
        tensors[f"hidden.{i}"] = hidden
    write_baseline(folder, tensors, baseline)


def make_activations():
    x = torch.cat([torch.linspace(-12, 12, 97), torch.tensor([-1e-4, 0.0, 1e-4])])
    tensors = {"x": x}
    for name in sorted(set(ACT2CLS) - {"prelu", "xielu"}):
        at = x.clone().requires_grad_()
        y = ACT2FN[name](at)
        y.sum().backward()
        tensors[f"{name}.y"], tensors[f"{name}.gradient"] = y.detach(), at.grad
    save_file(tensors, HERE / "activations.safetensors", metadata={"format": "pt"})


if __name__ == "__main__":
    asked = sys.argv[1:]
    for family_name, cases in CASES.items():
        if not asked or family_name in asked:
            for case_name, case_options in cases.items():
                make(family_name, case_name, case_options)
    if not asked:
        make_activations()
