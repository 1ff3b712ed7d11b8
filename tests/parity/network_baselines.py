"""What make_network_baselines.py and make_decoder_baselines.py share.

Ten steps: AdamW (betas 0.9, 0.999, eps 1e-8), weight decay 0.01 on the parameters named, linear warm-up of 2 steps and
linear decay to 0 at step 10, gradients clipped to norm 1.0, the same batch at each step, learning rate 1e-3;
losses[i] is the loss before update i + 1.
"""

import json

import torch
from safetensors.torch import save_file
from transformers import get_linear_schedule_with_warmup

STEPS, WARMUP, RATE, DECAY, CLIP = 10, 2, 1e-3, 0.01, 1.0
OPTIONS = {"steps": STEPS, "warmup_steps": WARMUP, "learning_rate": RATE, "weight_decay": DECAY,
           "max_gradient_norm": CLIP}


@torch.no_grad()
def disturb(model):
    """Biases and norms that aren't 0 and 1, so that swapping two of them shows."""
    for parameter in model.parameters():
        if parameter.ndim < 2:
            parameter.add_(0.1 * torch.randn_like(parameter))


def ten_steps(model, loss_of_batch, decayed):
    """The losses; decayed: names of the parameters that weight decay takes."""
    named = list(model.named_parameters())
    optimizer = torch.optim.AdamW(
        [{"params": [p for n, p in named if n in decayed], "weight_decay": DECAY},
         {"params": [p for n, p in named if n not in decayed], "weight_decay": 0.0}],
        lr=RATE, betas=(0.9, 0.999), eps=1e-8,
    )
    schedule = get_linear_schedule_with_warmup(optimizer, WARMUP, STEPS)
    losses = []
    for _ in range(STEPS):
        optimizer.zero_grad()
        loss = loss_of_batch()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), CLIP)
        optimizer.step()
        schedule.step()
        losses.append(loss.item())
    return losses


def write_baseline(folder, tensors, baseline):
    save_file({k: v.detach().contiguous() for k, v in tensors.items()},
              folder / "baseline.safetensors", metadata={"format": "pt"})
    (folder / "baseline.json").write_text(json.dumps(baseline, indent=1) + "\n")
    for file in folder.iterdir():
        file.chmod(0o644)
