#!/usr/bin/env python3
"""Loads an exported folder with transformers and compares it with its expected_outputs.json.

Each pair is tokenised again from its texts, cut as the folder says, and scored; ids must be equal, probabilities (or
scores) within 1e-5. Then all of them once more as most people do it: one batch, padded by the tokenizer, all that it
gives to the network. A pair whose reply alone fills the length, which transformers refuses to cut with only_first, is
given without its first text.
A folder whose head transformers doesn't have is loaded with trust_remote_code and encodes pairs by its own code.
Exit code 0: all pairs agree; 1: one doesn't, or the folder can't be loaded.
Needs: torch, transformers. Run: python tests/parity/check_export.py FOLDER
"""

import inspect
import json
import pathlib
import sys

import torch
from transformers import AutoModelForSequenceClassification, AutoTokenizer

TOLERANCE = 1e-5


def distance(logits, pair, settings):
    if "score" in pair:
        return abs(logits[0].item() - pair["score"])
    probability = torch.softmax(logits / settings["temperature"], 0)[1].item()
    return abs(probability - pair["probability"])


def without_first(tokenizer, pair, length):
    """Whether nothing of the first text is left when the reply is to stay whole."""
    room = length - tokenizer.num_special_tokens_to_add(pair=True)
    return len(tokenizer(pair["text_pair"], add_special_tokens=False)["input_ids"]) >= room


def check_own_code(model, tokenizer, expected, settings, problems):
    """Each pair by itself and all in one batch, encoded by the folder's code from the texts."""
    worst = 0.0
    pairs = expected["pairs"]
    groups = [[pair] for pair in pairs] + [pairs]
    for group in groups:
        inputs = model.encode(tokenizer, [pair["text"] for pair in group], [pair["text_pair"] for pair in group])
        with torch.no_grad():
            logits = model(**inputs).logits.double()
        for row, pair in enumerate(group):
            real = inputs["attention_mask"][row] == 1
            for key, name in (("ids", "input_ids"), ("segments", "segment_ids")):
                if inputs[name][row][real].tolist() != pair[key]:
                    problems.append(f"pair {pair['pair']}: other {key}")
            difference = distance(logits[row], pair, settings)
            worst = max(worst, difference)
            if not difference <= TOLERANCE:
                problems.append(f"pair {pair['pair']} among {len(group)}: differs by {difference:.2e}")
    print(json.dumps({"pairs": len(pairs), "max_difference": worst, "problems": problems}))
    return not problems and bool(pairs)


def check(folder):
    expected = json.loads((folder / "expected_outputs.json").read_text(encoding="utf-8"))
    settings = json.loads((folder / "tunedesk.json").read_text(encoding="utf-8"))
    tokenizer = AutoTokenizer.from_pretrained(folder)
    length, strategy = expected["max_length"], expected["truncation"]
    if strategy != settings["truncation"]:
        raise ValueError(f"tunedesk.json says {settings['truncation']}, expected_outputs.json {strategy}")
    lone = [strategy == "only_first" and without_first(tokenizer, pair, length) for pair in expected["pairs"]]

    def encoded(pair, is_lone):
        return tokenizer("" if is_lone else pair["text"], pair["text_pair"], max_length=length,
                         truncation="only_second" if is_lone else strategy)

    has_own_code = settings.get("head", "sequence") != "sequence"
    model, report = AutoModelForSequenceClassification.from_pretrained(folder, output_loading_info=True,
                                                                       trust_remote_code=has_own_code)
    model.eval()
    problems = [f"{kind}: {sorted(map(str, names))}" for kind, names in report.items() if names]
    if has_own_code:
        return check_own_code(model, tokenizer, expected, settings, problems)
    worst = 0.0
    # A tokenizer may tell two kinds of text apart where the network has one or none.
    reads_types = ("token_type_ids" in tokenizer("a", "b")
                   and "token_type_ids" in inspect.signature(model.forward).parameters
                   and getattr(model.config, "type_vocab_size", 2) > 1)
    for pair, is_lone in zip(expected["pairs"], lone):
        if encoded(pair, is_lone)["input_ids"] != pair["ids"]:
            problems.append(f"pair {pair['pair']}: other ids")
        with torch.no_grad():
            typed = {"token_type_ids": torch.tensor([pair["type_ids"]])} if reads_types else {}
            logits = model(input_ids=torch.tensor([pair["ids"]]), attention_mask=torch.tensor([pair["mask"]]),
                           **typed).logits[0].double()
        difference = distance(logits, pair, settings)
        worst = max(worst, difference)
        if not difference <= TOLERANCE:
            problems.append(f"pair {pair['pair']}: differs by {difference:.2e}")
    if any(lone):
        batch = tokenizer.pad([encoded(*row) for row in zip(expected["pairs"], lone)], return_tensors="pt")
    else:
        batch = tokenizer([pair["text"] for pair in expected["pairs"]],
                          [pair["text_pair"] for pair in expected["pairs"]], truncation=strategy,
                          max_length=length, padding=True, return_tensors="pt")
    if not reads_types:
        batch.pop("token_type_ids", None)
    with torch.no_grad():
        together = model(**batch).logits.double()
    for pair, logits in zip(expected["pairs"], together):
        difference = distance(logits, pair, settings)
        worst = max(worst, difference)
        if not difference <= TOLERANCE:
            problems.append(f"pair {pair['pair']} in a batch: differs by {difference:.2e}")
    print(json.dumps({"pairs": len(expected["pairs"]), "max_difference": worst, "problems": problems}))
    return not problems and bool(expected["pairs"])


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    try:
        sys.exit(0 if check(pathlib.Path(sys.argv[1])) else 1)
    except (OSError, ValueError, KeyError) as error:
        print(error, file=sys.stderr)
        sys.exit(1)
