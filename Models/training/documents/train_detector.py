"""Trains the detector of machine-readable zones' lines on rendered pages.

    python train_detector.py --minutes 25 --work DIR --start Models/text-detector.xml [--out Models]   resumes from DIR/detector.pt
    python train_detector.py --smoke                                                                  writes nothing
"""
import argparse
import json
import os
import sys
import tempfile
import time

import numpy as np
import torch
import torch.nn.functional as F

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.dirname(HERE)]
import render  # noqa: E402
from codes.detector_net import TextDetector, WithSigmoid  # noqa: E402
from common.resume import from_ir  # noqa: E402
from common.training import Feeder, Run  # noqa: E402


def make(g, hard, batch=6):
    return tuple(np.stack(a) for a in zip(*(render.scene(g) for _ in range(batch))))


def echo(g):
    """A batch once more: turned by a quarter or a half, lighter or darker."""
    def change(batch):
        x, t, w = batch
        k = int(g.integers(1, 4))
        x = np.rot90(x.astype(np.float32) * g.uniform(.6, 1.1), k, (1, 2))
        t, w = np.rot90(t, k, (2, 3)), np.rot90(w, k, (2, 3))
        if k % 2:
            t, w = t[:, ::-1], w[:, ::-1]
        return np.clip(x, 0, 255).astype(np.uint8), np.ascontiguousarray(t), np.ascontiguousarray(w)
    return change


def loss_of(z, t, w):
    """Cross-entropy over the text and the hardest of the rest (3:1), and dice."""
    b = F.binary_cross_entropy_with_logits(z, t, reduction="none") * w
    pos, neg = (t > .3).float() * w, (t <= .3).float() * w
    n = pos.sum()
    hardest = int(min(float(neg.sum()), max(3 * float(n), 4000)))
    ce = ((b * pos).sum() + torch.topk((b * neg).flatten(), hardest).values.sum()) / (n + hardest)
    p = torch.sigmoid(z) * w
    dice = 1 - (2 * (p * t).sum() + 1) / (p.pow(2).sum() + (t * w).pow(2).sum() + 1)
    return ce + dice, ce.item(), dice.item()


def export(state, out):
    from common.export import to_ir
    net = TextDetector()
    net.load_state_dict(state)
    to_ir(WithSigmoid(net), (1, 1, render.SIDE, render.SIDE), "image", ["text"], os.path.join(out, "document-detector.xml"))
    with open(os.path.join(out, "document-detector.json"), "w") as f:
        json.dump({"input": [render.SIDE, render.SIDE], "stride": 4, "shrink": render.SHRINK, "channels": ["horizontal", "vertical"]}, f, indent=1)
        f.write("\n")


def main():
    ap = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    ap.add_argument("--minutes", type=float, default=25)
    ap.add_argument("--work", default=os.path.join(tempfile.gettempdir(), "bordergate-train-documents"))
    ap.add_argument("--start", help="text-detector.xml to begin with, where there is no checkpoint")
    ap.add_argument("--rate", type=float, default=1e-3)
    ap.add_argument("--seed", type=int, default=6)
    ap.add_argument("--out", help="folder to export the IR to")
    ap.add_argument("--smoke", action="store_true")
    a = ap.parse_args()
    if a.smoke:
        a.minutes, a.work, a.out = .6, tempfile.mkdtemp(), None
    torch.set_num_threads(1)
    torch.manual_seed(a.seed)
    net = TextDetector().to(memory_format=torch.channels_last)
    if a.start:
        g = np.random.default_rng(a.seed)
        from_ir(net, a.start, (torch.from_numpy(make(g, 1.0, 2)[0]).float().unsqueeze(1) / 255 for _ in range(4)))
    run = Run(net, a.work, "detector", a.minutes, lr=a.rate)
    batch = 2 if a.smoke else 6
    feeder = Feeder(lambda g, hard: make(g, hard, batch), a.seed + run.steps, echo=echo(np.random.default_rng(a.seed)), later=4)
    net.train()
    seen, shown, first, last = [], time.time(), None, None
    try:
        while run.progress < 1:
            x, t, w = feeder.get()
            x = (torch.from_numpy(x).float() / 255).unsqueeze(1).contiguous(memory_format=torch.channels_last)
            with torch.autocast("cpu", torch.bfloat16):
                z = net(x)
            loss, ce, dice = loss_of(z.float(), torch.from_numpy(t), torch.from_numpy(w))
            run.step(loss, len(x))
            seen.append((ce, dice))
            if first is None and len(seen) >= 3:
                first = np.mean([s[0] for s in seen])
            if time.time() - shown > (6 if a.smoke else 60):
                last = np.mean([s[0] for s in seen])
                print(f"{run.elapsed / 60:6.1f} min {run.samples:8d} samples cross-entropy {last:.4f} dice {np.mean([s[1] for s in seen]):.4f}", flush=True)
                seen, shown = [], time.time()
            if time.time() - run.saved > 120:
                run.save()
    finally:
        feeder.close()
        run.save()
    if a.out:
        export({k: v.clone() for k, v in run.ema.items()}, a.out)
    if a.smoke and not last < .9 * first:
        raise SystemExit("smoke: the detector's loss did not fall")


if __name__ == "__main__":
    main()
