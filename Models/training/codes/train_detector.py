"""Train the text-line detector on rendered scenes.

    python train_detector.py --minutes 60 --work DIR [--backgrounds PATH…]     resumes from DIR/detector.pt
    python train_detector.py --smoke                                           half a minute, writes nothing but DIR
"""
import argparse
import os
import sys
import time

import numpy as np
import torch
import torch.nn.functional as F

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.dirname(HERE)]
import render  # noqa: E402
from detector_net import TextDetector, WithSigmoid  # noqa: E402


class Scenes(torch.utils.data.IterableDataset):
    def __init__(self, seed, paths, batch):
        self.seed, self.paths, self.batch = seed, paths, batch

    def __iter__(self):
        info = torch.utils.data.get_worker_info()
        rng = np.random.default_rng([self.seed, info.id if info else 0, int(time.time()) if self.seed is None else 0])
        render.backgrounds(self.paths)
        while True:
            xs = []
            while len(xs) < self.batch:
                try:
                    xs.append(render.scene(rng)[:3])
                except (ValueError, IndexError, FloatingPointError, np.linalg.LinAlgError, render.cv2.error):
                    continue
            yield tuple(torch.from_numpy(np.stack(a)) for a in zip(*xs))


def loss_fn(z, t, w):
    """Cross-entropy over the text and the hardest of the rest (3:1), and dice."""
    b = F.binary_cross_entropy_with_logits(z, t, reduction="none") * w
    pos = (t > 0.3).float() * w
    neg = (t <= 0.3).float() * w
    npos = pos.sum()
    nneg = int(min(float(neg.sum()), max(3 * float(npos), 4000)))
    hard = torch.topk((b * neg).flatten(), nneg).values.sum()
    ce = ((b * pos).sum() + hard) / (npos + nneg)
    p = torch.sigmoid(z)
    dice = 0
    for c in range(2):
        i = (p[:, c] * t[:, c] * w[:, c]).sum()
        dice = dice + 1 - (2 * i + 1) / ((p[:, c] * w[:, c]).pow(2).sum() + (t[:, c] * w[:, c]).pow(2).sum() + 1)
    return ce + 0.5 * dice, float(ce.detach()), float(dice.detach()) / 2


def export(net, out):
    from common.export import to_ir
    to_ir(WithSigmoid(net), (1, 1, 544, 960), "image", ["text"], os.path.join(out, "text-detector.xml"))
    import json
    with open(os.path.join(out, "text-detector.json"), "w") as f:
        json.dump({"input": [544, 960], "stride": 4, "shrink": render.SHRINK, "threshold": 0.3, "channels": ["horizontal", "vertical"]}, f, indent=1)
        f.write("\n")


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--minutes", type=float, default=60)
    ap.add_argument("--work", default="/tmp/codes-work")
    ap.add_argument("--backgrounds", nargs="*", default=[])
    ap.add_argument("--out", help="folder to export the IR to")
    ap.add_argument("--seed", type=int, default=11)
    ap.add_argument("--batch", type=int, default=8)
    ap.add_argument("--lr", type=float, default=2e-3)
    ap.add_argument("--until", help="HH:MM, ends the cosine then instead of after --minutes")
    ap.add_argument("--smoke", action="store_true")
    a = ap.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(a.seed)
    os.makedirs(a.work, exist_ok=True)
    ck = os.path.join(a.work, "detector-smoke.pt" if a.smoke else "detector.pt")
    if a.smoke:
        a.minutes, a.batch = 0.5, 4
    net = TextDetector().to(memory_format=torch.channels_last)
    ema = TextDetector()
    ema.load_state_dict(net.state_dict())
    opt = torch.optim.AdamW(net.parameters(), lr=a.lr, weight_decay=0.01)
    step, seen = 0, 0
    if os.path.exists(ck) and not a.smoke:
        s = torch.load(ck, weights_only=False)
        net.load_state_dict(s["net"]); ema.load_state_dict(s["ema"]); opt.load_state_dict(s["opt"])
        step, seen = s["step"], s["seen"]
    dl = torch.utils.data.DataLoader(Scenes(a.seed + step, a.backgrounds, a.batch), batch_size=None, num_workers=0 if a.smoke else 1,
                                     prefetch_factor=None if a.smoke else 4)
    start, last, total = time.time(), time.time(), a.minutes * 60
    first = step
    log = []
    for x, t, w in dl:
        u = (time.time() - start) / total
        if u >= 1:
            break
        lr = float(a.lr) * float(0.02 + 0.98 * 0.5 * (1 + np.cos(np.pi * u))) * min(1, (step - first + 1) / 100)
        for g in opt.param_groups:
            g["lr"] = lr
        net.train()
        x = (x.float() / 255).unsqueeze(1).contiguous(memory_format=torch.channels_last)
        with torch.autocast("cpu", torch.bfloat16):
            z = net(x)
        loss, ce, dice = loss_fn(z.float(), t, w)
        opt.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), 5)
        opt.step()
        step += 1
        seen += len(x)
        k = min(0.998, step / (step + 30))
        with torch.no_grad():
            for p, q in zip(ema.state_dict().values(), net.state_dict().values()):
                if p.dtype.is_floating_point:
                    p.lerp_(q, 1 - k)
                else:
                    p.copy_(q)
        log.append((ce, dice))
        if step % 50 == 0:
            print(f"{(time.time() - start) / 60:.1f} min step {step} seen {seen} lr {lr:.5f} ce {np.mean([l[0] for l in log[-50:]]):.4f} "
                  f"dice {np.mean([l[1] for l in log[-50:]]):.4f}", flush=True)
        if time.time() - last > 180:
            last = time.time()
            torch.save(dict(net=net.state_dict(), ema=ema.state_dict(), opt=opt.state_dict(), step=step, seen=seen), ck + ".part")
            os.replace(ck + ".part", ck)
    torch.save(dict(net=net.state_dict(), ema=ema.state_dict(), opt=opt.state_dict(), step=step, seen=seen), ck)
    print("done", step, seen)
    if a.smoke and not np.mean([l[0] for l in log[-20:]]) < .9 * np.mean([l[0] for l in log[:20]]):
        raise SystemExit("smoke: the detector's loss did not fall")
    if a.out:
        export(ema, a.out)


if __name__ == "__main__":
    main()
