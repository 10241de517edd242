"""Trains the plate detector on rendered scenes.

  python Models/training/plates/train_detector.py --minutes 120 --work DIR [--scenes DIR] [--videos DIR] [--start IR] [--export]

Resumes from DIR/detector.pt; --minutes is the whole schedule's length. --start goes on from an exported model instead of from nothing. --smoke runs for seconds in a temporary folder and checks that the
loss falls. --scenes: a folder with truth.tsv (image, box_xywh) of pictures whose licence allows training; EVEN picture numbers are used.
--videos: a folder of *.mp4 whose frames serve as grounds.
"""
import argparse
import glob
import os
import sys
import tempfile
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
import numpy as np
import torch
import torch.nn.functional as F

from common.detector_net import DetectorNet
from common.resume import from_ir
from common.training import Feeder, Run
from plates import scenes

STRIDE = 8
BATCH = 16


def targets(quads, weights, h, w):
    """Heat (1 at a plate's centre cell, a Gaussian along its axes about it), corners in cells, and the corners' weights."""
    heat = np.zeros((h, w), np.float32)
    corners = np.zeros((8, h, w), np.float32)
    weight = np.zeros((h, w), np.float32)
    scale = np.ones((h, w), np.float32)
    yy, xx = np.mgrid[0:h, 0:w].astype(np.float32)
    for q, cw in zip(quads, weights):
        q = q / STRIDE
        c = q.mean(0)
        u, v = (q[1] + q[2] - q[0] - q[3]) / 4, (q[2] + q[3] - q[0] - q[1]) / 4  # half axes
        lu, lv = np.linalg.norm(u), np.linalg.norm(v)
        dx, dy = xx + .5 - c[0], yy + .5 - c[1]
        a, b = (dx * u[0] + dy * u[1]) / lu, (dx * v[0] + dy * v[1]) / lv
        g = np.exp(-.5 * ((a / max(.22 * lu, .55)) ** 2 + (b / max(.3 * lv, .55)) ** 2))
        i, j = int(np.clip(c[0], 0, w - 1)), int(np.clip(c[1], 0, h - 1))
        g[j, i] = 1
        own = g > heat
        near = own & (g > .35)
        for n in range(4):
            corners[2 * n][near] = (q[n, 0] - xx - .5)[near]
            corners[2 * n + 1][near] = (q[n, 1] - yy - .5)[near]
        weight[near] = g[near] * cw
        scale[near] = max(1.0, 2 * lv)
        heat = np.maximum(heat, g)
    return heat, corners, weight, scale


def batch_maker(scenery):
    def make(g, hard):
        x = np.zeros((BATCH, 1, scenes.H, scenes.W), np.uint8)
        h, w = scenes.H // STRIDE, scenes.W // STRIDE
        t = [np.zeros((BATCH, n, h, w), np.float32) for n in (1, 8, 1, 1)]
        for i in range(BATCH):
            img, quads, weights = scenes.scene(g, scenery)
            x[i, 0] = img
            heat, corners, weight, scale = targets(quads, weights, h, w)
            t[0][i, 0], t[1][i], t[2][i, 0], t[3][i, 0] = heat, corners, weight, scale
        return x, *t
    return make


def focal(logits, heat):
    """CenterNet's: the centre cell is positive, its neighbours count little as negatives."""
    p = torch.sigmoid(logits).clamp(1e-5, 1 - 1e-5)
    pos = (heat >= 1).float()
    loss = -(pos * (1 - p) ** 2 * torch.log(p) + (1 - pos) * (1 - heat) ** 4 * p ** 2 * torch.log(1 - p))
    return loss.sum() / pos.sum().clamp(min=1)


def main():
    ap = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    ap.add_argument("--minutes", type=float, default=120)
    ap.add_argument("--work", default=os.path.join(tempfile.gettempdir(), "bordergate-train-plates"))
    ap.add_argument("--scenes")
    ap.add_argument("--videos")
    ap.add_argument("--start", help="plate-detector.xml to go on from, where there is no checkpoint")
    ap.add_argument("--rate", type=float, default=2e-3, help="the schedule's highest learning rate")
    ap.add_argument("--workers", type=int, default=1)
    ap.add_argument("--threads", type=int, default=1)
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--export", action="store_true", help="write Models/plate-detector.* every 15 minutes and at the end")
    ap.add_argument("--smoke", action="store_true")
    a = ap.parse_args()
    if a.smoke:
        a.minutes, a.work, a.export = 0.5, tempfile.mkdtemp(), False
        global BATCH
        BATCH = 8
    torch.set_num_threads(a.threads)
    torch.manual_seed(a.seed)
    net = DetectorNet().to(memory_format=torch.channels_last)
    scenery = scenes.Scenery(sorted(glob.glob(os.path.join(a.videos, "*.mp4"))) if a.videos else (), a.scenes)
    make = batch_maker(scenery)
    if a.start:
        g = np.random.default_rng(a.seed)
        from_ir(net, a.start, (torch.from_numpy(make(g, 1.0)[0]).float() / 255 for _ in range(24)))
    run = Run(net, a.work, "detector", a.minutes, lr=a.rate)
    feeder = Feeder(make, a.seed + run.steps, a.workers)
    net.train()
    seen, shown, exported, first, last = [], time.time(), time.time(), None, None
    try:
        while run.progress < 1:
            x, heat, corners, weight, scale = [torch.from_numpy(v) for v in feeder.get()]
            x = (x.float() / 255).contiguous(memory_format=torch.channels_last)
            with torch.autocast("cpu", torch.bfloat16):
                hl, cl = net(x)
            hl, cl = hl.float(), cl.float()
            f = focal(hl, heat)
            c = (F.smooth_l1_loss(cl / scale, corners / scale, reduction="none", beta=.05) * weight).sum() / (8 * weight.sum().clamp(min=1))
            run.step(f + 7 * c, len(x))
            with torch.no_grad():
                pos = heat >= 1
                p = torch.sigmoid(hl)
                seen.append((f.item(), c.item(), (p[pos] > .3).float().mean().item() if pos.any() else 1.0, (p[heat < .05] > .3).sum().item() / len(x)))
            if first is None and len(seen) >= 4:
                first = np.mean([s[0] for s in seen[:4]])
            if time.time() - shown > (8 if a.smoke else 60):
                m = np.mean(seen, 0)
                print(f"{run.elapsed / 60:6.1f} min {run.samples:7d} scenes ({len(seen) * BATCH / (time.time() - shown):.0f}/s) focal {m[0]:.3f} corners {m[1]:.4f} "
                      f"found {m[2]:.3f} false cells {m[3]:.2f}", flush=True)
                last, seen, shown = m[0], [], time.time()
            if time.time() - run.saved > 150:
                run.save()
            if a.export and time.time() - exported > 900:
                exported = time.time()
                export(run)
    finally:
        feeder.close()
        run.save()
    if a.export:
        export(run)
    if a.smoke:
        print(f"focal {first:.2f} → {last:.2f}")
        if not last < .8 * first:
            raise SystemExit("smoke: the detector's loss did not fall")


def export(run):
    from plates.export_models import export_detector
    export_detector({k: v.clone() for k, v in run.ema.items()})


if __name__ == "__main__":
    main()
