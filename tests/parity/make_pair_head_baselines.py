#!/usr/bin/env python3
"""Writes pair_head/FAMILY.safetensors and pair_head/linear.json: what torch, transformers and scikit-learn make of the
heads that read a pair part by part.

FAMILY.safetensors: the network of tests/parity/FAMILY/CASE with a head of resources/export/modeling_tunedesk.py on it,
its weights drawn at random. "segments.…" for one line, "features.…" for three texts apart: ids, type_ids, mask and
segments of four pairs, the head's weight and bias, logits; for segments the loss and its gradient for each parameter.
The last pair has lost its last turn.
linear.json: standardised logistic regression and ridge of small random rows at several strengths, each to its lowest
point.
Needs: torch, transformers, safetensors, scikit-learn. Run: python tests/parity/make_pair_head_baselines.py
"""

import importlib.util
import json
import pathlib

import numpy as np
import torch
from safetensors.torch import save_file
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.preprocessing import StandardScaler
from transformers import AutoConfig, AutoModel, logging

HERE = pathlib.Path(__file__).resolve().parent
CASES = {
    "bert": "gelu_two_labels",
    "roberta": "one_type_two_labels",
    "distilbert": "gelu_two_labels",
    "electra": "projected_two_labels",
    "albert": "one_group_two_labels",
    "gpt2": "two_labels",
    "xlnet": "last_two_labels",
}


def modeling():
    spec = importlib.util.spec_from_file_location(
        "modeling_tunedesk", HERE.parents[1] / "resources/export/modeling_tunedesk.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def network(ours, family, case, head):
    folder = HERE / family / case
    settings = AutoConfig.from_pretrained(folder).to_dict()
    for key in ("model_type", "architectures", "transformers_version", "dtype", "id2label", "label2id"):
        settings.pop(key, None)
    config = ours.PairConfig(encoder_type=family, head=head, num_labels=2, **settings)
    torch.manual_seed(5)
    model = ours.PairClassifier(config).eval()
    encoder = AutoModel.from_pretrained(folder, dtype=torch.float32)
    missing, _ = getattr(model, model.encoder_name).load_state_dict(encoder.state_dict(), strict=False)
    assert not missing, missing
    with torch.no_grad():
        model.pair_head.weight.normal_(0, 0.3)
        model.pair_head.bias.normal_(0, 0.3)
    return model


def text_ids(model, length, generator):
    pad = getattr(model.config, "pad_token_id", None)
    ids = torch.randint(5, model.config.vocab_size, (length,), generator=generator)
    ids[ids == pad] = 5 if pad != 5 else 6
    return ids.tolist()


def rows(model, apart):
    """(ids, types, segments) of four pairs; a special token at the begin and behind each text."""
    generator = torch.Generator().manual_seed(13)
    result = []
    for earlier, last, reply in ((3, 4, 5), (0, 6, 2), (2, 1, 1), (4, 0, 3)):
        if apart:
            lengths = (earlier + last + 2, last + 2, reply + 2)
            ids = [text_ids(model, n, generator) for n in lengths]
            result.append((sum(ids, []), [0] * sum(lengths), [1] * lengths[0] + [2] * lengths[1] + [3] * lengths[2]))
        else:
            segments = [0] + [1] * earlier + [2] * last + [0] + [3] * reply + [0]
            types = [0] * (earlier + last + 2) + [1] * (reply + 1)
            result.append((text_ids(model, len(segments), generator), types, segments))
    return result


def batch(model, family, apart):
    pairs = rows(model, apart)
    longest = max(len(ids) for ids, _, _ in pairs)
    fill = (getattr(model.config, "pad_token_id", None) or 0, 0, 0)
    left = family == "xlnet" and not apart

    def padded(values, by):
        return [by] * (longest - len(values)) + values if left else values + [by] * (longest - len(values))

    ids, types, segments = (torch.tensor([padded(pair[i], fill[i]) for pair in pairs]) for i in range(3))
    mask = torch.tensor([padded([1] * len(pair[0]), 0) for pair in pairs])
    if getattr(model.config, "type_vocab_size", 2) < 2:
        types = torch.zeros_like(types)
    return ids, types, mask, segments


def make_networks(ours):
    for family, case in CASES.items():
        tensors = {}
        for head in ("segments", "features"):
            model = network(ours, family, case, head)
            ids, types, mask, segments = batch(model, family, head == "features")
            logits = model(input_ids=ids, token_type_ids=types, attention_mask=mask, segment_ids=segments).logits
            tensors |= {f"{head}.ids": ids, f"{head}.type_ids": types, f"{head}.mask": mask,
                        f"{head}.segments": segments, f"{head}.weight": model.pair_head.weight,
                        f"{head}.bias": model.pair_head.bias, f"{head}.logits": logits}
            if head == "segments":
                loss = torch.nn.functional.cross_entropy(logits, torch.tensor([1, 0, 0, 1]))
                loss.backward()
                tensors["segments.loss"] = loss
                tensors |= {f"gradient.{name}": parameter.grad for name, parameter in model.named_parameters()
                            if parameter.grad is not None}
        save_file({name: tensor.detach().contiguous() for name, tensor in tensors.items()},
                  HERE / f"pair_head/{family}.safetensors", metadata={"format": "pt", "case": case})


def make_linear():
    random = np.random.default_rng(3)
    rows = random.normal(size=(60, 12)) * random.uniform(0.1, 5, 12) + random.normal(size=12)
    rows[:, 7] = 2.5  # never changes
    rows = rows.astype(np.float32)
    score = rows @ random.normal(size=12) * 0.3 + random.normal(size=60)
    label = (score > np.median(score)).astype(int)
    standard = StandardScaler().fit(rows.astype(float))
    x = standard.transform(rows.astype(float))
    fits = []
    for strength in (1e-4, 1e-2, 1.0):
        logistic = LogisticRegression(C=strength, tol=1e-10, max_iter=100_000).fit(x, label)
        ridge = Ridge(alpha=1 / strength).fit(x, score)
        fits.append({"strength": strength,
                     "logistic": [*logistic.coef_[0].tolist(), float(logistic.intercept_[0])],
                     "probabilities": logistic.predict_proba(x)[:, 1].tolist(),
                     "ridge": [*ridge.coef_.tolist(), float(ridge.intercept_)],
                     "scores": ridge.predict(x).tolist()})
    (HERE / "pair_head/linear.json").write_text(json.dumps(
        {"rows": rows.tolist(), "labels": label.tolist(), "scores": score.tolist(), "mean": standard.mean_.tolist(),
         "spread": standard.scale_.tolist(), "fits": fits}) + "\n")


if __name__ == "__main__":
    logging.set_verbosity_error()
    (HERE / "pair_head").mkdir(exist_ok=True)
    make_networks(modeling())
    make_linear()
    for file in (HERE / "pair_head").iterdir():
        file.chmod(0o644)
