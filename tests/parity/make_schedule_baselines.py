#!/usr/bin/env python3
"""Makes tests/parity/schedule.json: learning rates as transformers' get_scheduler gives them, one for each update.

Needs: torch, transformers. Run: python tests/parity/make_schedule_baselines.py
"""

import json
import math
import pathlib

import torch
from transformers import get_scheduler

CASES = [
    ("linear", 0.1, 30), ("linear", 0.1, 7), ("linear", 0.0, 5), ("linear", 1.0, 4), ("linear", 0.06, 213),
    ("linear", 0.1, 1), ("constant", 0.1, 5), ("constant_with_warmup", 0.3, 10),
    ("constant_with_warmup", 0.0, 4), ("cosine", 0.1, 30), ("cosine", 0.0, 9), ("cosine", 1.0, 4), ("cosine", 0.06, 213),
    ("cosine", 0.3, 1),
]

cases = []
for kind, ratio, steps in CASES:
    optimizer = torch.optim.AdamW([torch.nn.Parameter(torch.zeros(1))], lr=2e-4)
    schedule = get_scheduler(kind, optimizer, num_warmup_steps=math.ceil(steps * ratio), num_training_steps=steps)
    rates = []
    for _ in range(steps):
        rates.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        schedule.step()
    cases.append({"lr_scheduler_type": kind, "warmup_ratio": ratio, "steps": steps, "learning_rate": 2e-4,
                  "rates": rates})
path = pathlib.Path(__file__).parent / "schedule.json"
path.write_text(json.dumps(cases) + "\n")
