"""Train the two code readers (lying text in one or two rows; stacked columns turned on their side) on rendered crops.

    python train_reader.py --minutes 60 --work DIR      resumes from DIR/reader.pt
    python train_reader.py --smoke                      half a minute, writes nothing but DIR
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
from common.ctc import greedy  # noqa: E402
from common.reader_net import ReaderNet  # noqa: E402

def share(nets):
    """The two readers learn one set of trunk kernels, each with its own normalisation, context and head."""
    h = dict(nets["h"].named_modules())
    for name, m in nets["v"].named_modules():
        if isinstance(m, torch.nn.Conv2d) and name.split(".")[0] in ("stem", "mid"):
            m.weight = h[name].weight


ALPHABET = [""] + list("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")
INDEX = {c: i for i, c in enumerate(ALPHABET)}
WIDTH = 0.75          # of the plate reader: fewer classes, simpler letters
SHARE = {"1": 0.36, "2": 0.22, "v": 0.42}


class Crops(torch.utils.data.IterableDataset):
    def __init__(self, seed, batch, done=0):
        self.seed, self.batch, self.done = seed, batch, done

    def __iter__(self):
        rng = np.random.default_rng([self.seed, 1])
        have = {k: [] for k in SHARE}
        made = self.done
        pool = {k: 6 * self.batch for k in SHARE}      # mixes the crops of different faces
        while True:
            mode = ("1", "2", "v")[int(rng.choice(3, p=list(SHARE.values())))]
            while len(have[mode]) < pool[mode]:
                try:
                    for m, x, t in render.reader_samples(rng, most=8, ease=max(0.0, 1 - made / 20000)):
                        have[m].append((x, t))
                except (ValueError, IndexError, np.linalg.LinAlgError, render.cv2.error):
                    continue
                for k in have:
                    if len(have[k]) > 3 * pool[k]:
                        del have[k][:pool[k]]
            b = [have[mode].pop(int(rng.integers(len(have[mode])))) for _ in range(self.batch)]
            made += self.batch
            yield mode, torch.from_numpy(np.stack([x for x, _ in b])), [t for _, t in b]


def ctc_loss(z, texts):
    """z [N,T,K] float32"""
    lp = F.log_softmax(z, -1).transpose(0, 1)
    tg = torch.tensor([INDEX[c] for t in texts for c in t], dtype=torch.long)
    ln = torch.tensor([len(t) for t in texts])
    per = F.ctc_loss(lp, tg, torch.full((len(texts),), z.shape[1]), ln, blank=0, reduction="none", zero_infinity=True)
    return (per / (ln + 2)).mean()


def export(nets, out):
    from common.export import to_ir, write_card
    os.makedirs(out, exist_ok=True)
    for mode, name in (("1", "code-reader-1"), ("2", "code-reader-2"), ("v", "code-reader-v")):
        to_ir(nets["v" if mode == "v" else "h"], (1, 1, *render.SHAPES[mode]), "crop", ["logits"], os.path.join(out, name + ".xml"))
    write_card(os.path.join(out, "code-reader.json"), {
        "alphabet": ALPHABET, "cropMargin": render.CROP_MARGIN, "normalise": "(x - mean) / (std + 8) over the text's part, 0 right of it",
        "shapes": {"1": [32, 192], "2": [64, 112], "v": [32, 256]}})


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--minutes", type=float, default=60)
    ap.add_argument("--work", default="/tmp/codes-work")
    ap.add_argument("--out")
    ap.add_argument("--seed", type=int, default=21)
    ap.add_argument("--batch", type=int, default=64)
    ap.add_argument("--lr", type=float, default=2e-3)
    ap.add_argument("--smoke", action="store_true")
    a = ap.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(a.seed)
    os.makedirs(a.work, exist_ok=True)
    if a.smoke:
        a.minutes, a.batch = 0.5, 16
    ck = os.path.join(a.work, "reader-smoke.pt" if a.smoke else "reader.pt")
    nets = {k: ReaderNet(len(ALPHABET), width=WIDTH).to(memory_format=torch.channels_last) for k in "hv"}
    ema = {k: ReaderNet(len(ALPHABET), width=WIDTH) for k in "hv"}
    for k in "hv":
        ema[k].load_state_dict(nets[k].state_dict())
    share(nets)
    opt = torch.optim.AdamW({id(p): p for n in nets.values() for p in n.parameters()}.values(), lr=a.lr, weight_decay=0.01)
    step, seen, steps = 0, 0, {"h": 0, "v": 0}
    if os.path.exists(ck) and not a.smoke:
        s = torch.load(ck, weights_only=False)
        for k in "hv":
            nets[k].load_state_dict(s["net"][k]); ema[k].load_state_dict(s["ema"][k]); 
        opt.load_state_dict(s["opt"])
        step, seen, steps = s["step"], s["seen"], s["steps"]
    dl = torch.utils.data.DataLoader(Crops(a.seed + step, a.batch, seen), batch_size=None, num_workers=0 if a.smoke else 1,
                                     prefetch_factor=None if a.smoke else 4)

    def save():
        torch.save(dict(net={k: n.state_dict() for k, n in nets.items()}, ema={k: n.state_dict() for k, n in ema.items()},
                        opt=opt.state_dict(), step=step, seen=seen, steps=steps), ck + ".part")
        os.replace(ck + ".part", ck)

    start = last = time.time()
    total, first, log = a.minutes * 60, step, {k: [] for k in SHARE}
    for mode, x, texts in dl:
        u = (time.time() - start) / total
        if u >= 1:
            break
        k = "v" if mode == "v" else "h"
        net = nets[k]
        lr = float(a.lr) * float(0.01 + 0.99 * 0.5 * (1 + np.cos(np.pi * u))) * min(1, (step - first + 1) / 60)
        for g in opt.param_groups:
            g["lr"] = lr
        net.train()
        x = x.unsqueeze(1).contiguous(memory_format=torch.channels_last)
        with torch.autocast("cpu", torch.bfloat16):
            z = net(x)
        loss = ctc_loss(z.float(), texts)
        opt.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), 5)
        opt.step()
        step += 1
        steps[k] += 1
        seen += len(x)
        d = min(0.998, steps[k] / (steps[k] + 30))
        with torch.no_grad():
            for p, q in zip(ema[k].state_dict().values(), net.state_dict().values()):
                p.lerp_(q, 1 - d) if p.dtype.is_floating_point else p.copy_(q)
        acc = None
        if step % 10 == 0:
            zz = z.detach().float().numpy()
            full = [i for i, t in enumerate(texts) if len(t) >= 10] or range(len(texts))
            acc = np.mean([greedy(zz[i], ALPHABET)[0] == texts[i] for i in full])
        log[mode].append((float(loss.detach()), acc))
        if step % 100 == 0:
            msg = " ".join(f"{m}: loss {np.mean([q[0] for q in v[-60:]] or [0]):.3f} codes {np.mean([q[1] for q in v[-200:] if q[1] is not None] or [0]):.3f}"
                           for m, v in log.items())
            print(f"{(time.time() - start) / 60:.1f} min step {step} seen {seen} lr {lr:.5f} {msg}", flush=True)
        if time.time() - last > 180:
            last = time.time()
            save()
    save()
    print("done", step, seen)
    if a.smoke and not all(np.mean([q[0] for q in v[-20:]]) < .6 * np.mean([q[0] for q in v[:20]]) for v in log.values()):
        raise SystemExit("smoke: the reader's loss did not fall")
    if a.out:
        export(ema, a.out)


if __name__ == "__main__":
    main()
