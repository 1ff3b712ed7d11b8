#!/usr/bin/env python3
"""Makes tests/parity/objectives.json: losses and gradients of logits as torch computes them, class weights as
scikit-learn does.

[{objective, label_smoothing_factor, class_weights (none | balanced), training_targets, weights (of the classes; null),
logits [B][C], targets [B], loss (mean), gradient [B][C] (of the mean)}], float64.
Needs: torch, scikit-learn. Run: python tests/parity/make_objective_baselines.py
"""

import json
import pathlib

import numpy
import torch
from sklearn.utils.class_weight import compute_class_weight

TRAINING = [1] * 13 + [0] * 5 + [1] * 2
SCORES = [0.25, 1.0, -3.5, 0.6, 7.0]
CASES = [("classification", 0.0, "none"), ("classification", 0.1, "none"), ("classification", 0.0, "balanced"),
         ("classification", 0.3, "balanced"), ("regression", 0.0, "none"), ("regression", 0.2, "balanced")]

made = []
for number, (objective, smoothing, weighting) in enumerate(CASES):
    generator = torch.Generator().manual_seed(number)
    is_regression = objective == "regression"
    logits = torch.randn(5, 1 if is_regression else 2, generator=generator, dtype=torch.float64) * 2
    logits.requires_grad_()
    weights = None
    if is_regression:
        targets = torch.tensor(SCORES, dtype=torch.float64)
        loss = torch.nn.MSELoss()(logits.squeeze(1), targets)
    else:
        targets = torch.tensor([1, 0, 1, 1, 0])
        if weighting == "balanced":
            weights = torch.tensor(compute_class_weight("balanced", classes=numpy.array([0, 1]), y=TRAINING))
        loss = torch.nn.CrossEntropyLoss(weight=weights, label_smoothing=smoothing)(logits, targets)
    loss.backward()
    made.append({
        "objective": objective, "label_smoothing_factor": smoothing, "class_weights": weighting,
        "training_targets": TRAINING, "weights": None if weights is None else weights.tolist(),
        "logits": logits.tolist(), "targets": targets.tolist(), "loss": loss.item(), "gradient": logits.grad.tolist(),
    })
path = pathlib.Path(__file__).parent / "objectives.json"
path.write_text(json.dumps(made) + "\n")
